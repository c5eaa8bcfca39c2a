"""What is done about a difference and what is left alone, and why: what was named, what was asked for, what rows allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from drifttools.errors import UsageError
from drifttools.kinds.base import Compare
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.hindrance import LEAVE, NOT_VALID
from drifttools.kinds.registry import BY_NAME
from drifttools.model.finding import Change, Severity
from drifttools.model.plan import Unplanned
from drifttools.model.question import Counted, sentence
from drifttools.model.snapshot import Snapshot
from drifttools.repair.options import Options, Way
from drifttools.repair.sqlite.rows import InTheWay, Place
from drifttools.repair.sqlite.schema import Schema
from drifttools.sql.compose import Sql, compose, joined
from drifttools.sql.sqlite_ddl import TableText, quoted
from drifttools.sql.sqlite_identity import identity_of

OF_TABLE = ("table", "column", "constraint")
APART = ("trigger", "view", "index")


class Deciding:
    """Decides about the differences of one comparison, and keeps what is left alone."""

    def __init__(self, comparison: Comparison, expected: Snapshot, actual: Snapshot, options: Options) -> None:
        self.comparison, self.options = comparison, options
        self.found, self.wanted = Schema.of_snapshot(actual), Schema.of_snapshot(expected)
        self.now = self.found
        self.unplanned: list[Unplanned] = []
        self.asked: list[InTheWay] = []
        self._gone: set[tuple[str, str]] = set()
        self._reasons: dict[Place, str] = {}

    def _counts(self, difference: Difference) -> bool:
        noted = difference.change is Change.CHANGED and not difference.changed
        return not noted and not difference.follows and difference.kind.kind in (*OF_TABLE, *APART)

    @cached_property
    def _noted(self) -> frozenset[str]:
        """The findings that are only said."""
        return frozenset(one.id for one in self.comparison.findings if one.severity is Severity.NOTE)

    def _is_only_noted(self, difference: Difference) -> bool:
        """Whether nothing in it matters to SQLite, and nobody has named it: then no table is written anew for it."""
        record = difference.expected or difference.actual
        named = record is not None and record.label in self.options.only
        return bool(difference.findings) and self._noted.issuperset(difference.findings) and not named

    def _leave_noted(self, differences: Iterable[Difference]) -> None:
        for one in differences:
            label = ".".join(one.key)
            reason = f"SQLite makes nothing of it, so no table is written anew for it alone: --only '{label}' names it"
            self._leave(one, reason, label, ("only",))

    def _leave_what_nobody_can_do(self) -> None:
        for finding in self.comparison.findings:
            place = (one for one in attributes_of(BY_NAME[finding.kind]) if one.compare is Compare.PLACE)
            if finding.change is Change.UNKNOWN:
                self.unplanned.append(Unplanned(finding.id, f"could not be checked: {finding.actual}"))
            elif finding.attribute and finding.attribute in {one.name for one in place}:
                reason = "the order of columns alone is no reason to write a table anew"
                self.unplanned.append(Unplanned(finding.id, reason))

    def _leave(self, difference: Difference, reason: str, named: str = "", ways: tuple[str, ...] = ()) -> None:
        self.unplanned += [Unplanned(finding, reason, named, ways) for finding in difference.findings]

    def _wants(self, difference: Difference) -> bool:
        """Whether a difference is to be repaired; where it is not, the plan says why."""
        record = difference.expected or difference.actual
        if record is None:
            return False
        # what is listed with its whole comes with that
        wholes = [".".join(key) for _, key in record.belongs_to] if difference.folded else []
        if difference.expected is not None and not any(map(self.options.wants, (record.label, *wholes))):
            self._leave(difference, "outside of what was asked to be repaired", record.label, ("only",))
            return False
        unexpected = difference.expected is None and not difference.folded
        if unexpected and not self.options.may_drop(record):
            self._leave(
                difference, f"nothing is dropped unless it is named: --drop '{record.label}'", record.label, ("drop",)
            )
            return False
        return True

    @cached_property
    def _moved(self) -> dict[Place, tuple[str, ...]]:
        """Where tables and columns that are renamed are now."""
        kinds = ("table", "column")
        return {(one.kind.kind, one.wanted): one.found for one in self.comparison.relocations if one.kind.kind in kinds}

    def _source(self, table: TableText) -> Sql:
        """What stands for a table after FROM before anything is renamed."""
        key = ("main", table.name)
        found = self._moved.get(("table", key), key)
        columns = [
            (self._moved.get(("column", (*key, column.name)), (column.name,))[-1], column.name) for column in table.columns
        ]
        if found == key and all(here == there for here, there in columns):
            return quoted(table.name)
        listed = joined(compose("{} as {}", quoted(here), quoted(there)) for here, there in columns)
        identity = identity_of(table)
        if identity is not None and identity.hidden:  # a subquery has no rowid of its own
            (rowid,) = identity.columns
            listed = joined((compose("{} as {}", rowid, rowid), listed))
        return compose("(select {} from {})", listed, quoted(found[-1]))

    @property
    def _counted(self) -> bool:
        return self.options.counted is not None or bool(self.options.ways)

    def _answer(self, found: InTheWay) -> Counted:
        return (self.options.counted or {}).get(found.about, Counted(reason="it was not counted"))

    def _judge(self, difference: Difference, found: Sequence[InTheWay]) -> bool:
        """Whether rows are in the way of a difference, which then is left alone."""
        self.asked += found
        if not found or not self._counted:
            return False
        way = self.options.way_of(difference)
        offered = [*dict.fromkeys(way for one in found for way in one.ways), LEAVE]
        label = ".".join(difference.key)
        if way is not None and way.name not in offered:
            why = ": SQLite has no constraint that holds for new rows only" if way.name == NOT_VALID else ""
            raise UsageError(f"{way.name} is no way for {label}{why}", hint=f"choose one of: {', '.join(offered)}")
        if way is not None and way.name == LEAVE:
            self._leave(difference, "left alone on request")
            return True
        open_ = [one for one in found if not self._solves(way, one)]
        if open_:
            said = "; ".join(sentence(one.question, self._answer(one)) for one in open_)
            self._leave(
                difference,
                f"in the way: {said}. Ways: --way '{label}={'|'.join(offered)}', or mend the rows",
                label,
                tuple(offered),
            )
        return bool(open_)

    def _solves(self, way: Way | None, one: InTheWay) -> bool:
        """Whether such rows are not in the way, or the way takes them out of it; an expression has to work on each."""
        answer = self._answer(one)
        if one.tried:
            return not answer.in_the_way and not answer.reason
        return not answer.in_the_way or (way is not None and way.name in one.ways)


def hazard_of(kind: str) -> str:
    """What making an index, a view or a trigger costs."""
    return "sqlite-create-index" if kind == "index" else "sqlite-create"
