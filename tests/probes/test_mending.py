"""Wrong rows put right on a real server: counted before and after, journalled, and taken back to the byte."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from drifttools.config import load_config
from drifttools.errors import DriftToolsError, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.probed import Probed
from drifttools.model.verdict import State
from drifttools.repair.outcome import rollback_token
from tests.conftest import MakeDatabase

_SCHEMA = """
create table users (id int primary key, name text not null default 'unknown');
insert into users select generate_series(1, 3);
create table posts (id int primary key, user_id int);
insert into posts select i, i % 5 from generate_series(1, 20) i;
alter table posts add constraint posts_user foreign key (user_id) references users not valid;
comment on constraint posts_user on posts is 'goes with the constraint';
create table sessions (id uuid primary key, customer int);
insert into sessions select md5(i::text)::uuid, i from generate_series(1, 5) i;
create table requests (id int generated always as identity primary key, status text not null, metadata jsonb);
insert into requests (status, metadata) select 'old', jsonb_build_object('session_id', md5('1')::uuid);
"""
_INVARIANT = """
[targets.app]
dsn = "{dsn}"
[[invariant]]
name = "every session has a request"
every = "sessions"
has = "requests"
on = {{ id = "metadata->>'session_id'" }}
"""
_CONTENT = """
select (select string_agg(p::text, ';' order by id) from public.posts p)
    || (select string_agg(u::text, ';' order by id) from public.users u)
    || (select string_agg(r::text, ';' order by id) from public.requests r)
"""


def opened(dsn: str, folder: Path) -> Investigation:
    """Return an investigation of a database, with the invariant."""
    (folder / "drift.toml").write_text(_INVARIANT.format(dsn=dsn), encoding="utf-8")
    return investigate("app", config=load_config(folder / "drift.toml"), reports=folder / "reports")


def found(inv: Investigation, probe: str) -> Probed:
    """Return what a probe found."""
    (answer,) = inv.probe(only=[probe])
    return answer


def given(dsn: str, query: str) -> object:
    """Return the one value of a query."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


_WAYS: dict[str, tuple[str, dict[str, str], str, int]] = {
    "quarantine": ("unchecked-foreign-keys", {}, "select count(*) from public.posts", 12),
    "empty": ("unchecked-foreign-keys", {}, "select count(*) from public.posts where user_id is null", 8),
    "insert": ("unchecked-foreign-keys", {"name": "'made for ' || t.user_id"}, "select count(*) from public.users", 5),
    "insert partners": (
        "invariants",
        {"status": "'pending'", "metadata": "jsonb_build_object('session_id', t.id)"},
        "select count(*) from public.requests where status = 'pending'",
        4,
    ),
}


@pytest.mark.parametrize("case", _WAYS)
def test_rows_are_mended_and_taken_back(database: MakeDatabase, tmp_path: Path, case: str) -> None:
    """The plan alone changes nothing; applied, the question is answered with none; rolled back, every row is as before."""
    probe, values, query, expected = _WAYS[case]
    dsn = database(_SCHEMA)
    before = given(dsn, _CONTENT)
    inv = opened(dsn, tmp_path)
    answer = found(inv, probe)
    plan = inv.mend(answer.id, case.partition(" ")[0], values)
    assert given(dsn, _CONTENT) == before
    inv.apply(plan, confirm=plan.token)
    assert given(dsn, query) == expected
    assert found(inv, probe).rows == 0
    assert given(dsn, "select count(*) from drifttools.journal where event = 'done'") == 1
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, _CONTENT) == before
    assert found(inv, probe).rows == answer.rows


