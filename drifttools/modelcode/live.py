"""The live catalog by table: what the source of a model has to say. No I/O."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from drifttools.kinds.column import Column
from drifttools.kinds.comment import Comment
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.domain import Domain
from drifttools.kinds.enum import Enum
from drifttools.kinds.index import Index
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import records
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.table import Table
from drifttools.model.snapshot import Snapshot

Key = tuple[str, str]


class Live:
    """The records of a snapshot, by what they belong to.

    Args:
        snapshot: The live catalog.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def tables(self) -> dict[Key, Table]:
        """Tables by schema and name."""
        return {(table.schema, table.table): table for table in records(self._snapshot, Table)}

    @cached_property
    def columns(self) -> dict[Key, list[Column]]:
        """The columns of each table, in order."""
        found: dict[Key, list[Column]] = defaultdict(list)
        for column in records(self._snapshot, Column):
            found[column.schema, column.table].append(column)
        return {key: sorted(columns, key=lambda column: column.position) for key, columns in found.items()}

    @cached_property
    def constraints(self) -> dict[Key, list[Constraint]]:
        """The constraints of each table, by name."""
        found: dict[Key, list[Constraint]] = defaultdict(list)
        for constraint in records(self._snapshot, Constraint):
            found[constraint.schema, constraint.table].append(constraint)
        return found

    @cached_property
    def indexes(self) -> dict[Key, list[Index]]:
        """The indexes of each table, by name."""
        found: dict[Key, list[Index]] = defaultdict(list)
        for index in records(self._snapshot, Index):
            found[index.schema, index.table].append(index)
        return found

    @cached_property
    def enums(self) -> dict[Key, tuple[str, ...]]:
        """The labels of each enum type."""
        return {(enum.schema, enum.enum): enum.labels for enum in records(self._snapshot, Enum)}

    @cached_property
    def domains(self) -> dict[Key, Domain]:
        """Domains by schema and name."""
        return {(domain.schema, domain.domain): domain for domain in records(self._snapshot, Domain)}

    @cached_property
    def sequences(self) -> dict[Key, Sequence]:
        """Sequences by schema and name."""
        return {(sequence.schema, sequence.sequence): sequence for sequence in records(self._snapshot, Sequence)}

    @cached_property
    def _comments(self) -> dict[tuple[str, str, str, str], str]:
        return {
            (comment.schema, comment.object, comment.part, comment.of): comment.text
            for comment in records(self._snapshot, Comment)
        }

    def comment(self, key: Key, part: str = "", of: str = "table") -> str | None:
        """What COMMENT ON says about a table, or a part of it."""
        return self._comments.get((*key, part, of))

    def column(self, key: Key, name: str) -> Column | None:
        """A column by its name."""
        return next((column for column in self.columns.get(key, ()) if column.column == name), None)

    def primary_key(self, key: Key) -> Constraint | None:
        """The primary key of a table."""
        return next((one for one in self.constraints.get(key, ()) if one.type == "primary key"), None)

    def foreign_key(self, key: Key, column: str) -> Constraint | None:
        """The foreign key of one column alone; None where there are several."""
        found = [one for one in self.constraints.get(key, ()) if one.type == "foreign key" and one.columns == (column,)]
        return found[0] if len(found) == 1 else None

    def unique_alone(self, key: Key, column: str) -> bool:
        """Whether a value stands in one row of a column at most."""
        kinds = ("unique", "primary key")
        if any(one.type in kinds and one.columns == (column,) for one in self.constraints.get(key, ())):
            return True
        return any(one.unique and not one.predicate and one.keys == (column,) for one in self.indexes.get(key, ()))


def referenced(constraint: Constraint) -> Key:
    """Schema and name of the table that a foreign key leads to."""
    parts = parts_of(constraint.references)
    return parts[0], parts[-1]
