"""Text as it will read once parts of types have been renamed.

PostgreSQL keeps a value of an enum by its oid, and prints it with the label that it has at that moment: a default, an index
or a view changes by itself when the label is renamed. As with names (`translate.py`), translating the actual side's text
tells such a consequence from a difference of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from drifttools.compare.residue import Key, Residue
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import PRINTED, attributes_of
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change, Finding

Consequences = dict[tuple[type[Kind], Key], tuple[str, Key, Kind]]


def relabelled(left: Residue, consequences: Consequences) -> Residue:
    """The residue with the actual side's text as it will be once labels are renamed; what that changes follows from it."""
    renames = _renames(left)
    if not renames:
        return left
    # not where the cast goes on: of an array, or to a type whose name only begins so
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, renames))})" + r'(?![\w$\[."])')
    after = Residue(expected=left.expected, unread=left.unread)
    for kind, records in left.actual.items():
        for key, record in records.items():
            found: list[str] = []

            def renamed(text: re.Match[str], found: list[str] = found) -> str:
                new, finding = renames[text[0]]
                found.append(finding)
                return new

            translated = _with_texts(record, partial(pattern.sub, renamed))
            after.actual[kind][key] = translated if found else record
            if found:
                consequences.setdefault((kind, key), (found[0], key, record))
    return after


def _renames(left: Residue) -> dict[str, tuple[str, str]]:
    """Per text as it is printed now: the text of then, and the finding that makes it so."""
    renames: dict[str, tuple[str, str]] = {}
    for kind in KINDS:
        if kind.relabels is not Kind.relabels:
            for expected, actual in left.changed(kind):
                attribute, texts = actual.relabels(expected)
                finding = Finding(kind.kind, expected.key, Change.CHANGED, attribute).id
                renames |= {old: (new, finding) for old, new in texts.items()}
    return renames


def _with_texts(record: Kind, change: Callable[[str], str]) -> Kind:
    changes: dict[str, object] = {}
    for attribute in attributes_of(type(record)):
        if attribute.compare in PRINTED:
            value = getattr(record, attribute.name)
            if isinstance(value, tuple):
                changes[attribute.name] = tuple(map(change, value))
            elif isinstance(value, str):
                changes[attribute.name] = change(value)
    return replace(record, **changes)
