"""The loop that every kind goes through, one folder a case, both ways round.

A folder holds `expected.sql` and `actual.sql`, run after `setup.sql` where there is one, and the goldens `findings.txt`,
`plan.sql` and, where the plan leaves something alone, `unplanned.txt` (`unplanned_swapped.txt` the other way round).
Goldens are of the newest server. Beside them:

- `only.txt`: `>=16 the reason`; older servers skip the case;
- `allow.txt`: what is not demanded, each with its reason: `column order`, `not null names` or all of the `dump` of the
  repaired database, the `way back`; `only forward` where the actual side is nothing that anybody could want.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from drifttools.catalog.connect import Connection
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from tests.conftest import WHEEL_MAJOR, Golden, MakeDatabase
from tests.loop import (
    apply,
    dump,
    exact,
    findings_text,
    make_roles,
    plan_for,
    plan_text,
    reading,
    reversible,
    row_counts,
    undo,
    unplanned_text,
    without_column_order,
    without_not_null_names,
)

CASES = Path(__file__).parent / "cases"
UNPLANNED = {"forward": "unplanned.txt", "swapped": "unplanned_swapped.txt"}
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expected.sql"))


@dataclass(frozen=True)
class Case:
    """One folder."""

    folder: Path

    def text(self, name: str) -> str:
        """Return the text of a file, empty where it is absent."""
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def script(self, side: str) -> str:
        """Return the SQL of one side."""
        return self.text("setup.sql") + "\n" + self.text(f"{side}.sql")

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Return the allowances."""
        return frozenset(line.partition(":")[0] for line in self.text("allow.txt").splitlines() if line.strip())

    def skip_reason(self, major: int) -> str:
        """Say why a major skips the case, if it does."""
        wanted, _, reason = self.text("only.txt").strip().partition(" ")
        if wanted and major < int(wanted.removeprefix(">=")):
            return reason
        left_out = not whole(major) and self.folder not in FOLDERS[::6]
        return "an older release takes every sixth case; DRIFTTOOLS_TEST_ALL=1 takes all" if left_out else ""


@dataclass(frozen=True)
class Side:
    """A database of a case, as it is before anything is done to it."""

    dsn: str
    read: Snapshot
    dumped: str
    """Empty where nothing is compared with it."""


def show_difference(one: str, other: str, names: tuple[str, str]) -> str:
    """Return a unified diff."""
    return "\n".join(difflib.unified_diff(one.splitlines(), other.splitlines(), *names, lineterm="", n=1))


def test_every_case_is_seen() -> None:
    """There are cases, and none of them lacks a side."""
    assert FOLDERS
    assert not [path for path in CASES.glob("*/*/actual.sql") if not (path.parent / "expected.sql").exists()]


# All on the wheel's major; older ones of this machine take every sixth case, forward only and without the way back, unless
# all is asked for: releases differ in how things are printed, and forward reads both sides and what was repaired.
WAYS = ("forward", "swapped")


def whole(major: int) -> bool:
    """Tell whether a major goes through all of the loop."""
    return major == WHEEL_MAJOR or "DRIFTTOOLS_TEST_ALL" in os.environ


def ways(major: int, case: Case) -> tuple[str, ...]:
    """Return the ways that a case goes on a major."""
    return WAYS if whole(major) and "only forward" not in case.allowed else WAYS[:1]


@pytest.fixture
def _settings_of_roles(folder: Path, server: PrivateServer) -> Iterator[None]:
    """Take back the settings of roles, which are the server's and would meet the next test."""
    yield
    if "alter role" in Case(folder).script("expected").lower() + Case(folder).script("actual").lower():
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            for (role,) in connection.execute(_SET_ROLES).fetchall():
                connection.execute(sql.SQL("alter role {} reset all").format(sql.SQL(role)))


_SET_ROLES = """
    select case setrole when 0 then 'all' else setrole::regrole::text end
    from pg_catalog.pg_db_role_setting where setdatabase = 0
"""


@pytest.fixture
def seen(database: MakeDatabase) -> Iterator[Callable[[str], Snapshot]]:
    """Read databases, each over one connection: what a server process has learned of a catalog, it knows the next time."""
    del database  # its databases are dropped after the connections are closed
    with ExitStack() as stack:
        connections: dict[str, Connection] = {}

        def see(dsn: str) -> Snapshot:
            if dsn not in connections:
                connections[dsn] = stack.enter_context(reading(dsn))
            return read(connections[dsn], Extent(edges=True), origin="test")

        yield see


