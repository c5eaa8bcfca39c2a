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
from drifttools.model.sighting import Explanation, Origin

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


def answered(folder: Path, text: str) -> Explanation:
    """Give the answer to one text."""
    return investigation(folder).explain(text).explanations[-1]


def commands(answer: Explanation) -> str:
    """Give all that an answer offers to run."""
    return "\n".join(one.command for one in answer.advice)


@pytest.mark.parametrize(
    ("text", "sentence", "command"),
    [
        (
            "table users has 4 columns but 5 values were supplied",
            "users has not the columns that are expected",
            "drift plan",
        ),
        ("table about_item has 2 columns but 3 values were supplied", "the statement counts on other columns", ""),
        ("table _alembic_tmp_users already exists", "a batch of Alembic writes users anew", "drift presence users"),
        ("table new__users already exists", "Django's schema editor writes users anew", "drift presence users"),
        ("Cannot add a UNIQUE column", "SQLite has no ALTER TABLE for it", "batch_alter_table"),
        ("error in view v: no such table: main.gone", "view v names main.gone, which is not there", "drift audit"),
        ("database is locked", "Another connection has the file's write lock", "catalog.locks()"),
        ("database or disk is full", "No room is left on the disk", "df -h"),
        ("database disk image is malformed", "The file is damaged", "pragma integrity_check"),
        ("UNIQUE constraint failed: users.email", "users.email has the key already", ""),
        ("cannot modify v because it is a view", "A table is wanted and it is a view", ""),
        ("no such table: usres", "usres", "drift audit"),
    ],
)
def test_each_sort_of_text_has_its_answer(shop: Path, text: str, sentence: str, command: str) -> None:
    """What happened, with the object, and the next command; nothing of a server in what is told of a file."""
    answer = answered(shop, f"sqlite3.OperationalError: {text}")
    assert sentence in answer.sentence
    assert command in commands(answer)
    told = " ".join([answer.sentence, *(f"{one.fact} {one.source}" for one in answer.evidence)])
    assert not [word for word in ("pg_", "search_path", "belongs to", "privilege", "The server") if word in told]


def test_without_a_file_the_next_command_asks_for_one() -> None:
    """No target is given: where the name is can be asked of a file."""
    run = CliRunner().invoke(drift, ["explain", "sqlite3.OperationalError: no such table: users"])
    assert "drift locate users FILE" in run.output


def test_a_row_of_a_table_that_is_written_anew_is_one_of_the_table(shop: Path) -> None:
    """Alembic's batches and Django's editor copy rows into a table of another name: the row is one of the real one."""
    answer = answered(shop, "sqlite3.IntegrityError: NOT NULL constraint failed: _alembic_tmp_users.email")
    assert "users.email must not be null" in answer.sentence
    assert "_alembic" not in answer.sentence
