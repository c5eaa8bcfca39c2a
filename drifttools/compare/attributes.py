"""Attribute by attribute: what differs between two records of one key."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from drifttools.kinds.base import Compare, Kind
from drifttools.kinds.declare import NEVER_DRIFT, PRINTED, Attribute, attributes_of
from drifttools.model.rows import Value
from drifttools.sql.spelling import one_spelling

_SETS = frozenset({Compare.UNORDERED, Compare.EXPRESSIONS})

_CAST = re.compile(r"::[\w .\"]+(?:\(\d+(?:,\d+)?\))?(?:\[\])?")
_NOISE = re.compile(r"[\s()]+")


def differing(expected: Kind, actual: Kind) -> Iterator[Attribute]:
    """The compared attributes that differ."""
    withheld = expected.withheld | actual.withheld | expected.inapplicable | actual.inapplicable
    withheld |= expected.as_released & actual.as_released | expected.left_open
    for attribute in attributes_of(type(expected)):
        if attribute.compare in NEVER_DRIFT or attribute.name in withheld:
            continue
        one, other = getattr(expected, attribute.name), getattr(actual, attribute.name)
        if attribute.compare is Compare.ORDER:
            one, other = _common(one, other), _common(other, one)
        if one != other and attribute.compare in PRINTED:
            one, other = _meant(one), _meant(other)
        if one != other and not (attribute.compare in _SETS and sorted(one or ()) == sorted(other or ())):
            yield attribute


def _meant(value: Value) -> Value:
    """What the server printed, with one spelling for what has several and is the same."""
    if isinstance(value, tuple):
        return tuple(_spelt(text) for text in value)
    return _spelt(value) if isinstance(value, str) else value


def _spelt(text: str) -> str:
    """One text; the checks of a domain are pairs of name and text, written as JSON."""
    if text.startswith('["'):
        import json

        with contextlib.suppress(ValueError):  # no pair, whatever it is
            return json.dumps([one_spelling(str(part)) for part in json.loads(text)])
    return one_spelling(text)


def _common(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are among the others too, in their own order."""
    return tuple(name for name in names if name in set(others))


def shown(value: Value) -> str | None:
    """A value as text for a finding: lists joined, booleans as words, None kept."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def same_but_for_casts(expected: Value, actual: Value) -> bool:
    """Whether two expressions differ only in casts and parentheses, which PostgreSQL adds by the column's type."""
    if expected is None or actual is None:
        return False
    return _bare(expected) == _bare(actual)


def _bare(value: Value) -> str:
    return _NOISE.sub("", _CAST.sub("", str(shown(value))))
