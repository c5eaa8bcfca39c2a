"""What a table is to become: the parts that it has, with those that were accepted from what is expected.

Each difference that is left alone keeps the part as it is. A part without a difference keeps its own text too, so that
nothing changes that nobody spoke of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drifttools.sql.sqlite_ddl import CONSTRAINTS, Clause, ColumnText, TableText
from drifttools.sql.sqlite_folding import folded


@dataclass(frozen=True, slots=True)
class Accepted:
    """The differences of one table that are repaired; names of columns in lower case, constraints by their labels.

    Args:
        added, removed, changed: Of its columns.
        constraints_added, constraints_removed, constraints_changed: Of its constraints.
        options: Which of `strict` and `without_rowid` change.
    """

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    constraints_added: frozenset[str] = frozenset()
    constraints_removed: frozenset[str] = frozenset()
    constraints_changed: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table with the labels of its constraints, in the order of `TableText.all_constraints`."""

    table: TableText
    labels: tuple[str, ...] = field(default=())

    @property
    def by_label(self) -> Mapping[str, Clause]:
        """Each constraint by its label."""
        return dict(zip(self.labels, self.table.all_constraints, strict=True))

    def inline(self, clause: Clause) -> str:
        """The column, in lower case, in whose definition a constraint stands; empty for one of the table."""
        return next((folded(one.name) for one in self.table.columns if any(c is clause for c in one.clauses)), "")


def composed(actual: Labelled, expected: Labelled, accepted: Accepted) -> TableText:
    """The table as it will be."""
    columns = _columns(actual.table, expected.table, accepted)
    own: dict[str, list[Clause]] = {folded(column.name): [] for column in columns}
    apart: list[Clause] = []
    for side, clause in _constraints(actual, expected, accepted):
        column = side.inline(clause)
        if not column:
            apart.append(clause)
        elif column in own:
            own[column].append(clause)
    made = tuple(replace(column, clauses=(*column.clauses, *own[folded(column.name)])) for column in columns)
    options = {one: getattr(expected.table, one) for one in accepted.options if one in ("strict", "without_rowid")}
    return replace(actual.table, columns=made, constraints=tuple(apart), **options)


def _columns(actual: TableText, expected: TableText, accepted: Accepted) -> list[ColumnText]:
    """In the order of what is expected; what nobody expects and nobody dropped stands last."""
    found: list[ColumnText] = []
    for column in expected.columns:
        name = folded(column.name)
        there = actual.column(name)
        if (there is None and name in accepted.added) or (there is not None and name in accepted.changed):
            found.append(column.bare)
        elif there is not None:
            found.append(there.bare)
    kept = (one for one in actual.columns if expected.column(one.name) is None and folded(one.name) not in accepted.removed)
    return [*found, *(one.bare for one in kept)]


def _constraints(actual: Labelled, expected: Labelled, accepted: Accepted) -> list[tuple[Labelled, Clause]]:
    there, wanted = actual.by_label, expected.by_label
    found: list[tuple[Labelled, Clause]] = []
    for label, clause in wanted.items():
        if label in accepted.constraints_added or label in accepted.constraints_changed:
            found.append((expected, clause))
        elif label in there:
            found.append((actual, there[label]))
    kept = (label for label in there if label not in wanted and label not in accepted.constraints_removed)
    return [*found, *((actual, there[label]) for label in kept)]


def only_adds(before: TableText, after: TableText) -> tuple[ColumnText, ...] | None:
    """The columns that are all that `after` has more; None where anything else differs."""
    new = tuple(column for column in after.columns if before.column(column.name) is None)
    names = {folded(column.name) for column in new}
    same = replace(after, columns=tuple(column for column in after.columns if folded(column.name) not in names))
    # only a rebuild gives a constraint another name
    named = [sorted(clause.name for clause in table.all_constraints) for table in (same, before)]
    return new if new and same.normal == before.normal and named[0] == named[1] else None


def only_drops(before: TableText, after: TableText) -> tuple[ColumnText, ...] | None:
    """The columns that `after` lacks, where nothing else differs and no constraint is about them; else None."""
    gone = only_adds(after, before)
    if gone is None or any(clause.sort in CONSTRAINTS for column in gone for clause in column.clauses):
        return None
    return gone
