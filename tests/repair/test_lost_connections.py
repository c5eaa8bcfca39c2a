"""A connection that is lost during an apply: whatever was lost, the next command says what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drifttools.errors import ApplyError, ApplyPartlyDone
from drifttools.repair import carrier
from drifttools.repair.executor import apply, rollback, rollback_token, status
from drifttools.repair.journal import FILE, read_journal, verify_chain
from drifttools.repair.outcome import Progress, Standing
from tests.repair.plans import CONCURRENT, MIXED, SETUP, ask, plan_for, run, shape, target_of
from tests.repair.proxy import Proxy, behind_a_proxy


@pytest.fixture
def dsn(database: Callable[[str], str]) -> str:
    """Make the shop's database."""
    return database(SETUP)


@pytest.fixture
def through(dsn: str) -> Iterator[tuple[str, Proxy]]:
    """Give the same database behind a proxy."""
    with behind_a_proxy(dsn) as both:
        yield both


def at(event: str, step: str, do: Callable[[], None]) -> Callable[[Progress], None]:
    """Do something when the apply comes to a point."""

    def told(progress: Progress) -> None:
        if (progress.event, progress.step) == (event, step):
            do()

    return told


def events(folder: Path) -> list[str]:
    """Return what the journal file says happened, in order."""
    return [record["event"] for record in read_journal(folder / FILE)]


def test_a_lost_answer_to_commit_is_asked_for(dsn: str, through: tuple[str, Proxy], tmp_path: Path) -> None:
    """COMMIT reaches the server and its answer is lost: the apply asks the server, and ends as applied."""
    plan, (far, proxy) = plan_for(dsn), through
    lose = at("done", "s03", lambda: proxy.lose(b"COMMIT", reply_only=True))
    outcome = apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=lose)
    assert outcome.done == ("s01", "s02", "s03")
    assert ask(dsn, "select count(*) from public.orders") == 100
    assert ask(dsn, "select string_agg(distinct xid, ',') from drifttools.journal") == outcome.xids[0]
    assert events(tmp_path)[-4:] == ["commit", "resolved", "committed", "end"]
    assert verify_chain(tmp_path / FILE, head=outcome.journal_head).intact
    assert status(plan, target_of(far), tmp_path).standing is Standing.DONE
    assert not apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).changed


def test_a_commit_that_never_arrived_is_known_to_be_undone(dsn: str, through: tuple[str, Proxy], tmp_path: Path) -> None:
    """COMMIT itself is lost: the server says that the transaction was aborted, nothing is changed, and so it is told."""
    plan, before, (far, proxy) = plan_for(dsn), shape(dsn), through
    lose = at("done", "s03", lambda: proxy.lose(b"COMMIT", reply_only=False))
    with pytest.raises(ApplyError, match="the database is as it was") as failed:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=lose)
    assert failed.value.exit_code == 4
    assert shape(dsn) == before
    state = status(plan, target_of(far), tmp_path)
    assert state.standing is Standing.INTERRUPTED
    assert "was rolled back: nothing was changed" in state.message
    assert apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).done == ("s01", "s02", "s03")
    assert verify_chain(tmp_path / FILE).intact


@pytest.mark.parametrize("reply_only", [True, False], ids=["committed", "aborted"])
def test_while_the_network_is_down_nothing_is_claimed(
    dsn: str, through: tuple[str, Proxy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, reply_only: bool
) -> None:
    """Nobody can be asked what became of COMMIT: the apply says that it does not know, and the next command knows."""
    monkeypatch.setattr(carrier, "_RESOLVE_WAIT_S", 1.0)
    plan, (far, proxy) = plan_for(dsn), through
    lose = at("done", "s03", lambda: proxy.lose(b"COMMIT", reply_only=reply_only, stay_down=True))
    with pytest.raises(ApplyPartlyDone, match="not known yet") as failed:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=lose)
    assert failed.value.exit_code == 5
    assert "--status" in str(failed.value.hint)
    proxy.mend()
    state = status(plan, target_of(far), tmp_path)
    assert state.standing is (Standing.DONE if reply_only else Standing.INTERRUPTED)
    assert apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).changed is not reply_only
    assert ask(dsn, "select count(*) from drifttools.journal where event = 'applied'") == 1
    assert verify_chain(tmp_path / FILE).intact


