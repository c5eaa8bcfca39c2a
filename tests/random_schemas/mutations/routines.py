"""Routines, triggers, rules."""

from __future__ import annotations

from tests.random_schemas.mutate import Found, Hand, mutation
from tests.random_schemas.mutations.catalog import on_tables, relations, routines

_NUMBER = "p.proname ~ '^fn_' and pg_get_function_result(p.oid) = 'integer'"
_OWN = "not o.tgisinternal and o.tgparentid = 0 and not c.relispartition"
_TRIGGER = on_tables("pg_trigger", "tgname", "tgrelid", _OWN)
_FIRING = on_tables("pg_trigger", "tgname", "tgrelid", f"{_OWN} and o.tgenabled = 'O'")


def _name(found: Found) -> Found:
    return Found(found.schema, found.name)


@mutation
def function_body_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines(f"{_NUMBER} and p.provolatile = 'i'"))
    if found is None:
        return None
    return _name(found), (
        f"create or replace function {found.sql}(n integer) returns integer language sql immutable as 'select 5 + n'"
    )


@mutation
def function_setting_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines("p.prokind = 'f'"))
    change = hand.chance.one(
        ("security definer", "set search_path = app, pg_temp", "cost 99", "parallel restricted", "strict")
    )
    return None if found is None else (_name(found), f"alter function {found.sql}({found.part}) {change}")


@mutation
def function_added(hand: Hand) -> tuple[Found, str]:
    found = Found(hand.schema(), f"by_hand_{hand.chance.random.randrange(1000)}")
    body = hand.chance.one(
        (
            "(a int default 1, b text default 'x') returns text language sql stable as $$select b || a$$",
            "() returns setof int language plpgsql as $$begin return next 1; end$$",
        )
    )
    return found, f"create function {found.sql}{body}"


@mutation
def routine_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines("true"))
    return None if found is None else (_name(found), f"drop routine {found.sql}({found.part})")


@mutation
def routine_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines("p.prokind = 'f'"))
    return None if found is None else (_name(found), f"alter function {found.sql}({found.part}) rename to renamed_by_hand")


@mutation
def procedure_added(hand: Hand) -> tuple[Found, str]:
    found = Found(hand.schema(), f"proc_{hand.chance.random.randrange(1000)}")
    return found, f"create procedure {found.sql}(a int) language sql as $$select a$$"


@mutation
def result_type_changed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(routines(_NUMBER))
    if found is None:
        return None
    return _name(found), (
        f"drop function {found.sql}(integer);"
        f"create function {found.sql}(n integer) returns bigint language sql immutable as 'select n::bigint'"
    )


@mutation
def trigger_added(hand: Hand) -> tuple[Found, str] | None:
    function = (
        "(select p.oid::regprocedure::text from pg_proc p where p.prorettype = 'trigger'::regtype and p.proname ~ '^trg_'"
        " order by 1 limit 1)"
    )
    found = hand.find(relations("rp", "not c.relispartition", function))
    if found is None or not found.more:
        return None
    named = Found(found.schema, found.name, "by_hand")
    return named, f"create trigger by_hand after update on {found.sql} for each row execute function {found.more}"


@mutation
def trigger_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(_TRIGGER)
    return None if found is None else (found, f"drop trigger {found.part_sql} on {found.sql}")


@mutation
def trigger_disabled(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(_FIRING)
    change = hand.chance.one(("disable", "enable always", "enable replica"))
    return None if found is None else (found, f"alter table {found.sql} {change} trigger {found.part_sql}")


@mutation
def trigger_renamed(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(_TRIGGER)
    return None if found is None else (found, f"alter trigger {found.part_sql} on {found.sql} rename to renamed_by_hand")


@mutation
def rule_added(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(relations("r", "not c.relispartition"))
    if found is None:
        return None
    named = Found(found.schema, found.name, "rule_by_hand")
    return named, f"create rule rule_by_hand as on update to {found.sql} do also notify by_hand"


@mutation
def rule_dropped(hand: Hand) -> tuple[Found, str] | None:
    found = hand.find(on_tables("pg_rewrite", "rulename", "ev_class", "o.rulename <> '_RETURN'"))
    return None if found is None else (found, f"drop rule {found.part_sql} on {found.sql}")