@pytest.mark.usefixtures("_settings_of_roles")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_the_loop(
    folder: Path,
    major: int,
    server: PrivateServer,
    database: MakeDatabase,
    seen: Callable[[str], Snapshot],
    golden: Golden,
    subtests: pytest.Subtests,
) -> None:
    """A plan makes the actual database what is expected, loses no row that was not named, and can be taken back."""
    case = Case(folder)
    if reason := case.skip_reason(major):
        pytest.skip(f"PostgreSQL {major}: {reason}")
    make_roles(server)
    dsns = (database(case.script(name)) for name in ("expected", "actual"))
    # each way changes its own actual side; of the other one only what was read and dumped before is used
    # the first is dumped before the second is made: settings of roles are the server's
    sides = (
        Side(dsn, seen(dsn), dump(server, dsn) if first or whole(major) else "")
        for dsn, first in zip(dsns, (True, False), strict=True)
    )
    expected, actual = sides
    for way in ways(major, case):
        with subtests.test(way):
            run = Loop(case, way, server, seen, golden if major == WHEEL_MAJOR else None, back=whole(major))
            run(*((expected, actual) if way == "forward" else (actual, expected)))


@dataclass(frozen=True)
class Loop:
    """One way through a case."""

    case: Case
    way: str
    server: PrivateServer
    seen: Callable[[str], Snapshot]
    golden: Golden | None
    back: bool

    def __call__(self, expected: Side, actual: Side) -> None:
        """Compare, plan, repair, compare again, take it back."""
        found = compare(expected.read, actual.read)
        plan = plan_for(expected.read, actual.read, found=found)
        left = unplanned_text(plan, found)
        reasons = self.case.folder / UNPLANNED[self.way]
        if self.golden:
            if self.way == "forward":
                self.golden(self.case.folder / "findings.txt", findings_text(found))
                self.golden(self.case.folder / "plan.sql", plan_text(plan))
            if left or reasons.exists():
                self.golden(reasons, left)
        assert reasons.exists() or not left, f"not planned: {left}"

        counted = row_counts(actual.dsn)
        apply(actual.dsn, plan.steps)
        repaired = self.seen(actual.dsn)
        again = compare(expected.read, repaired)
        if left:
            untouched = {one.finding for one in plan.unplanned}
            more = [finding for finding in again.findings if finding.id not in untouched and not finding.follows]
            assert not more, f"the repair left: {findings_text(again)}\n{plan_text(plan)}"
        else:
            assert not again.findings.records, f"the repair left: {findings_text(again)}\n{plan_text(plan)}"
            second = plan_for(expected.read, repaired, found=again)
            assert not second.steps, f"a second plan is not empty: {plan_text(second)}"
            assert_same_dump(self.case, expected.dumped, dump(self.server, actual.dsn), "the repaired database")
        assert_no_row_is_lost(plan, counted, row_counts(actual.dsn))

        if self.back and reversible(plan) and "way back" not in self.case.allowed:
            undo(actual.dsn, plan.steps)
            back = self.seen(actual.dsn)
            assert not compare(actual.read, back).findings.records, "the way back left: " + findings_text(
                compare(actual.read, back)
            )
            if exact(plan):
                assert back.fingerprint == actual.read.fingerprint, "the way back calls itself exact"
                assert dump(self.server, actual.dsn) == actual.dumped, show_difference(
                    actual.dumped, dump(self.server, actual.dsn), ("before", "after the way back")
                )


def assert_no_row_is_lost(plan: Plan, counted: dict[int, tuple[str, int]], rows: dict[int, tuple[str, int]]) -> None:
    """Compare the rows of each table; of all tables where a plan copies them from one to another."""
    hazards = {hazard.rule for step in plan.steps for hazard in step.hazards}
    dropping, copying = "drop-table" in hazards, "copy-rows" in hazards
    if copying and not dropping:
        before, after = (sum(count for _, count in found.values()) for found in (counted, rows))
        assert before == after, f"there were {before} rows in all tables, now {after}"
    for oid, (name, count) in counted.items():
        assert oid in rows or dropping or copying, f"{name} is gone, and no step says that it drops a table"
        if copying:
            continue  # rows went to other partitions
        assert oid not in rows or rows[oid][1] == count, f"{name} had {count} rows, now {rows[oid]}"


def assert_same_dump(case: Case, wanted: str, got: str, what: str) -> None:
    """Compare two dumps, but for what the case allows."""
    if "dump" in case.allowed:
        return
    if "column order" in case.allowed:
        wanted, got = without_column_order(wanted), without_column_order(got)
    if "not null names" in case.allowed:
        wanted, got = without_not_null_names(wanted), without_not_null_names(got)
    assert got == wanted, f"{what}: " + show_difference(wanted, got, ("expected", what))