@pytest.mark.parametrize(("event", "step"), [("started", "s01"), ("done", "s01"), ("started", "s02"), ("done", "s02")])
def test_a_connection_cut_between_statements_changes_nothing(
    dsn: str, through: tuple[str, Proxy], tmp_path: Path, event: str, step: str
) -> None:
    """Both connections are cut between two statements: all is rolled back, said so, and a second apply does it."""
    plan, before, (far, proxy) = plan_for(dsn), shape(dsn), through
    with pytest.raises(ApplyError, match="the database is as it was") as failed:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=at(event, step, proxy.cut))
    assert failed.value.exit_code == 4
    assert shape(dsn) == before
    assert status(plan, target_of(far), tmp_path).standing in {Standing.NOTHING_DONE, Standing.INTERRUPTED}
    assert events(tmp_path)[-1] == "failed"
    assert apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).done == ("s01", "s02", "s03")


@pytest.mark.parametrize("reply_only", [True, False], ids=["it arrived", "it did not"])
def test_a_statement_that_commits_itself_and_whose_answer_is_lost(
    dsn: str, through: tuple[str, Proxy], tmp_path: Path, *, reply_only: bool
) -> None:
    """ALTER TYPE ... ADD VALUE was sent and its answer is lost: nobody claims "as it was", and going on does it once."""
    plan, (far, proxy) = plan_for(dsn, MIXED), through
    lose = at("started", "s02", lambda: proxy.lose(b"add value", reply_only=reply_only))
    with pytest.raises(ApplyPartlyDone) as failed:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=lose)
    assert "as it was" not in str(failed.value)
    state = status(plan, target_of(far), tmp_path)
    assert (state.standing, state.done) == (Standing.PARTLY, ("s01",))
    assert apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).changed
    assert status(plan, target_of(far), tmp_path).standing is Standing.DONE
    assert ask(dsn, "select count(*) from pg_enum where enumlabel = 'so so'") == 1
    assert ask(dsn, "select count(*) from drifttools.journal where event = 'done'") == 3


def test_the_only_statement_may_have_been_done(dsn: str, through: tuple[str, Proxy], tmp_path: Path) -> None:
    """The first step commits on its own and its answer is lost: that nothing was changed is not said, for it was."""
    from dataclasses import replace

    run(dsn, "update clients set mood = null")
    plan, (far, proxy) = plan_for(dsn, (replace(CONCURRENT, id="s01"),)), through
    lose = at("started", "s01", lambda: proxy.lose(b"concurrently", reply_only=True))
    with pytest.raises(ApplyPartlyDone, match="not known") as failed:
        apply(plan, target_of(far), confirm=plan.token, folder=tmp_path, progress=lose)
    assert "--status" in str(failed.value.hint)
    assert ask(dsn, "select indisvalid from pg_index where indexrelid = to_regclass('clients_mood')") is True
    assert status(plan, target_of(far), tmp_path).standing is Standing.PARTLY
    assert apply(plan, target_of(far), confirm=plan.token, folder=tmp_path).message
    assert status(plan, target_of(far), tmp_path).standing is Standing.DONE


def test_a_way_back_whose_commit_is_not_answered(dsn: str, through: tuple[str, Proxy], tmp_path: Path) -> None:
    """The way back asks the server too, and ends as taken back."""
    plan, (far, proxy) = plan_for(dsn), through
    before = shape(dsn)
    apply(plan, target_of(far), confirm=plan.token, folder=tmp_path)
    lose = at("done", "s01", lambda: proxy.lose(b"COMMIT", reply_only=True))
    back = rollback(plan, target_of(far), confirm=rollback_token(plan), folder=tmp_path, progress=lose)
    assert back.done == ("s03", "s02", "s01")
    assert status(plan, target_of(far), tmp_path).standing is Standing.ROLLED_BACK
    run(dsn, "drop schema drifttools cascade")
    assert shape(dsn) == before
