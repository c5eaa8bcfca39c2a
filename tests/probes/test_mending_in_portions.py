"""More wrong rows than one transaction should hold: put right in portions, gone on with after any end, taken back whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.config import load_config
from drifttools.errors import ApplyPartlyDone, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.shown import ShownPlan
from drifttools.model.codec import canonical_json
from drifttools.model.verdict import State
from drifttools.repair import executor, going_through, portions
from drifttools.repair.mending import Mend
from drifttools.repair.outcome import Retries, Standing, rollback_token
from tests.conftest import MakeDatabase
from tests.probes.test_mending import found, given, opened
from tests.repair.test_crash import CHILD
from tests.repair.test_render import psql

_SCHEMA = """
create table users (id int primary key, name text not null default 'unknown');
insert into users select generate_series(1, 3);
create table posts (id int primary key, user_id int, note text generated always as ('n' || user_id) stored);
insert into posts (id, user_id) select i, i % 5 from generate_series(1, 20) i;
alter table posts add constraint posts_user foreign key (user_id) references users not valid;
comment on constraint posts_user on posts is 'goes with the constraint';
create table sessions (id uuid primary key, customer int);
insert into sessions select md5(i::text)::uuid, i from generate_series(1, 9) i;
create table requests (id int generated always as identity primary key, status text not null, metadata jsonb);
insert into requests (status, metadata) select 'old', jsonb_build_object('session_id', md5('1')::uuid);
create table codes (id int primary key, code text, part int);
insert into codes select i, 'c' || i % 4, i from generate_series(1, 12) i;
create table switch (word text);
create function stop() returns trigger language plpgsql as $$
begin
    if exists (select from public.switch where word = 'stop')
        and pg_catalog.to_jsonb(coalesce(new, old))::text like tg_argv[0] then raise exception 'stopped here';
    end if;
    if exists (select from public.switch where word = 'sleep') then perform pg_catalog.pg_sleep(30); end if;
    if exists (select from public.switch where word = 'slowly') then perform pg_catalog.pg_sleep(0.1); end if;
    return coalesce(new, old);
end $$;
create trigger stop_posts before insert or update or delete on posts for each row execute function stop('{"id": 14,%');
create trigger stop_users before insert or delete on users for each row execute function stop('{"id": 0,%');
create trigger stop_requests before insert or delete on requests for each row execute function stop('%a87ff679-a2f3%');
create trigger stop_codes before insert or delete on codes for each row execute function stop('{"id": 9,%');
"""
_CONTENT = """
select (select string_agg(p::text, ';' order by id) from public.posts p)
    || (select string_agg(u::text, ';' order by id) from public.users u)
    || (select string_agg(r::text, ';' order by id) from public.requests r)
    || (select string_agg(c::text, ';' order by id) from public.codes c)
"""
_LEFT = """
select count(*) from pg_class
where relnamespace = to_regnamespace('drifttools') and relkind = 'r' and relname ~ '^(listed|mended)_'
"""
_NONE: dict[str, str] = {}

# probe, way, values, how many rows are wrong
_WAYS: dict[str, tuple[str, str, dict[str, str], int]] = {
    "quarantine": ("unchecked-foreign-keys", "quarantine", _NONE, 8),
    "empty": ("unchecked-foreign-keys", "empty", _NONE, 8),
    "insert": ("unchecked-foreign-keys", "insert", {"name": "'made for ' || t.user_id"}, 8),
    "insert partners": (
        "invariants",
        "insert",
        {"status": "'pending'", "metadata": "jsonb_build_object('session_id', t.id)"},
        8,
    ),
    "quarantine of equal rows": ("duplicates", "quarantine", _NONE, 8),
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of rows is many here."""
    monkeypatch.setattr(portions, "ONE_TRANSACTION", 7)
    monkeypatch.setattr(portions, "PORTION", 1)
    monkeypatch.setattr(portions, "PORTION_BY_SCAN", 3)


Make = Callable[[str], tuple[str, Investigation, ShownPlan]]


@pytest.fixture
def make(database: MakeDatabase, tmp_path: Path) -> Make:
    """Make a database, and the plan of a case for it."""

    def made(case: str) -> tuple[str, Investigation, ShownPlan]:
        probe, way, values, wrong = _WAYS[case]
        dsn = database(_SCHEMA)
        inv = opened(dsn, tmp_path)
        if probe == "duplicates":
            unique = database(_SCHEMA.replace("code text,", "code text unique,").replace("'c' || i % 4", "'c' || i"))
            config = load_config(tmp_path / "drift.toml")
            inv = investigate("app", f"database:{unique}", config=config, reports=tmp_path / "reports")
        (answer,) = (one for one in inv.probe(only=[probe]) if one.offends)
        assert answer.rows == wrong
        return dsn, inv, inv.mend(answer.id, way, values)

    return made


