"""Functions, procedures, aggregates."""

from __future__ import annotations

from tests.random_schemas.schema import Draft, comment, owner

_BODIES = ("select n * 2", "select n + 1", "select coalesce(n, 0)")


def draft(draft: Draft, size: int) -> None:
    """Draft functions that tables, views and triggers use, and some that nothing uses."""
    for _ in range(draft.chance.random.randint(1, 2 * size)):
        _number(draft)
    for _ in range(draft.chance.random.randint(1, size)):
        name = draft.new("trg_")
        body = draft.chance.one(("return new;", "new := new; return new;", "perform 1; return new;"))
        draft.add(f"create function {name}() returns trigger language plpgsql as $$begin {body} end$$")
        draft.trigger_functions.append(name)
        comment(draft, f"function {name}()")
        owner(draft, f"function {name}()")
    for _ in range(draft.chance.random.randint(0, size)):
        _other(draft)


def _number(draft: Draft) -> None:
    chance = draft.chance
    name = draft.new("fn_")
    more = chance.one(("", " strict", " parallel safe", " cost 7", " set work_mem = '8MB'"))
    if draft.major >= 14 and chance.happens(0.3):
        body = f"begin atomic {chance.one(_BODIES)}; end"
        draft.add(f"create function {name}(n integer) returns integer language sql immutable{more} {body}")
    else:
        draft.add(
            f"create function {name}(n integer) returns integer language sql immutable{more} as '{chance.one(_BODIES)}'"
        )
    draft.numeric_functions.append(name)
    comment(draft, f"function {name}(integer)")
    owner(draft, f"function {name}(integer)")
    if chance.happens(0.2):
        draft.add(f"revoke execute on function {name}(integer) from public")
    if chance.happens(0.2):
        draft.add(f"grant execute on function {name}(integer) to {draft.role()}")


def _other(draft: Draft) -> None:
    name = draft.new("do_")
    sort = draft.chance.random.randrange(4)
    if sort == 0:
        draft.add(f"create procedure {name}(a integer, inout b text) language plpgsql as $$begin b := a::text; end$$")
        comment(draft, f"procedure {name}(integer, text)")
    elif sort == 1:
        draft.add(
            f"create function {name}(a integer default 1, variadic rest text[] default '{{}}')"
            " returns table (x integer, y text) language plpgsql stable security definer rows 5"
            " as $$begin return query select a, rest[1]; end$$"
        )
    elif sort == 2:
        draft.add(f"create aggregate {name}(integer) (sfunc = int4pl, stype = integer, initcond = '0')")
    else:
        draft.add(f"create function {name}(a anyelement, out b anyarray) language sql as 'select array[a]'")
