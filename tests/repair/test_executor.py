"""Applying, refusing, and taking back, on real servers."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from drifttools.errors import ApplyError, ApplyPartlyDone, BusyError, StalePlanError, UsageError
from drifttools.model.plan import Lock, Probe
from drifttools.repair.executor import apply, rollback, rollback_token, status
from drifttools.repair.journal import FILE, read_journal, verify_chain
from drifttools.repair.locking import advisory_key
from drifttools.repair.outcome import Progress, Retries, Standing
from tests.repair.plans import ADD, CONCURRENT, INDEX, MIXED, MOVE, SETUP, ask, plan_for, run, shape, target_of

QUICK = Retries(attempts=3, first_s=0.01, longest_s=0.05, total_s=20)


@pytest.fixture
def dsn(database: Callable[[str], str]) -> str:
    """Make the shop's database."""
    return database(SETUP)


def quick(step: object) -> object:
    """The same step with a short lock timeout."""
    return replace(step, lock_timeout_ms=100)  # type: ignore[type-var]


@contextmanager
def holding(dsn: str, statement: str, application: str = "nightly report") -> Iterator[psycopg.Connection]:
    """Keep a transaction open that has run a statement."""
    with psycopg.connect(dsn, application_name=application) as connection:
        connection.execute(statement.encode())
        yield connection
        connection.rollback()


@pytest.mark.usefixtures("major")
def test_a_plan_is_applied_whole_and_taken_back_whole(dsn: str, tmp_path: Path) -> None:
    """All steps run in one transaction, rows stay, the database's journal tells, and the way back ends at the start."""
    before, plan, told = shape(dsn), plan_for(dsn), list[Progress]()
    outcome = apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path, progress=told.append)
    assert outcome.changed
    assert outcome.done == ("s01", "s02", "s03")
    assert len(outcome.xids) == 1
    assert ask(dsn, "select count(*) from public.orders") == 100
    assert ask(dsn, "select count(*) from public.clients where city = '50%'") == 10
    assert ask(dsn, "select string_agg(distinct xid, ',') from drifttools.journal") == outcome.xids[0]
    assert [p.event for p in told] == ["started", "done"] * 3 + ["committed"]
    assert verify_chain(tmp_path / FILE, head=outcome.journal_head).intact
    assert status(plan, target_of(dsn), tmp_path).standing is Standing.DONE

    back = rollback(plan, target_of(dsn), confirm=rollback_token(plan), folder=tmp_path)
    assert back.done == ("s03", "s02", "s01")
    assert not back.warnings
    run(dsn, "drop schema drifttools cascade")
    assert shape(dsn) == before
    assert ask(dsn, "select count(*) from legacy.orders") == 100


def test_a_second_apply_is_a_no_op_that_says_so(dsn: str, tmp_path: Path) -> None:
    """Run All in a notebook applies once; the second time nothing is sent and nothing fails."""
    plan = plan_for(dsn)
    apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    after = shape(dsn)
    second = apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path / "elsewhere")
    assert not second.changed
    assert "applied already" in second.message
    assert not second.warnings
    assert shape(dsn) == after
    run(dsn, "alter table public.clients drop column city")
    assert apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).warnings


def test_a_plan_that_was_taken_back_can_be_applied_again(dsn: str, tmp_path: Path) -> None:
    """The journal keeps all three runs, and the last word counts."""
    plan, target = plan_for(dsn), target_of(dsn)
    apply(plan, target, confirm=plan.token, folder=tmp_path)
    rollback(plan, target, confirm=rollback_token(plan), folder=tmp_path)
    assert status(plan, target, tmp_path).standing is Standing.ROLLED_BACK
    assert not rollback(plan, target, confirm=rollback_token(plan), folder=tmp_path).changed
    assert apply(plan, target, confirm=plan.token, folder=tmp_path).changed
    assert status(plan, target, tmp_path).standing is Standing.DONE


