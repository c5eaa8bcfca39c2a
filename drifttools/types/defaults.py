"""Defaults of the server that are written differently in each database."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement

# A UUID of version 4 as PostgreSQL prints it; SQLite has only random bytes.
_RANDOM_UUID = (
    "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
    "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"
)


class random_uuid(ColumnElement[Any]):  # noqa: N801 - it is called like a function of SQL
    """A random UUID made by the database: `server_default=random_uuid()`. PostgreSQL 13 or later, and SQLite."""

    inherit_cache = True


@compiles(random_uuid)
def _on_postgresql(*_: object, **__: object) -> str:
    return "gen_random_uuid()"


@compiles(random_uuid, "sqlite")
def _on_sqlite(*_: object, **__: object) -> str:
    return _RANDOM_UUID


class empty_array(ColumnElement[Any]):  # noqa: N801 - as above
    """An empty array for a column of `ARRAY`: `server_default=empty_array()`."""

    inherit_cache = True


@compiles(empty_array)
def _as_json(*_: object, **__: object) -> str:
    return "'[]'"


@compiles(empty_array, "postgresql")
def _as_array(*_: object, **__: object) -> str:
    return "'{}'"
