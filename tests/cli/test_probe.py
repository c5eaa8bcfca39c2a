"""`drift probe`: what a role may not see is never fine, and no value is shown that nobody asked for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg

from drifttools.investigation import investigate
from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]

_SCHEMA = """
create type order_status as enum ('open', 'paid');
create table users (id serial primary key, name text);
insert into users (name) select 'u' || i from generate_series(1, 10) i;
"""


def test_a_role_from_which_policies_hide_rows_is_not_told_that_all_is_fine(database: MakeDatabase, drift: Run) -> None:
    """Under row-level security and without SELECT each question is could-not-check, and the exit code is 3."""
    dsn = database(
        _SCHEMA
        + """
        drop role if exists blinkered; create role blinkered login;
        create table posts (id int primary key, user_id int);
        insert into posts values (1, 99), (2, 1);
        alter table posts enable row level security;
        create policy none on posts for select using (false);
        create table hidden (id int primary key, user_id int);
        grant select on posts, users to blinkered;
        """
    )
    try:
        as_role = f"{dsn} user=blinkered"
        done = drift("probe", as_role, "--only", "suggested-foreign-keys", "--format", "json")
        answers = {one["table"]: (one["state"], one["reason"]) for one in json.loads(done.stdout)}
        assert done.returncode == 3
        assert {state for state, _ in answers.values()} == {"could not check"}
        assert "row-level security" in answers["public.posts"][1]
        assert "permission denied" in answers["public.hidden"][1]
        assert "could not" in drift("probe", as_role, "--only", "suggested-foreign-keys").stdout
    finally:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("drop owned by blinkered; drop role blinkered")


_CANARY = "zq4711"


def test_values_are_shown_only_where_asked_for_and_never_kept(database: MakeDatabase, tmp_path: Path, drift: Run) -> None:
    """Text, CSV and the incident folder hold numbers and keys; `--values` shows the values, to who asked only."""
    dsn = database(_SCHEMA + f"create table orders (id int primary key, status text); insert into orders values "
                             f"(1, 'open'), (2, '{_CANARY}')")  # fmt: skip
    for style in ("text", "csv"):
        done = drift("probe", dsn, "--format", style)
        assert (done.returncode, _CANARY in done.stdout + done.stderr) == (1, False)
    assert _CANARY in drift("probe", dsn, "--values").stdout
    inv = investigate(dsn, f"database:{dsn}", reports=tmp_path / "reports")
    inv.audit(smoke=False)
    shown = inv.probe(values=True)
    assert [one.values for one in shown if one.probe == "outside-enum"] == [(_CANARY,)]
    kept = inv.folder.path / "probes.json"
    assert '"rows": 1' in kept.read_text(encoding="utf-8")
    assert _CANARY not in "".join(file.read_text(errors="replace") for file in inv.folder.path.glob("*.json"))
