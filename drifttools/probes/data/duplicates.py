"""Rows that are equal where they are to be unique."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.hindrance import Duplicates
from drifttools.kinds.index import Index
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of


class DuplicateRows(DataProbe):
    """Rows in the way of a unique constraint or index that is expected, or that is there and invalid.

    A CREATE UNIQUE INDEX CONCURRENTLY that met equal rows leaves an index behind that is not valid, and forbids nothing
    that was there before. The number is that of the rows beyond the first of each group.
    """

    id: ClassVar[str] = "duplicates"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if isinstance(hindrance, Duplicates):
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
        for index in ground.every(Index):
            if index.unique and not index.valid:
                for hindrance in index.hindrances(None, frozenset(), ground.seen):
                    yield Asked(hindrance, Basis.DECLARED, because=f"the index {index.index} is not valid")
