"""Finds the tables that must be made anew with their rows, and why one cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drifttools.kinds.base import Kind
from drifttools.kinds.column import Column
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.names import words_of
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.table import Table
from drifttools.model.finding import Change
from drifttools.repair.options import Options
from drifttools.repair.remaking import Remaking
from drifttools.repair.sides import Dependencies, Place, SideRecords
from drifttools.sql.quoting import quote_name


class Remakings:
    """The tables whose partition key differs, or the type of a column in it, with what is made anew with them.

    Args:
        comparison: What differs.
        found: Dependencies of the actual side.
        sides: The expected and the actual side.
        options: What the user decided.
        gives_way: Whether what uses an object is set aside or goes.
    """

    def __init__(
        self,
        comparison: Comparison,
        found: Dependencies,
        sides: tuple[SideRecords, SideRecords],
        options: Options,
        gives_way: Callable[[Place, Place], bool],
    ) -> None:
        self._comparison, self._found, self._options, self._gives_way = comparison, found, options, gives_way
        self._wanted_side, self._found_side = sides
        self.all: list[Remaking] = []
        self._not: list[tuple[Remaking, str]] = []
        for remaking in self._outermost(list(self._remakings())):
            reason = self._reason(remaking)
            if reason:
                self._not.append((remaking, reason))
            else:
                self.all.append(remaking)

    def settles(self, difference: Difference) -> bool:
        """Whether the difference is one of what is made anew."""
        return any(covers(remaking, difference) for remaking in self.all)

    def why_not(self, difference: Difference) -> str:
        """Why a table is not made anew, for a difference that only that would settle; empty for others."""
        for remaking, reason in self._not:
            record = difference.expected or difference.actual
            if record is None or not covers(remaking, difference, parts=True):
                continue
            of_table = difference.key == remaking.found[0].key and isinstance(record, Table)
            if of_table or (difference.key[:-1] == remaking.found[0].key and self._is_of_a_key(difference)):
                return reason
            # the table itself stays as it is, so that its own columns and indexes can be changed
            if ("table", remaking.found[0].key) not in record.part_of:
                return f"it comes with table {remaking.found[0].label}, which is left alone: {reason}"
        return ""

    def frees(self, record: Kind) -> bool:
        """Whether an object goes with a table that is made anew, and has to go before."""
        gone = {("table", table.key) for remaking in self.all for table in remaking.found}
        hangs = not gone.isdisjoint((*record.part_of, *record.belongs_to)) and not record.comes_from
        return hangs and not any(remaking.covers(record) for remaking in self.all)

    def _remakings(self) -> Iterator[Remaking]:
        for found, wanted in dict.fromkeys(self._changed_in_their_key()):
            if not found.server and not wanted.server:
                present, later = (
                    tuple(_with_partitions(table, side))
                    for table, side in ((found, self._found_side), (wanted, self._wanted_side))
                )
                yield Remaking(self._own(present, later), self._own(later, present), tuple(self._kept(found, wanted)))

    def _changed_in_their_key(self) -> Iterator[tuple[Table, Table]]:
        for difference in self._comparison.of([Change.CHANGED]):
            found, wanted = difference.actual, difference.expected
            if isinstance(found, Table) and isinstance(wanted, Table) and "partition_key" in difference.changed:
                yield found, wanted
            elif self._is_of_a_key(difference):
                sides = (self._found_side, self._wanted_side)
                tables = [side.find(Table, difference.key[:-1]) for side in sides]
                if isinstance(tables[0], Table) and isinstance(tables[1], Table):
                    yield tables[0], tables[1]

    def _is_of_a_key(self, difference: Difference) -> bool:
        """Whether the type of a column changes that its table is partitioned by: PostgreSQL never does that in place."""
        if difference.kind is not Column or difference.changed.isdisjoint({"type", "collation"}):
            return False
        tables = (side.find(Table, difference.key[:-1]) for side in (self._found_side, self._wanted_side))
        keys = [words_of(str(getattr(table, "partition_key", None) or "")) for table in tables]
        return any(quote_name(difference.key[-1]) in words for words in keys)

    def _own(self, tables: tuple[Table, ...], others: tuple[Table, ...]) -> tuple[Table, ...]:
        """Without partitions that are tables of their own on the other side: those are attached or detached with theirs."""
        keys = {table.key for table in others}
        return tuple(
            table
            for table in tables
            if table.key in keys
            or self._found_side.find(Table, table.key) is None
            or self._wanted_side.find(Table, table.key) is None
        )

    def _kept(self, found: Table, wanted: Table) -> Iterator[tuple[Sequence, Sequence]]:
        for sequence in self._found_side.every(Sequence):
            if sequence.owned_by and sequence.owned_by[:-1] == found.key:
                later = self._wanted_side.find(Sequence, sequence.key)
                if isinstance(later, Sequence) and later.owned_by and later.owned_by[:-1] == wanted.key:
                    yield sequence, later

    @staticmethod
    def _outermost(remakings: list[Remaking]) -> Iterator[Remaking]:
        """Without a partition whose table is made anew itself."""
        within = {place for remaking in remakings for place in remaking.places if place != remaking.place}
        return (remaking for remaking in remakings if remaking.place not in within)

    def _reason(self, remaking: Remaking) -> str:
        """Why the table cannot be made anew; empty where it can."""
        table = remaking.found[0]
        if not self._options.wants(table.label):
            return "outside of what was asked to be repaired"
        remote = next((one for one in (*remaking.found, *remaking.wanted) if one.server), None)
        if remote is not None:
            return f"it has to be made anew with its rows, and its partition {remote.label} is a foreign table"
        kept = {one.key for one in remaking.wanted}
        going = [one for one in remaking.found if one.key not in kept]
        lost = [*going, *remaking.loses(self._found_side, self._wanted_side)]
        unnamed = [one for one in lost if not self._options.may_drop(one)]
        if unnamed:
            named = " ".join(f"--drop '{one.label}'" for one in unnamed)
            return f"it has to be made anew with its rows, without what nobody named to go: {named}"
        own = set(remaking.places)
        for one in remaking.found:
            for place in (("table", one.key), *(("column", c.key) for c in self._found_side.children(Column, one))):
                for user in self._found.needed_by(place):
                    within = user in own or ("table", user[1][:-1]) in own
                    if not within and not self._gives_way(user, place):
                        return f"it has to be made anew while others need it: {user[0]} {'.'.join(user[1])}"
        return ""


def _with_partitions(table: Table, side: SideRecords) -> Iterator[Table]:
    yield table
    for partition in side.partitions(table):
        yield from _with_partitions(partition, side)


def covers(remaking: Remaking, difference: Difference, *, parts: bool = False) -> bool:
    """Whether the difference is one of what a table is made anew with; `parts`: or of what hangs on it."""
    record = difference.expected or difference.actual
    if record is None:
        return False
    if difference.change is not Change.CHANGED and isinstance(record, Table):
        # a table that is missing, or goes, is another one than one of its name on the other side
        tables = remaking.wanted if difference.change is Change.MISSING else remaking.found
        return record.key in {table.key for table in tables}
    return remaking.covers(record) or (parts and not set(remaking.places).isdisjoint(record.part_of))
