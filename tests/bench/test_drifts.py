"""Planted drifts are found: all of them, nothing else, and with as many queries whatever the number of tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from bench import drifts, generate
from drifttools.catalog.server import PrivateServer
from tests.conftest import MakeDatabase


@pytest.mark.parametrize(("tables", "planted"), [(10, 5), (300, 50)])
def test_what_was_planted_is_found_and_nothing_else(
    tables: int, planted: int, database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path
) -> None:
    """Each drift has its finding, and each finding its drift."""
    healthy = database()
    generate.load(healthy, tables)
    name = f"drifted_{tables}"
    pg_server.create_database(name, template=psycopg.conninfo.conninfo_to_dict(healthy)["dbname"])
    try:
        drifted = pg_server.dsn(name)
        plan = drifts.plan_drifts(tables, planted)
        drifts.plant(drifted, plan)
        command = [sys.executable, "-m", "drifttools", "-q", "diff", drifted, f"database:{healthy}", "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        findings = json.loads(done.stdout)
    finally:
        pg_server.drop_database(name)
    assert list(drifts.wrong(plan, findings)) == []
    # and the judge of that sees what is missing or too much
    more = {"kind": "table", "key": ["app_00", "x"], "change": "missing"}
    assert list(drifts.wrong(plan, [*findings, more])) == ["found, but not planted: missing table app_00.x"]
    assert len(list(drifts.wrong(plan, []))) == planted
