"""What is left of two snapshots once all equal rows are gone: the only place where rows become records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from drifttools.kinds.base import Kind
from drifttools.kinds.declare import attributes_of, is_whole
from drifttools.kinds.registry import KINDS
from drifttools.model.rows import encode_line
from drifttools.model.snapshot import Snapshot, Unread

Key = tuple[str, ...]


def _belongs(record: Kind, keys: frozenset[Key]) -> bool:
    """Whether an object is one of these relations, hangs on one or is taken along by one."""
    return record.key in keys or record.carried_by() in keys or any(place in keys for _, place in record.part_of)


def is_apart(record: Kind, apart: frozenset[str]) -> bool:
    """Whether an object belongs to the platform, by its own name or by its schema (`Snapshot.apart`)."""
    within = f"schema:{record.namespace}" in apart and f"but:{record.kind}:{record.namespace}" not in apart
    return within or f"{record.kind}:{record.key[0]}" in apart


@dataclass(slots=True)
class Residue:
    """Records that have no equal on the other side, per kind and key.

    A key that is in both is a changed object; one that is only in `expected` is missing, only in `actual` unexpected.
    What is not whole, because its catalog rows refer to something that is gone, is `unread` instead.
    """

    expected: dict[type[Kind], dict[Key, Kind]] = field(default_factory=lambda: defaultdict(dict))
    actual: dict[type[Kind], dict[Key, Kind]] = field(default_factory=lambda: defaultdict(dict))
    unread: list[Unread] = field(default_factory=list)

    _children: dict[tuple[int, type[Kind]], dict[Key, list[Kind]]] = field(default_factory=dict)

    def children(self, side: dict[type[Kind], dict[Key, Kind]], kind: type[Kind], parent: Key) -> list[Kind]:
        """Records of `kind` on one side that belong to `parent`; indexed once, when first asked for."""
        place = (id(side), kind)
        if place not in self._children:
            grouped: dict[Key, list[Kind]] = defaultdict(list)
            for key in sorted(side[kind]):
                grouped[side[kind][key].parent_key].append(side[kind][key])
            self._children[place] = grouped
        return self._children[place].get(parent, [])

    def missing(self, kind: type[Kind]) -> Iterator[Kind]:
        """Expected objects whose key nothing actual has, by key."""
        return self._only(self.expected[kind], self.actual[kind])

    def unexpected(self, kind: type[Kind]) -> Iterator[Kind]:
        """Actual objects whose key nothing expected has, by key."""
        return self._only(self.actual[kind], self.expected[kind])

    @staticmethod
    def _only(these: dict[Key, Kind], others: dict[Key, Kind]) -> Iterator[Kind]:
        return (these[key] for key in sorted(these) if key not in others)

    def changed(self, kind: type[Kind]) -> Iterator[tuple[Kind, Kind]]:
        """(expected, actual) of objects that are on both sides, by key."""
        wanted, found = self.expected[kind], self.actual[kind]
        return ((wanted[key], found[key]) for key in sorted(wanted) if key in found)


def residue_of(
    expected: Snapshot,
    actual: Snapshot,
    kinds: frozenset[str],
    schemas: frozenset[str] | None,
    entire: frozenset[Key] = frozenset(),
) -> Residue:
    """Take equal rows away and decode the rest.

    Args:
        kinds: Names of the kinds that both sides speak of.
        schemas: Only objects of these schemas; None for all.
        entire: Keys of relations of which everything is kept, equal or not.
    """
    left = Residue()
    apart = expected.apart | actual.apart
    oldest = min(expected.server.major, actual.server.major)
    for kind in KINDS:
        if kind.kind not in kinds:
            continue
        forgotten = {one.name: one.before for one in attributes_of(kind) if one.since > oldest}
        wanted, found = expected.rows[kind.kind], actual.rows[kind.kind]
        if wanted.equals(found):
            continue
        for rows, other, side in ((wanted, found, left.expected), (found, wanted, left.actual)):
            for values in rows.decode(rows.as_set if entire else rows.as_set - other.as_set):
                record = kind.record({**values, **forgotten}).as_on(oldest)
                if entire and not _belongs(record, entire) and encode_line(values.values()) in other.as_set:
                    continue
                if not is_whole(kind, values):
                    left.unread.append(Unread(kind.kind, ".".join(record.focus), "it refers to something that is gone"))
                    continue
                # what no schema holds (an extension, a publication ...) belongs to each of them; a schema is itself
                namespace = record.key[0] if kind.kind == "schema" else record.namespace
                if apart and is_apart(record, apart):
                    continue
                if schemas is None or not namespace or namespace in schemas:
                    side[kind][record.key] = record
    return left
