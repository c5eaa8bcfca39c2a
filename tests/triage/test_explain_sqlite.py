"""The answers of a SQLite file: a statement fails there, its traceback is pasted, and the file is asked."""

from __future__ import annotations

import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import drifttools as dt
from drifttools.catalog.explore import Catalog
from drifttools.cli.main import drift
from drifttools.config import parse_target
from drifttools.investigation import Investigation
from drifttools.model.sighting import Origin

SCHEMA = """
create table users (id integer primary key, full_name text not null, email text unique, "Fax" text);
create table about_item (id integer primary key, user_id int references users);
insert into users (id, full_name) values (1, 'a'), (2, 'b');
create view v as select full_name from users;
"""
EXPECTED = SCHEMA.replace("email text unique", "email text unique, phone_number text") + "create table orders (id int);"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a file that lacks a column and a table, and what says so."""
    folder = tmp_path_factory.mktemp("shop")
    with closing(sqlite3.connect(folder / "shop.db")) as connection:
        connection.executescript(SCHEMA)
        connection.commit()
    (folder / "expected.sql").write_text(EXPECTED, encoding="utf-8")
    investigation(folder).audit(cache=False)
    return folder


def investigation(folder: Path) -> Investigation:
    """Open an investigation of the file."""
    return dt.investigate(str(folder / "shop.db"), f"sql:{folder / 'expected.sql'}", reports=folder / "reports")


def pasted(folder: Path, statement: str) -> str:
    """Give the traceback of a statement that fails in SQLAlchemy."""
    engine = sa.create_engine(f"sqlite:///{folder / 'shop.db'}")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
    except sa.exc.SQLAlchemyError:
        return traceback.format_exc()
    finally:
        engine.dispose()
    raise AssertionError("it did not fail")


@pytest.mark.parametrize(
    ("statement", "origin", "told"),
    [
        ("select users.phone_number from users", Origin.DRIFT, "main.users has no phone_number, and it is expected to."),
        ("select * from orders", Origin.DRIFT, "orders is expected and is not in shop.db."),
        ("select users.full_nam from users", Origin.CODE, "main.users has no full_nam. It has main.users.full_name."),
        ("select * from abuot_item", Origin.UNKNOWN, "abuot_item is not in shop.db."),
        ("select * from app.users", None, "app.users"),
    ],
)
def test_a_pasted_traceback_is_located_in_the_file(shop: Path, statement: str, origin: Origin | None, told: str) -> None:
    """A missing table or column is looked for, near names are told, and a finding of the incident says it is drift."""
    answer = investigation(shop).explain(pasted(shop, statement)).explanations[-1]
    assert told in answer.sentence
    assert origin is None or answer.origin is origin
    assert "schema of" not in answer.sentence
    assert "search_path" not in " ".join([answer.sentence, *(one.fact for one in answer.evidence)])


def test_what_is_there_was_looked_for_in_another_file(shop: Path) -> None:
    """The pasted text names a table that this file has: the code opened another one, which SQLite makes in silence."""
    answer = investigation(shop).explain("sqlite3.OperationalError: no such table: users").explanations[-1]
    assert answer.origin is Origin.CONNECTION
    assert "the code opened another file" in answer.sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("users", "users is a table in shop.db."),
        ("USERS", "USERS is a table in shop.db."),
        ("users.fax", "users.fax is a column of users in shop.db."),
        ("main.v", "main.v is a view in shop.db."),
        ("usres", "usres is not in shop.db. Similar: users."),
        ("nothing_like_it", "nothing_like_it is not in shop.db, and nothing has a similar name."),
    ],
)
def test_names_are_located_whatever_their_case(shop: Path, name: str, sentence: str) -> None:
    """SQLite tells no upper case from lower: neither does `locate`."""
    located = Catalog(parse_target(str(shop / "shop.db"))).locate(name)
    assert located.sentence == sentence


def test_the_command_explains_and_locates(shop: Path) -> None:
    """`drift explain --target FILE` and `drift locate NAME FILE` take a file by its path."""
    file = str(shop / "shop.db")
    run = CliRunner().invoke(drift, ["explain", "no such table: usres", "--target", file])
    assert "usres is not in shop.db" in run.output
    run = CliRunner().invoke(drift, ["locate", "about_item", file])
    assert "about_item is a table in shop.db." in run.output
