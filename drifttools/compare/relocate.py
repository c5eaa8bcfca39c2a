"""Missing here and unexpected there: what is only under another key.

A move or a rename keeps every row; a drop and a create loses them. So an object counts as relocated where one candidate
fits best and no other fits as well; where two fit alike it stays missing, because guessing could move the wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from drifttools.compare.matching import Features, alike, matched
from drifttools.compare.residue import Residue
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import NEVER_DRIFT, attributes_of
from drifttools.kinds.difference import Relocation
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change, Finding

MOVED_LIKENESS = 0.5
_FEW_PARTS = 2  # tables with a single column are all alike

Key = tuple[str, ...]
Search = Callable[[Residue], Iterator[Relocation]]


def searches() -> Iterator[Search]:
    """What is looked for, in an order in which each sees the texts as the earlier ones will leave them.

    Moves, and those of routines and operators whose types have moved; then tables by their columns, then columns; then the
    rest, which must be equal in everything.
    """
    yield moves
    yield moves
    by_parts = [kind for kind in KINDS if kind.renamed_likeness < 1]
    for kind in by_parts:
        yield _moves_with_another_name(kind)
    inline = [kind for kind in KINDS if kind.inline]
    others = [kind for kind in KINDS if kind not in by_parts and kind not in inline and _renamable(kind)]
    for kind in by_parts:
        yield _renames_of(kind)
    for kind in inline:
        yield _exchanged_within(kind)
        yield _renames_within(kind)
    for kind in others:
        yield _renames_of(kind)


def moves(left: Residue) -> Iterator[Relocation]:
    """Objects of the same name and like shape in another schema."""
    for kind in KINDS:
        if kind.move is not Kind.move:
            wanted = [record for record in left.missing(kind) if not record.carried_by()]
            found = [record for record in left.unexpected(kind) if not record.carried_by()]
            yield from _pairs(left, wanted, found, lambda record: record.key[1:], MOVED_LIKENESS)


def _moves_with_another_name(kind: type[Kind]) -> Search:
    """Objects that are neither in their schema nor there under another name, and are told by their parts alone."""

    def search(left: Residue) -> Iterator[Relocation]:
        wanted, found = _told_apart(left, kind)
        # those of one schema come after, and are told by less: whoever has a likely match there is none of these
        shapes = {one.key: features_of(one, left, left.expected) for one in wanted}
        theirs = {other.key: features_of(other, left, left.actual) for other in found}
        near = [(one, other) for one, other, _ in alike(shapes, theirs, kind.renamed_likeness) if one[:-1] == other[:-1]]
        ours, its = {key for key, _ in near}, {key for _, key in near}
        far, away = [one for one in wanted if one.key not in ours], [other for other in found if other.key not in its]
        yield from _pairs(left, far, away, lambda _: (), kind.renamed_likeness)

    return search


def _renames_of(kind: type[Kind]) -> Search:
    """Objects of another name and the same shape: relations within their schema, the others within their parent."""

    def search(left: Residue) -> Iterator[Relocation]:
        wanted, found = _told_apart(left, kind)
        # a function in the place of an aggregate has to go first, and with it what uses both
        taken = () if kind.relation else set(_names_of_others(kind, left))
        free = [one for one in wanted if not any(n in taken for n in one.occupies)]
        yield from _pairs(left, free, found, lambda record: record.key[:-1], kind.renamed_likeness)

    return search


def _names_of_others(kind: type[Kind], left: Residue) -> Iterator[tuple[str, ...]]:
    """The names that objects of other kinds have, which share those of this kind."""
    for other in KINDS:
        if other is not kind and other.made_with and other.made_with == kind.made_with:
            for record in left.actual[other].values():
                yield from record.occupies


def _renames_within(kind: type[Kind]) -> Search:
    """Parts of a table that is on both sides, by place and name: equal in type, one for one."""

    def search(left: Residue) -> Iterator[Relocation]:
        missing, unexpected = _by_parent(left.missing(kind)), _by_parent(left.unexpected(kind))
        for parent in sorted(set(missing) & set(unexpected)):
            fits = [(one, other) for one in missing[parent] for other in unexpected[parent] if one.could_be(other)]
            for one, other in fits:
                if sum(one is w or other is f for w, f in fits) == 1:
                    yield relocation(other, one)

    return search


def _exchanged_within(kind: type[Kind]) -> Search:
    """Parts of a table under each other's names: by name each is of another type, by its place each is what it should be.

    Where a type was changed, the part stands where it stood; where the order is another, a name still has its type.
    """

    def search(left: Residue) -> Iterator[Relocation]:
        pairs: dict[Key, list[tuple[Kind, Kind]]] = defaultdict(list)
        for expected, actual in left.changed(kind):
            if expected.ordinal != actual.ordinal and not expected.could_be(actual) and not actual.comes_from:
                pairs[expected.parent_key].append((expected, actual))
        for parent in sorted(pairs):
            wanted = {one.ordinal: one for one, _ in pairs[parent]}
            found = {other.ordinal: other for _, other in pairs[parent]}
            fits = [place for place in sorted(wanted) if place in found and wanted[place].could_be(found[place])]
            if {wanted[place].key for place in fits} == {found[place].key for place in fits}:
                yield from (relocation(found[place], wanted[place]) for place in fits)

    return search


def _renamable(kind: type[Kind]) -> bool:
    return kind.rename is not Kind.rename


def _pairs(
    left: Residue,
    wanted: Iterable[Kind],
    found: Iterable[Kind],
    group: Callable[[Kind], Key],
    needed: float,
) -> Iterator[Relocation]:
    """Match the records of each group among themselves."""
    grouped: dict[Key, tuple[list[Kind], list[Kind]]] = defaultdict(lambda: ([], []))
    for record in wanted:
        grouped[group(record)][0].append(record)
    for record in found:
        grouped[group(record)][1].append(record)
    for place in sorted(grouped):
        ones = {record.key: record for record in grouped[place][0]}
        others = {record.key: record for record in grouped[place][1]}
        if not ones or not others:
            continue
        shapes = {key: features_of(record, left, left.expected) for key, record in ones.items()}
        theirs = {key: features_of(record, left, left.actual) for key, record in others.items()}
        for one, other in matched(shapes, theirs, needed):
            yield relocation(others[other], ones[one])


def relocation(found: Kind, wanted: Kind) -> Relocation:
    """The relocation that makes what was found the wanted object."""
    change = Change.MOVED if found.namespace != wanted.namespace else Change.RENAMED
    return Relocation(type(found), found.key, wanted.key, Finding(found.kind, wanted.key, change).id, found)


def features_of(record: Kind, left: Residue, side: dict[type[Kind], dict[Key, Kind]]) -> Features:
    """What an object is made of: its attributes, and each of the parts that are made within it."""
    features = set(_own_features(record))
    for child in _parts(record, left, side):
        features.add((child.kind, child.key[-1]))
        features.add((child.kind, child.key[-1], *(str(getattr(child, attribute)) for attribute in child.shape)))
    return frozenset(features)


def _parts(record: Kind, left: Residue, side: dict[type[Kind], dict[Key, Kind]]) -> Iterator[Kind]:
    for kind in KINDS:
        if kind.inline and record.kind in kind.parents:
            yield from left.children(side, kind, record.key)


def _own_features(record: Kind) -> Iterator[tuple[str, ...]]:
    for attribute in attributes_of(type(record)):
        # a partner moves along
        if attribute.compare in NEVER_DRIFT or attribute.name in record.linked:
            continue
        value = getattr(record, attribute.name)
        if isinstance(value, tuple):
            yield from ((attribute.name, str(place), member) for place, member in enumerate(value))
        elif value not in (None, False):
            yield attribute.name, str(value)


def distinctive(record: Kind, left: Residue, side: dict[type[Kind], dict[Key, Kind]]) -> bool:
    """Whether being alike means anything: asked of both sides, or a rename would be none the other way round."""
    few = type(record).renamed_likeness < 1 and len(list(_parts(record, left, side))) < _FEW_PARTS
    return record.distinctive and not few


def _told_apart(left: Residue, kind: type[Kind]) -> tuple[list[Kind], list[Kind]]:
    """What is missing and what is unexpected, but for what is like many others."""
    return (
        [record for record in left.missing(kind) if distinctive(record, left, left.expected)],
        [record for record in left.unexpected(kind) if distinctive(record, left, left.actual)],
    )


def _by_parent(records: Iterable[Kind]) -> dict[Key, list[Kind]]:
    grouped: dict[Key, list[Kind]] = defaultdict(list)
    for record in records:
        grouped[record.parent_key].append(record)
    return grouped
