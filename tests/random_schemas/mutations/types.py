"""Enums, domains, composites, ranges."""

from __future__ import annotations

from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import types

_FIRST = "(select quote_literal(e.enumlabel) from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder limit 1)"


@mutation
def enum_added(hand: Hand) -> tuple[Found, str]:
    found = Found(hand.schema(), f"mood_{hand.chance.random.randrange(1000)}")
    return found, f"create type {found.sql} as enum ('sad', 'ok')"


@mutation
def enum_value_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("e", more=_FIRST))
    place = hand.chance.one(("before", "after"))
    return None if found is None else (found, f"alter type {found.sql} add value 'by hand' {place} {found.more}")


@mutation
def enum_value_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("e", more=_FIRST))
    return None if found is None else (found, f"alter type {found.sql} rename value {found.more} to 'renamed by hand'")


@mutation
def enum_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("e"))
    return None if found is None else (found, f"alter type {found.sql} rename to kind_by_hand")


@mutation
def type_moved(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("e", "n.nspname <> 'app'"))
    return None if found is None else (found, f"alter type {found.sql} set schema app")


@mutation
def type_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types(hand.chance.one(("e", "c", "r", "d"))))
    return None if found is None else (found, f"drop type {found.sql}")


@mutation
def domain_check_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("d", "t.typbasetype = 'text'::regtype"))
    return None if found is None else (found, f"alter domain {found.sql} add constraint by_hand check (value <> 'x y z')")


@mutation
def domain_check_dropped(hand: Hand) -> tuple[Found, str] | None:
    checks = "from pg_constraint k where k.contypid = t.oid and k.contype = 'c' order by 1 limit 1"
    rule = f"(select quote_ident(k.conname) {checks})"
    found = hand.find(types("d", f"{rule} is not null", rule))
    return None if found is None else (found, f"alter domain {found.sql} drop constraint {found.more}")


@mutation
def domain_default_set(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("d"))
    return None if found is None else (found, f"alter domain {found.sql} set default '42'")


@mutation
def composite_attribute_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("c"))
    return None if found is None else (found, f"alter type {found.sql} add attribute by_hand text")


@mutation
def composite_attribute_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("c"))
    return None if found is None else (found, f"alter type {found.sql} drop attribute b")


@mutation
def composite_attribute_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(types("c"))
    return None if found is None else (found, f"alter type {found.sql} rename attribute a to renamed")
