"""Constraints."""

from __future__ import annotations

from drifttools.sql.quoting import quote_name
from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import columns, constraints, relations


def _dropped(hand: Hand, contype: str) -> tuple[Found, str] | None:
    found = hand.find(constraints(f"k.contype = '{contype}'"))
    return None if found is None else (found, f"alter table {found.sql} drop constraint {found.part_sql}")


@mutation
def check_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(columns("c.relkind in ('r', 'p') and not c.relispartition and a.atttypid = 'int4'::regtype"))
    if found is None:
        return None
    more = hand.chance.one(("", " not valid", " no inherit"))
    sql = f"alter table {found.sql} add constraint check_by_hand check ({found.part_sql} < 100000){more}"
    return Found(found.schema, found.name, "check_by_hand"), sql


@mutation
def check_dropped(hand: Hand) -> tuple[Found, str] | None:
    return _dropped(hand, "c")


@mutation
def check_replaced(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(constraints("k.contype = 'c'", "pg_get_expr(k.conbin, k.conrelid)"))
    if found is None:
        return None
    return found, (
        f"alter table {found.sql} drop constraint {found.part_sql},"
        f" add constraint {found.part_sql} check ({found.more} or current_user = 'nobody')"
    )


@mutation
def constraint_validated(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(constraints("not k.convalidated"))
    return None if found is None else (found, f"alter table {found.sql} validate constraint {found.part_sql}")


@mutation
def constraint_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(constraints("k.contype in ('p', 'u', 'f', 'c', 'x')"))
    if found is None:
        return None
    return found, f"alter table {found.sql} rename constraint {found.part_sql} to renamed_by_hand"


@mutation
def unique_dropped(hand: Hand) -> tuple[Found, str] | None:
    return _dropped(hand, "u")


@mutation
def unique_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(
        columns("c.relkind = 'r' and not c.relispartition and a.atttypid in ('int4'::regtype, 'text'::regtype)")
    )
    if found is None:
        return None
    named = Found(found.schema, found.name, "unique_by_hand")
    return named, f"alter table {found.sql} add constraint unique_by_hand unique ({found.part_sql})"


@mutation
def exclusion_dropped(hand: Hand) -> tuple[Found, str] | None:
    return _dropped(hand, "x")


@mutation
def primary_key_dropped(hand: Hand) -> tuple[Found, str] | None:
    return _dropped(hand, "p")


@mutation
def primary_key_dropped_with_its_users(hand: Hand) -> tuple[Found, str] | None:
    found = _dropped(hand, "p")
    return None if found is None else (found[0], found[1] + " cascade")


@mutation
def foreign_key_dropped(hand: Hand) -> tuple[Found, str] | None:
    return _dropped(hand, "f")


@mutation
def foreign_key_deferrable(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(constraints("k.contype = 'f' and not k.condeferred"))
    change = f"alter constraint {found.part_sql} deferrable initially deferred" if found else ""
    return None if found is None else (found, f"alter table {found.sql} {change}")


@mutation
def foreign_key_added(hand: Hand) -> tuple[Found, str] | None:
    parent = "select k.conrelid::regclass::text from pg_constraint k where k.contype = 'p' and k.conparentid = 0"
    found = hand.find(
        relations(
            "r",
            "not c.relispartition and c.relpersistence = 'p'",
            f"({parent} and not k.condeferrable and array_length(k.conkey, 1) = 1 and exists (select from pg_class p"
            " where p.oid = k.conrelid and p.relpersistence = 'p') order by 1 limit 1)",
        )
    )
    if found is None or not found.more:
        return None
    name = quote_name("fk_by_hand")
    more = hand.chance.one((" on delete cascade", " not valid", " on update set null deferrable"))
    named = Found(found.schema, found.name, "fk_by_hand")
    return named, f"alter table {found.sql} add column by_hand int constraint {name} references {found.more}" + (
        "" if more == " not valid" else more
    )
