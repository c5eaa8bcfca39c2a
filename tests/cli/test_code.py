"""`drift code` as a user runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
SQL = "create type mood as enum ('good', 'bad'); create table notes (id int primary key, mood mood, text text)"


def test_code_in_a_build(drift: Run, database: Callable[..., str], tmp_path: Path) -> None:
    """Annotations name line and column; the exit code is by certainty; 3 where nothing is wrong and something is open."""
    dsn = database(SQL)
    (tmp_path / "drift.toml").write_text(f'[targets.ci]\ndsn = "{dsn}"\n[code]\npaths = ["src"]\n', encoding="utf-8")
    source = tmp_path / "src" / "q.ts"
    source.parent.mkdir()
    source.write_text("await db.query(\"select id from notes where mood = 'fine'\")\n", encoding="utf-8")
    done = drift("code", "--format", "github")
    assert done.returncode == 1, done.stderr
    assert "::error file=src/q.ts,line=1,col=52,title=enum-value%3A fine::" in done.stdout
    assert "mood has good, bad" in " ".join(done.stdout.split())
    # likely at most: nothing but its use tells that `api` is a client of Supabase
    source.write_text("await db.query(`select ${c} from notes`); api.from('notes').select('txt')\n", encoding="utf-8")
    done = drift("code", "--fail-on", "certain", "--format", "json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert [(one["named"], one["certainty"]) for one in told["findings"]] == [("txt", "likely")]
    assert [one["sort"] for one in told["unchecked"]] == ["dynamic"]


def test_code_beside_a_snapshot_needs_no_target(drift: Run, database: Callable[..., str], tmp_path: Path) -> None:
    """A saved snapshot is enough: no drift.toml, no server."""
    assert drift("snapshot", database(SQL), "--output", "good").returncode == 0
    (tmp_path / "q.sql").write_text("select id, body from notes;", encoding="utf-8")
    done = drift("code", "q.sql", "--snapshot", "good")
    assert done.returncode == 1, done.stderr
    assert "public.notes has no column body" in " ".join(done.stdout.split())


def test_code_without_anything_to_compare_with(drift: Run, tmp_path: Path) -> None:
    """Without target and snapshot the message says what to give."""
    (tmp_path / "q.sql").write_text("select 1", encoding="utf-8")
    done = drift("code", "q.sql")
    assert done.returncode == 2
    assert "no target" in done.stderr
