"""Enums, domains, composites, ranges, collations, sequences."""

from __future__ import annotations

from drifttools.sql.quoting import literal, quote_name
from tests.random_schemas.schema import Draft, comment, owner


def draft(draft: Draft, size: int) -> None:
    """Draft a few of each; columns may be of them afterwards."""
    for _ in range(draft.chance.random.randint(1, 2 * size)):
        _enum(draft)
    for _ in range(draft.chance.random.randint(0, 2 * size)):
        _domain(draft)
    for _ in range(draft.chance.random.randint(0, size)):
        _composite(draft)
    if draft.chance.happens(0.3):
        name = draft.new("span_")
        draft.add(f"create type {name} as range (subtype = {draft.chance.one(('integer', 'date', 'text'))})")
        comment(draft, f"type {name}")
    if draft.chance.happens(0.3):
        name = draft.new("coll_")
        draft.add(f"create collation {name} (provider = libc, locale = 'C')")
        comment(draft, f"collation {name}")
    for _ in range(draft.chance.random.randint(0, 2 * size)):
        _sequence(draft)


def _enum(draft: Draft) -> None:
    name = draft.new("kind_")
    labels = draft.chance.some(("new", "Open", "it's", "paused", "closed", "a b"), 5, least=2)
    draft.add(f"create type {name} as enum ({', '.join(map(literal, labels))})")
    draft.types[name] = (f"({literal(labels[0])})::{name}",)
    draft.defaults[name] = tuple(literal(label) for label in labels)
    if draft.chance.happens(0.3):
        draft.types[f"{name}[]"] = (f"array[{literal(labels[-1])}::{name}]",)
    comment(draft, f"type {name}")
    owner(draft, f"type {name}")


def _domain(draft: Draft) -> None:
    name = draft.new("dom_")
    if draft.chance.happens(0.5):
        draft.add(f"create domain {name} as text check (value <> 'never') check (length(value) < 900)")
        draft.types[name] = ("'dom ' || {n}",)
        draft.defaults[name] = ("'d'",)
    else:
        rule = draft.chance.one(("", " not null", " default 3", " constraint positive check (value > -100)"))
        draft.add(f"create domain {name} as integer{rule}")
        draft.types[name] = ("{n}",)
    comment(draft, f"domain {name}")
    owner(draft, f"domain {name}")


def _composite(draft: Draft) -> None:
    name = draft.new("pair_")
    draft.add(f"create type {name} as (a integer, b text, {quote_name('Odd one')} numeric(8,3))")
    draft.types[name] = ("row({n}, 'x', 1.5)::" + name,)
    comment(draft, f"column {name}.b")
    comment(draft, f"type {name}")


def _sequence(draft: Draft) -> None:
    name = draft.new("seq_")
    more = draft.chance.one(("", " increment by 10 start 1000", " as integer maxvalue 5000 cycle", " cache 20"))
    draft.add(f"create sequence {name}{more}")
    draft.sequences.append(name)
    comment(draft, f"sequence {name}")
    owner(draft, f"sequence {name}")
