"""Calls of supabase-js and supabase-py beside a vocabulary: `.from('x').select('a, b(c)').eq('col', 'value')`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drifttools.code.checker import Checker, Sure
from drifttools.code.values import Items, Mapping, Text, Unknown, Value, plain_text
from drifttools.code.vocabulary import Column, Relation
from drifttools.model.code import CodeRule, Place

FILTERS = frozenset(
    "eq neq gt gte lt lte like ilike likeAllOf likeAnyOf ilikeAllOf ilikeAnyOf is is_ isDistinct regexMatch regexIMatch"
    " contains containedBy contained_by rangeGt rangeGte rangeLt rangeLte rangeAdjacent overlaps textSearch text_search"
    " fts wfts order".split()
)
_EQUAL = frozenset({"eq", "neq", "isDistinct"})
_OF_EMBEDDED = frozenset({"referencedTable", "foreignTable"})
_LISTS = frozenset({"in", "in_"})
WRITES = frozenset({"insert", "upsert", "update", "delete"})
_NOTHING = re.compile(r"\(\s*\)")
_OPERATOR = re.compile(r"^(?:not\.)?(?P<op>[a-z]+)(?:\([a-z]+\))?\.(?P<value>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a chain: `.eq('status', 'open')`."""

    method: str
    place: Place
    arguments: tuple[Value, ...]


@dataclass
class Builder:
    """What a chain of calls has come to.

    Args:
        schema: As `.schema('x')` said; None for the client's own.
        relation: The table, where it is known.
        table: Its name as the code says it.
        wrote: Whether the chain changes rows.
        embedded: Names under which other tables were selected along.
    """

    schema: str | None = None
    relation: Relation | None = None
    table: str = ""
    begun: bool = False
    wrote: bool = False
    embedded: dict[str, Relation | None] = field(default_factory=dict)


def follow(checker: Checker, builder: Builder, calls: Sequence[Call], sure: Sure) -> None:
    """Go through the calls of a chain, in their order."""
    for call in calls:
        _step(checker, builder, call, sure)


def _step(checker: Checker, builder: Builder, call: Call, sure: Sure) -> None:
    method, arguments = call.method, call.arguments
    first = arguments[0] if arguments else None
    if method == "schema" and isinstance(first, Text):
        builder.schema = first.text
    elif method in ("from", "from_", "table") and first is not None:
        builder.begun = True
        if isinstance(first, Text):
            builder.table = first.text
            builder.relation = checker.relation(builder.schema or _default(checker), first.text, first.place, sure)
        else:
            checker.open(call.place, "the name of a table that only the running program knows")
    elif method == "rpc" and first is not None:
        builder.begun = True
        if isinstance(first, Text):
            schema = builder.schema or _default(checker)
            checker.function(schema, first.text, first.place, sure)
            sent = arguments[1] if len(arguments) > 1 else None
            for entry in sent.entries if isinstance(sent, Mapping) else ():
                checker.parameter(schema, first.text, entry.key, entry.place, sure)
        else:
            checker.open(call.place, "the name of a function that only the running program knows")
    elif builder.begun and builder.relation is not None:
        _on_table(checker, builder, builder.relation, call, sure)
    elif method in WRITES:
        builder.wrote = True


def _default(checker: Checker) -> str | None:
    """PostgREST looks into the schema that it is told to show, `public` unless somebody changed that, and not further."""
    path = checker.vocabulary.path
    return "public" if "public" in path or not path else path[0]


