"""A rehearsal with rows: few of each table, whole by their foreign keys, and as they were after the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

import drifttools as dt
from drifttools.catalog import sampling
from drifttools.catalog.connect import parse_target
from drifttools.catalog.sampling import Link, contents, sample
from drifttools.catalog.scratch import Scratch, ScratchDatabase
from drifttools.catalog.server import PrivateServer
from drifttools.model.plan import Plan
from drifttools.model.verdict import Check, State, Verdict
from drifttools.verify.rehearsal import rehearse
from drifttools.verify.rows import KEPT, RETURNED, TAKEN
from tests.conftest import MakeDatabase
from tests.loop import plan_for, reading, snapshot

SHOP = """
create table country (code char(2), region text, name text, primary key (code, region));
create table customer (id bigint generated always as identity primary key, code char(2), region text, boss bigint,
    shout text generated always as (upper(region)) stored,
    foreign key (code, region) references country, foreign key (boss) references customer);
create table orders (id int primary key, customer bigint references customer, day date) partition by range (id);
create table orders_low partition of orders for values from (0) to (1000);
create table orders_high partition of orders default;
create table item ("order" int references orders, "what\t""else\\n" text);
create function refuse() returns trigger language plpgsql as 'begin raise exception ''never''; end';
"""
ROWS = """
insert into country select chr(65 + i / 26) || chr(65 + i % 26), 'r' || i % 3, 'name' from generate_series(0, 400) i;
insert into customer (code, region, boss)
    select chr(65 + i / 26) || chr(65 + i % 26), 'r' || i % 3, nullif(400 - i, i) from generate_series(1, 399) i;
insert into orders select i, 399 - i % 390, current_date from generate_series(1, 2000) i;
insert into item select 2001 - i, E'a\\\\tb\\n' || i from generate_series(1, 1990) i;
create trigger refuses before insert on customer for each row execute function refuse();
"""
TABLES = [("public", one) for one in ("country", "customer", "orders", "item")]


def keys_of(dsn: str) -> tuple[Link, ...]:
    """Return the foreign keys of the shop."""
    del dsn
    return (
        Link(("public", "customer"), ("code", "region"), ("public", "country"), ("code", "region")),
        Link(("public", "customer"), ("boss",), ("public", "customer"), ("id",)),
        Link(("public", "orders_low"), ("customer",), ("public", "customer"), ("id",)),
        Link(("public", "orders_high"), ("customer",), ("public", "customer"), ("id",)),
        Link(("public", "item"), ("order",), ("public", "orders"), ("id",)),
    )


@contextmanager
def copied(server: PrivateServer, dsn: str) -> Iterator[ScratchDatabase]:
    """Give a copy without rows."""
    with Scratch(parse_target(server.dsn()), "configured") as scratch, scratch.copy_schema(parse_target(dsn)) as copy:
        yield copy


def ask(dsn: str, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def check_of(verdict: Verdict, name: str) -> Check:
    """Return the check of a name."""
    return next(check for check in verdict.checks if check.name == name)


def rehearsed(server: PrivateServer, expected: str, actual: str, rows: int = 50) -> tuple[Plan, Verdict]:
    """Plan and rehearse."""
    wanted = snapshot(expected)
    plan = plan_for(wanted, snapshot(actual))
    with Scratch(parse_target(server.dsn()), "configured") as scratch:
        return plan, rehearse(plan, parse_target(actual), wanted, scratch, rows=rows).verdict


@pytest.mark.usefixtures("major")
def test_a_sample_is_bounded_and_whole_by_its_foreign_keys(server: PrivateServer, database: MakeDatabase) -> None:
    """Of each table come so many rows, with those that they need: every foreign key of the copy holds, no trigger fires."""
    live = database(SHOP + ROWS)
    with copied(server, live) as copy:
        with reading(live) as connection:
            taken = sample(connection, copy, TABLES, keys_of(live), rows=20)
        assert not taken.left
        assert 20 <= taken.rows["public", "customer"] < 399
        assert taken.rows["public", "item"] == 20
        orphans = ask(
            copy.dsn,
            "select (select count(*) from customer c where boss is not null and not exists (select from customer b"
            " where b.id = c.boss)), (select count(*) from customer c where not exists (select from country k"
            " where (k.code, k.region) = (c.code, c.region))), (select count(*) from item i where not exists"
            " (select from orders o where o.id = i.order)), (select count(*) from orders o where not exists"
            " (select from customer c where c.id = o.customer))",
        )
        assert orphans == [(0, 0, 0, 0)]
        same = "select * from item order by 1"
        assert set(ask(copy.dsn, same)) <= set(ask(live, same))
        assert ask(copy.dsn, "select count(*) from customer where shout = upper(region)") == [
            (taken.rows["public", "customer"],)
        ]
    assert not ask(live, f"select from pg_database where datname = '{copy.name}'")


def test_a_sample_never_exceeds_its_size(
    server: PrivateServer, database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table with large values gives as many whole rows as fit, and says that it was cut."""
    live = database(
        "create table big (id int, t text); create table other (id int); insert into other values (1);"
        "insert into big select i, repeat('x', 10000) from generate_series(1, 100) i"
    )
    monkeypatch.setattr(sampling, "TABLE_BYTES", 55_000)
    with copied(server, live) as copy:
        with reading(live) as connection:
            taken = sample(connection, copy, [("public", "big"), ("public", "other")], (), rows=100)
        assert 1 <= taken.rows["public", "big"] <= 5
        assert taken.size <= 56_000
        assert "rows fit into" in taken.left["public", "big"]
        assert taken.rows["public", "other"] == 1
        assert ask(copy.dsn, "select count(*), min(length(t)) from big") == [(taken.rows["public", "big"], 10_000)]


