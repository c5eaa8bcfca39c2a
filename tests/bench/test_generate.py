"""The bench's generator makes what it says, the same every time, and its drifts are where its list says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from types import ModuleType

import psycopg
import pytest

from bench import drifts, generate, run

TABLES = 100
DRIFTS = 25

PRESENT = {
    "column": (
        "select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid "
        "where c.relnamespace = %(schema)s::regnamespace and c.relname = %(parent)s and a.attname = %(name)s "
        "and not a.attisdropped"
    ),
    "constraint": (
        "select count(*) from pg_constraint where connamespace = %(schema)s::regnamespace and conname = %(name)s"
    ),
    "trigger": "select count(*) from pg_trigger where tgname = %(name)s",
    "policy": "select count(*) from pg_policy where polname = %(name)s",
    "function": ("select count(*) from pg_proc where pronamespace = %(schema)s::regnamespace and proname = %(name)s"),
    "enum": ("select count(*) from pg_type where typnamespace = %(schema)s::regnamespace and typname = %(name)s"),
}
RELATION = "select count(*) from pg_class where relnamespace = %(schema)s::regnamespace and relname = %(name)s"


def test_the_same_call_gives_the_same_schema() -> None:
    """Two processes print the same SQL, and the same list of drifts."""

    def printed(*more: str, of: ModuleType = generate) -> str:
        command = [sys.executable, str(of.__file__), "--tables", "40", *more]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert printed() == printed() == "".join(text for _, text in generate.batches(40))
    listed = ("--drifts", "9")
    assert printed(*listed, of=drifts) == printed(*listed, of=drifts)
    assert len(json.loads(printed(*listed, of=drifts))) == 9


def test_the_schema_is_what_was_asked_for(database) -> None:  # noqa: ANN001 - conftest's MakeDatabase
    """A hundred tables with every kind of object that real schemas have."""
    dsn = database()
    generate.load(dsn, TABLES)
    with psycopg.connect(dsn) as connection:
        relations = Counter(
            dict(
                connection.execute(
                    "select relkind::text, count(*) from pg_class "
                    "where relnamespace::regnamespace::text like 'app%' group by 1"
                ).fetchall()
            )
        )
        foreign_keys, enums, policies, triggers = connection.execute(
            "select (select count(*) from pg_constraint where contype = 'f'), "
            "(select count(*) from pg_type where typtype = 'e'), (select count(*) from pg_policy), "
            "(select count(*) from pg_trigger where not tgisinternal)"
        ).fetchone() or (0, 0, 0, 0)
    schemas = generate.schemas_for(TABLES)
    assert relations["r"] == TABLES
    assert relations["v"] == TABLES / 10
    assert relations["i"] == TABLES * 4
    assert foreign_keys == TABLES - schemas
    assert enums == len(generate.ENUMS) * schemas
    assert policies == 2 * TABLES / 5
    assert triggers == TABLES / 4


def test_every_planted_drift_is_there(database) -> None:  # noqa: ANN001 - conftest's MakeDatabase
    """All recipes can be planted, each on a table of its own, and what is listed as missing is missing."""
    dsn = database()
    generate.load(dsn, TABLES)
    planned = drifts.plan_drifts(TABLES, DRIFTS)
    assert {d.recipe for d in planned} == set(drifts.RECIPES)
    with psycopg.connect(dsn, autocommit=True) as connection:
        for drift in planned:
            counting = PRESENT.get(drift.kind, RELATION)
            about = {"schema": drift.schema, "parent": drift.parent, "name": drift.name}
            before = connection.execute(counting, about).fetchone()
            drifts.plant(dsn, [drift])
            after = connection.execute(counting, about).fetchone()
            wanted = {"missing": (1, 0), "unexpected": (0, 1), "changed": (1, 1)}[drift.change]
            assert (before, after) == ((wanted[0],), (wanted[1],)), drift


def test_too_many_drifts_are_refused() -> None:
    """A drift without a table of its own would hide another: it is an error."""
    with pytest.raises(ValueError, match="too few"):
        drifts.plan_drifts(10, 11)


def test_what_could_not_be_measured_is_said() -> None:
    """A command that does not exist, fails or crashes stays in the table with its reason."""
    absent = run.measured(run.Command("drift nothing", ("/nonexistent/drift",)), 100, 1)
    failing = run.measured(run.Command("failing", (sys.executable, "-c", "raise SystemExit('no | way')")), 100, 1)
    crash = run.Command("crashing", (sys.executable, "-c", "1 / 0"), exits=(1,))
    crashing = run.measured(crash, 100, 1)
    working = run.measured(run.Command(run.BASELINE, (sys.executable, "-c", "pass")), 100, 2)
    text = run.table([absent, failing, crashing, working])
    assert "could not measure: exit 127" in text
    assert "could not measure: exit 1: no / way" in text
    assert "could not measure: exit 1: ZeroDivisionError" in text
    assert "| 1.00 x |" in text
    assert working.runs == 2
    assert working.mb
