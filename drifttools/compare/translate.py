"""Records as they will read once objects have been moved or renamed.

PostgreSQL keeps references by oid, and prints them with the name that the object has at that moment. So the text of a
foreign key, a view, a default changes by itself when what it names is moved. Translating the actual side's text tells such a
consequence from a difference of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from drifttools.kinds.base import Compare, Kind, attributes_of
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Relocation
from drifttools.sql.quoting import qualified, quote_name

K = TypeVar("K", bound=Kind)
Key = tuple[str, ...]

# a string literal with what follows it: 'app.users_id_seq'::regclass names an object, 'app.users' alone does not
_LITERAL = re.compile(r"('(?:[^']|'')*'(?:::reg[a-z]+)?)")
_NAME_BEFORE = r'(?<![\w"$.])'
_NAME_AFTER = r'(?![\w"$])'


class Translation:
    """Where things will be, and how text will name them.

    Args:
        relocations: Moves and renames; of columns too.
        records: All records of the actual side that differ: those that a relocated relation takes along are named
            differently too (the sequence of a serial column).
    """

    def __init__(self, relocations: Iterable[Relocation], records: Iterable[Kind] = ()) -> None:
        self.relocations = tuple(relocations)
        self._relations: dict[Key, Relocation] = {
            r.found: r for r in self.relocations if r.kind is not Column and len(r.found) == 2
        }
        self._columns = [r for r in self.relocations if r.kind is Column]
        self._exact = {(r.kind, r.found): r for r in self.relocations}
        self._names = {qualified(*r.found): qualified(*r.wanted) for r in self.relocations if len(r.found) == 2}
        for record in records:
            carrier = self._relations.get(record.carried_by())
            if carrier is not None and not record.parents:
                self._names[qualified(*record.key)] = qualified(*_carried_key(record, carrier))

    def record(self, record: K) -> tuple[K, str]:
        """The record as it will be, and the finding that makes it so (empty where nothing does)."""
        exact = self._exact.get((type(record), record.key))
        carrier = self._relations.get(record.carried_by())
        moved = record
        if exact is not None:
            moved = record.with_key(exact.wanted)
        elif carrier is not None:
            moved = record.with_key(_carried_key(record, carrier))
        translated = self._texts(moved, record)
        cause = exact or carrier
        finding = cause.finding if cause else ""
        if not finding and translated != record:
            finding = self._finding_of_text(record)
        return translated, finding

    def _texts(self, record: K, before: Kind) -> K:
        changes: dict[str, object] = {}
        for attribute in attributes_of(type(record)):
            value = getattr(record, attribute.name)
            if attribute.compare is not Compare.EXPRESSION or value is None:
                continue
            if isinstance(value, tuple):
                changed: object = tuple(self._text(member, before, attribute.name) for member in value)
            else:
                changed = self._text(value, before, attribute.name)
            if changed != value:
                changes[attribute.name] = changed
        return replace(record, **changes) if changes else record

    def _text(self, text: str, record: Kind, attribute: str) -> str:
        text = _outside_literals(text, self._qualified)
        for rename in self._columns:
            if record.key[:2] == rename.found[:2]:
                text = _rename_column(text, rename, record, attribute)
        for relation in self._relations.values():
            if attribute == "owned_table" and text == relation.found[1] and record.key[0] == relation.found[0]:
                text = relation.wanted[1]
        return text

    @cached_property
    def _qualified(self) -> tuple[re.Pattern[str], dict[str, str]] | None:
        names = self._names
        if not names:
            return None
        options = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(f"{_NAME_BEFORE}({options}){_NAME_AFTER}"), names

    def _finding_of_text(self, record: Kind) -> str:
        texts = " ".join(str(getattr(record, attribute.name)) for attribute in attributes_of(type(record)))
        for relocation in self.relocations:
            if qualified(*relocation.found[:2]) in texts or quote_name(relocation.found[-1]) in texts:
                return relocation.finding
        return self.relocations[0].finding


def _carried_key(record: Kind, carrier: Relocation) -> Key:
    if record.parents:
        return (*carrier.wanted, *record.key[len(carrier.wanted) :])
    return (carrier.wanted[0], *record.key[1:])


def _outside_literals(text: str, names: tuple[re.Pattern[str], dict[str, str]] | None) -> str:
    if names is None:
        return text
    pattern, wanted = names
    parts = _LITERAL.split(text)
    for position, part in enumerate(parts):
        if position % 2 == 0:
            parts[position] = pattern.sub(lambda found: wanted[found[1]], part)
        elif not part.endswith("'"):
            # inside of a ::regclass literal the name stands alone, with its quotes doubled where it has any
            inner, _, cast = part[1:].rpartition("'")
            parts[position] = "'" + wanted.get(inner, inner) + "'" + cast
    return "".join(parts)


def _rename_column(text: str, rename: Relocation, record: Kind, attribute: str) -> str:
    old, new = rename.found[-1], rename.wanted[-1]
    if isinstance(record, Constraint) and attribute in ("columns", "included"):
        return new if text == old else text
    if attribute == "owned_column":
        return new if text == old else text
    pattern = re.compile(_NAME_BEFORE.replace(".", "") + re.escape(quote_name(old)) + _NAME_AFTER)
    parts = _LITERAL.split(text)
    parts[::2] = [pattern.sub(lambda _: quote_name(new), part) for part in parts[::2]]
    return "".join(parts)
