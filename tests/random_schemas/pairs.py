"""A random database and the same one after somebody was at it, through the whole loop in both directions."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.kinds.difference import Comparison
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from drifttools.probes.counting import count
from drifttools.repair.planner import Options, questions_of
from tests.loop import (
    apply,
    dump,
    exact,
    findings_text,
    plan_for,
    plan_text,
    reading,
    reversible,
    row_counts,
    snapshot,
    undo,
    unplanned_text,
    without_column_order,
    without_not_null_names,
    without_what_parents_have,
)
from tests.random_schemas.mutate import Mutation, mutate
from tests.random_schemas.schema import script

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """A database as it is before anything is done to it."""

    name: str
    dsn: str
    read: Snapshot
    dumped: str

    @classmethod
    def seen(cls, server: PrivateServer, name: str) -> Database:
        """Read and dump it."""
        dsn = server.dsn(name)
        return cls(name, dsn, snapshot(dsn), dump(server, dsn))


@dataclass(frozen=True)
class Pair:
    """Two databases, and what makes the second differ from the first."""

    healthy: Database
    drifted: Database
    mutations: tuple[Mutation, ...]

    def __str__(self) -> str:
        return "\n".join(f"{one.sort}: {one.sql}" for one in self.mutations)


@contextmanager
def pair(
    server: PrivateServer, seed: int, *, tables: int = 4, mutations: int = 4, without: frozenset[str] = frozenset()
) -> Iterator[Pair]:
    """Make the two databases of a seed, and drop them.

    Args:
        tables, mutations: How many of them.
        without: Sorts of mutations that are not wanted.
    """
    name = f"r{next(_numbers)}"
    names = (name, f"{name}_drifted")
    try:
        server.create_database(names[0])
        with psycopg.connect(server.dsn(names[0]), autocommit=True) as connection:
            for statement in script(seed, tables=tables, major=server.major).split(";\n"):
                if statement:
                    connection.execute(statement.encode())
        server.create_database(names[1], template=names[0])
        with psycopg.connect(server.dsn(names[1]), autocommit=True) as connection:
            done = mutate(connection, f"mutations {seed}", mutations, without)
        yield Pair(*(Database.seen(server, one) for one in names), tuple(done))
    finally:
        for one in names:
            server.drop_database(one)


def check_findings(one: Pair) -> None:
    """Every mutation is in the findings, and nothing is found where nothing differs.

    Raises:
        AssertionError: One is not.
    """
    found = compare(one.healthy.read, one.drifted.read)
    assert not compare(one.drifted.read, one.drifted.read).findings.records
    names = named(found)
    left = b"".join(line for rows in one.drifted.read.rows.values() for line in rows.lines).decode()
    for number, mutation in enumerate(one.mutations, start=1):
        seen = any(name in names for name in mutation.about)
        # what a later one dropped with its table is not named one by one
        dropped = any(" cascade" in later.sql for later in one.mutations[number:])
        if dropped and "drop" not in mutation.sql and not any(name in left for name in mutation.about):
            continue
        assert seen, f"not found: {mutation.sort}: {mutation.sql}\n{findings_text(found)}"


def counted_plan(wanted: Database, found: Database, comparison: Comparison, options: Options) -> Plan:
    """Plan as an investigation does: with what is in the way counted."""
    questions = questions_of(comparison, wanted.read, found.read, options)
    with reading(found.dsn) as connection:
        answers = count(connection, questions, {}, timeout_ms=10_000, at_most_rows=1_000_000)
    return plan_for(wanted.read, found.read, replace(options, counted=answers), comparison)


def named(found: Comparison) -> set[str]:
    """Every name that a finding shows."""
    names: set[str] = set()
    for finding in found.findings:
        for part in (*finding.key, *finding.found_key, *finding.folded):
            names.update({part, part.partition("(")[0], part.rpartition(" ")[2]})
    return names


def check_kept(server: PrivateServer, wanted: Database, found: Database, why: str) -> None:
    """Repair a copy without naming anything that may go: all of that is still there, and listed by the plan.

    Raises:
        AssertionError: Something went, with the findings and the plan.
    """
    comparison = compare(wanted.read, found.read)
    plan = counted_plan(wanted, found, comparison, Options(drop=()))
    left = {one.finding for one in plan.unplanned}
    named_by_nobody = {one.finding for one in plan.unplanned if one.reason.startswith("nothing is dropped")}
    story = (
        f"{why}\n--- findings\n{findings_text(comparison)}\n--- plan\n{plan_text(plan)}\n--- unplanned\n{plan.unplanned}"
    )
    copy = f"{found.name}_kept"
    server.create_database(copy, template=found.name)
    try:
        try:
            apply(server.dsn(copy), plan.steps)
        except AssertionError as problem:
            raise AssertionError(f"{problem}\n{story}") from problem
        after = compare(wanted.read, snapshot(server.dsn(copy)))
    finally:
        server.drop_database(copy)
    present = {finding.id for finding in after.findings}
    # what is granted to a role is its own once it is the owner
    owners = {(finding.key[:2], finding.expected) for finding in comparison.findings if finding.kind == "owner"}
    lost = [comparison.findings.by_id(one) for one in sorted(named_by_nobody - present)]
    gone = [f.label for f in lost if "privilege" not in f.kind or not {(f.key[:2], role) for role in f.key} & owners]
    assert not gone, f"gone: {gone}\n{story}"
    own = {finding.id for finding in after.findings if not finding.follows}
    assert own <= left, f"left: {findings_text(after)}\n{story}"


def check_repair(server: PrivateServer, wanted: Database, found: Database, why: str) -> list[str]:
    """Repair `found` itself, judge it, take it back; it is not used again.

    Returns:
        What the plan itself said it would leave alone.

    Raises:
        AssertionError: With the findings and the plan.
    """
    dsn = found.dsn
    comparison = compare(wanted.read, found.read)
    plan = counted_plan(wanted, found, comparison, Options(drop=("*",)))
    again = compare(wanted.read, found.read)
    assert plan == counted_plan(wanted, found, again, Options(drop=("*",))), "the same findings give another plan"
    left = unplanned_text(plan, comparison)
    story = f"{why}\n--- findings\n{findings_text(comparison)}\n--- plan\n{plan_text(plan)}\n--- unplanned\n{left}"
    counted = row_counts(dsn)
    try:
        apply(dsn, plan.steps)
    except AssertionError as problem:
        raise AssertionError(f"{problem}\n{story}") from problem
    after = snapshot(dsn)
    again = compare(wanted.read, after)
    if left:
        known = {one.finding for one in plan.unplanned}
        more = [finding for finding in again.findings if finding.id not in known and not finding.follows]
        assert not more, f"the repair left:\n{findings_text(again)}\n{story}"
    else:
        assert not again.findings.records, f"the repair left:\n{findings_text(again)}\n{story}"
        second = plan_for(wanted.read, after, found=again)
        assert not second.steps, f"a second plan is not empty:\n{plan_text(second)}\n{story}"
        assert_same(wanted.dumped, dump(server, dsn), "the dump after the repair", story)
    _assert_rows(counted, row_counts(dsn), plan_text(plan), story)
    if reversible(plan):
        _take_back(server, plan, found, story)
    return left.splitlines()


def _take_back(server: PrivateServer, plan: Plan, found: Database, story: str) -> None:
    try:
        undo(found.dsn, plan.steps)
    except AssertionError as problem:
        raise AssertionError(f"the way back: {problem}\n{story}") from problem
    differing = compare(found.read, snapshot(found.dsn))
    assert not differing.findings.records, f"the way back left:\n{findings_text(differing)}\n{story}"
    if exact(plan):
        assert_same(found.dumped, dump(server, found.dsn), "the dump after the way back", story)


def _assert_rows(before: dict[int, tuple[str, int]], after: dict[int, tuple[str, int]], plan: str, story: str) -> None:
    """Rows are lost only with a table that is to go; one that stays under its name is never made anew."""
    names = {name for name, _ in after.values()}
    for oid, (name, number) in before.items():
        assert oid in after or "drop-table" in plan, f"{name} is gone, and no step says that it drops a table\n{story}"
        assert oid in after or not number or name not in names, f"{name} was dropped with its rows, and made anew\n{story}"
        assert oid not in after or after[oid][1] == number, f"{name} had {number} rows, now {after[oid]}\n{story}"


def assert_same(wanted: str, got: str, what: str, story: str = "") -> None:
    """Compare dumps but for what no statement changes: order of columns, names of NOT NULL, what a child has twice."""
    texts = [without_what_parents_have(without_not_null_names(without_column_order(text))) for text in (wanted, got)]
    if texts[0] != texts[1]:
        lines = difflib.unified_diff(texts[0].splitlines(), texts[1].splitlines(), "wanted", what, lineterm="", n=1)
        raise AssertionError(f"{what}:\n" + "\n".join(lines) + f"\n{story}")
