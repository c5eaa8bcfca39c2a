"""Names of a SQLite file that differ from the expected ones in nothing but the case of letters.

To SQLite they are the same names, and no file can have both: `Users` cannot be made beside `users`. So they are one object.
The actual side is written as the expected side spells it, and what is left to say is a note, for who reads names back
(`SELECT *`, `sqlite_schema`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from drifttools.compare.residue import Key, Residue
from drifttools.kinds.base import Kind
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change, Finding, Severity
from drifttools.model.rows import Value
from drifttools.model.snapshot import Unread
from drifttools.sql.sqlite_folding import folded

_TABLE = 2  # schema and table: how the key of what is on a table begins


def respelled(left: Residue) -> tuple[Residue, tuple[Finding, ...]]:
    """The residue with one spelling of each name, that of the expected side, and a note on each other one.

    Args:
        left: Of two SQLite files.
    """
    tables = _tables(left)
    after = Residue(expected=left.expected, unread=left.unread)
    notes: list[Finding] = []
    for kind in KINDS:
        wanted = _only({key: record.caseless_key for key, record in left.expected[kind].items()})
        moved = {key: _on(record, tables) for key, record in left.actual[kind].items()}
        found = Counter(record.caseless_key for record in moved.values())
        for key, record in moved.items():
            other = left.expected[kind].get(wanted.get(record.caseless_key, ()))
            if other is None or found[record.caseless_key] > 1:
                after.actual[kind][record.key] = record
                continue
            spelled = _spelled(record, other)
            after.actual[kind][other.key] = spelled
            # what a constraint is called follows from the names of its columns
            follows = any(getattr(spelled, name) != getattr(record, name) for name in kind.caseless)
            if record.key != other.key and not follows:
                notes.append(_note(other, key))
    return after, tuple(notes)


def unread_respelled(unread: Iterable[Unread], left: Residue) -> tuple[Unread, ...]:
    """What could not be read, under the name that the expected side has for it."""
    names = {".".join(key): ".".join(other) for key, other in _tables(left).items()}
    return tuple(replace(one, object=names.get(one.object, one.object)) for one in unread)


def _tables(left: Residue) -> dict[Key, Key]:
    """Tables and views by the keys that they have, and the keys that they are expected under."""
    found: dict[Key, Key] = {}
    for kind in KINDS:
        if kind.relation and not kind.parents:
            wanted = _only({key: record.caseless_key for key, record in left.expected[kind].items()})
            pairs = ((key, wanted.get(record.caseless_key)) for key, record in left.actual[kind].items())
            found |= {key: other for key, other in pairs if other is not None and other != key}
    return found


def _only(keys: Mapping[Key, Key]) -> dict[Key, Key]:
    """Per folded key the one key that it is of; those of several are left out."""
    times = Counter(keys.values())
    return {one: key for key, one in keys.items() if times[one] == 1}


def _on(record: Kind, tables: Mapping[Key, Key]) -> Kind:
    """The record on the table that it is on, as the expected side spells it."""
    if not record.parents or record.key[:_TABLE] not in tables:
        return record
    return record.with_key((*tables[record.key[:_TABLE]], *record.key[_TABLE:]))


def _spelled(record: Kind, other: Kind) -> Kind:
    changes: dict[str, Value] = {}
    for name in type(record).caseless:
        one, two = getattr(record, name), getattr(other, name)
        if one != two and [*_folded(one)] == [*_folded(two)]:
            changes[name] = two
    return replace(record.with_key(other.key), **changes)


def _folded(value: Value) -> Iterator[str]:
    for one in value if isinstance(value, tuple) else (value,):
        yield folded(str(one)).replace('"', "")  # a dotted name has quotes only where it needs them


def _note(expected: Kind, found: Key) -> Finding:
    return Finding(
        kind=expected.kind,
        key=expected.key,
        change=Change.RENAMED,
        expected=".".join(expected.key),
        actual=".".join(found),
        severity=Severity.NOTE,
        parent=".".join(expected.key[:-1]) if expected.parents else "",
        found_key=found,
    )