def test_what_cannot_be_sampled_is_said(server: PrivateServer, database: MakeDatabase) -> None:
    """A table without the right to read, behind a policy, or locked is named with the reason; the others come."""
    live = database(
        "create table seen as select 1 as id; create table secret as select 1 as id;"
        "create table held as select 1 as id; create table hidden as select 1 as id;"
        "alter table hidden enable row level security;"
        "do $$ begin create role dt_samples login; exception when duplicate_object then end $$;"
        "grant select on seen, held, hidden to dt_samples"
    )
    tables = [("public", one) for one in ("seen", "secret", "held", "hidden", "absent")]
    with copied(server, live) as copy, psycopg.connect(live) as holder:
        holder.execute("lock table held in access exclusive mode")
        with reading(make_conninfo(live, user="dt_samples")) as connection:
            taken = sample(connection, copy, tables, (), rows=5)
    assert taken.rows == {("public", "seen"): 1}
    assert {relation[1]: reason for relation, reason in taken.left.items()} == {
        "secret": "no right to SELECT",
        "held": "locked (ACCESS EXCLUSIVE) by another session",
        "hidden": "row-level security would hide rows from this role",
    }
    with psycopg.connect(live, autocommit=True) as connection:
        connection.execute("drop owned by dt_samples")
        connection.execute("drop role dt_samples")


@pytest.mark.usefixtures("major")
def test_plan_and_way_back_are_proven_with_rows(server: PrivateServer, database: MakeDatabase) -> None:
    """A table that moves, a column that is widened and a foreign key that is new: rows are kept, and are as they were."""
    live = database(
        "create schema old; create table old.t (id int primary key, p int, c varchar(5));"
        "create table p (id int primary key);"
        "insert into p select i from generate_series(1, 500) i;"
        "insert into old.t select i, 501 - i, 'c' || i from generate_series(1, 500) i"
    )
    expected = database(
        "create schema old; create table p (id int primary key);"
        "create table t (id int primary key, p int references p, c varchar(9) not null)"
    )
    _, verdict = rehearsed(server, expected, live)
    assert verdict.state is State.PASS, verdict.failed
    assert "rows of 2 tables" in check_of(verdict, TAKEN).actual
    assert check_of(verdict, KEPT).reason == ""
    assert check_of(verdict, RETURNED).actual == "2 of 2 tables equal"


def test_values_that_would_not_return_are_named(server: PrivateServer, database: MakeDatabase) -> None:
    """A column that is dropped comes back empty: the verdict says which step and which table."""
    live = database("create table t (id int primary key, c text); insert into t values (1, 'x')")
    plan, verdict = rehearsed(server, database("create table t (id int primary key)"), live)
    check = check_of(verdict, RETURNED)
    assert check.state is State.PASS
    assert "not as before: public.t" in check.reason
    assert f"{plan.steps[0].id} (drop column public.t.c)" in check.reason
    assert "x" not in check.actual


