"""Times are UTC wherever the command runs; how long something took does not depend on what its clock shows."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.]*([+-]\d\d(:?\d\d)?|Z| UTC)?")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu"])
def test_every_time_is_utc(zone: str, drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """On a host 14 hours ahead, 11 hours behind or 45 minutes aside, each time in the folder is UTC, the server's too."""
    dsn = database("create schema stray; create table stray.t (id int primary key)")
    (tmp_path / "schema.sql").write_text("create table t (id int primary key);", encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")
    before = datetime.now(UTC) - timedelta(seconds=2)
    assert drift("audit", "app", TZ=zone).returncode == 1
    assert drift("plan", TZ=zone).returncode == 0
    token = re.search(r"--confirm (apply-\w+)", drift("apply", TZ=zone).stderr)
    assert token
    done = drift("apply", "latest", "--confirm", token[1], TZ=zone)
    assert done.returncode == 0, done.stderr
    assert drift("report", TZ=zone).returncode == 0
    (folder,) = (path.parent for path in (tmp_path / "reports").glob("*/incident.json"))
    assert folder.name.startswith((f"{before:%Y-%m-%d}", f"{datetime.now(UTC):%Y-%m-%d}"))
    found = 0
    for name in ("incident.json", "journal.jsonl", "plan.json", "applied.json", "findings.json"):
        for match in _TIME.finditer((folder / name).read_text(encoding="utf-8")):
            told = datetime.fromisoformat(match[0].removesuffix(" UTC"))
            assert told.utcoffset() == timedelta(0), f"{name}: {match[0]}"
            assert before <= told <= datetime.now(UTC) + timedelta(seconds=2), f"{name}: {match[0]}"
            found += 1
    assert found > 10

    assert "server_time" in (folder / "journal.jsonl").read_text(encoding="utf-8")
