"""Pieces of catalog SQL that several kinds share.

Only `pg_catalog` is read: the views of `information_schema` hide what the reading role has no grant on, which would be
reported as drift that is none. Everything is qualified, because `search_path` is empty.
"""

from __future__ import annotations

from typing import LiteralString

JOURNAL_SCHEMA: LiteralString = "drifttools"


def in_scope(of: LiteralString) -> LiteralString:
    """The condition that an object is audited: not the server's own, not our journal, and within the focus.

    Args:
        of: The expression that a focus is matched with beside `n.nspname`: the relation's name, or the object's own.
    """
    own = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '" + JOURNAL_SCHEMA + "')"
    return own + " and <<focus:" + of + ">>"


def members(catalog: LiteralString) -> LiteralString:
    """A CTE `member(objid)`: objects of one system catalog that belong to an extension.

    Reads `pg_depend` by `refclassid`, which is indexed; a condition on `deptype` alone would scan the whole of it.
    """
    return (
        "member as (select d.objid from pg_catalog.pg_depend d"
        " where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e'"
        " and d.classid = 'pg_catalog." + catalog + "'::pg_catalog.regclass)"
    )


def not_member(oid: LiteralString) -> LiteralString:
    """The condition that an object is in no extension, beside `members`."""
    return "not exists (select from member m where m.objid = " + oid + ")"


FUNCTIONS: LiteralString = (
    "called as (select f.oid, pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.proname) as name"
    " from pg_catalog.pg_proc f join pg_catalog.pg_namespace fn on fn.oid = f.pronamespace)"
)
"""A CTE `called(oid, name)`: every function, quoted and qualified."""


def by_name(of: LiteralString) -> tuple[LiteralString, LiteralString]:
    """For objects that are in no schema: a join and a condition, so that a focus finds them by (name, name).

    Args:
        of: The expression of the name.
    """
    return "cross join lateral (select " + of + ") n(nspname)", "<<focus:" + of + ">>"