def test_rows_that_came_meanwhile_stop_the_apply(database: MakeDatabase, tmp_path: Path) -> None:
    """A plan is for the rows that were counted: with another number nothing is changed."""
    dsn = database(_SCHEMA)
    inv = opened(dsn, tmp_path)
    values = {"status": "'x'", "metadata": "jsonb_build_object('session_id', t.id)"}
    plan = inv.mend(found(inv, "invariants").id, "insert", values)
    with psycopg.connect(dsn) as connection:
        connection.execute("insert into public.sessions values (gen_random_uuid(), 9)")
    before = given(dsn, _CONTENT)
    with pytest.raises(DriftToolsError, match="as counted"):
        inv.apply(plan, confirm=plan.token)
    assert given(dsn, _CONTENT) == before


def test_partners_that_do_not_fit_are_not_made(database: MakeDatabase, tmp_path: Path) -> None:
    """Where the rows that were made are no partners, the count afterwards takes all of them back."""
    dsn = database(_SCHEMA)
    inv = opened(dsn, tmp_path)
    before = given(dsn, _CONTENT)
    plan = inv.mend(found(inv, "invariants").id, "insert", {"status": "'x'"})
    with pytest.raises(DriftToolsError, match="any more"):
        inv.apply(plan, confirm=plan.token)
    assert given(dsn, _CONTENT) == before


def test_what_cannot_be_mended_is_refused(database: MakeDatabase, tmp_path: Path) -> None:
    """An unknown question, way or column, and a way that does not fit the question."""
    inv = opened(database(_SCHEMA), tmp_path)
    partners = found(inv, "invariants").id
    cases: tuple[tuple[str, str, dict[str, str], str], ...] = (
        ("Q0", "quarantine", {}, "no probe asks"),
        (partners, "burn", {}, "no way"),
        (partners, "empty", {}, "primary key"),
        (partners, "insert", {"nope": "1"}, "no column"),
        (partners, "insert", {"status": "pg_terminate_backend(1)"}, "pg_terminate_backend"),
        (partners, "quarantine", {"status": "1"}, "values are for"),
    )
    for question, way, values, words in cases:
        with pytest.raises(UsageError, match=words):
            inv.mend(question, way, values)


@pytest.mark.parametrize("case", ["quarantine", "insert partners"])
def test_it_is_rehearsed_with_the_rows_and_verified(database: MakeDatabase, tmp_path: Path, case: str) -> None:
    """Rows alone are rehearsed on a copy, the wrong ones with them, forth and back; verified by asking again."""
    probe, values, _, _ = _WAYS[case]
    inv = opened(database(_SCHEMA), tmp_path)
    question = found(inv, probe)
    plan = inv.mend(question.id, case.partition(" ")[0], values)
    rehearsal = inv.rehearse(plan)
    assert rehearsal.state is State.PASS, rehearsal.failed
    assert any("put right on the copy" in check.name and check.state is State.PASS for check in rehearsal.checks)
    before = inv.verify()
    assert {check.state for check in before.checks if check.group == "rows"} == {State.FAIL}
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify()
    assert verdict.state is State.PASS, verdict.failed
    assert [check.name for check in verdict.checks if check.group == "rows"] == [f"no {question.about}"]
    inv.report()
    report = (inv.folder.path / "report.md").read_text(encoding="utf-8")
    assert "Asked again after the repair" in report


def test_a_verification_says_which_rows_are_still_wrong(database: MakeDatabase, tmp_path: Path) -> None:
    """After an audit with probes: what no step was to put right is PARTIAL and named with its command."""
    dsn = database(_SCHEMA)
    (tmp_path / "drift.toml").write_text(_INVARIANT.format(dsn=dsn), encoding="utf-8")
    expected = database(_SCHEMA + "alter table posts add note text;")
    inv = investigate("app", f"database:{expected}", config=load_config(tmp_path / "drift.toml"), reports=tmp_path / "r")
    inv.audit(probe=True)
    plan = inv.plan(only=["public.posts.note"])
    inv.apply(plan, confirm=plan.token)
    rows = [check for check in inv.verify().checks if check.group == "rows"]
    assert rows
    assert {check.state for check in rows} == {State.PARTIAL}
    assert all("drift mend TARGET Q" in check.reason for check in rows)
