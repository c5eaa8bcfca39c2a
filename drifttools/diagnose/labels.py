"""Labels of enums beside each other: which lists mean the same, and how they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def folded(label: str) -> str:
    """A label without case and punctuation: `IN_PROGRESS`, `inProgress` and `in progress` are one word."""
    return _WORDS.sub("", label).casefold()


def same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists have the same labels but for case and punctuation, and are not equal."""
    first, second = tuple(one), tuple(other)
    return set(first) != set(second) and {*map(folded, first)} == {*map(folded, second)}


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of labels that two lists have in common, case and punctuation aside."""
    first, second = {*map(folded, one)}, {*map(folded, other)}
    return len(first & second) / len(first | second) if first | second else 0.0


def looks_like_names(labels: Iterable[str]) -> bool:
    """Whether these are written as the members of a Python enum are: `IN_PROGRESS`."""
    every = tuple(labels)
    return bool(every) and all(label.isupper() for label in every)


def alike_names(one: str, other: str) -> bool:
    """Whether two types are called alike: `order_status`, `OrderStatus`, `orderstatus`, `order_status_enum`."""
    first, second = (re.sub(r"(?:enum|type)$", "", folded(_HUMP.sub("_", name))) for name in (one, other))
    return first == second and bool(first)
