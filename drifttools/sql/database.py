"""The name of the database itself, in the few statements that must say it.

PostgreSQL has no word for "the database that I am connected to" in ALTER DATABASE, GRANT ON DATABASE and their like. Two
databases that are compared have different names, so no record may hold one: statements hold a mark, the planner puts the
live database's name in its place, and a rehearsal replaces that by the name of the copy.
"""

from __future__ import annotations

import re

from drifttools.sql.compose import Sql, name

# no name and no text of PostgreSQL can hold a NUL
THIS_DATABASE = Sql("\0database\0")

_QUOTED = r'(?:"(?:[^"]|"")*"|[^\s"]+)'
# where the name stands in each of the statements that the kinds write
_BEFORE = (
    rf"alter role {_QUOTED} in database |alter database |comment on database |(?:grant|revoke) [A-Za-z, ]+ on database "
)


def in_database(sql: str, database: str) -> str:
    """The statement with the database's name in place of the mark."""
    return sql.replace(str(THIS_DATABASE), str(name(database))) if "\0" in sql else sql


def for_copy(sql: str, database: str, copy: str) -> str | None:
    """A statement about one database as it is for a copy of it; None where it is no statement about that database."""
    found = re.match(rf"({_BEFORE}){re.escape(str(name(database)))}(?= )", sql)
    return None if found is None else found[1] + str(name(copy)) + sql[found.end() :]
