"""The plan and its way back, tried on a copy of the whole SQLite file, with all its rows, by the executor itself.

The copy is made by SQLite's own backup, page by page, so that a mistake of the planner cannot hide itself.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.sqlite_connect import connect_sqlite, path_of
from drifttools.compare.engine import compare
from drifttools.compare.ignore import IgnoreRule
from drifttools.config import Target
from drifttools.errors import DriftToolsError, ScratchError
from drifttools.model.plan import Plan, Reversal
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State, Verdict
from drifttools.repair.executor import apply, rollback, rollback_token
from drifttools.repair.options import Way
from drifttools.repair.sqlite.aside import kept_of
from drifttools.sql.sqlite_ddl import quoted
from drifttools.sql.sqlite_folding import folded
from drifttools.verify.rehearsal import Rehearsed, reached
from drifttools.verify.rows import GROUP, would_not_return
from drifttools.verify.sqlite_rows import differing, shared_columns, sums

_FORTH = "the plan runs on a copy of the file, with all its rows"
_REACHED = "after the plan nothing differs but what it leaves alone"
_KEPT = "every row of every table is there after the plan"
_BACK = "the way back runs on the copy"
_EQUAL = "after the way back the copy is as it was"
_CHOSEN = "way chosen: "
_COPIES = 4  # the copy, the backup that the plan makes of it, a table written anew, and its journal


def rehearse_sqlite(
    plan: Plan,
    live: Target,
    expected: Snapshot,
    *,
    ignore: Iterable[IgnoreRule] = (),
    say: Callable[[str], None] = lambda _: None,
) -> Rehearsed:
    """Run the plan and then its way back on a copy of the file.

    Args:
        plan: What would be applied.
        live: The file; it is only read.
        expected: What the plan is to reach.

    Raises:
        ScratchError: There is no room for a copy: then nothing is proven.
    """
    rules = tuple(ignore)
    with tempfile.TemporaryDirectory(prefix="drifttools-rehearsal-") as folder:
        say("copying the file, with all its rows")
        copy = _copy(live, Path(folder))
        # the copy is another file: the plan for it is the same in everything else
        tried = replace(plan, system_identifier="")
        before = read_sqlite_target(copy)
        comparison = compare(expected, before, ignore=rules)
        say("rehearsing the plan on the copy")
        forth = _run(_FORTH, lambda: _apply(tried, copy, Path(folder)))
        if forth.state is not State.PASS:
            left = (_REACHED, _KEPT, _BACK, _EQUAL)
            reason = "the plan failed on the copy"
            return Rehearsed(Verdict((forth, *(Check(GROUP, one, State.NOT_RUN, reason=reason) for one in left))))
        after = read_sqlite_target(copy)
        held = without_chosen(shared_columns(before, after), plan)
        aside = {folded(table): ours for table, ours in kept_of(plan.steps).items()}
        kept = differing(sums(live, held), sums(copy, held, aside))
        checks = [
            forth,
            reached(plan, compare(expected, after, ignore=rules).findings, comparison.findings),
            _check(_KEPT, kept, f"{len(held)} tables read before and after, in the columns that keep their type"),
            *_way_back(tried, live, copy, before, Path(folder), say),
        ]
        return Rehearsed(Verdict(tuple(checks)), after)


def without_chosen(columns: dict[str, tuple[str, ...]], plan: Plan) -> dict[str, tuple[str, ...]]:
    """Without the columns whose values the user chose to change."""
    notes = (note for step in plan.steps for note in step.notes if note.startswith(_CHOSEN))
    chosen = [folded(Way.parsed(note.removeprefix(_CHOSEN)).object) for note in notes]

    def is_chosen(table: str, column: str) -> bool:
        return any(fnmatchcase(folded(f"main.{table}.{column}"), pattern) for pattern in chosen)

    kept = {table: tuple(one for one in names if not is_chosen(table, one)) for table, names in columns.items()}
    # whose values were written, or that got rows: what the step itself checks tells of these
    filling = (step for step in plan.steps if step.kind == "rows" and not kept_of([step]))
    filled = {folded(one) for step in filling for one in step.locked}
    return {table: names for table, names in kept.items() if names and folded(str(quoted(table))) not in filled}


def _copy(live: Target, folder: Path) -> Target:
    size, free = path_of(live).stat().st_size, shutil.disk_usage(folder).free
    if size * _COPIES > free:
        raise ScratchError(
            f"a rehearsal copies the file of {size:,} bytes, and {folder.parent} has {free:,} bytes free",
            hint="set TMPDIR to a folder with room for four copies of it",
        )
    path = folder / "copy.sqlite"
    with closing(connect_sqlite(live)) as source, closing(sqlite3.connect(path)) as goal:
        source.backup(goal)
    return Target("the copy", f"sqlite:{path}", dialect="sqlite")


def _apply(plan: Plan, copy: Target, folder: Path) -> None:
    apply(plan, copy, confirm=plan.token, folder=folder)


def _way_back(
    plan: Plan, live: Target, copy: Target, before: Snapshot, folder: Path, say: Callable[[str], None]
) -> Iterator[Check]:
    if lacking := ", ".join(f"{step.id} ({step.title})" for step in plan.steps if not step.inverse):
        for one in (_BACK, _EQUAL):
            yield Check(GROUP, one, State.NOT_RUN, reason=f"there is no way back for {lacking}")
        return
    say("rehearsing the way back")
    back = _run(_BACK, lambda: _rollback(plan, copy, folder))
    yield back
    if back.state is not State.PASS:
        yield Check(GROUP, _EQUAL, State.NOT_RUN, reason="the way back failed")
        return
    now = read_sqlite_target(copy)
    other = [f"{one.kind} {one.label} {one.change} {one.attribute}".strip() for one in compare(before, now).findings]
    inexact = [step for step in plan.steps if step.reversal is not Reversal.EXACT]
    if not inexact:
        columns = shared_columns(before, before)
        other += differing(sums(live, columns), sums(copy, columns))
    said = f"the definitions are; {would_not_return(inexact)}" if inexact else "every definition and every row"
    yield _check(_EQUAL, other, said)


def _rollback(plan: Plan, copy: Target, folder: Path) -> None:
    rollback(plan, copy, confirm=rollback_token(plan), folder=folder)


def _check(name: str, problems: list[str], said: str) -> Check:
    state = State.FAIL if problems else State.PASS
    return Check(GROUP, name, state, "no difference", ", ".join(problems[:5]) or "no difference", reason=said)


def _run(name: str, work: Callable[[], None]) -> Check:
    started = time.monotonic()
    try:
        work()
    except DriftToolsError as problem:
        return Check(GROUP, name, State.FAIL, "no error", "an error", reason=problem.what)
    duration = round((time.monotonic() - started) * 1000)
    return Check(GROUP, name, State.PASS, "no error", "no error", duration_ms=duration)
