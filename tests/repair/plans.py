"""Small plans on a real database, as the planner would make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import psycopg

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.config import Target, parse_target
from drifttools.model.plan import Lock, Plan, Probe, Reversal, Step
from drifttools.repair.fingerprint import focus_fingerprint

SETUP = """
create schema legacy;
create type mood as enum ('sad', 'happy');
create table legacy.orders (id bigint generated always as identity primary key, note text);
create index orders_note on legacy.orders (note);
create table clients (id int primary key, "Na%me" text, mood mood);
insert into legacy.orders (note) select 'n' || i from generate_series(1, 100) i;
insert into clients select i, 'c', 'sad' from generate_series(1, 10) i;
create view totals as select count(*) as n from legacy.orders;
"""

MOVE = Step(
    id="s01",
    title="move legacy.orders to public",
    kind="table",
    key=("legacy", "orders"),
    findings=("f1",),
    statements=("alter table legacy.orders set schema public",),
    inverse=("alter table public.orders set schema legacy",),
    lock=Lock.ACCESS_EXCLUSIVE,
    locked=("legacy.orders",),
    preconditions=(Probe("the name is free", "select to_regclass('public.orders') is null", "true"),),
    postconditions=(
        Probe("the table is there", "select to_regclass('public.orders') is not null", "true"),
        Probe("its rows are there", "select count(*) from public.orders", "100"),
    ),
)
ADD = Step(
    id="s02",
    title="add clients.city",
    kind="column",
    key=("public", "clients", "city"),
    findings=("f2",),
    statements=("alter table public.clients add column city text default '50%'",),
    inverse=("alter table public.clients drop column city",),
    lock=Lock.ACCESS_EXCLUSIVE,
    locked=("public.clients",),
    preconditions=(
        Probe(
            "the column is not there",
            "select count(*) from pg_attribute where attrelid = 'public.clients'::regclass and attname = 'city'",
            "0",
        ),
    ),
    postconditions=(Probe("every row has the default", "select count(*) from public.clients where city = '50%'", "10"),),
)
INDEX = Step(
    id="s03",
    title="index clients.city",
    kind="index",
    key=("public", "clients", "clients_city"),
    findings=("f3",),
    statements=("create index clients_city on public.clients (city)",),
    inverse=("drop index public.clients_city",),
    lock=Lock.SHARE,
    locked=("public.clients",),
    preconditions=(Probe("the name is free", "select to_regclass('public.clients_city') is null", "true"),),
    postconditions=(Probe("the index is there", "select to_regclass('public.clients_city') is null", "false"),),
)
LABEL = Step(
    id="s02",
    title="add so so to mood",
    kind="enum",
    key=("public", "mood"),
    findings=("f4",),
    statements=("alter type public.mood add value 'so so' after 'sad'",),
    reversal=Reversal.NONE,
    transactional=False,
    preconditions=(Probe("the label is absent", "select count(*) from pg_catalog.pg_enum where enumlabel = 'so so'", "0"),),
    postconditions=(Probe("the label is there", "select count(*) from pg_catalog.pg_enum where enumlabel = 'so so'", "1"),),
)
USE = Step(
    id="s03",
    title="default of clients.mood",
    kind="column",
    key=("public", "clients", "mood"),
    findings=("f5",),
    statements=("alter table public.clients alter column mood set default 'so so'",),
    inverse=("alter table public.clients alter column mood drop default",),
    lock=Lock.ACCESS_EXCLUSIVE,
    locked=("public.clients",),
)
CONCURRENT = Step(
    id="s02",
    title="unique index on clients.id",
    kind="index",
    key=("public", "clients", "clients_mood"),
    findings=("f6",),
    statements=("create unique index concurrently clients_mood on public.clients (mood)",),
    inverse=("drop index concurrently public.clients_mood",),
    transactional=False,
    postconditions=(
        Probe(
            "the index is valid",
            "select coalesce((select indisvalid from pg_catalog.pg_index"
            " where indexrelid = pg_catalog.to_regclass('public.clients_mood')), false)",
            "true",
        ),
    ),
)

TRANSACTIONAL = (MOVE, ADD, INDEX)
MIXED = (MOVE, LABEL, USE)
FOCUS = (
    ("legacy", "orders"),
    ("public", "orders"),
    ("public", "clients"),
    ("public", "mood"),
    ("public", "totals"),
)


def target_of(dsn: str) -> Target:
    """The database as a target."""
    return replace(parse_target(dsn), name="shop")


def plan_for(dsn: str, steps: tuple[Step, ...] = TRANSACTIONAL) -> Plan:
    """A plan of these steps for the database as it is now."""
    with connect_readonly(target_of(dsn)) as connection:
        snapshot = read(connection, Extent(focus=FOCUS))
    server = snapshot.server
    return Plan(
        target="shop",
        database=server.database,
        system_identifier=server.system_identifier,
        created_at=datetime(2026, 7, 1, tzinfo=UTC),
        steps=steps,
        focus=FOCUS,
        fingerprint=focus_fingerprint(snapshot),
    )


def ask(dsn: str, query: str) -> object:
    """One value."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def run(dsn: str, statement: str) -> None:
    """One statement, committed."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())


def shape(dsn: str) -> str:
    """A digest of the whole catalog but the journal."""
    with connect_readonly(target_of(dsn)) as connection:
        return read(connection).fingerprint
