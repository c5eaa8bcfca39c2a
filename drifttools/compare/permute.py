"""Tables that are there under each other's names: `a` is what `b` should be, and `b` is what `a` should be, or is gone.

Compared by name both would be changed beyond recognition, and to repair them would take the columns of one away and give
it those of the other. So a table that is on both sides, and that has columns missing and others too many, is looked at
like one that is missing and unexpected; it counts as renamed only where the name that it takes is given up too.
"""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.compare.matching import likeness, matched
from drifttools.compare.relocate import Key, distinctive, features_of, relocation
from drifttools.compare.residue import Residue
from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Relocation
from drifttools.kinds.registry import KINDS

_UNLIKE = 0.5
"""A table that is at least so like what it should be keeps its name."""


def doubtful(left: Residue) -> frozenset[Key]:
    """The keys of objects on both sides whose parts differ so that they may be others."""
    keys: set[Key] = set()
    for kind in KINDS:
        if kind.inline:
            lacking = {record.parent_key for record in left.missing(kind)}
            keys |= lacking & {record.parent_key for record in left.unexpected(kind)}
    gone = {record.key for kind in _kinds() for record in (*left.missing(kind), *left.unexpected(kind))}
    return frozenset(keys - gone)


def permuted(left: Residue) -> Iterator[Relocation]:
    """Renames among objects whose names are taken on both sides.

    Args:
        left: With all that belongs to the doubtful ones, equal or not.
    """
    for kind in _kinds():
        wanted = {record.key: features_of(record, left, left.expected) for record in left.expected[kind].values()}
        found = {record.key: features_of(record, left, left.actual) for record in left.actual[kind].values()}
        both = wanted.keys() & found.keys()
        settled = {key for key in both if likeness(wanted[key], found[key]) >= _UNLIKE}
        ones = {key: wanted[key] for key in _told_apart(left, kind, left.expected) - settled}
        others = {key: found[key] for key in _told_apart(left, kind, left.actual) - settled}
        pairs = {
            other: one
            for one, other in matched(ones, others, kind.renamed_likeness)
            if one != other and one[:-1] == other[:-1]
        }
        # the one thing that is not the same the other way round: to free this name, a table would have to go with its rows
        while taken := [found for found, to in pairs.items() if to in both and to not in pairs]:
            for key in taken:
                del pairs[key]
        if any(to in both or of in both for of, to in pairs.items()):
            for of, to in sorted(pairs.items()):
                yield relocation(left.actual[kind][of], left.expected[kind][to])


def _kinds() -> list[type[Kind]]:
    return [kind for kind in KINDS if kind.renamed_likeness < 1]


def _told_apart(left: Residue, kind: type[Kind], side: dict[type[Kind], dict[Key, Kind]]) -> set[Key]:
    """Those that are not like many others, by the rule by which any table is taken for a renamed one."""
    return {key for key, record in side[kind].items() if distinctive(record, left, side)}