def _on_table(checker: Checker, builder: Builder, relation: Relation, call: Call, sure: Sure) -> None:
    method, arguments = call.method, call.arguments
    first = arguments[0] if arguments else None
    second = arguments[1] if len(arguments) > 1 else None
    if method == "select":
        if isinstance(first, Text):
            _select(checker, builder, relation, first, sure)
        elif isinstance(first, Unknown):
            checker.open(first.place, f"what is selected of {relation.label}")
        for one in arguments if len(arguments) > 1 and all(isinstance(one, Text) for one in arguments) else ():
            if one is not first and isinstance(one, Text):  # supabase-py takes columns one by one
                _select(checker, builder, relation, one, sure)
    elif method in WRITES:
        builder.wrote = True
        if first is not None and method != "delete":
            for row in first.items if isinstance(first, Items) else (first,):
                _row(checker, relation, row, sure)
        for options in arguments[1:]:
            for entry in options.entries if isinstance(options, Mapping) else ():
                if entry.key in ("onConflict", "on_conflict") and isinstance(entry.value, Text):
                    for part in _split(entry.value):
                        checker.column([relation], part.text, part.place, sure)
    elif method in FILTERS or method in _LISTS:
        relation = _meant(builder, relation, arguments[1:]) if method == "order" else relation
        column = _column(checker, builder, relation, first, sure)
        if second is not None and (method in _EQUAL or method in _LISTS):
            checker.value(relation.label, column, second, sure)
    elif method in ("filter", "not") and len(arguments) > 1:
        column = _column(checker, builder, relation, first, sure)
        operator = arguments[1].text if isinstance(arguments[1], Text) else ""
        value = arguments[2] if len(arguments) > 2 else None  # noqa: PLR2004 - column, operator, value
        if operator in ("eq", "neq") and value is not None:
            checker.value(relation.label, column, value, sure)
        elif operator in ("in", "not.in") and isinstance(value, Text):
            checker.value(relation.label, column, _listed(value), sure)
    elif method == "match" and isinstance(first, Mapping):
        _row(checker, relation, first, sure)
    elif method in ("or", "or_") and first is not None:
        if isinstance(first, Text) and first.whole:
            _conditions(checker, builder, _meant(builder, relation, arguments[1:]), first, sure)
        else:
            checker.open(first.place, f"a condition on {relation.label} that only the running program knows in whole")


def _meant(builder: Builder, relation: Relation, options: Sequence[Value]) -> Relation:
    """The table that an order or a condition is about: one that is selected along, where the options say so."""
    for one in options:
        for entry in one.entries if isinstance(one, Mapping) else ():
            if entry.key in _OF_EMBEDDED and isinstance(entry.value, Text):
                named = entry.value.text
                return builder.embedded.get(named) or Relation("", named, None)
    return relation


def _row(checker: Checker, relation: Relation, row: Value, sure: Sure) -> None:
    if isinstance(row, Mapping):
        for entry in row.entries:
            column = checker.column([relation], entry.key, entry.place, sure)
            checker.value(relation.label, column, entry.value, sure)
    if isinstance(row, Unknown) or (isinstance(row, Mapping) and not row.complete):
        checker.open(row.place, f"some of what is written to {relation.label}")


def _column(checker: Checker, builder: Builder, relation: Relation, named: Value | None, sure: Sure) -> Column | None:
    if isinstance(named, Unknown):
        checker.open(named.place, f"the name of a column of {relation.label}")
    if not isinstance(named, Text):
        return None
    name = named.text.split("->", 1)[0].strip()
    embedded, dot, inner = name.rpartition(".")
    if dot:  # a column of what was selected along
        other = builder.embedded.get(embedded)
        return checker.column([other], inner, named.at(len(embedded) + 1), sure) if other is not None else None
    found = checker.column([relation], name, named.place, sure) if name and name not in builder.embedded else None
    return found if "->" not in named.text else None


# ---------------------------------------------------------------------------------------------- small languages


def _split(text: Text) -> Iterator[Text]:
    """The parts between commas that stand in no parentheses, with the spaces around them taken off."""
    depth, start, quoted = 0, 0, False
    for at, char in enumerate(text.text + ","):
        quoted = not quoted if char == '"' else quoted
        depth += {"(": 1, ")": -1}.get(char, 0) if not quoted else 0
        if char == "," and (depth <= 0 or at == len(text.text)) and not quoted:
            raw = text.text[start:at]
            left = len(raw) - len(raw.lstrip())
            if raw.strip():
                yield text.part(start + left, start + left + len(raw.strip()))
            start = at + 1


