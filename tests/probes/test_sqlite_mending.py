"""Wrong rows of a SQLite file put right: counted before and after, journalled, and taken back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from drifttools.errors import DriftToolsError, UsageError
from drifttools.investigation import Investigation
from drifttools.model.probed import Probed
from drifttools.model.verdict import State
from drifttools.repair.mending import Mend
from drifttools.repair.outcome import rollback_token
from tests.probes.test_sqlite_asking import opened
from tests.repair.sqlite.files import ask, contents, schema_of, script

SCHEMA = """
create table users (id integer primary key, name text not null default 'unknown', code text unique);
create table posts (note text, user_id int references users, code text references users (code) on delete cascade);
create trigger seen after insert on users begin update users set name = name || '!' where id = new.id; end;
create table sessions (id integer primary key, open {});
create table requests (id integer primary key autoincrement, status text not null, metadata text);
"""
ROWS = """
insert into users (id, code) values (1, 'a'), (2, 'b'), (3, 'c');
with recursive n (x) as (select 1 union all select x + 1 from n where x < 20)
insert into posts (note, user_id, code) select 'post ' || x, x % 5, 'a' from n;
insert into sessions values (1, 1), (2, 1), (3, 0);
insert into requests values (1, 'old', '{"session": 1}');
"""
LIVE = SCHEMA.format("boolean") + ROWS
INVARIANT = """
[[invariant]]
name = "every session has a request"
every = "sessions"
has = "requests"
on = { id = "metadata->>'session'" }
"""
# the probe, the values, how many rows are wrong; what is asked afterwards, and the answer
WAYS: dict[str, tuple[str, dict[str, str], int, str, int]] = {
    "quarantine": ("unchecked-foreign-keys", {}, 8, "select count(*) from posts", 12),
    "empty": ("unchecked-foreign-keys", {}, 8, "select count(*) from posts where user_id is null", 8),
    "insert": (
        "unchecked-foreign-keys",
        {"name": "'made for ' || t.user_id"},
        8,
        "select count(*) from users where name in ('made for 0!', 'made for 4!')",
        2,
    ),
    "insert partners": (
        "invariants",
        {"status": "'pending'", "metadata": "json_object('session', t.id)"},
        2,
        "select count(*) from requests where status = 'pending'",
        2,
    ),
}


def found(inv: Investigation, probe: str) -> Probed:
    """Give what a probe found."""
    (answer,) = inv.probe(only=[probe]).found
    return answer


@pytest.mark.parametrize("case", WAYS)
def test_rows_are_mended_and_taken_back(tmp_path: Path, case: str) -> None:
    """The plan alone changes nothing; it is rehearsed; applied, no row is wrong; taken back, every row is as before."""
    probe, values, wrong, query, number = WAYS[case]
    way = case.partition(" ")[0]
    inv, path = opened(tmp_path, LIVE, config=INVARIANT), tmp_path / "live.db"
    before, schema = contents(path), schema_of(path)
    answer = found(inv, probe)
    assert answer.rows == wrong
    plan = inv.mend(answer.id, way, values)
    rehearsal = inv.rehearse(plan)
    assert rehearsal.state is State.PASS, rehearsal.failed
    assert contents(path) == before
    assert {check.state for check in inv.verify().checks if check.group == "rows"} == {State.FAIL}
    inv.apply(plan, confirm=plan.token)
    assert ask(path, query) == [(number,)]
    assert schema_of(path) == schema
    assert not inv.probe(only=[probe]).found
    verdict = inv.verify()
    assert verdict.state is State.PASS, verdict.failed
    with pytest.raises(UsageError, match="nothing is to be mended"):
        inv.mend(answer.id, way, values)
    inv.rollback(plan, confirm=rollback_token(plan))
    # an id that AUTOINCREMENT has given once is not given again
    assert contents(path) | {"sqlite_sequence": []} == before | {"sqlite_sequence": []}
    assert found(inv, probe).rows == answer.rows
    assert not ask(path, "select name from sqlite_schema where name glob 'drifttools_mended*'")


def test_rows_that_came_meanwhile_stop_the_apply(tmp_path: Path) -> None:
    """A plan is for the rows that were counted: with another number nothing is changed, and no backup is left."""
    inv, path = opened(tmp_path, LIVE), tmp_path / "live.db"
    plan = inv.mend(found(inv, "unchecked-foreign-keys").id, "quarantine")
    script(path, "insert into posts (user_id) values (99)")
    before = contents(path)
    with pytest.raises(DriftToolsError, match="as counted"):
        inv.apply(plan, confirm=plan.token)
    assert contents(path) == before
    assert not [*inv.folder.path.glob("backup-*")]


def test_partners_that_do_not_fit_are_not_made(tmp_path: Path) -> None:
    """Where the rows that were made are no partners, the count afterwards takes all of them back."""
    inv, path = opened(tmp_path, LIVE, config=INVARIANT), tmp_path / "live.db"
    before = contents(path)
    plan = inv.mend(found(inv, "invariants").id, "insert", {"status": "'x'"})
    with pytest.raises(DriftToolsError, match="any more"):
        inv.apply(plan, confirm=plan.token)
    assert contents(path) == before


def test_what_cannot_be_mended_is_refused(tmp_path: Path) -> None:
    """An unknown question, way or column, and a way that does not fit the question."""
    inv = opened(tmp_path, LIVE, config=INVARIANT)
    partners = found(inv, "invariants").id
    cases: tuple[tuple[str, str, dict[str, str], str], ...] = (
        ("Q0", "quarantine", {}, "no probe asks"),
        (partners, "burn", {}, "no way"),
        (partners, "empty", {}, "only a reference"),
        (partners, "insert", {"nope": "1"}, "no column"),
        (partners, "quarantine", {"status": "1"}, "values are for"),
    )
    for question, way, values, words in cases:
        with pytest.raises(UsageError, match=words):
            inv.mend(question, way, values)


def test_a_plan_of_the_schema_mends_rows_of_other_tables(tmp_path: Path) -> None:
    """It is the last step; of a table that the plan itself changes it is refused, with the command for afterwards."""
    inv, path = opened(tmp_path, LIVE, SCHEMA.format("integer default 7")), tmp_path / "live.db"
    audit = inv.audit(probe=True, cache=False)
    question = next(one.id for one in audit.probed if one.probe == "unchecked-foreign-keys" and one.offends)
    plan = inv.plan(mends=[Mend(question, "empty")])
    assert [step.kind for step in plan.steps][1:] == ["rows"]
    inv.apply(plan, confirm=plan.token)
    assert ask(path, "select count(*) from posts where user_id is null") == [(8,)]
    (tmp_path / "expected.sql").write_text(
        SCHEMA.format("boolean").replace("note text", "note text default 'x'"), encoding="utf-8"
    )
    script(path, "insert into posts (user_id) values (99)")
    inv.audit(cache=False)
    with pytest.raises(UsageError, match="posts is changed by this plan, too"):
        inv.plan(mends=[Mend(question, "empty")])