def run(dsn: str, statement: str) -> None:
    """Send a statement, committed."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def switched(dsn: str, word: str) -> Iterator[None]:
    """Let the triggers do something else meanwhile."""
    run(dsn, f"insert into public.switch values ('{word}')")
    try:
        yield
    finally:
        run(dsn, "delete from public.switch")


def done(dsn: str) -> tuple[int, int]:
    """Return how many of the listed rows are noted as mended, and how many are not."""
    with psycopg.connect(dsn) as connection:
        found = connection.execute("select relname from pg_class where relname ~ '^listed_.*(quarantine|empty|insert)$'")
        (table,) = (row[0] for row in found)
        counted = f"select count(*) filter (where dt_mended), count(*) filter (where not dt_mended) from drifttools.{table}"
        return connection.execute(counted.encode()).fetchone()


@pytest.mark.parametrize("case", _WAYS)
def test_what_failed_half_way_is_taken_back_or_gone_on_with(make: Make, case: str) -> None:
    """Nobody is told that all was rolled back, but how much is left; from there either direction leads to its end."""
    dsn, inv, plan = make(case)
    before = given(dsn, _CONTENT)
    assert [step.transactional for step in plan.steps] == [True, False]
    for further in ("rollback", "apply"):
        with switched(dsn, "stop"), pytest.raises(ApplyPartlyDone) as failed:
            inv.apply(plan, confirm=plan.token)
        mended, left = done(dsn)
        assert mended
        assert left
        assert given(dsn, _CONTENT) != before
        assert "as it was" not in str(failed.value)
        told = f"s02 goes in portions, and those that were committed stay (listed rows that are left to mend: {left})"
        assert told in failed.value.what
        assert plan.token in failed.value.hint
        assert rollback_token(plan) in failed.value.hint
        stands = inv.status()
        assert (stands.standing, stands.done, stands.pending) == (Standing.PARTLY, ("s01",), ("s02",))
        if further == "apply":
            assert inv.apply(plan, confirm=plan.token).done == ("s02",)
            assert found(inv, _WAYS[case][0]).rows == 0
            assert done(dsn) == (8, 0)
            assert inv.verify().state is State.PASS
        back = inv.rollback(plan, confirm=rollback_token(plan))
        assert (back.done, back.warnings) == (("s02", "s01"), ())
        assert given(dsn, _CONTENT) == before
        assert given(dsn, _LEFT) == 0


@pytest.mark.usefixtures("major")
def test_a_way_back_that_stops_half_way_is_gone_on_with(make: Make) -> None:
    """It is said to be done in part; from there either direction leads to its end."""
    dsn, inv, plan = make("quarantine")
    before = given(dsn, _CONTENT)
    inv.apply(plan, confirm=plan.token)
    after = given(dsn, _CONTENT)
    for further in ("apply", "rollback"):
        with switched(dsn, "stop"), pytest.raises(ApplyPartlyDone, match="those that were committed stay"):
            inv.rollback(plan, confirm=rollback_token(plan))
        assert given(dsn, _CONTENT) not in (before, after)
        assert inv.status().standing is Standing.PARTLY
        if further == "apply":
            assert inv.apply(plan, confirm=plan.token).done == ("s02",)
            assert given(dsn, _CONTENT) == after
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, _CONTENT) == before


def until(holds: Callable[[], bool], wait_s: float = 20) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + wait_s
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


_WORKING = "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"


def test_killed_between_portions_nothing_is_lost(make: Make, tmp_path: Path) -> None:
    """After SIGKILL in the middle, `status` says so, and the way back brings all rows."""
    dsn, inv, plan = make("quarantine")
    before = given(dsn, _CONTENT)
    with switched(dsn, "stop"), pytest.raises(ApplyPartlyDone):
        inv.apply(plan, confirm=plan.token)
    with switched(dsn, "sleep"):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, dsn, str(tmp_path / "killed"), plan.token, "apply"],
            stdin=subprocess.PIPE,
            text=True,
            env=dict(os.environ),
        )
        assert child.stdin is not None
        child.stdin.write(canonical_json(plan))
        child.stdin.close()
        until(lambda: given(dsn, _WORKING) == 1)
        child.kill()
        child.wait()
    until(lambda: given(dsn, _WORKING) == 0)
    mended, left = done(dsn)
    assert mended
    assert left
    assert inv.status().standing is Standing.PARTLY
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, _CONTENT) == before


def test_a_server_process_that_ends_in_the_middle_leaves_no_false_word(make: Make) -> None:
    """How far it came is said not to be known; the next apply finds out and goes on."""
    dsn, inv, plan = make("empty")
    with switched(dsn, "sleep"):

        def end() -> None:
            until(lambda: given(dsn, _WORKING) == 1)
            run(dsn, "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'"
                     " and datname = current_database()")  # fmt: skip

        ending = threading.Thread(target=end)
        ending.start()
        with pytest.raises(ApplyPartlyDone, match="goes in portions, each committed, and how far it came is not known"):
            inv.apply(plan, confirm=plan.token)
        ending.join()
    inv.apply(plan, confirm=plan.token)
    assert given(dsn, "select count(*) from public.posts where user_id is null") == 8


def test_others_write_between_the_portions(make: Make) -> None:
    """A writer gets its turn while portions are left, and all that it wrote is there in the end."""
    dsn, inv, plan = make("quarantine")
    wrote: list[tuple[int, int]] = []
    ended = threading.Event()

    def write() -> None:
        with psycopg.connect(dsn, autocommit=True) as connection:
            for number in range(1000, 2000):
                connection.execute("insert into public.posts (id, user_id) values (%s, 1)", [number])
                listed = given(dsn, "select to_regclass('drifttools.journal') is not null")
                wrote.append((number, done(dsn)[0] if listed and given(dsn, _LEFT) == 2 else 0))
                if ended.wait(0.01):
                    return

    writing = threading.Thread(target=write)
    with switched(dsn, "slowly"):
        writing.start()
        inv.apply(plan, confirm=plan.token)
        ended.set()
        writing.join()
    assert any(0 < mended < 8 for _, mended in wrote)
    assert given(dsn, "select count(*) from public.posts where id >= 1000") == len(wrote)
    assert found(inv, "unchecked-foreign-keys").rows == 0


def test_values_that_make_no_partners_stop_in_the_first_portion(make: Make) -> None:
    """Nothing of that portion is kept, and the message says that the values are to blame."""
    dsn, inv, _ = make("insert partners")
    before = given(dsn, _CONTENT)
    plan = inv.mend(found(inv, "invariants").id, "insert", {"status": "'x'"})
    with pytest.raises(ApplyPartlyDone, match=r"other values are needed.*left to mend: 8"):
        inv.apply(plan, confirm=plan.token)
    assert given(dsn, _CONTENT) == before
    assert done(dsn) == (0, 8)
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, _LEFT) == 0


def test_rows_that_somebody_mended_meanwhile_are_left_as_they_are(make: Make) -> None:
    """Listed is not wrong for ever: each portion looks again."""
    dsn, inv, plan = make("quarantine")
    with switched(dsn, "stop"), pytest.raises(ApplyPartlyDone):
        inv.apply(plan, confirm=plan.token)
    run(dsn, "update public.posts set user_id = 2 where id = 19; insert into public.posts (id, user_id) values (99, 3)")
    inv.apply(plan, confirm=plan.token)
    assert given(dsn, "select user_id from public.posts where id = 19") == 2
    assert found(inv, "unchecked-foreign-keys").rows == 0
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, "select user_id from public.posts where id = 19") == 2
    assert found(inv, "unchecked-foreign-keys").rows == 7


def test_the_last_of_equal_rows_is_never_taken(make: Make) -> None:
    """Where the row that was to stay is gone meanwhile, one of those that were listed stays in its place."""
    dsn, inv, plan = make("quarantine of equal rows")
    with switched(dsn, "stop"), pytest.raises(ApplyPartlyDone):
        inv.apply(plan, confirm=plan.token)
    assert given(dsn, "select array_agg(id order by id) from public.codes where code = 'c1'") == [1, 9]
    run(dsn, "delete from public.codes where id = 1")
    inv.apply(plan, confirm=plan.token)
    assert given(dsn, "select count(*) || ' ' || count(distinct code) from public.codes") == "4 4"


def test_a_lock_that_is_held_for_a_while_is_waited_for(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the step, so that a long mend does not end at the first writer; one who never ends is named."""
    monkeypatch.setattr(going_through, "TRIES", 2)
    dsn, inv, _ = make("empty")
    plan = inv.mend(found(inv, "unchecked-foreign-keys").id, "empty")
    quick = replace(plan, steps=tuple(replace(step, lock_timeout_ms=300) for step in plan.steps))
    with psycopg.connect(dsn) as holder:
        holder.execute("update public.posts set user_id = 1 where id = 1")
        with pytest.raises(ApplyPartlyDone, match=r"lock timeout at s02, 1 times .*held by process .*left to mend: 8"):
            executor.apply(quick, inv.target, confirm=quick.token, folder=inv.folder.path, retries=Retries(attempts=1))
        ending = threading.Timer(0.4, holder.rollback)
        ending.start()
        executor.apply(quick, inv.target, confirm=quick.token, folder=inv.folder.path, retries=Retries(attempts=1))
        ending.join()
    assert done(dsn) == (8, 0)