def test_another_token_is_refused_before_anything_is_written(dsn: str, tmp_path: Path) -> None:
    """The error names the token to pass; tokens of apply and of the way back are not exchangeable."""
    plan = plan_for(dsn)
    for token in ("", "yes", rollback_token(plan), plan.token.upper()):
        with pytest.raises(UsageError, match=plan.token):
            apply(plan, target_of(dsn), confirm=token, folder=tmp_path / "new")
    with pytest.raises(UsageError, match=rollback_token(plan)):
        rollback(plan, target_of(dsn), confirm=plan.token, folder=tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_stale_plan_changes_nothing_at_all(dsn: str, tmp_path: Path) -> None:
    """A touched object that changed since the plan was made is noticed, and not even the journal's table is made."""
    plan = plan_for(dsn)
    run(dsn, "alter table public.clients add column added_by_somebody int")
    before = shape(dsn)
    with pytest.raises(StalePlanError):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert shape(dsn) == before
    assert ask(dsn, "select to_regnamespace('drifttools')") is None
    assert read_journal(tmp_path / FILE)[-1]["event"] == "failed"


def test_what_changes_while_the_locks_are_waited_for_is_noticed(dsn: str, tmp_path: Path) -> None:
    """Between the early look and the locks somebody changes a touched table: the look under the locks sees it."""
    plan = plan_for(dsn, (replace(ADD, lock_timeout_ms=10_000),))
    with ThreadPoolExecutor() as pool, psycopg.connect(dsn) as other:
        other.execute("select from public.clients limit 0")  # ACCESS SHARE: readings go on, the repair waits
        running = pool.submit(apply, plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
        waits_until(dsn, "select exists (select from pg_locks where not granted)")
        other.execute("alter table public.clients alter column id set default 1")
        other.commit()
        with pytest.raises(StalePlanError):
            running.result(timeout=30)
    assert ask(dsn, "select count(*) from pg_attribute where attname = 'city'") == 0


def waits_until(dsn: str, query: str) -> None:
    """Wait for a condition on the server."""
    deadline = time.monotonic() + 10
    while not ask(dsn, query):
        assert time.monotonic() < deadline, query
        time.sleep(0.02)


def test_only_one_of_many_applies(dsn: str, tmp_path: Path) -> None:
    """Of ten at once each ends well or busy or as a no-op, and the steps ran once."""
    plan = plan_for(dsn)
    run(dsn, "create function slow() returns event_trigger language plpgsql as 'begin perform pg_sleep(0.5); end'")
    run(dsn, "create event trigger slow on ddl_command_end when tag in ('CREATE INDEX') execute function slow()")

    def one(number: int) -> str:
        try:
            out = apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path / str(number))
        except BusyError:
            return "busy"
        return "changed" if out.changed else "no-op"

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(one, range(10)))
    assert results.count("changed") == 1, results
    assert ask(dsn, "select count(*) from drifttools.journal where event = 'applied'") == 1


def test_a_busy_database_names_who_holds_it(dsn: str, tmp_path: Path) -> None:
    """Another drifttools has the advisory lock: the error names its process and application."""
    plan = plan_for(dsn)
    lock = f"select pg_advisory_lock({advisory_key(plan.database)})"
    with holding(dsn, lock, "drifttools/0 plan-other") as other:
        with pytest.raises(BusyError) as busy:
            apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
        assert f"process {other.info.backend_pid} (drifttools/0 plan-other" in str(busy.value)
    assert ask(dsn, "select to_regclass('legacy.orders') is not null")


def test_a_lock_that_stays_ends_in_an_error_that_names_its_holder(dsn: str, tmp_path: Path) -> None:
    """After the last attempt everything is rolled back, the timeout never grew, and the blocker is named."""
    plan = plan_for(dsn, tuple(map(quick, (MOVE, ADD, INDEX))))  # type: ignore[arg-type]
    before, told = shape(dsn), list[Progress]()
    with holding(dsn, "select from public.clients") as other:
        with pytest.raises(ApplyError) as failed:
            apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path, retries=QUICK, progress=told.append)
        assert f"process {other.info.backend_pid} (nightly report" in str(failed.value)
    assert "the database is as it was" in str(failed.value)
    assert [p.event for p in told].count("waiting") == 2
    assert shape(dsn) == before
    assert status(plan, target_of(dsn), tmp_path).standing is Standing.NOTHING_DONE


