"""What follows a repair that is no DDL: PostgREST hears of it in its transaction; sessions and rights are told of."""

from __future__ import annotations

from pathlib import Path

import psycopg

from drifttools.config import Config
from drifttools.investigation import Investigation, investigate
from drifttools.model.plan import Plan
from drifttools.repair.outcome import rollback_token
from tests.conftest import MakeDatabase

_LIVE = "create schema app; create table app.t (id int primary key); insert into app.t values (1);"
_EXPECTED = "create schema app; create table app.t (id int primary key, metadata jsonb);"


def planned(live: str, expected: str, folder: Path) -> tuple[Investigation, Plan]:
    """Return an investigation with its plan."""
    inv = investigate(live, f"database:{expected}", config=Config(), reports=folder)
    inv.audit()
    return inv, inv.plan()


def test_postgrest_hears_of_the_repair_and_of_its_way_back(database: MakeDatabase, tmp_path: Path) -> None:
    """A listener on `pgrst` gets the message when the plan is committed, once, and again when it is taken back."""
    live, expected = database(_LIVE), database(_EXPECTED)
    with psycopg.connect(live, autocommit=True) as listener:
        listener.execute("listen pgrst")
        inv, plan = planned(live, expected, tmp_path)
        assert [(step.kind, step.statements) for step in plan.steps][-1] == ("message", ("notify pgrst, 'reload schema'",))
        assert plan.steps[-1].notes == ("a session listens on the channel of PostgREST (pgrst)",)
        assert inv.rehearse(plan).state == "PASS"
        assert [one.payload for one in listener.notifies(timeout=0.2)] == []
        inv.apply(plan, confirm=plan.token)
        heard = [(one.channel, one.payload) for one in listener.notifies(timeout=2, stop_after=1)]
        assert heard == [("pgrst", "reload schema")]
        assert inv.verify().state == "PASS"
        inv.rollback(plan, confirm=rollback_token(plan))
        assert [one.payload for one in listener.notifies(timeout=2, stop_after=1)] == ["reload schema"]
    journal = (inv.folder.path / "journal.jsonl").read_text(encoding="utf-8")
    assert plan.steps[-1].id in journal


def test_nobody_is_told_where_postgrest_is_not(database: MakeDatabase, tmp_path: Path) -> None:
    """Without a sign of PostgREST there is no such step; open sessions are told of where columns change."""
    inv, plan = planned(database(_LIVE), database(_EXPECTED), tmp_path)
    assert [step.kind for step in plan.steps] == ["column"]
    assert any("have the pool open new ones" in one.what for one in plan.afterwards)
    inv.report()
    assert "have the pool open new ones" in (inv.folder.path / "report.md").read_text(encoding="utf-8")


def test_settings_of_postgrest_are_a_sign(database: MakeDatabase, tmp_path: Path) -> None:
    """What PostgREST reads of the database shows that it serves it, whoever looks."""
    live, expected = database(_LIVE), database(_EXPECTED)
    with psycopg.connect(live, autocommit=True) as connection:
        row = connection.execute("select current_database()").fetchone()
        assert row is not None
        connection.execute(f"alter database {row[0]} set pgrst.db_schemas = 'app'".encode())
    _, plan = planned(live, expected, tmp_path)
    assert "message" in {step.kind for step in plan.steps}


def test_a_role_that_would_lose_its_table_is_told_of(database: MakeDatabase, tmp_path: Path) -> None:
    """A table moves into a schema that a role may not look into: the grant that it needs is told, for PUBLIC too."""
    live = database("create schema a; create schema b; create table a.t (id int); grant select on a.t to public;")
    expected = database("create schema a; create schema b; create table b.t (id int); grant select on b.t to public;")
    _, plan = planned(live, expected, tmp_path)
    assert "grant usage on schema b to public;" in {one.command for one in plan.afterwards}
