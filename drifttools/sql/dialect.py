"""The dialects that a kind may have a query for, and their traits."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """A database family that drifttools can read."""

    POSTGRESQL = "postgresql"
    SQLITE = "sqlite"