def test_a_lock_that_goes_away_is_waited_for(dsn: str, tmp_path: Path) -> None:
    """The whole transaction is tried again, and then goes through."""
    plan = plan_for(dsn, tuple(map(quick, (MOVE, ADD, INDEX))))  # type: ignore[arg-type]
    with holding(dsn, "select from public.clients") as other:
        timer = threading.Timer(0.8, other.rollback)
        timer.start()
        outcome = apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
        timer.join()
    assert outcome.done == ("s01", "s02", "s03")


@pytest.mark.parametrize("when", ["preconditions", "postconditions"])
def test_a_check_that_fails_rolls_everything_back(dsn: str, tmp_path: Path, when: str) -> None:
    """A wrong pre- or postcondition of a later step takes the earlier steps back too, and is named."""
    wrong = replace(ADD, **{when: (Probe("there are no clients", "select count(*) from public.clients", "0"),)})
    plan, before = plan_for(dsn, (MOVE, wrong)), shape(dsn)
    with pytest.raises(ApplyError, match="there are no clients: expected '0', found '10'"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert shape(dsn) == before
    assert ask(dsn, "select count(*) from drifttools.journal") == 0


def test_an_error_of_the_server_rolls_everything_back_and_quotes_no_row(dsn: str, tmp_path: Path) -> None:
    """The server's sentence and SQLSTATE are told, its DETAIL, which quotes values, is not."""
    wrong = replace(ADD, statements=("alter table public.clients add unique (mood)",), postconditions=())
    plan, before = plan_for(dsn, (MOVE, wrong)), shape(dsn)
    with pytest.raises(ApplyError, match="SQLSTATE 23505") as failed:
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert "s02 failed" in str(failed.value)
    assert "sad" not in str(failed.value) + (tmp_path / FILE).read_text()
    assert shape(dsn) == before


def test_another_database_is_refused(dsn: str, database: Callable[[str], str], tmp_path: Path) -> None:
    """A plan is for one database of one cluster."""
    plan = plan_for(dsn)
    with pytest.raises(UsageError, match="was made for the database"):
        apply(plan, target_of(database(SETUP)), confirm=plan.token, folder=tmp_path)
    copy = replace(plan, system_identifier="1")
    with pytest.raises(UsageError, match="was made for the cluster 1"):
        apply(copy, target_of(dsn), confirm=copy.token, folder=tmp_path)


def test_who_owns_nothing_is_told_what_he_lacks(dsn: str, tmp_path: Path) -> None:
    """Before any change the error names every object and its owner."""
    run(dsn, "drop role if exists dt_stranger_h5")
    run(dsn, "create role dt_stranger_h5 login")
    run(dsn, "grant usage on schema legacy to dt_stranger_h5")
    try:
        plan, before = plan_for(dsn, MIXED), shape(dsn)
        stranger = make_conninfo(dsn, user="dt_stranger_h5")
        with pytest.raises(ApplyError, match=r"legacy\.orders.*public\.clients.*public\.mood"):
            apply(plan, target_of(stranger), confirm=plan.token, folder=tmp_path)
        assert shape(dsn) == before
        for owned in ("table legacy.orders", "table public.clients", "view public.totals", "type public.mood"):
            run(dsn, f"alter {owned} owner to dt_stranger_h5")
        plan = plan_for(dsn, MIXED)  # the owner is a part of what a plan is made for
        with pytest.raises(ApplyError, match="CREATE SCHEMA drifttools AUTHORIZATION"):
            apply(plan, target_of(stranger), confirm=plan.token, folder=tmp_path)
        run(dsn, "create schema drifttools authorization dt_stranger_h5")
        run(dsn, "grant create on schema public to dt_stranger_h5")
        plan = plan_for(dsn, MIXED)
        assert apply(plan, target_of(stranger), confirm=plan.token, folder=tmp_path).changed
        assert ask(dsn, "select distinct role from drifttools.journal") == "dt_stranger_h5"
    finally:
        run(dsn, "drop owned by dt_stranger_h5 cascade")
        run(dsn, "drop role dt_stranger_h5")


def test_steps_outside_a_transaction_are_done_in_order(dsn: str, tmp_path: Path) -> None:
    """An enum value is committed before the step that uses it; the way back is refused, for it has none."""
    plan, target = plan_for(dsn, MIXED), target_of(dsn)
    outcome = apply(plan, target, confirm=plan.token, folder=tmp_path)
    assert outcome.done == ("s01", "s02", "s03")
    assert len(outcome.xids) == 3
    assert not apply(plan, target, confirm=plan.token, folder=tmp_path).changed
    with pytest.raises(UsageError, match="no way back for s02"):
        rollback(plan, target, confirm=rollback_token(plan), folder=tmp_path)


def test_a_failure_after_a_commit_is_partly_done_and_can_be_resumed(dsn: str, tmp_path: Path) -> None:
    """What is committed is named with the command that goes on; going on runs only what is left."""
    blocked = (*MIXED[:2], quick(MIXED[2]))
    plan, target = plan_for(dsn, blocked), target_of(dsn)  # type: ignore[arg-type]
    with (
        holding(dsn, "select from public.clients"),
        pytest.raises(ApplyPartlyDone, match=r"s01, s02 of .* stay done") as partly,
    ):
        apply(plan, target, confirm=plan.token, folder=tmp_path, retries=QUICK)
    assert plan.token in str(partly.value.hint)
    state = status(plan, target, tmp_path)
    assert (state.standing, state.done, state.pending) == (Standing.PARTLY, ("s01", "s02"), ("s03",))
    assert plan.token in state.next
    outcome = apply(plan, target, confirm=plan.token, folder=tmp_path)
    assert (outcome.done, outcome.skipped) == (("s03",), ("s01", "s02"))
    assert status(plan, target, tmp_path).standing is Standing.DONE


def test_a_partly_done_plan_whose_objects_changed_is_not_resumed(dsn: str, tmp_path: Path) -> None:
    """The state after the last commit is known too: a resume into another state is refused."""
    plan, target = plan_for(dsn, (*MIXED[:2], quick(MIXED[2]))), target_of(dsn)  # type: ignore[arg-type]
    with holding(dsn, "select from public.clients"), pytest.raises(ApplyPartlyDone):
        apply(plan, target, confirm=plan.token, folder=tmp_path, retries=QUICK)
    run(dsn, "alter table public.clients add column surprise int")
    with pytest.raises(StalePlanError, match="after s01, s02"):
        apply(plan, target, confirm=plan.token, folder=tmp_path)


def test_a_failed_concurrent_index_leaves_no_invalid_index(dsn: str, tmp_path: Path) -> None:
    """CREATE UNIQUE INDEX CONCURRENTLY over duplicates fails; the INVALID index it leaves is dropped."""
    alone = replace(CONCURRENT, id="s01")
    plan, before = plan_for(dsn, (alone,)), shape(dsn)
    with pytest.raises(ApplyError, match="23505"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert ask(dsn, "select count(*) from pg_index where not indisvalid") == 0
    assert shape(dsn) == before
    run(dsn, "update public.clients set mood = null")
    assert apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path).done == ("s01",)


def test_an_index_that_was_there_before_is_not_cleaned_up(dsn: str, tmp_path: Path) -> None:
    """A step that fails because the name is taken does not run its inverse on somebody else's index."""
    run(dsn, "create index clients_mood on public.clients (mood)")
    plan = plan_for(dsn, (replace(CONCURRENT, id="s01"),))
    with pytest.raises(ApplyError, match="42P07"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert ask(dsn, "select to_regclass('public.clients_mood') is not null")


def test_a_journal_that_cannot_be_written_stops_before_the_first_change(dsn: str, tmp_path: Path) -> None:
    """Neither a file in the way nor an altered journal lets a change through."""
    plan, before = plan_for(dsn), shape(dsn)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ApplyError, match="cannot be written"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path / "file")
    (tmp_path / FILE).write_text('{"event":"forged"}\n')
    with pytest.raises(ApplyError, match="was altered"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert shape(dsn) == before


def test_a_journal_that_becomes_unwritable_midway_rolls_back(
    dsn: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A disk that fills up between two steps takes the transaction back."""
    import drifttools.repair.journal as module

    plan, before, real = plan_for(dsn), shape(dsn), module._write_all  # noqa: SLF001 - the disk itself cannot be filled here

    def full(file: int, data: bytes) -> None:
        if b'"step":"s02"' in data:
            raise OSError(28, "No space left on device")
        real(file, data)

    monkeypatch.setattr(module, "_write_all", full)
    with pytest.raises(ApplyError, match="No space left"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert shape(dsn) == before
    assert verify_chain(tmp_path / FILE).intact


def test_the_session_says_who_it_is(dsn: str, tmp_path: Path) -> None:
    """Step by step, pg_stat_activity shows drifttools with the plan's id, and the client's death is checked for."""
    seen = (
        "select current_setting('application_name') || ' ' || current_setting('client_connection_check_interval', true)"
        " || ' ' || current_setting('lock_timeout') || ' ' || current_setting('search_path')"
    )
    plan = plan_for(dsn, (replace(ADD, postconditions=(Probe("who", seen, "?"),)),))
    with pytest.raises(ApplyError, match=rf"drifttools/\S+ {plan.id} 500ms 2s '"):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)


def test_no_secret_reaches_the_journal(database: Callable[[str], str], tmp_path: Path) -> None:
    """A password that a statement would print is masked in the journal and in the database's rows."""
    dsn = database(SETUP)
    from drifttools.redact import redactor

    redactor.add("S3cret-canary-of-h5")
    step = replace(ADD, title="add S3cret-canary-of-h5", statements=("select 'S3cret-canary-of-h5'", *ADD.statements))
    plan = plan_for(dsn, (step,))
    apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert "canary" not in (tmp_path / FILE).read_text()
    assert ask(dsn, "select count(*) from drifttools.journal where detail like '%canary%'") == 0


def test_deadlocks_are_tried_again(dsn: str, tmp_path: Path) -> None:
    """When the server ends our transaction to break a deadlock, it is run again whole."""
    run(dsn, f"alter database {ask(dsn, 'select current_database()')} set deadlock_timeout = '50ms'")
    plan = plan_for(dsn, (replace(MOVE, lock_timeout_ms=20_000), replace(ADD, lock_timeout_ms=20_000)))
    events: list[str] = []

    with psycopg.connect(dsn) as other, ThreadPoolExecutor() as pool:
        other.execute("set deadlock_timeout = '60s'")
        other.execute("lock table public.clients in row exclusive mode")
        running = pool.submit(
            apply, plan, target_of(dsn), confirm=plan.token, folder=tmp_path, progress=lambda p: events.append(p.event)
        )
        waits_until(dsn, "select exists (select from pg_locks where not granted)")
        other.execute("select from legacy.orders")
        other.commit()
        assert running.result(timeout=30).changed
    assert "waiting" in events
    assert json.loads((tmp_path / FILE).read_text().splitlines()[-1])["event"] == "end"


def test_an_interrupt_rolls_back_and_is_noted(dsn: str, tmp_path: Path) -> None:
    """Ctrl-C in the middle of a statement cancels it; nothing is changed and the journal says interrupted."""
    import _thread

    slow = replace(ADD, statements=("select pg_catalog.pg_sleep(60)", *ADD.statements), lock=Lock.ACCESS_EXCLUSIVE)
    plan, before = plan_for(dsn, (MOVE, slow)), shape(dsn)

    def interrupt() -> None:
        with psycopg.connect(dsn, autocommit=True) as other:
            asleep = (
                "select count(*) from pg_stat_activity where query like 'select pg_catalog.pg_sleep%' and state = 'active'"
            )
            while other.execute(asleep).fetchone() == (0,):
                time.sleep(0.05)
        _thread.interrupt_main()

    # a shell that starts pytest in the background has SIGINT ignored, and then nobody can interrupt
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=interrupt, daemon=True).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        apply(plan, target_of(dsn), confirm=plan.token, folder=tmp_path)
    assert time.monotonic() - started < 40, "it was cancelled, and not waited for"
    assert shape(dsn) == before
    assert read_journal(tmp_path / FILE)[-1]["event"] == "interrupted"
    assert status(plan, target_of(dsn), tmp_path).standing is Standing.INTERRUPTED
