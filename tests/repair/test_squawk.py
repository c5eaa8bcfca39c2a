"""squawk, another project's linter for migrations, finds nothing unsafe in online plans beyond a list with reasons."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.kinds.table import Table
from drifttools.model.plan import Plan
from drifttools.model.question import TableSize
from drifttools.model.snapshot import Snapshot
from drifttools.repair.options import Options
from tests.conftest import WHEEL_MAJOR, MakeDatabase
from tests.loop import make_roles, plan_for, snapshot
from tests.test_cases import CASES, Case

KINDS = ("column", "constraint", "index", "domain", "enum", "materialized_view", "incident")
"""Kinds whose changes read or rewrite rows, or build indexes."""

# What squawk says of nearly every plan, and why it is accepted.
ACCEPTED: dict[str, str] = {}

LARGE = 1 << 40


def squawk() -> str | None:
    """Find the program: beside the interpreter, or on PATH."""
    beside = Path(sys.executable).with_name("squawk")
    return str(beside) if beside.exists() else shutil.which("squawk")


def sizes_of(read: Snapshot) -> dict[tuple[str, str], TableSize]:
    """Return a large size for every table, so that none may be held still."""
    rows = read.rows[Table.kind]
    tables = [Table.record(values) for values in rows.decode(rows.lines)]
    return {(t.schema, t.table): TableSize(None, LARGE, bool(t.partition_key)) for t in tables}


def script_of(plan: Plan) -> str:
    """Return the plan as the executor sends it: transactions, timeouts, statements."""
    lines: list[str] = []
    for together, group in groupby(plan.steps, key=lambda step: step.transactional):
        lines += ["begin;"] if together else []
        for step in group:
            lines.append(f"set {'local ' if together else ''}lock_timeout = {step.lock_timeout_ms};")
            lines.append(f"set {'local ' if together else ''}statement_timeout = {step.statement_timeout_ms};")
            lines += [f"{statement};" for statement in step.statements]
        lines += ["commit;"] if together else []
    return "\n".join(lines) + "\n"


def online_plans(database: MakeDatabase) -> Iterator[tuple[str, Plan]]:
    """Plan every case of these kinds as if all its tables were large."""
    for kind in KINDS:
        for folder in sorted((CASES / kind).glob("*")):
            case = Case(folder)
            if case.skip_reason(WHEEL_MAJOR):
                continue
            expected, actual = (snapshot(database(case.script(side))) for side in ("expected", "actual"))
            options = Options(drop=("*",), sizes=sizes_of(actual), online_above=LARGE)
            yield f"{kind}-{folder.name}", plan_for(expected, actual, options, compare(expected, actual))


@pytest.mark.slow
def test_squawk_finds_nothing_unsafe_in_online_plans(
    pg_server: PrivateServer, database: Callable[[str], str], tmp_path: Path
) -> None:
    """What it says of the online plans of all cases is on the list, and nothing on the list is never said."""
    program = squawk()
    if program is None:
        pytest.skip("squawk-cli is not installed: pip install 'drifttools[test]'")
    make_roles(pg_server)
    plans = dict(online_plans(database))
    for name, plan in plans.items():
        (tmp_path / f"{name}.sql").write_text(script_of(plan), encoding="utf-8")
    files = sorted(str(path) for path in tmp_path.glob("*.sql"))
    command = [program, "--reporter", "json", "--pg-version", f"{WHEEL_MAJOR}.0", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    lines = {(Path(one["file"]).stem, one["line"], one["rule_name"], one["message"]) for one in said}
    unsafe = sorted(line for line in lines if line[2] not in ACCEPTED)
    assert not unsafe, "\n".join(f"{name}:{line}: {rule}: {text}" for name, line, rule, text in unsafe)
    stale = ACCEPTED.keys() - {line[2] for line in lines}
    assert not stale, f"never said: {sorted(stale)}"
    assert sum(not plan.transactional for plan in plans.values()) > 10
