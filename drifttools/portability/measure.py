"""What was tried on two dialects, compared: one function a kind of thing. A rule is needed only for the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from drifttools.model.portability import SHOWN, Effect
from drifttools.portability.facts import Fact

Difference = tuple[str, Effect, str]
"""Dialect, effect, evidence."""
_MOMENT = re.compile(r"^(?:datetime|time|date) \S+")
_RANDOM = re.compile(r"^(?:UUID|str) [0-9a-fA-F-]{32,36}$")
_ANY_ORDER = (
    "String",
    "Text",
    "VARCHAR",
    "TEXT",
    "Unicode",
    "UnicodeText",
    "JSON",
    "LargeBinary",
    "ARRAY",
    "HSTORE",
    "JSONB",
)
"""Types whose order is the database's own affair: a collation, or none worth having."""


def differences(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    """What is not the same on two dialects."""
    for dialect in dialects:
        if error := fact.error(dialect):
            yield dialect, Effect.REFUSED, error
    if not any(fact.error(one) for one in dialects):
        yield from _MEASURES.get(fact.kind, _nothing)(fact, dialects)


def _column(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    wrote = list(fact.said["wrote"])
    found = {one: fact.result(one) for one in dialects if fact.result(one) is not None}
    changed = {one: _changed(wrote, result["read"]) for one, result in found.items()}
    # where both change a value alike, they do not differ
    stores = {one: said for one, said in changed.items() if said}
    if len(set(map(str, [result["read"] for result in found.values()]))) > 1 or len(found) == 1:
        for dialect, said in stores.items():
            yield dialect, Effect.STORES, said
    if len(found) > 1 and not stores:
        yield from _compared(fact, found)
    native = fact.trait("native_enum") is not False  # else PostgreSQL does not check it either
    if fact.trait("labels") and native and not fact.trait("create_constraint") and "sqlite" in dialects:
        yield "sqlite", Effect.UNCHECKED, "SQLite takes any text for it, PostgreSQL only its labels"


def _changed(wrote: list[str], read: list[str]) -> str:
    for before, after in zip(wrote, read, strict=True):
        if before != after:
            return f"{before} is read as {after}"
    return ""


def _compared(fact: Fact, found: Mapping[str, Mapping[str, list[int]]]) -> Iterator[Difference]:
    first, second = found.values()
    wrote = fact.said["wrote"]
    names = list(found)
    if not all("incomparable" in one for one in found.values()):
        for dialect, result in found.items():
            if "incomparable" in result:
                yield dialect, Effect.COMPARES, str(result["incomparable"])
                return
    if first["equal"] != second["equal"]:
        told = ", ".join(f"{SHOWN[one]} {' and '.join(wrote[at] for at in found[one]['equal'])}" for one in names)
        yield "sqlite", Effect.COMPARES, f"equal to {wrote[0]} are: {told}"
    elif first["order"] != second["order"] and fact.sort not in _ANY_ORDER:
        told = ", ".join(f"{SHOWN[one]} {' < '.join(wrote[at] for at in found[one]['order'])}" for one in names)
        yield "sqlite", Effect.COMPARES, f"the order is: {told}"


def _default(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    given = {one: fact.result(one) for one in dialects}
    if None in given.values() or len(set(given.values())) == 1:
        return
    values = list(given.values())
    if all(_MOMENT.match(one) for one in values) or all(_RANDOM.match(one) for one in values):
        return  # of its nature never the same
    yield "sqlite", Effect.STORES, ", ".join(f"{SHOWN[one]} gives {value}" for one, value in given.items())


def _key(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    for dialect in dialects:
        given = fact.result(dialect)
        if given is not None and given != "a number":
            yield dialect, Effect.STORES, f"a row that says nothing of it gets {given}"


def _nulls(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    for dialect in dialects:
        other = next(one for one in dialects if one != dialect)
        if fact.result(dialect) == "left out" or "nulls_not_distinct" not in fact.said["options"].get(other, {}):
            continue
        yield dialect, Effect.STORES, f"{SHOWN[dialect]} takes rows that are equal but for NULL, {SHOWN[other]} does not"


def _index(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    yield from _nulls(fact, dialects)
    options: Mapping[str, Mapping[str, str]] = fact.said["options"]
    for dialect in dialects:
        other = next(one for one in dialects if one != dialect)
        where = options.get(other, {}).get("where")
        if where and "where" not in options.get(dialect, {}):
            rows = "it forbids equal rows outside of it, too" if fact.sort == "unique" else "it is of all rows"
            yield dialect, Effect.STORES, f"{SHOWN[dialect]} makes it without its condition, {where}: {rows}"


def _table(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    for dialect in dialects:
        other = next(one for one in dialects if one != dialect)
        ignored = [one for one in fact.said["options"].get(other, {}) if one in _MEANING]
        for option in ignored:
            yield dialect, Effect.STORES, f"{SHOWN[dialect]} ignores {other}_{option}"


_MEANING = ("partition_by", "inherits")
"""Options of a table without which rows are elsewhere."""


def _nothing(fact: Fact, dialects: tuple[str, str]) -> Iterator[Difference]:
    del fact, dialects
    yield from ()


_MEASURES: Mapping[str, Callable[[Fact, tuple[str, str]], Iterator[Difference]]] = {
    "column": _column,
    "default": _default,
    "key": _key,
    "constraint": _nulls,
    "index": _index,
    "table": _table,
}
