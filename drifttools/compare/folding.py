"""Missing and unexpected objects: each is listed with the object it belongs to, where that is missing or unexpected too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Difference
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change, Finding, Severity

Key = tuple[str, ...]
Place = tuple[str, Key]


class Folding:
    """The objects that are on one side only.

    Args:
        change: `missing` or `unexpected`.
        records: Per kind the objects.
    """

    def __init__(self, change: Change, records: Callable[[type[Kind]], Iterator[Kind]]) -> None:
        self.change = change
        self.records = records
        self._places: set[Place] = {(kind.kind, record.key) for kind in KINDS for record in records(kind)}
        self._counted: dict[Place, Counter[str]] = defaultdict(Counter)
        for kind in KINDS:
            for record in records(kind):
                whole = self._whole(record)
                if whole is not None and not kind.given:
                    self._counted[whole][kind.kind] += 1

    def entry(self, record: Kind) -> tuple[Difference, Finding | None]:
        """The difference of an object, and its finding unless it is listed with another."""
        missing = self.change is Change.MISSING
        expected, actual = (record, None) if missing else (None, record)
        if self._whole(record) is not None:
            return Difference(type(record), self.change, expected, actual, folded=True), None
        finding = Finding(
            kind=record.kind,
            key=record.key,
            change=self.change,
            severity=record.severity if missing else Severity.WARNING,
            parent=".".join(record.parent_key),
            follows=self._origin(record),
            folded=tuple(f"{n} {kind}" for kind, n in sorted(self._counted.get((record.kind, record.key), {}).items())),
        )
        difference = Difference(
            type(record), self.change, expected, actual, findings=(finding.id,), follows=bool(finding.follows)
        )
        return difference, finding

    def _whole(self, record: Kind) -> Place | None:
        """What the object comes or goes with, the outermost of it."""
        return next((place for place in record.belongs_to if place in self._places), None)

    def _origin(self, record: Kind) -> str:
        """The finding about the parent table's object that this one comes from: it is made and removed with that."""
        origin = record.comes_from
        if not origin or (record.kind, origin) not in self._places:
            return ""
        return Finding(record.kind, origin, self.change).id
