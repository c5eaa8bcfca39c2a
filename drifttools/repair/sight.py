"""What the live catalog is under its present names: for SELECTs that run before anything is moved or renamed."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from drifttools.kinds.column import Column
from drifttools.kinds.composite import Composite
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison
from drifttools.kinds.domain import Domain
from drifttools.kinds.enum import Enum
from drifttools.kinds.materialized_view import MaterializedView
from drifttools.kinds.names import parts_of
from drifttools.kinds.range import Range
from drifttools.kinds.records import record_at, records
from drifttools.kinds.rewriting import calls_anything
from drifttools.kinds.table import Table
from drifttools.model.snapshot import Snapshot
from drifttools.repair.partitioning import homeless
from drifttools.repair.sides import Key, SideRecords
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, word


class Present:
    """The live tables, found by the names that they will have (`kinds.hindrance.Sources` and `Sight`).

    Args:
        comparison: Its relocations say how things are named now.
        wanted: The expected side.
        actual: The live catalog.
    """

    def __init__(self, comparison: Comparison, wanted: SideRecords, actual: Snapshot) -> None:
        self.major = actual.server.major
        self._comparison = comparison
        self._wanted, self._actual = wanted, actual
        self._tables = {r.wanted: r.found for r in comparison.relocations if r.kind in (Table, MaterializedView)}
        self._renamed: dict[Key, list[tuple[str, str]]] = defaultdict(list)
        self._lacking: dict[Key, tuple[Sql, ...]] = {}
        for relocation in comparison.relocations:
            if relocation.kind is Column:
                self._renamed[relocation.wanted[:-1]].append((relocation.found[-1], relocation.wanted[-1]))

    def now(self, table: Key) -> Key:
        """The key under which a table is found now."""
        return self._tables.get(table, table)

    def there(self, table: Key) -> bool:
        """Whether the table, or the materialized view, is in the live database, so that it can have rows."""
        return any(record_at(self._actual, kind, self.now(table)) is not None for kind in (Table, MaterializedView))

    def of(self, table: Key, *, only: bool = False, share: Sql = NOTHING) -> Sql:
        """What stands after FROM; columns that a plan renames have both names, new ones what every row gets in them.

        Args:
            share: The percentage of the table's blocks that is read: always the same blocks, as long as it has as many.
        """
        found = name(*self.now(table))
        found = compose("only {}", found) if only else found
        both = [compose("x.{} as {}", name(before), name(after)) for before, after in self._renamed.get(table, ())]
        made = self._made(table)
        if not both and not made and not share:
            return found
        part = compose(" tablesample system ({}) repeatable (1)", share) if share else NOTHING
        found = compose("(select {} from {} x{})", joined((word("x.*, x.ctid, x.tableoid"), *both)), found, part)
        return compose("(select {} from {} x)", joined((word("x.*"), *made)), found) if made else found

    def _made(self, table: Key) -> tuple[Sql, ...]:
        """What every row of a table that is there gets in the columns that it lacks; not where that is each row's own."""
        if table not in self._lacking:
            former = {after: before for before, after in self._renamed.get(table, ())}
            wanted = self._wanted.find(Table, table)
            columns = self._wanted.children(Column, wanted) if wanted is not None else ()
            self._lacking[table] = tuple(
                compose("({})::{} as {}", deparsed(column.default or "null"), deparsed(column.type), column.sql_name)
                for column in columns
                if not column.identity
                and (column.generated or not calls_anything(column.default or ""))
                and record_at(self._actual, Column, (*self.now(table), former.get(column.column, column.column))) is None
            )
        return self._lacking[table]

    def key(self, table: Key) -> tuple[str, Sql, Sql]:
        """How a row is named: for a person, as an expression of text, and as what it is sorted by."""
        for constraint in records(self._actual, Constraint, *self.now(table)):
            if constraint.type == "primary key" and constraint.columns:
                columns = joined(compose("t.{}", name(column)) for column in constraint.columns)
                return ", ".join(constraint.columns), compose("pg_catalog.concat_ws(', ', {})", columns), columns
        return "ctid", word("t.ctid::pg_catalog.text"), word("t.ctid")

    def columns_of(self, type_: str) -> tuple[tuple[Key, str, bool], ...]:
        """Table, column and whether it is an array, of all columns of a type."""
        return tuple(
            (column.key[:-1], column.column, column.type != type_)
            for column in self._columns
            if column.type in (type_, f"{type_}[]") and not column.inherited
        )

    def labels(self, type_: str) -> tuple[str, ...] | None:
        """The labels that an enum type is to have; None for what is no enum."""
        found = self._wanted.find(Enum, parts_of(type_)) if "." in type_ else None
        return found.labels if isinstance(found, Enum) else None

    def equality(self, table: Key, column: str) -> Sql:
        """The operator that compares values of a column: `=`, or that of the extension whose type it is."""
        former = {after: before for before, after in self._renamed.get(table, ())}
        found = record_at(self._actual, Column, (*self.now(table), former.get(column, column)))
        type_ = parts_of(found.type) if found is not None and "." in found.type else ()
        if not type_ or any(record_at(self._actual, kind, type_) for kind in (Enum, Domain, Composite, Range)):
            return word("=")
        return compose("operator({}.=)", name(type_[0]))

    def taken(self, table: Key) -> frozenset[str]:
        """The names of the constraints that a table has now; from 18 on NOT NULL is one."""
        found = records(self._actual, Constraint, *self.now(table))
        names = {one.constraint for one in found}
        for column in records(self._actual, Column, *self.now(table)):
            if column.not_null:
                names.add(column.not_null_constraint or column.usual_not_null)
        return frozenset(names)

    def homeless(self, table: Key) -> Sql | None:
        """The condition on a row that no partition of a table to come takes it; None where all have one."""
        found = self._wanted.find(Table, table)
        return homeless(found, self._wanted.partitions) if isinstance(found, Table) else None

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        after = {before: one for before, one in self._comparison.rewritten if isinstance(one, Column)}
        return tuple(after.get(column.key, column) for column in records(self._actual, Column))