def test_a_plan_that_fails_on_rows_fails_in_the_rehearsal(server: PrivateServer, database: MakeDatabase) -> None:
    """Without rows nothing would have shown it; the message has no value."""
    live = database("create table t (id int primary key, c text); insert into t values (1, 'canary')")
    expected = database("create table t (id int primary key, c int)")
    assert rehearsed(server, expected, live, rows=0)[1].state is State.PASS
    verdict = rehearsed(server, expected, live)[1]
    assert [check.name for check in verdict.checks if check.state is State.FAIL] == [
        "the plan runs on a copy of the live schema"
    ]
    assert "canary" not in str(verdict)
    assert "22P02" in str(verdict)


def test_the_digest_of_a_table_does_not_depend_on_the_order(database: MakeDatabase) -> None:
    """Neither of its rows nor of its columns, but on every value."""
    digests = []
    for made in (
        "create table t (a int, b text); insert into t values (1, 'x'), (2, null)",
        "create table t (b text, a int); insert into t values (null, 2), ('x', 1)",
        "create table t (a int, b text); insert into t values (1, 'x'), (2, '')",
    ):
        with reading(database(made)) as connection:
            digests.append([(one.rows, one.digest) for one in contents(connection).values()])
    assert digests[0] == digests[1] != digests[2]


def test_an_incident_is_rehearsed_with_rows(database: MakeDatabase, tmp_path: Path) -> None:
    """The investigation takes rows along, counts what is in the way, and its plan says so in every form."""
    expected = database("create table t (id int primary key, c int not null, d int not null)")
    live = database("create table t (id int primary key, c int, d int); insert into t values (1, 1, 1), (2, 2, null)")
    inv = dt.investigate(live, f"database:{expected}", reports=tmp_path, title="rows")
    inv.audit(smoke=False)
    plan = inv.plan()
    assert [step.title for step in plan.steps] == ["alter column public.t.c"]
    assert "1 of the rows of public.t with a null in d (id: 2)" in plan.unplanned[0].reason
    script = (inv.folder.path / "repair.sql").read_text(encoding="utf-8")
    assert "--     counted: no rows of public.t with a null in c" in script
    assert "--way 'public.t.d=" in script
    assert "there are no rows of public.t with a null in c" in script
    shown = plan._repr_mimebundle_()["text/markdown"]  # type: ignore[attr-defined]
    assert "counted: no rows of public.t with a null in c" in shown
    verdict = inv.rehearse(plan)
    assert verdict.state == "PASS", verdict.failed
    assert check_of(verdict, TAKEN).actual.startswith("2 rows of 1 tables")
    assert TAKEN not in [check.name for check in inv.rehearse(plan, rows=0).checks]
    chosen = inv.plan(ways=["public.t.d=quarantine"])
    assert not chosen.unplanned
    verdict = inv.rehearse(chosen)
    assert check_of(verdict, KEPT).reason == "as its steps say: 1 of 2 rows of public.t"
    assert check_of(verdict, RETURNED).actual == "1 of 1 tables equal"
    inv.apply(chosen, confirm=chosen.token)
    assert ask(live, "select count(*) from t") == [(1,)]


def test_an_online_plan_goes_the_whole_way(database: MakeDatabase, tmp_path: Path) -> None:
    """Rehearsed with rows, applied in parts, verified: what only holds between two parts is not asked for in the end."""
    made = "create table t (id int primary key, a int, b int); insert into t select i, i, i from generate_series(1, 9) i;"
    expected = database(f"{made} create unique index t_a on t (a); alter table t alter b set not null, add unique (b);"
                        "alter table t add check (a > 0)")  # fmt: skip
    live = database(f"{made} create index t_a on t (b, a)")
    inv = dt.investigate(live, f"database:{expected}", reports=tmp_path, title="online")
    inv.audit(smoke=False)
    assert inv.plan(online_above_mb=0, maintenance=True).transactional
    assert inv.plan().transactional
    plan = inv.plan(online_above_mb=0)
    assert not plan.transactional
    assert "create unique index concurrently dt_new_t_a" in (inv.folder.path / "repair.sql").read_text(encoding="utf-8")
    assert inv.rehearse(plan).state == "PASS"
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify(smoke=False)
    assert verdict.state == "PASS", verdict.failed