def test_a_table_without_primary_key_is_refused(database: MakeDatabase, tmp_path: Path) -> None:
    """Its rows cannot be named between two portions; the message says what to do."""
    inv = opened(database(_SCHEMA + "alter table posts drop constraint posts_pkey"), tmp_path)
    with pytest.raises(UsageError, match=r"public.posts has no primary key"):
        inv.mend(found(inv, "unchecked-foreign-keys").id, "quarantine")


def test_the_list_is_not_dropped_while_rows_are_kept(make: Make) -> None:
    """Whoever takes back the listing alone is stopped: the rows that were taken would be gone for good."""
    dsn, inv, plan = make("quarantine")
    inv.apply(plan, confirm=plan.token)
    with pytest.raises(psycopg.errors.RaiseException, match="nothing was dropped"):
        run(dsn, plan.steps[0].inverse[0])


def test_the_scripts_do_the_same_in_psql(make: Make, server: PrivateServer) -> None:
    """Outside of BEGIN and COMMIT; stopped half-way, the first is taken back by the second."""
    dsn, inv, _ = make("quarantine")
    before = given(dsn, _CONTENT)
    forth, back = ((inv.folder.path / file).read_text() for file in ("repair.sql", "rollback.sql"))
    assert (ran := psql(server, dsn, forth)).returncode == 0, ran.stderr
    assert done(dsn) == (8, 0)
    assert (ran := psql(server, dsn, back)).returncode == 0, ran.stderr
    assert given(dsn, _CONTENT) == before
    with switched(dsn, "stop"):
        assert "stopped here" in psql(server, dsn, forth).stderr
    assert given(dsn, _CONTENT) != before
    assert (ran := psql(server, dsn, back)).returncode == 0, ran.stderr
    assert given(dsn, _CONTENT) == before
    assert given(dsn, _LEFT) == 0


