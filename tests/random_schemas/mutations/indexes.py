"""Indexes."""

from __future__ import annotations

from drifttools.sql.quoting import qualified
from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import columns, indexes

_ORDERED = "a.atttypid in ('int4'::regtype, 'int8'::regtype, 'text'::regtype, 'date'::regtype, 'timestamptz'::regtype)"


def _added(hand: Hand, form: str, where: str = _ORDERED) -> tuple[Found, str] | None:
    found = hand.find(columns(f"c.relkind in ('r', 'p', 'm') and not c.relispartition and {where}"))
    if found is None:
        return None
    sql = form.replace("{on}", f"index_by_hand on {found.sql}").replace("{column}", found.part_sql)
    return Found(found.schema, found.name, "index_by_hand"), sql


@mutation
def index_added(hand: Hand) -> tuple[Found, str] | None:
    return _added(hand, "create index {on} ({column} desc)")


@mutation
def partial_index_added(hand: Hand) -> tuple[Found, str] | None:
    return _added(hand, "create index {on} using hash ({column}) where {column} is not null")


@mutation
def unique_index_added(hand: Hand) -> tuple[Found, str] | None:
    return _added(hand, "create unique index {on} ({column})", f"{_ORDERED} and c.relkind = 'r'")


@mutation
def expression_index_added(hand: Hand) -> tuple[Found, str] | None:
    return _added(hand, "create index {on} (lower({column}), {column})", "a.atttypid = 'text'::regtype")


@mutation
def index_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(indexes("true"))
    return None if found is None else (found, f"drop index {qualified(found.schema, found.part)}")


@mutation
def index_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(indexes("true"))
    return None if found is None else (found, f"alter index {qualified(found.schema, found.part)} rename to renamed_index")


@mutation
def index_options_set(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(indexes("c.relkind <> 'p' and x.relam = (select oid from pg_am where amname = 'btree')"))
    return None if found is None else (found, f"alter index {qualified(found.schema, found.part)} set (fillfactor = 44)")


@mutation
def table_clustered(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(
        indexes("c.relkind = 'r' and i.indpred is null and x.relam = (select oid from pg_am where amname = 'btree')")
    )
    return None if found is None else (found, f"alter table {found.sql} cluster on {found.part_sql}")
