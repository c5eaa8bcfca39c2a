"""What is written of a comparison, and in which order: the same for SQLAlchemy and for Django."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatchcase

from drifttools.kinds.difference import Difference
from drifttools.model.finding import Change


def chosen(differences: Iterable[Difference], only: Collection[str]) -> Iterator[Difference]:
    """The differences that a source has to say something about.

    Args:
        differences: Of the models and the live database.
        only: Patterns for the names of objects or of their tables; all without them.
    """
    for one in differences:
        # two that differ in what is only noted do not differ
        same = one.change is Change.CHANGED and not one.changed
        if not one.follows and not same and (not only or any(_names(one, pattern) for pattern in only)):
            yield one


def _names(difference: Difference, pattern: str) -> bool:
    label, table = ".".join(filter(None, difference.key)), ".".join(difference.key[:2])
    return fnmatchcase(label, pattern) or fnmatchcase(table, pattern)


def led_to_first(
    differences: Iterable[Difference], targets: Callable[[tuple[str, ...]], Collection[tuple[str, ...]]]
) -> list[Difference]:
    """Tables that others lead to first, so that those know their classes.

    Args:
        differences: About tables.
        targets: The tables that a table leads to.
    """
    left = {one.key: one for one in differences}
    ordered: list[Difference] = []
    while left:
        # of tables that lead to each other in a circle none is first
        free = [key for key in left if not ({*targets(key)} - {key}) & set(left)] or list(left)
        ordered += [left.pop(key) for key in sorted(free)]
    return ordered
