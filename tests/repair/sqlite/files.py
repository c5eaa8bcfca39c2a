"""Databases of SQLite as files, and plans for them that are written by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drifttools.config import Target
from drifttools.config.dsn import parse_target
from drifttools.model.plan import Plan, Statement, Step
from drifttools.repair.sqlite.rebuild import Rebuild
from drifttools.repair.sqlite.schema import ROWS, Schema
from drifttools.sql.sqlite_ddl import parse_table

SHOP = """
create table clients (id integer primary key autoincrement, name text not null, city text);
create table orders (
    id integer primary key, client integer references clients (id) on delete cascade, total numeric, note text);
create index orders_client on orders (client);
create index clients_city on clients (city) where city is not null;
create view spent as select c.name, sum(o.total) as total from clients c join orders o on o.client = c.id group by 1;
create table log (what text);
create trigger told after insert on orders begin insert into log (what) values ('order ' || new.id); end;
"""
COUNT = 100


def made(path: Path) -> Path:
    """Make the shop."""
    connection = sqlite3.connect(path)
    connection.executescript(SHOP)
    for number in range(1, COUNT + 1):
        city = "Ulm" if number % 2 else None
        connection.execute("insert into clients (name, city) values (?, ?)", [f"client {number}", city])
        connection.execute("insert into orders (client, total) values (?, ?)", [number, number * 1.5])
    # ids up to 100 were given: a client of the future must not get one of them
    connection.execute("delete from orders where client > ?", [COUNT - 10])
    connection.execute("delete from clients where id > ?", [COUNT - 10])
    connection.commit()
    connection.close()
    return path


def script(path: Path, text: str) -> Path:
    """Run a script on a file, which is made where it is not there."""
    connection = sqlite3.connect(path)
    connection.executescript(text)
    connection.close()
    return path


def target_of(path: Path) -> Target:
    """The file as a target."""
    return parse_target(f"sqlite:///{path}")


def ask(path: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Ask a file."""
    connection = sqlite3.connect(path)
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")  # SQLite takes any bytes for a text
    try:
        return connection.execute(query, parameters).fetchall()
    finally:
        connection.close()


def schema_of(path: Path) -> Schema:
    """Its definitions."""
    return Schema.of_rows(ask(path, ROWS))


def tables_of(path: Path) -> dict[str, str]:
    """What its tables mean by their texts."""
    schema = schema_of(path)
    return {one.name: text.normal for one in schema.entries if (text := schema.table(one.name)) is not None}


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, the rowid first where there is one, and the highest ids that were given."""
    found = {}
    for entry in schema_of(path).entries:
        if entry.type == "table" and not entry.virtual:
            columns = "*" if "WITHOUT ROWID" in entry.sql.upper() else "rowid, *"
            name = entry.name.replace('"', '""')
            found[entry.name] = sorted(ask(path, f'select {columns} from "{name}"'), key=repr)
    if ask(path, "select 1 from sqlite_schema where name = 'sqlite_sequence'"):
        found["sqlite_sequence"] = sorted(ask(path, "select name, seq from sqlite_sequence"))
    if not found.get("sqlite_sequence", True):
        del found["sqlite_sequence"]
    return found


def shape(path: Path) -> tuple[object, ...]:
    """All that a database is: that the file is whole, its definitions as they are stored, its rows."""
    whole = ask(path, "pragma integrity_check")
    entries = sorted((one.type, one.name, one.table, one.sql) for one in schema_of(path).entries)
    return whole, entries, contents(path)


def rebuild(path: Path, table: str, definition: str) -> Rebuild:
    """Write a table anew under a definition."""
    schema = schema_of(path)
    before = schema.table(table)
    assert before is not None
    return Rebuild(before, parse_table(definition), [entry.sql for entry in schema.attached(table)])


def back(one: Rebuild) -> Rebuild:
    """The way back of a rebuild."""
    return replace(one, before=one.after, after=one.before)


def step(number: int, statements: Sequence[Statement], inverse: Sequence[Statement], table: str) -> Step:
    """A step of statements."""
    return Step(
        id=f"s{number:02}",
        title=f"change {table}",
        kind="table",
        key=("main", table),
        findings=(),
        statements=tuple(one.sql for one in statements),
        inverse=tuple(one.sql for one in inverse),
        rewrites=any("sqlite-rebuild" in one.hazards for one in statements),
    )


def plan_of(path: Path, *steps: Step) -> Plan:
    """A plan for a file as it is."""
    focus = tuple(("main", step.key[-1]) for step in steps)
    plan = Plan("shop", path.name, "", datetime(2026, 1, 1, tzinfo=UTC), steps, focus=focus)
    return replace(plan, fingerprint=schema_of(path).fingerprint(focus))


ORDERS = (
    "create table orders (id integer primary key, client integer not null references clients (id) on delete restrict,"
    " total numeric not null default 0 check (total >= 0), note text)"
)
CLIENTS = "create table clients (id integer primary key autoincrement, name text not null unique, city text collate nocase)"


def shop_plan(path: Path) -> Plan:
    """Two tables that refer to each other's rows, both written anew, and an index."""
    one, other = rebuild(path, "orders", ORDERS), rebuild(path, "clients", CLIENTS)
    make = Statement("create index orders_total on orders (total)", ("sqlite-create-index",))
    drop = Statement("drop index orders_total", ("sqlite-drop",))
    return plan_of(
        path,
        step(1, [*one.statements()], [*back(one).statements()], "orders"),
        step(2, [*other.statements()], [*back(other).statements()], "clients"),
        step(3, [make], [drop], "orders"),
    )
