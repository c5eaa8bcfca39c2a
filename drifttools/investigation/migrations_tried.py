"""A written migration tried on a copy of the live schema: forth, back, and forth again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from drifttools.compare.engine import compare
from drifttools.errors import RehearsalError, ScratchError, SourceError
from drifttools.expected.both_ways import CopyOfLive, copy_of_live
from drifttools.investigation.auditing import all_rules
from drifttools.investigation.planning import snapshots
from drifttools.migrations.ledgers.tables import ledger_tables
from drifttools.migrations.problems import ledgers_of
from drifttools.migrations.read_ledgers import ledgers_in
from drifttools.model.verdict import State
from drifttools.repair.render.sqlite_migration import without_way_back
from drifttools.verify.rehearsal import reached
from drifttools.verify.sqlite_rehearsal import without_chosen
from drifttools.verify.sqlite_rows import differing, shared_columns, sums

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from drifttools.expected.base import Context
    from drifttools.investigation.asking import Asking
    from drifttools.migrations.history import MigrationHistory
    from drifttools.model.finding import Finding
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Snapshot

_OF_TOOLS = ("alembic", "django")


def try_both_ways(
    inv: Asking, plan: Plan, spec: str, context: Context, history: MigrationHistory, texts: Mapping[str, str]
) -> str:
    """Run the migration on a copy of the live schema, take it back where it has a way back, and run it again.

    Args:
        inv: The investigation.
        plan: What the migration does.
        spec: The migrations, this one among them.
        context: How the project is run.
        history: The migrations before it.
        texts: The files that were written.

    Returns:
        What was tried, as a sentence; where it could not be, why.

    Raises:
        RehearsalError: The way back does not lead back, or the second time is not as the first.
    """
    ledgers = ledgers_of(history, ledgers_in(inv.target)[1])
    if history.tool in _OF_TOOLS and not any(ledger.rows for ledger in ledgers):
        return "The way back was not tried: the database notes no migration, so the tool would run all of them."
    try:
        with copy_of_live(spec, context, inv.target, ledgers) as copy:
            tried = _tried_on_file if copy.scratch is None else _tried
            return tried(inv, plan, copy, history, texts)
    except ScratchError as problem:
        return f"The way back was not tried: {problem.what}."


def _tried(inv: Asking, plan: Plan, copy: CopyOfLive, history: MigrationHistory, texts: Mapping[str, str]) -> str:
    silent = frozenset[str]()
    back = _way_back(history, texts)
    inv.say("running it on a copy of the live schema")
    try:
        before = copy.read(silent)
        _forth(copy, history, texts)
        after = copy.read(silent)
        if back is None:
            _forth(copy, history, texts)
            _same(inv, after, copy.read(silent), (), "run a second time it changes the copy again")
            return "Run twice on a copy of the live schema: the second time it did nothing."
        if any(not step.inverse and step.data_loss != "none" for step in plan.steps):
            return "Run on a copy of the live schema. It has no way back: nothing would bring back what goes."
        inv.say("taking it back there, and running it again")
        back(copy)
        lasting = {(step.kind, step.key) for step in plan.steps if not step.inverse}
        _same(inv, before, copy.read(silent), lasting, "taken back it leaves the copy otherwise than it was")
        _forth(copy, history, texts)
        _same(inv, after, copy.read(silent), (), "run again after it was taken back it does not lead to the same")
    except SourceError as problem:
        raise RehearsalError(
            f"the migration was removed again: on a copy of the live schema it failed: {problem.what}", hint=problem.hint
        ) from problem
    return "Run on a copy of the live schema, taken back, and run again: back is what was before, and forth the same."


def _tried_on_file(inv: Asking, plan: Plan, copy: CopyOfLive, history: MigrationHistory, texts: Mapping[str, str]) -> str:
    """The same on a copy of a SQLite file, with its rows: they are compared, and so is what the plan is to reach."""
    back = _way_back(history, texts)
    inv.say("running it on a copy of the file, with its rows")
    try:
        before = copy.read(frozenset())
        _forth(copy, history, texts)
        after = copy.read(frozenset())
        _demand_reached(inv, plan, after, before)
        _demand_rows(inv, plan, copy, before, after)
        if back is None or without_way_back(plan):
            return "Run on a copy of the file: it leads where the plan does, and every row is kept. It has no way back."
        inv.say("taking it back there, and running it again")
        back(copy)
        _same(inv, before, copy.read(frozenset()), (), "taken back it leaves the copy otherwise than it was")
        _forth(copy, history, texts)
        _same(inv, after, copy.read(frozenset()), (), "run again after it was taken back it does not lead to the same")
        _demand_rows(inv, plan, copy, before, after)
    except SourceError as problem:
        raise RehearsalError(
            f"the migration was removed again: on a copy of the file it failed: {problem.what}", hint=problem.hint
        ) from problem
    return (
        "Run on a copy of the file, taken back, and run again: back is what was before, forth is what the plan leads to, "
        "and every row is kept."
    )


def _demand_reached(inv: Asking, plan: Plan, after: Snapshot, before: Snapshot) -> None:
    expected, _ = snapshots(inv)
    rules = all_rules(inv, expected, before)
    check = reached(plan, compare(expected, after, ignore=rules).findings, compare(expected, before, ignore=rules).findings)
    if check.state is not State.PASS:
        raise RehearsalError(
            f"the migration was removed again: on a copy of the file it leaves {check.actual}: {check.reason}",
            hint="drift rehearse shows what the plan itself leads to",
        )


def _demand_rows(inv: Asking, plan: Plan, copy: CopyOfLive, before: Snapshot, after: Snapshot) -> None:
    noted = {table for _, table in ledger_tables(after)}  # the tool has written into its ledger
    held = without_chosen({of: names for of, names in shared_columns(before, after).items() if of not in noted}, plan)
    lost = differing(sums(inv.target, held), sums(copy.database.target, held))
    if lost:
        raise RehearsalError(
            f"the migration was removed again: on a copy of the file it changes rows: {', '.join(lost[:5])}",
            hint="drift rehearse shows what the plan itself does to rows",
        )


def _forth(copy: CopyOfLive, history: MigrationHistory, texts: Mapping[str, str]) -> None:
    if history.tool in _OF_TOOLS:
        copy.upgrade()
        return
    for file, text in texts.items():
        if not file.endswith(".down.sql"):
            copy.run(_section(text, up=True), file)


def _way_back(history: MigrationHistory, texts: Mapping[str, str]) -> Callable[[CopyOfLive], None] | None:
    """What takes the migration back; None where its tool knows no way back."""
    if history.tool == "alembic":
        heads = history.heads
        # it may have merged several heads, and from there `-1` is ambiguous
        return lambda copy: copy.downgrade("", heads[-1].name)
    if history.tool == "django":
        folder = PurePosixPath(next(iter(texts))).parent
        own = [one for one in history.migrations if PurePosixPath(one.file).parent == folder]
        return lambda copy: copy.downgrade(own[-1].app, own[-1].name)
    files = {file: _section(text, up=False) for file, text in texts.items() if file.endswith(".down.sql")}
    files |= {file: _section(text, up=False) for file, text in texts.items() if text.startswith("-- migrate:up")}
    if not any(text.strip() for text in files.values()):
        return None

    def run(copy: CopyOfLive) -> None:
        for file, text in files.items():
            copy.run(text, file)

    return run


def _section(text: str, *, up: bool) -> str:
    """The part of a file of dbmate that is run; of others the whole."""
    if not text.startswith("-- migrate:up"):
        return text
    forth, _, back = text.partition("-- migrate:down")
    return forth if up else back


def first_of(left: Sequence[Finding]) -> str:
    """How many differences there are, and the first of them."""
    first = left[0]
    number = f"{len(left)} {'difference' if len(left) == 1 else 'differences'}"
    return f"{number}, the first is {first.kind} {first.label}: {first.change} {first.attribute}".rstrip()


def _same(inv: Asking, one: Snapshot, other: Snapshot, apart: Collection[tuple[str, tuple[str, ...]]], what: str) -> None:
    comparison = compare(one, other, ignore=all_rules(inv, one, other))
    left = [found for found in comparison.findings if (found.kind, found.key) not in apart]
    if left:
        raise RehearsalError(
            f"the migration was removed again: {what}: {first_of(left)}",
            hint="drift rehearse shows the way back of each step",
        )
