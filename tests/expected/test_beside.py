"""One model, two databases: the SQLite file of the tests beside production, both held against the same models."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from click.testing import CliRunner

import drifttools as dt
from drifttools.catalog.server import PrivateServer
from drifttools.cli.main import drift

MODELS = """
import datetime
from sqlalchemy import DateTime, ForeignKey, JSON, Numeric, String, Uuid, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    phone_number: Mapped[str | None]
    is_active: Mapped[bool]
    seen: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    profile = mapped_column(JSON)
    token = mapped_column(Uuid)
    credit = mapped_column(Numeric(10, 2))

class Booking(Base):
    __tablename__ = "bookings"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
"""
POSTGRESQL = """
    create table users (id serial primary key, name varchar(50) not null unique, phone_number varchar, is_active boolean not
        null, seen timestamptz not null default now(), profile json, token uuid, credit numeric(10, 2), fax text);
    create table bookings (id serial primary key, user_id int not null references users (id));
    create index ix_bookings_user_id on bookings (user_id);
"""
SQLITE = """
    create table users (id integer not null primary key, name varchar(50) not null, is_active boolean not null,
        seen datetime not null default current_timestamp, profile json, token char(32), credit numeric(10, 2),
        fax text, unique (name));
    create table bookings (id integer not null primary key, user_id integer not null references users (id));
"""
WHOLE = """
    alter table users drop column fax; alter table users add column phone_number varchar;
    drop table bookings;
    create table bookings (id integer not null primary key,
        user_id integer not null references users (id) on delete cascade);
    create index ix_bookings_user_id on bookings (user_id);
"""


def test_what_differs_between_two_databases_of_one_model(
    tmp_path: Path,
    database: Callable[..., str],
    pg_server: PrivateServer,
) -> None:
    """Only what one has and the other has not: what each dialect calls its own way is none; what both lack is apart."""
    (tmp_path / "shop.py").write_text(MODELS, encoding="utf-8")
    dsn = database(POSTGRESQL)
    with closing(sqlite3.connect(tmp_path / "test.db")) as connection:
        connection.executescript(SQLITE)
    (tmp_path / "drift.toml").write_text(
        f'expected = "models:shop:Base"\nscratch = "{pg_server.dsn()}"\n[targets.prod]\ndsn = "{dsn}"\n'
        '[targets.test]\ndsn = "test.db"\n',
        encoding="utf-8",
    )
    config = ["--config", str(tmp_path / "drift.toml"), "--reports", str(tmp_path / "reports")]
    arguments = [*config, "audit", "prod", "--beside", "test", "--no-cache"]
    run = CliRunner().invoke(drift, arguments, standalone_mode=False)
    assert run.return_value == 1, run.output
    assert "prod (PostgreSQL) and test (SQLite) differ in 2 things" in run.output
    inv = dt.investigate(incident="latest", reports=tmp_path / "reports", config=tmp_path / "drift.toml")
    kept = json.loads((inv.folder.path / "beside.json").read_text(encoding="utf-8"))
    rows = {(one["kind"], one["object"], one["attribute"]): (one["here"], one["there"]) for one in kept["rows"]}
    assert rows == {
        ("column", "users.phone_number", ""): ("", "missing"),
        ("index", "bookings.ix_bookings_user_id", ""): ("", "missing"),
        # what both have and the models have not
        ("column", "users.fax", ""): ("unexpected", "unexpected"),
        ("constraint", "bookings.foreign key (user_id)", "on_delete"): ("no action", "no action"),
    }
    assert "One model, two databases" in inv.report().paths["markdown"].read_text(encoding="utf-8")
    with psycopg.connect(dsn) as own:
        own.execute(
            "alter table users drop column fax; alter table bookings drop constraint bookings_user_id_fkey,"
            " add foreign key (user_id) references users on delete cascade"
        )
        own.commit()
    with closing(sqlite3.connect(tmp_path / "test.db")) as connection:
        connection.executescript(WHOLE)
    assert not inv.beside("test", keep=False).rows
