"""A moved table with rows, indexes, a serial column, an enum, a foreign key to it and a view on it."""

from __future__ import annotations

from pathlib import Path

import psycopg

import drifttools as dt
from drifttools.catalog.copying import dump_text
from drifttools.catalog.server import PrivateServer
from drifttools.config import parse_target
from tests.conftest import MakeDatabase

SCHEMA = """
    create schema test_schema;
    create type {where}.mood as enum ('sad', 'ok');
    create table {where}.items (
        id serial primary key,
        m {where}.mood not null default 'ok',
        label varchar(20) check (length(label) > 1),
        unique (label)
    );
    create index items_lower on {where}.items (lower(label));
    alter table {where}.items enable row level security;
    create policy own on {where}.items for select using (label <> 'hidden');
    grant select on {where}.items to public;
    create table public.orders (id int primary key, item_id int not null references {where}.items (id));
    create view public.labels as select id, label, m from {where}.items;
"""
ROWS = """
    insert into {where}.items (label) select 'label ' || n from generate_series(1, 300) n;
    insert into public.orders select n, 1 + n % 300 from generate_series(1, 900) n;
"""


def test_it_is_repaired_by_set_schema_and_nothing_is_lost(
    database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path
) -> None:
    """SET SCHEMA for table and type, no row lost, everything else equal to the right database by pg_dump."""
    right = database((SCHEMA + ROWS).format(where="public"))
    wrong = database((SCHEMA + ROWS).format(where="test_schema"))
    inv = dt.investigate(wrong, f"database:{right}", reports=tmp_path, title="moved")
    audit = inv.audit()
    assert {(f.kind, f.name) for f in audit.findings.roots} == {("enum", "mood"), ("table", "items")}
    assert {f.change for f in audit.findings.roots} == {"moved"}
    assert all(f.follows for f in audit.findings if f not in audit.findings.roots)
    plan = inv.plan()
    assert [s for step in plan.steps for s in step.statements] == [
        "alter type test_schema.mood set schema public",
        "alter table test_schema.items set schema public",
    ]
    carried = {name for step in plan.steps for name in step.carried}
    assert {"sequence items_id_seq", "index items_lower", "policy own", "privilege PUBLIC"} <= carried
    assert inv.rehearse(plan).state == "PASS"
    assert inv.apply(plan, confirm=plan.token).changed
    verdict = inv.verify()
    assert verdict.state == "PASS", verdict.failed
    repaired, judged = (
        dump_text(parse_target(dsn), pg_server.binaries, exclude_schema="drifttools") for dsn in (wrong, right)
    )
    assert repaired == judged
    with psycopg.connect(wrong) as connection:
        assert connection.execute("select count(*) from public.items").fetchone() == (300,)
        assert connection.execute("select count(*) from public.labels").fetchone() == (300,)
        connection.execute("insert into public.items (label) values ('new one')")


def test_what_stays_behind_is_said(database: MakeDatabase, tmp_path: Path) -> None:
    """A function that names the table in its text does not follow: the step says so, and lists it as manual."""
    function = """
        create function public.how_many() returns bigint language plpgsql
        as 'begin return (select count(*) from test_schema.items); end';
    """
    right = database(SCHEMA.format(where="public") + function)
    wrong = database(SCHEMA.format(where="test_schema") + function)
    inv = dt.investigate(wrong, f"database:{right}", reports=tmp_path, title="moved")
    inv.audit(smoke=False)
    stays = [entry for step in inv.plan().steps for entry in step.stays]
    assert any("how_many" in entry and "manual" in entry for entry in stays)
