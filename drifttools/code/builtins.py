"""The functions of the server itself, for catalogs that nobody can ask: those of `pg_catalog` of PostgreSQL 18."""

from __future__ import annotations

from pathlib import Path

FUNCTIONS = frozenset((Path(__file__).parent / "builtin_functions.txt").read_text(encoding="ascii").split())
