"""Views and materialized views."""

from __future__ import annotations

from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import columns, relations

_QUERY = "rtrim(pg_get_viewdef(c.oid), ';')"


@mutation
def view_added(hand: Hand) -> tuple[Found, str] | None:
    source = hand.find(columns("c.relkind in ('r', 'p', 'v')"))
    if source is None:
        return None
    found = Found(hand.schema(), f"view_{hand.chance.random.randrange(1000)}")
    return found, f"create view {found.sql} as select {source.part_sql} as only_one from {source.sql}"


@mutation
def materialized_view_added(hand: Hand) -> tuple[Found, str] | None:
    source = hand.find(columns("c.relkind in ('r', 'p') and a.atttypid in ('int4'::regtype, 'text'::regtype)"))
    if source is None:
        return None
    found = Found(hand.schema(), f"mat_{hand.chance.random.randrange(1000)}")
    sql = f"create materialized view {found.sql} as select {source.part_sql} as only_one from {source.sql}"
    return found, f"{sql}; create index on {found.sql} (only_one)"


@mutation
def view_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v"))
    return None if found is None else (found, f"drop view {found.sql}")


@mutation
def view_dropped_with_its_users(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v"))
    return None if found is None else (found, f"drop view {found.sql} cascade")


@mutation
def view_column_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v", more=_QUERY))
    return (
        None
        if found is None
        else (found, f"create or replace view {found.sql} as select q.*, 1 as more from ({found.more}) q")
    )


@mutation
def view_filtered(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v", more=_QUERY))
    return (
        None if found is None else (found, f"create or replace view {found.sql} as select * from ({found.more}) q limit 5")
    )


@mutation
def view_options_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v", "c.reloptions is null"))
    return None if found is None else (found, f"alter view {found.sql} set (security_barrier = true)")


@mutation
def view_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v"))
    return None if found is None else (found, f"alter view {found.sql} rename to renamed_view")


@mutation
def view_moved(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("v", "n.nspname = 'app'"))
    return None if found is None else (found, f"alter view {found.sql} set schema public")


@mutation
def materialized_view_emptied(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("m", "c.relispopulated"))
    return None if found is None else (found, f"refresh materialized view {found.sql} with no data")


@mutation
def materialized_view_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("m"))
    return None if found is None else (found, f"drop materialized view {found.sql}")


@mutation
def view_column_default_set(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(columns("c.relkind = 'v' and a.atttypid in ('int4'::regtype, 'text'::regtype)"))
    if found is None:
        return None
    return found, f"alter view {found.sql} alter column {found.part_sql} set default '8'"
