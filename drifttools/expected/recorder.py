"""Writes down what each migration of a replay does to the scratch database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drifttools.model.chronicle import Chronicle, ChronicleStep

if TYPE_CHECKING:
    from drifttools.catalog.following import Changed, Following
    from drifttools.catalog.scratch import ScratchDatabase
    from drifttools.catalog.sqlite_following import SqliteFollowing
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase


class Recorder:
    """The chronicle of one replay.

    Args:
        silent: Kinds that the source does not speak of; they are not read.
    """

    def __init__(self, silent: Collection[str]) -> None:
        self._silent = frozenset(silent)
        self._steps: list[ChronicleStep] = []
        self._following: Following | SqliteFollowing | None = None
        self._dialect = "postgresql"

    @contextmanager
    def following(self, database: ScratchDatabase | SqliteScratchDatabase) -> Iterator[None]:
        """Look at a database from here on; what was written down of another one is forgotten.

        Raises:
            CatalogError: It could not be read.
        """
        from drifttools.catalog.following import Following
        from drifttools.catalog.sqlite_following import SqliteFollowing
        from drifttools.kinds.registry import KINDS

        kinds = [kind for kind in KINDS if kind.kind not in self._silent]
        self._steps.clear()
        self._dialect = database.target.dialect
        follow = SqliteFollowing if self._dialect == "sqlite" else Following
        with follow(database.target, kinds) as self._following:
            self._note("", self._following.begin())
            yield
            self._note("", self._following.finish())
        self._following = None

    def took(self, label: str) -> Callable[[], None]:
        """A migration is done and committed: read what it has changed.

        Args:
            label: Its own; empty for what the tool does beside them.

        Returns:
            What writes it down; the next migration may be begun before it is called, and not be done.

        Raises:
            CatalogError: The database could not be read.
        """
        if self._following is None:
            return lambda: None
        changed = self._following.step()
        return lambda: self._note(label, changed())

    def _note(self, label: str, changed: Changed) -> None:
        if label or changed.changes:
            self._steps.append(ChronicleStep(label, changed.changes, changed.renamed))

    def chronicle(self) -> Chronicle:
        """All that was written down."""
        return Chronicle(tuple(self._steps), self._dialect)
