"""What nobody asked to drop stays, also where what it uses is moved and changed at once."""

from __future__ import annotations

import psycopg

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from drifttools.repair.planner import Options
from tests.conftest import MakeDatabase
from tests.loop import apply, make_roles, plan_for, snapshot, undo

EXPECTED = "create schema stray; create table public.t (id bigint primary key, note text);"
ACTUAL = """
create schema stray;
create table stray.t (id int primary key, note text);
insert into stray.t select n, 'n' || n from generate_series(1, 5) n;
create view stray.v as select id from stray.t;
create view stray.w as select max(id) as id from stray.v;
grant select on stray.v to app_reader;
"""


def test_views_on_a_table_that_moves_and_gets_another_type_are_kept(
    server: PrivateServer, database: MakeDatabase, major: int
) -> None:
    """They are found under the name that the table has now, step aside, and come back with grants; so on the way back."""
    make_roles(server)
    dsn = database(ACTUAL)
    expected, actual = snapshot(database(EXPECTED)), snapshot(dsn)
    plan = plan_for(expected, actual, options=Options(drop=()))
    assert sorted(left.finding for left in plan.unplanned) == sorted(
        finding.id for finding in compare(expected, actual).findings if finding.change == "unexpected"
    )
    apply(dsn, plan.steps)
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "select (select id from stray.w), pg_typeof((select id from stray.v limit 1))::text,"
            " has_table_privilege('app_reader', 'stray.v', 'select'), (select count(*) from public.t)"
        ).fetchone()
    assert row == (5, "bigint", True, 5), major
    undo(dsn, plan.steps)
    assert not compare(actual, snapshot(dsn)).findings


HEALTHY = """
create table t (id bigint primary key, note text);
create view v as select id from t;
create materialized view m as select id from t;
"""
BY_HAND = """
create table t (id int primary key, note text);
create view v as select id from t; create view w as select id from v; create materialized view m as select id from t;
create index extra on m (id); comment on index extra is 'c'; grant select on m to app_reader;
comment on view v is 'hand made'; comment on column v.id is 'x';
grant select on v to app_reader; grant select on w to public;
create function vt() returns trigger language plpgsql as 'begin return new; end';
create trigger tr instead of insert on v for each row execute function vt();
create rule ru as on update to v do instead nothing;
create policy po on t using (id > 0); comment on policy po on t is 'pp';
create statistics st on id, note from t; create index tx on t ((id + 1));
alter table t add constraint ck check (id > 0); comment on constraint ck on t is 'ckc';
"""


def test_what_nobody_named_outlives_what_it_is_on(server: PrivateServer, database: MakeDatabase, major: int) -> None:
    """A view, a policy, an index that is made anew has all again that was on it, and the plan lists what it left."""
    make_roles(server)
    dsn = database(BY_HAND)
    expected, actual = snapshot(database(HEALTHY)), snapshot(dsn)
    found = compare(expected, actual)
    plan = plan_for(expected, actual, options=Options(drop=()), found=found)
    unnamed = {finding.id for finding in found.findings if finding.change == "unexpected"}
    assert {left.finding for left in plan.unplanned} == unnamed, major
    apply(dsn, plan.steps)
    lost = [f.label for f in compare(actual, snapshot(dsn)).findings if f.change in ("missing", "moved", "renamed")]
    assert not lost
    undo(dsn, plan.steps)
    assert not compare(actual, snapshot(dsn)).findings