def test_portions_are_rehearsed_and_reported(make: Make) -> None:
    """The copy shows that the rows are put right, forth and back; the report says what became of them."""
    _, inv, plan = make("empty")
    rehearsal = inv.rehearse(plan)
    assert rehearsal.state is State.PASS, rehearsal.failed
    assert any("put right on the copy" in check.name and check.state is State.PASS for check in rehearsal.checks)
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify()
    assert verdict.state is State.PASS, verdict.failed
    inv.report()
    report = (inv.folder.path / "report.md").read_text(encoding="utf-8")
    assert "Asked again after the repair" in report
    assert "in portions" in report


def test_portions_come_after_the_schema_that_they_need(database: MakeDatabase, tmp_path: Path) -> None:
    """One plan adds the column and makes the partners with it: the listing with the DDL, the portions after it."""
    dsn = database(_SCHEMA)
    expected = database(_SCHEMA + "alter table requests add origin text")
    opened(dsn, tmp_path)
    inv = investigate("app", f"database:{expected}", config=load_config(tmp_path / "drift.toml"), reports=tmp_path / "r")
    inv.audit(probe=True)
    before = given(dsn, _CONTENT)
    question = found(inv, "invariants").id
    values = {"status": "'x'", "origin": "'repair'", "metadata": "jsonb_build_object('session_id', t.id)"}
    plan = inv.plan(mends=[Mend(question, "insert", values)])
    assert [step.transactional for step in plan.steps] == [True, True, False]
    assert inv.rehearse(plan).state is State.PASS
    inv.apply(plan, confirm=plan.token)
    assert given(dsn, "select count(*) from public.requests where origin = 'repair'") == 8
    assert inv.verify().state is State.PASS
    inv.rollback(plan, confirm=rollback_token(plan))
    assert given(dsn, _CONTENT) == before
