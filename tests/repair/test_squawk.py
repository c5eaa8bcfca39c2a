"""squawk, another project's linter for migrations, finds nothing unsafe in online plans beyond a list with reasons."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.kinds.materialized_view import MaterializedView
from drifttools.kinds.table import Table
from drifttools.model.plan import Plan, Step
from drifttools.model.question import TableSize
from drifttools.model.snapshot import Snapshot
from drifttools.repair.options import Options
from tests.conftest import WHEEL_MAJOR, MakeDatabase
from tests.loop import Stage, make_roles, plan_for
from tests.test_cases import CASES, Case

KINDS = ("column", "constraint", "index", "domain", "enum", "materialized_view")
"""Kinds whose changes read or rewrite rows, or build indexes."""

# What is accepted wherever it is said, and why.
_ASKED = "the expected state asks for it; what removes something is only taken when it was named"
ACCEPTED = {
    "prefer-robust-stmts": "a step that is committed alone has its outcome in the journal, which knows how to go on",
    "prefer-bigint-over-int": "the types are those of the expected state",
    "prefer-text-field": "the types are those of the expected state",
    "changing-column-type": "PostgreSQL has no other statement; a step that rewrites a large table says that it holds it",
    "adding-field-with-default": "generated and identity columns have no other statement, and the step says so",
    "ban-alter-domain-with-add-constraint": _ASKED,
    "ban-alter-identity": _ASKED,
    "ban-create-domain-with-constraint": _ASKED,
    "ban-drop-column": _ASKED,
    "ban-drop-constraint": _ASKED,
    "ban-drop-default": _ASKED,
    "ban-drop-domain": _ASKED,
    "ban-drop-function": "what a type in use is part of steps aside and comes back, or its removal was named",
    "ban-drop-not-null": _ASKED,
    "ban-drop-sequence": _ASKED,
    "ban-drop-table": _ASKED,
    "ban-drop-type": _ASKED,
    "ban-drop-view": _ASKED,
    "ban-set-schema": _ASKED,
    "renaming-column": _ASKED,
    "renaming-object": _ASKED,
    "renaming-table": _ASKED,
}
# What is accepted only of a step that reads no row (as its hazards say, which are measured), that is about a table which
# the plan itself makes, or that says of itself that it holds a large table because there is no other way.
JUDGED_BY_THE_STEP = {
    "adding-foreign-key-constraint",
    "adding-not-nullable-field",
    "adding-serial-primary-key-field",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
}

LARGE = 1 << 40


def squawk() -> str | None:
    """Find the program: beside the interpreter, or on PATH."""
    beside = Path(sys.executable).with_name("squawk")
    return str(beside) if beside.exists() else shutil.which("squawk")


def sizes_of(read: Snapshot) -> dict[tuple[str, str], TableSize]:
    """Return a large size for every table, so that none may be held still."""
    tables, views = read.rows[Table.kind], read.rows[MaterializedView.kind]
    found = (Table.record(values) for values in tables.decode(tables.lines))
    sizes = {(table.schema, table.table): TableSize(None, LARGE, bool(table.partition_key)) for table in found}
    viewed = (MaterializedView.record(values) for values in views.decode(views.lines))
    return sizes | {(view.key[0], view.key[1]): TableSize(None, LARGE) for view in viewed}


def script_of(plan: Plan) -> tuple[str, dict[int, Step]]:
    """Return the plan as the executor sends it, and which line is of which step."""
    lines: list[str] = []
    steps: dict[int, Step] = {}
    for together, group in groupby(plan.steps, key=lambda step: step.transactional):
        lines += ["begin;"] if together else []
        for step in group:
            lines.append(f"set {'local ' if together else ''}lock_timeout = {step.lock_timeout_ms};")
            lines.append(f"set {'local ' if together else ''}statement_timeout = {step.statement_timeout_ms};")
            lines += "\n".join(f"{statement};" for statement in step.statements).split("\n")
            steps |= {line: step for line in range(len(lines) + 1) if line not in steps}
        lines += ["commit;"] if together else []
    return "\n".join(lines) + "\n", steps


def holds_nothing_large(step: Step, plan: Plan) -> bool:
    """Tell whether the step needs no other statement, or says that there is none."""
    made = {".".join(other.key) for other in plan.steps if other.title.startswith(("create table", "create materialized"))}
    reads = step.scans or step.rewrites
    return not reads or ".".join(step.key[:2]) in made or any("holds a large table" in note for note in step.notes)


def online_plans(database: MakeDatabase) -> Iterator[tuple[str, Plan]]:
    """Plan every case of these kinds as if all its tables were large."""
    cases = [(kind, Case(folder)) for kind in KINDS for folder in sorted((CASES / kind).glob("*"))]
    with Stage(database(), database) as stage:
        for kind, case in cases:
            if case.skip_reason(WHEEL_MAJOR):
                continue
            expected, actual = (stage.snapshot(case.script(side)) for side in ("expected", "actual"))
            options = Options(drop=("*",), sizes=sizes_of(actual), online_above=LARGE)
            yield f"{kind}-{case.folder.name}", plan_for(expected, actual, options, compare(expected, actual))


@pytest.mark.slow
def test_squawk_finds_nothing_unsafe_in_online_plans(
    pg_server: PrivateServer, database: MakeDatabase, tmp_path: Path
) -> None:
    """What it says of the online plans of all cases is accepted above, with the reason."""
    program = squawk()
    if program is None:
        pytest.skip("squawk-cli is not installed: pip install 'drifttools[test]'")
    make_roles(pg_server)
    plans = dict(online_plans(database))
    steps: dict[tuple[str, int], Step] = {}
    for name, plan in plans.items():
        script, lines = script_of(plan)
        (tmp_path / f"{name}.sql").write_text(script, encoding="utf-8")
        steps |= {(name, line): step for line, step in lines.items()}
    files = sorted(str(path) for path in tmp_path.glob("*.sql"))
    command = [program, "--reporter", "json", "--pg-version", f"{WHEEL_MAJOR}.0", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    unsafe, met = [], set()
    for one in json.loads(done.stdout):
        name, line, rule = Path(one["file"]).stem, one["line"], one["rule_name"]
        met.add(rule)
        step = steps.get((name, line + 1))  # squawk counts lines from 0
        judged = rule in JUDGED_BY_THE_STEP and step is not None and holds_nothing_large(step, plans[name])
        if rule not in ACCEPTED and not judged:
            unsafe.append(f"{name}:{line}: {rule}: {one['message'][:80]} {step and (step.title, step.notes)}")
    assert not unsafe, "\n".join(unsafe)
    assert {"changing-column-type", "prefer-robust-stmts"} <= met, "squawk has read nothing"
    assert sum(not plan.transactional for plan in plans.values()) > 10
