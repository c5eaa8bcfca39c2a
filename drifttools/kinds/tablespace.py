"""Tablespaces: what lies in the one of its database names none."""

from __future__ import annotations

from typing import LiteralString

from drifttools.sql.compose import NOTHING, Sql, compose, name

Tablespace = str | None

DOC = "the tablespace, where it is not that of the database"
HOME_DOC = "the tablespace of the database, where it lies in another"

HOME: LiteralString = """(select home.spcname from pg_catalog.pg_database own
    join pg_catalog.pg_tablespace home on home.oid = own.dattablespace where own.datname = pg_catalog.current_database())"""


def name_of(relation: LiteralString) -> LiteralString:
    """The column of a query that names the tablespace."""
    named: LiteralString = (
        "(select sp.spcname from pg_catalog.pg_tablespace sp where sp.oid = " + relation + ".reltablespace)"
    )
    return "case when " + relation + ".reltablespace <> 0 then " + named + " end"


def home_of(relation: LiteralString) -> LiteralString:
    """The column that names the one of the database, where the relation lies in another."""
    return "case when " + relation + ".reltablespace <> 0 then " + HOME + " end"


def within(tablespace: Tablespace, words: Sql) -> Sql:
    """The clause of a CREATE: ` tablespace x`, or ` using index tablespace x` with other words."""
    return compose(" {} {}", words, name(tablespace)) if tablespace else NOTHING


def to_tablespace(wanted: Tablespace, home: Tablespace) -> Sql:
    """The clause of an ALTER.

    Args:
        home: That of the database, where the object lies in another.
    """
    return compose("set tablespace {}", name(wanted or home or "pg_default"))