def _select(checker: Checker, builder: Builder, relation: Relation, selected: Text, sure: Sure) -> None:
    """What `select()` names: columns, aliases, casts, JSON paths, and other tables with their own columns."""
    if not selected.whole:
        checker.open(selected.place, f"parts of what is selected of {relation.label}")
        return
    for part in _split(selected):
        opening = part.text.find("(")
        head = part.text if opening < 0 else part.text[:opening]
        offset = 0
        if alias := re.match(r"\s*[\w\"$ ]+?\s*:(?!:)\s*", head):
            offset = alias.end()
        alias_name = alias[0].strip().removesuffix(":").strip() if alias else ""
        head = head[offset:]
        spread = len(head) - len(head.lstrip(". "))
        offset, head = offset + spread, head[spread:]
        name = re.split(r"::|->|!|\.", head, maxsplit=1)[0].strip().strip('"')
        place = part.at(offset)
        aggregate = opening >= 0 and _NOTHING.match(part.text, opening) is not None
        if opening < 0 or aggregate:
            if name in ("*", "", "count") or (aggregate and "." not in head):
                continue
            checker.column([relation], name, place, sure)
            continue
        inner = part.part(opening + 1, len(part.text) - (1 if part.text.endswith(")") else 0))
        other = _embedded(checker, relation, name, head, place, sure)
        builder.embedded[alias_name or name] = other
        if other is not None:
            _select(checker, builder, other, inner, sure)


def _embedded(checker: Checker, relation: Relation, name: str, head: str, place: Place, sure: Sure) -> Relation | None:
    """The table that is selected along: by its name, by a foreign key, or by the column of one."""
    vocabulary = checker.vocabulary
    found = vocabulary.find(relation.schema, name)
    if found is None:
        hint = re.split(r"!", head)[1:]
        for key in vocabulary.keys:
            mine = key.table == (relation.schema, relation.name)
            if (key.name == name or (mine and key.columns == (name,))) and (
                mine or key.to == (relation.schema, relation.name)
            ):
                to = key.to if mine else key.table
                return vocabulary.relations.get(to)
            if mine and key.columns and key.columns[0] in (*hint, name):
                return vocabulary.relations.get(key.to)
        if name in vocabulary.functions:
            checker.open(place, f"{name}: a function that gives rows to select along")
            return None
        return checker.relation(relation.schema, name, place, sure)
    checker.references += 1
    linked = any(
        {key.table, key.to} == {(relation.schema, relation.name), (found.schema, found.name)}
        or (key.table == key.to == (found.schema, found.name))
        for key in vocabulary.keys
    )
    if not linked and not _through(checker, relation, found) and relation.columns and not vocabulary.gaps:
        sentence = f"no foreign key leads from {relation.label} to {found.label} or back, so it cannot be selected along"
        checker.found(CodeRule.COLUMN, place, name, f"{relation.label}.{name}", sentence, sure)
    return found


def _through(checker: Checker, one: Relation, other: Relation) -> bool:
    """Whether a third table references both, or one of them is a view, of which PostgREST follows the tables."""
    keys = checker.vocabulary.keys
    known = {key.table for key in keys} | {key.to for key in keys}
    if not {(one.schema, one.name), (other.schema, other.name)} <= known:
        return True  # a view, or a table that no key touches: what PostgREST sees of it is not known here
    to_one = {key.table for key in keys if key.to == (one.schema, one.name)}
    return any(key.table in to_one for key in keys if key.to == (other.schema, other.name))


def _conditions(checker: Checker, builder: Builder, relation: Relation, text: Text, sure: Sure) -> None:
    """The small language of `or()`: `status.eq.open,and(a.gt.1,b.is.null)`."""
    for part in _split(text):
        group = re.match(r"(?:not\.)?(?:and|or)\(", part.text)
        if group:
            inner = part.part(group.end(), len(part.text) - (1 if part.text.endswith(")") else 0))
            _conditions(checker, builder, relation, inner, sure)
            continue
        name, _, rest = part.text.partition(".")
        column = _column(checker, builder, relation, part.part(0, len(name)), sure)
        said = _OPERATOR.match(rest)
        if said is None:
            continue
        at = len(name) + 1 + said.start("value")
        value = part.part(at, len(part.text))
        if said["op"] in ("eq", "neq"):
            checker.value(relation.label, column, value, sure)
        elif said["op"] == "in":
            checker.value(relation.label, column, _listed(value), sure)


def _listed(value: Text) -> Value:
    """`(a,b)` as a list."""
    if not value.text.startswith("("):
        return Unknown(value.place, value.text)
    inner = value.part(1, len(value.text) - (1 if value.text.endswith(")") else 0))
    return Items(value.place, tuple(plain_text(one.text.strip('"'), one.place) for one in _split(inner)))
