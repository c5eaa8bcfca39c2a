"""The names that an expression of SQL may use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drifttools.code.vocabulary import Relation


@dataclass
class Source:
    """One entry of FROM: a relation, or names of columns; neither where nothing is known of it."""

    relation: Relation | None = None
    columns: frozenset[str] | None = None

    @property
    def known(self) -> bool:
        """Whether all its columns are known."""
        return self.columns is not None or (self.relation is not None and self.relation.columns is not None)

    def has(self, name: str) -> bool:
        """Whether it is known to have a column."""
        if self.columns is not None:
            return name in self.columns
        return self.relation is not None and self.relation.columns is not None and name in self.relation.columns


@dataclass
class Scope:
    """What one query sees.

    Args:
        outer: What the query around it sees.
        sources: Entries of FROM by the name that they have there.
        ctes: Names of the columns of each entry of WITH; None where they are not known.
        outputs: What the query gives back, which ORDER BY and GROUP BY may name.
    """

    outer: Scope | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    ctes: dict[str, frozenset[str] | None] = field(default_factory=dict)
    outputs: frozenset[str] = frozenset()

    def chain(self) -> Iterator[Scope]:
        """This one and those around it, outwards."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def cte(self, name: str) -> tuple[bool, frozenset[str] | None]:
        """Whether an entry of WITH is called so, and its columns."""
        for scope in self.chain():
            if name in scope.ctes:
                return True, scope.ctes[name]
        return False, None

    def named(self, name: str) -> Source | None:
        """The entry of FROM that is called so."""
        return next((level.sources[name] for level in self.chain() if name in level.sources), None)

    def add_unnamed(self, source: Source) -> None:
        """Add an entry of FROM without a name: its columns can be meant all the same."""
        self.sources[f"\0{len(self.sources)}"] = source
