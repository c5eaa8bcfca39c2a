"""The vocabulary of a snapshot: what its rows say of relations, enums, functions and foreign keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from drifttools.code.builtins import FUNCTIONS
from drifttools.code.vocabulary import KINDS, OF_SEQUENCES, Column, ForeignKey, Known, Relation, Vocabulary
from drifttools.kinds.names import parts_of, until_closed
from drifttools.model.rows import Value
from drifttools.model.snapshot import Snapshot

_OF_SQLITE = ("table", "column", "view", "constraint")
"""Those of `KINDS` that SQLite has."""
_Name = tuple[str, str]


def vocabulary_of(
    snapshot: Snapshot, *, path: Iterable[str] = ("public",), known: Iterable[Known] | None = None
) -> Vocabulary:
    """The vocabulary of a snapshot.

    Args:
        snapshot: With the rows of `KINDS`, as far as it has them.
        path: Where bare names are looked for.
        known: What else the server has. None where nobody was asked: then the server's own functions are those of a list,
            and what extensions bring along is not known.
    """
    reading = _Reading(snapshot)
    more = () if known is None else tuple(known)
    functions = reading.functions()
    for name in FUNCTIONS if known is None else ():
        functions.setdefault(name, set()).add("pg_catalog")
    for one in more:
        if one.columns is None:
            functions.setdefault(one.name, set()).add(one.schema)
    brought = {
        (one.schema, one.name): Relation(one.schema, one.name, {name: Column(name, "") for name in one.columns})
        for one in more
        if one.columns is not None
    }
    return Vocabulary(
        relations=dict(reading.relations()) | brought,
        enums=reading.enums,
        functions={name: frozenset(schemas) for name, schemas in functions.items()},
        parameters=_parameters(_rows(snapshot, "routine")),
        keys=tuple(reading.foreign_keys()),
        path=tuple(path),
        schemas=frozenset(str(row["schema"]) for row in _rows(snapshot, "schema")),
        gaps=(*reading.gaps(), *(reading.not_held() if known is None else ())),
        apart=frozenset(one.partition(":")[2] for one in snapshot.apart if one.startswith("schema:")),
        origin=snapshot.origin,
        fingerprint=snapshot.fingerprint,
    )


@dataclass(frozen=True)
class _Reading:
    """The rows of a snapshot, as names."""

    snapshot: Snapshot

    @cached_property
    def enums(self) -> Mapping[_Name, tuple[str, ...]]:
        """The labels of each enum."""
        return {_at(row, "enum"): _texts(row["labels"]) for row in _rows(self.snapshot, "enum")}

    @cached_property
    def _domains(self) -> Mapping[_Name, str]:
        return {_at(row, "domain"): str(row["type"]) for row in _rows(self.snapshot, "domain")}

    @cached_property
    def _checks(self) -> Mapping[_Name, Mapping[str, tuple[str, ...]]]:
        """By table and column the values that a CHECK lists."""
        found: dict[_Name, dict[str, tuple[str, ...]]] = {}
        for row in _rows(self.snapshot, "constraint"):
            if row["type"] == "check" and (listed := one_of(str(row["expression"]))) is not None:
                found.setdefault(_at(row, "table"), {})[listed[0]] = listed[1]
        return found

    def foreign_keys(self) -> Iterator[ForeignKey]:
        """All of them."""
        for row in _rows(self.snapshot, "constraint"):
            if row["type"] == "foreign key":
                to = parts_of(str(row["references"]))
                yield ForeignKey(str(row["constraint"]), _at(row, "table"), _texts(row["columns"]), (to[0], to[-1]))

    @cached_property
    def _columns(self) -> Mapping[_Name, Mapping[str, Column]]:
        """The columns of each table."""
        found: dict[_Name, dict[str, Column]] = {}
        for row in _rows(self.snapshot, "column"):
            table, name = _at(row, "table"), str(row["column"])
            column = self._column(name, str(row["type"]), self._checks.get(table, {}))
            # SQLite has no identity columns
            filled = any(row.get(way) is not None for way in ("default", "identity", "generated"))
            found.setdefault(table, {})[name] = replace(column, nullable=not row["not_null"], filled=filled)
        return found

    def relations(self) -> Iterator[tuple[_Name, Relation]]:
        """Tables, views and sequences, each with its columns as far as they are known."""
        for row in _rows(self.snapshot, "table"):
            at = _at(row, "table")
            yield at, Relation(*at, self._columns.get(at, {}) if "column" in self.snapshot.rows else None)
        for row in _rows(self.snapshot, "view"):
            at = _at(row, "view")
            shown = dict(_named_type(text) for text in _texts(row["columns"]))
            yield at, Relation(*at, {name: self._column(name, type_, {}) for name, type_ in shown.items()})
        for row in _rows(self.snapshot, "materialized view"):
            # its columns are no part of the declaration of that kind: only a server that is asked tells them
            at = _at(row, "view")
            yield at, Relation(*at, None)
        for row in _rows(self.snapshot, "sequence"):
            at = _at(row, "sequence")
            yield at, Relation(*at, {name: Column(name, "") for name in sorted(OF_SEQUENCES)})

    def functions(self) -> dict[str, set[str]]:
        """Name to the schemas that have a function or an aggregate of it."""
        found: dict[str, set[str]] = {}
        for kind in ("routine", "aggregate"):
            for row in _rows(self.snapshot, kind):
                found.setdefault(str(row["signature"]).partition("(")[0], set()).add(str(row["schema"]))
        return found

    def gaps(self) -> Iterator[str]:
        """What could not be read."""
        there = _OF_SQLITE if self.snapshot.server.dialect == "sqlite" else KINDS
        yield from (f"{kind} could not be read" for kind in there if kind not in self.snapshot.rows)
        for one in self.snapshot.unread:
            if one.kind in KINDS:
                yield f"{one.kind} {one.object} could not be read: {one.reason}"

    def not_held(self) -> Iterator[str]:
        """What a snapshot alone does not say of the server."""
        extensions = sorted(str(row["extension"]) for row in _rows(self.snapshot, "extension"))
        if brought := [name for name in extensions if name != "plpgsql"]:
            yield f"a snapshot does not hold what extensions bring along ({', '.join(brought)})"

    def _column(self, name: str, type_: str, checks: Mapping[str, tuple[str, ...]]) -> Column:
        array = type_.endswith("[]")
        bare = type_.removesuffix("[]")
        for _ in range(8):  # a domain over a domain over an enum
            at = parts_of(bare)
            if len(at) != 2 or (at[0], at[1]) not in self._domains:  # noqa: PLR2004 - schema and name
                break
            bare = self._domains[at[0], at[1]]
            array, bare = array or bare.endswith("[]"), bare.removesuffix("[]")
        at = parts_of(bare)
        labels = self.enums.get((at[0], at[-1])) if len(at) == 2 else None  # noqa: PLR2004 - as above
        if labels is not None:
            return Column(name, type_, labels, ".".join(at), array)
        if name in checks:
            return Column(name, type_, checks[name], "its CHECK constraint", array)
        return Column(name, type_, array=array)


def _at(row: Mapping[str, Value], name: str) -> _Name:
    return str(row["schema"]), str(row[name])


def _rows(snapshot: Snapshot, kind: str) -> Iterator[Mapping[str, Value]]:
    rows = snapshot.rows.get(kind)
    return iter(()) if rows is None else rows.decode(rows.lines)


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _named_type(text: str) -> tuple[str, str]:
    """A column of a view: its name as `quote_ident()` wrote it, then its type."""
    if text.startswith('"'):
        end = re.match(r'"((?:[^"]|"")*)" ', text)
        return (end[1].replace('""', '"'), text[end.end() :]) if end else (text, "")
    name, _, type_ = text.partition(" ")
    return name, type_


_ONE_OF = re.compile(r'^\(*("(?:[^"]|"")+"|\w+)\)*(?:::[\w ]+?)?\)* = ANY \(+ARRAY\[')
_LITERAL = re.compile(r"'((?:[^']|'')*)'(?:::[\w \"().]+?)?(?=, |$)")


def one_of(expression: str) -> tuple[str, tuple[str, ...]] | None:
    """The column and the values of a CHECK that PostgreSQL printed as `col = ANY (ARRAY['a'::text, ...])`; else None."""
    opened = _ONE_OF.match(expression)
    if opened is None:
        return None
    inner, _ = until_closed("(" + expression[opened.end() :].replace("]", ")", 1), 0)
    values = _LITERAL.findall(inner)
    if not values or _LITERAL.sub("", inner).replace(", ", "").strip():
        return None
    return parts_of(opened[1])[0], tuple(value.replace("''", "'") for value in values)


_MODE = re.compile(r"(?:IN|INOUT|VARIADIC) ")


def _parameters(rows: Iterable[Mapping[str, object]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names of parameters: what stands before the type in the list of arguments, the types being known."""
    found: dict[tuple[str, str], list[str]] = {}
    unknown: set[tuple[str, str]] = set()
    for row in rows:
        name, _, types = str(row["signature"]).partition("(")
        at = (str(row["schema"]), name)
        wanted = [one for one in split_arguments(types.removesuffix(")")) if one]
        given = [one for one in split_arguments(str(row["arguments"])) if one and not one.startswith("OUT ")]
        names = found.setdefault(at, [])
        if len(wanted) != len(given):
            unknown.add(at)
        for type_, argument in zip(wanted, given, strict=False):
            shown = _MODE.sub("", argument.partition(" DEFAULT ")[0], count=1)
            if shown.endswith(f" {type_}"):
                names.append(shown.removesuffix(f" {type_}").strip('"'))
            else:
                unknown.add(at)
    return {at: tuple(dict.fromkeys(names)) for at, names in found.items() if at not in unknown}


def split_arguments(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses and no quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for at, char in enumerate(text):
        if quote or char in "'\"":
            quote = "" if char == quote else quote or char
        elif char == "," and not depth:
            parts.append(text[start:at].strip())
            start = at + 1
        else:
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
    return [*parts, text[start:].strip()]
