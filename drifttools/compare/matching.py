"""Which object of one side is which of the other: each by what it is made of, and only where the answer is the only one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from math import ceil
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
Features = frozenset[tuple[str, ...]]


def matched(wanted: dict[T, Features], found: dict[T, Features], needed: float) -> Iterator[tuple[T, T]]:
    """Pairs (wanted, found) that fit each other best, and no other as well.

    Args:
        wanted, found: Per object its features.
        needed: The least share of common features among all of both; 1.0 for equal sets.
    """
    of_wanted: dict[T, list[tuple[float, T]]] = defaultdict(list)
    of_found: dict[T, list[tuple[float, T]]] = defaultdict(list)
    for one, other, score in alike(wanted, found, needed):
        of_wanted[one].append((score, other))
        of_found[other].append((score, one))
    for one in wanted:
        best = _only_best(of_wanted.get(one, []))
        if best is not None and _only_best(of_found[best]) == one:
            yield one, best


def alike(wanted: dict[T, Features], found: dict[T, Features], needed: float) -> Iterator[tuple[T, T, float]]:
    """All pairs (wanted, found) that are so like each other, with their likeness; those of `matched` are among them."""
    for one, other in _candidates(wanted, found, needed):
        score = likeness(wanted[one], found[other])
        if score >= needed:
            yield one, other, score


def likeness(one: Features, other: Features) -> float:
    """The share of common features among all of both: 1.0 where they are equal."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _only_best(scored: list[tuple[float, T]]) -> T | None:
    best = max((score for score, _ in scored), default=0.0)
    fitting = [which for score, which in scored if score == best]
    return fitting[0] if len(fitting) == 1 else None


def _candidates(wanted: dict[T, Features], found: dict[T, Features], needed: float) -> Iterator[tuple[T, T]]:
    """Pairs that can reach the needed likeness at all, without looking at each with each.

    Two sets that share so much must share one of the few rarest features of each ("prefix filtering"): a thousand new
    tables beside a thousand others are compared with the handful that have an uncommon column in common.
    """
    rarity = Counter(feature for features in (*wanted.values(), *found.values()) for feature in features)

    def rarest(features: Features) -> Iterable[tuple[str, ...]]:
        ordered = sorted(features, key=lambda feature: (rarity[feature], feature))
        return ordered[: len(features) - ceil(needed * len(features)) + 1] or [()]

    index: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for other, features in found.items():
        for feature in rarest(features):
            index[feature].append(other)
    for one, features in wanted.items():
        seen: dict[T, None] = {}
        for feature in rarest(features):
            seen |= dict.fromkeys(index.get(feature, ()))
        for other in seen:
            yield one, other
