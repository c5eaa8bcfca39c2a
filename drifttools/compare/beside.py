"""Lays two comparisons with the same models beside each other, across dialects."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.compare.attributes import shown
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import Attribute, attributes_of
from drifttools.kinds.difference import Comparison, Difference
from drifttools.model.beside import BesideRow
from drifttools.model.finding import Change, Severity

Mark = tuple[str, str, str]
"""Kind, name without the schema, attribute."""

# What SQLite makes of a type is its affinity; that a column has another type is told once.
_SAME = {"affinity": "type"}
# of one dialect alone, or without any meaning for who uses the database
_OWN = frozenset({"named", "sql", "rowid", "not_null_name", "inherited"})
_KINDS = frozenset({"table", "column", "constraint", "index", "view", "trigger"})


def laid_beside(here: Comparison, there: Comparison) -> tuple[BesideRow, ...]:
    """What at least one of two databases has not as the models make it there.

    Args:
        here, there: Each database beside the models, made real on its own dialect.
    """
    first, second = _marks(here), _marks(there)
    return tuple(
        BesideRow(
            *mark,
            here=first.get(mark, ("", ""))[0],
            there=second.get(mark, ("", ""))[0],
            expected=(first.get(mark) or second[mark])[1],
        )
        for mark in sorted(first.keys() | second.keys())
    )


def _marks(comparison: Comparison) -> dict[Mark, tuple[str, str]]:
    """Per thing how it stands, and what is expected."""
    found: dict[Mark, tuple[str, str]] = {}
    for difference in comparison.differences:
        if difference.kind.kind in _KINDS and not difference.folded and difference.findings:
            found.update(_of(difference))
    for relocation in comparison.relocations:
        if relocation.kind.kind in _KINDS and not relocation.moved:
            mark = (relocation.kind.kind, ".".join(relocation.wanted[1:]), "name")
            found[mark] = (f"called {relocation.found[-1]}", relocation.wanted[-1])
    for finding in comparison.findings:
        if finding.change is Change.UNKNOWN:
            found[finding.kind, ".".join(finding.key).partition(".")[2], ""] = ("could not be checked", "")
    return found


def _of(difference: Difference) -> Iterator[tuple[Mark, tuple[str, str]]]:
    kind, record = difference.kind.kind, difference.expected or difference.actual
    if record is None:
        return
    name = _name(record)
    if difference.change is not Change.CHANGED or difference.expected is None or difference.actual is None:
        yield (kind, name, ""), (str(difference.change), "")
        return
    for attribute in sorted(difference.changed - _OWN):
        if (
            attribute == "type"
            and difference.expected.severity_of(_attribute(record, "type"), difference.actual) is Severity.NOTE
        ):
            continue  # other words for what is the same to SQLite
        told = _SAME.get(attribute, attribute)
        wanted, found = (shown(getattr(one, attribute)) or "none" for one in (difference.expected, difference.actual))
        yield (kind, name, told), (found, wanted)


def _attribute(record: Kind, name: str) -> Attribute:
    return next(one for one in attributes_of(type(record)) if one.name == name)


def _name(record: Kind) -> str:
    """The name without the schema. A key has none on SQLite, so it is told by its columns, on both."""
    of = str(getattr(record, "type", ""))
    columns = getattr(record, "columns", None)
    if record.kind == "constraint" and columns:
        label = of if of == "primary key" else f"{of} ({', '.join(columns)})"
        return f"{record.key[1]}.{label}"
    return ".".join(record.key[1:])
