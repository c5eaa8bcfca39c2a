"""What each step of a replay has changed in a SQLite file: it is read again as a whole, which takes milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

from drifttools.catalog.following import Changed
from drifttools.catalog.reader import Extent
from drifttools.catalog.reading import read_sqlite_target
from drifttools.config import Target
from drifttools.kinds.base import Kind
from drifttools.model.chronicle import KindChange
from drifttools.model.rows import Rows


class SqliteFollowing:
    """A file that somebody else changes step by step.

    Args:
        target: The database; it is only read.
        kinds: The kinds that count.
    """

    def __init__(self, target: Target, kinds: Iterable[type[Kind]]) -> None:
        self._target = target
        self._extent = Extent(kinds=tuple(kinds))
        self._seen: Mapping[str, Rows] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def begin(self) -> Changed:
        """Read everything once; raises CatalogError where it cannot be read."""
        return self._changed()

    def step(self) -> Callable[[], Changed]:
        """Read what has changed since the last call; gives what tells it."""
        changed = self._changed()
        return lambda: changed

    def finish(self) -> Changed:
        """Read once more."""
        return self._changed()

    def _changed(self) -> Changed:
        rows = read_sqlite_target(self._target, self._extent, origin="replay").rows
        changes = []
        for kind, now in rows.items():
            then = self._seen[kind].as_set if kind in self._seen else frozenset()
            gone, made = then - now.as_set, now.as_set - then
            if gone or made:
                changes.append(KindChange(kind, _texts(gone), _texts(made)))
        self._seen = rows
        return Changed(tuple(changes))


def _texts(lines: frozenset[bytes]) -> tuple[str, ...]:
    return tuple(line.decode() for line in sorted(lines))
