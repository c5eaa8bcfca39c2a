"""The stages of a repair of a SQLite file: what is asked of a server elsewhere is asked of the file here."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.sqlite_connect import connect_sqlite
from drifttools.errors import StalePlanError
from drifttools.incident.record import FindingsFile
from drifttools.investigation.mending_file import with_rows_mended
from drifttools.model.verdict import Check, State
from drifttools.probes.sqlite_counting import ask_all, ask_one, count
from drifttools.repair.planner import make_plan, questions_of
from drifttools.repair.sqlite.schema import ROWS, Schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from drifttools.investigation.core import Investigation
    from drifttools.kinds.difference import Comparison
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Snapshot
    from drifttools.repair.mending import Mend
    from drifttools.repair.options import Options


def plan_for_file(
    inv: Investigation,
    compared: tuple[Comparison, Snapshot, Snapshot],
    options: Options,
    audited: FindingsFile,
    mends: Iterable[Mend] = (),
) -> Plan:
    """The plan, bound to the definitions of the objects that it touches.

    Args:
        compared: The comparison, the expected and the actual state.
        options: What the user decided.
        audited: What the audit found.
        mends: What is to be done with rows that a probe found, after all else.

    Raises:
        StalePlanError: The file has changed since it was audited.
    """
    live = read_sqlite_target(inv.target)
    if live.fingerprint != audited.actual_fingerprint:
        raise StalePlanError(
            f"the database {inv.target.name} has changed since it was audited at {audited.taken_at:%Y-%m-%d %H:%M} UTC",
            hint=f"audit it again: drift audit {inv.target.name}",
        )
    questions = questions_of(*compared, options)
    if questions:
        inv.say(f"counting the rows in the way of {len(questions)} changes" if len(questions) > 1 else "counting rows")
    with closing(connect_sqlite(inv.target)) as connection:
        limit = round(inv.config.repair.count_timeout_s * 1000)
        counted = count(connection, questions, timeout_ms=limit)
        made = make_plan(*compared, target=inv.target.name, now=inv.clock(), options=replace(options, counted=counted))
        made = with_rows_mended(inv, connection, (compared[0], compared[2]), mends, made)
        return replace(made, fingerprint=_fingerprint(connection, made))


def _fingerprint(connection: sqlite3.Connection, made: Plan) -> str:
    return Schema.of_rows(ask_all(connection, ROWS)).fingerprint(made.focus)


def checks_of_steps(inv: Investigation, plan: Plan) -> Iterator[Check]:
    """What must hold after each step, asked of the file; of an object that a later step changes again, that one's."""
    last = {(step.kind, step.key): step for step in plan.steps}
    with closing(connect_sqlite(inv.target)) as connection:
        for step in plan.steps:
            for probe in step.postconditions if last[step.kind, step.key] is step else ():
                found = ask_one(connection, probe.sql)
                state = State.PASS if found == probe.expected else State.FAIL
                reason = "" if state is State.PASS else f"expected {probe.expected}, found {found}"
                yield Check(f"step {step.id}", probe.name, state, probe.expected, found, probe.sql, reason)
