"""Tables that become partitioned, are no longer, or by another key: a new table takes the rows of the old one.

PostgreSQL changes none of this. The old table steps aside to a schema of its own, where its names, and those of its
identities and partitions, are in nobody's way; the new one is made with its partitions, takes the rows, and the old one
goes in the very statement that has counted them equal. All that hangs on the table is set aside before and comes back
after (`rebuild.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Listed
from dataclasses import dataclass, replace

from drifttools.kinds.base import Kind
from drifttools.kinds.column import Column
from drifttools.kinds.owner import Owner
from drifttools.kinds.registry import KINDS
from drifttools.kinds.sequence import Sequence, handed_on
from drifttools.kinds.table import Table
from drifttools.model.plan import Statement
from drifttools.repair.names import aside
from drifttools.repair.sides import Place, SideRecords, is_attached
from drifttools.sql.compose import NOTHING, Sql, compose, joined, name, value, word


@dataclass(frozen=True, slots=True)
class Remaking:
    """A table that is made anew.

    Args:
        found, wanted: The table and its partitions as they are and as they will be, each after what it is a part of.
        kept: Sequences that the table owns before and after.
    """

    found: tuple[Table, ...]
    wanted: tuple[Table, ...]
    kept: tuple[tuple[Sequence, Sequence], ...]

    @property
    def place(self) -> Place:
        """The table itself."""
        return "table", self.found[0].key

    @property
    def places(self) -> tuple[Place, ...]:
        """The table, its present partitions and those to come."""
        return tuple(dict.fromkeys(("table", table.key) for table in (*self.found, *self.wanted)))

    def covers(self, record: Kind) -> bool:
        """Whether the object is made within: a table, its columns, what is attached to those."""
        if isinstance(record, Table):
            return record.place in self.places
        within = record.inline or is_attached(record)
        return within and not set(self.places).isdisjoint(record.part_of)

    def back(self) -> Remaking:
        """The other way round."""
        return Remaking(self.wanted, self.found, tuple((new, old) for old, new in self.kept))

    def loses(self, found: SideRecords, wanted: SideRecords) -> tuple[Column, ...]:
        """Columns whose values have no place in the new table."""
        kept = {column.key for column in wanted.children(Column, self.wanted[0])}
        return tuple(
            column for column in found.children(Column, self.found[0]) if column.key not in kept and not column.generated
        )

    def converts(self, found: SideRecords, wanted: SideRecords) -> bool:
        """Whether values become such of another type."""
        types = {column.key: column.type for column in wanted.children(Column, self.wanted[0])}
        return any(types.get(column.key, column.type) != column.type for column in found.children(Column, self.found[0]))

    def statements(self, found: SideRecords, wanted: SideRecords) -> Iterator[Statement]:
        """What makes the table anew."""
        old, new = self.found[0], self.wanted[0]
        spaces = self._spaces()
        yield from self._steps_aside(spaces)
        for table in self.wanted:
            yield from wanted.made(replace(table, force_row_security=False))
        former = old.with_key((spaces[old.schema], old.table))
        columns = {column.column: column for column in found.children(Column, old)}
        for column in wanted.children(Column, new):
            if column.identity and column.column in columns:
                # the present number of an identity, or of the sequence that the column owned
                yield handed_on(_numbers_of(new, column), _numbers_of(former, column))
        yield self._copied(former, columns, wanted.children(Column, new), loses=bool(self.loses(found, wanted)))
        for table in self.wanted:
            yield from _attached(table, wanted)
            yield from _forced(table, on=True)
        for _, sequence in self.kept:
            for owner in wanted.children(Owner, sequence):
                yield from wanted.made(owner)  # a sequence and its table have the same one
            yield from sequence.complete(sequence.incomplete())
        for space in spaces.values():
            yield Statement(str(compose("drop schema {}", name(space))), ("drop-schema",))

    def _spaces(self) -> dict[str, str]:
        """For each schema the one to which its tables step aside: names are unique within a schema."""
        old = self.found[0]
        spaces = {old.schema: aside(f"{old.schema}.{old.table}")}
        for table in self.found:
            spaces.setdefault(table.schema, aside(f"{table.schema} {old.schema}.{old.table}"))
        return spaces

    def _steps_aside(self, spaces: dict[str, str]) -> Iterator[Statement]:
        old = self.found[0]
        for space in spaces.values():
            yield Statement(str(compose("create schema {}", name(space))), ("create-object",))
        for sequence, _ in self.kept:
            yield from sequence.release(frozenset({"owned_table"}))
        if old.partition_of:
            yield from old.release(frozenset({"partition_of"}))
        for table in self.found:
            # its owner would see, and so copy, only the rows that its policies let through
            yield from _forced(table, on=False)
            yield from table.move(spaces[table.schema])

    def _copied(self, former: Table, present: dict[str, Column], columns: Listed[Column], *, loses: bool) -> Statement:
        """One statement that copies, counts and drops: the old table cannot go where the rows did not all arrive."""
        new = self.wanted[0]
        taken = [column for column in columns if not column.generated and column.column in present]
        listed = compose(" ({})", joined(column.sql_name for column in taken)) if taken else NOTHING
        # children by INHERITS keep their rows
        whence = compose("{}{}", NOTHING if former.partition_key else word("only "), former.sql_name)
        where = compose("{}{}", NOTHING if new.partition_key else word("only "), new.sql_name)
        copied = compose(
            "insert into {}{} overriding system value select {} from {}",
            new.sql_name,
            listed,
            joined(column.carried_from(present[column.column]) for column in taken),
            whence,
        )
        body = compose(
            "begin {}; if (select pg_catalog.count(*) from {}) is distinct from (select pg_catalog.count(*) from {})"
            " then raise exception using message = {}; end if; drop table {}; end",
            copied,
            whence,
            where,
            value(f"{new.label} did not get all rows"),
            former.sql_name,
        )
        hazards = ("copy-rows", "drop-column") if loses else ("copy-rows",)
        return Statement(str(compose("do {}", value(str(body)))), hazards, (str(new.sql_name),))


def _forced(table: Table, *, on: bool) -> Iterator[Statement]:
    if table.force_row_security:
        bare = replace(table, force_row_security=False)
        one, other = (bare, table) if on else (table, bare)
        yield from one.alter(other, frozenset({"force_row_security"}))


def _attached(table: Table, side: SideRecords) -> Iterator[Statement]:
    """Owner, comments and privileges of a table and its columns."""
    for kind in KINDS:
        for one in side.children(kind, table):
            if is_attached(one):
                yield from side.made(one)


def _numbers_of(table: Table, column: Column) -> Sql:
    return compose("pg_catalog.pg_get_serial_sequence({}, {})", value(str(table.sql_name)), value(column.column))
