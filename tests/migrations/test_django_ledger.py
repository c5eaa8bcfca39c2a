"""`django_migrations` in live databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from drifttools.catalog.connect import connect_readonly
from drifttools.config import parse_target
from drifttools.migrations.django_ledger import read_django_ledgers
from drifttools.migrations.ledger import Ledger, LedgerRow

MakeDatabase = Callable[..., str]

TABLE = "(id int primary key, app varchar(255), name varchar(255), applied timestamptz)"


def read(dsn: str) -> tuple[Ledger, ...]:
    """Read the ledgers of a database as an audit does."""
    with connect_readonly(parse_target(dsn)) as connection:
        return read_django_ledgers(connection)


def test_a_ledger_is_read_in_its_order(database: MakeDatabase) -> None:
    """Rows come in the order in which they were noted, with their time in UTC."""
    dsn = database(
        f"create table django_migrations {TABLE};"
        "insert into django_migrations values (2, 'b', '0001', '2024-01-02 03:04:05+02'), (1, 'a', '0001', null);"
    )
    (ledger,) = read(dsn)
    assert ledger.schema == "public"
    assert ledger.rows == (LedgerRow("a", "0001"), LedgerRow("b", "0001", datetime(2024, 1, 2, 1, 4, 5, tzinfo=UTC)))


def test_every_schema_is_looked_into(database: MakeDatabase, major: int) -> None:
    """More than one ledger is given, whatever the names of their schemas, on every server version."""
    del major
    dsn = database(
        f'create schema "Odd ""one"; create table "Odd ""one".django_migrations {TABLE};'
        f"create table public.django_migrations {TABLE}; create view pg_catalog_like as select 1;"
        """insert into "Odd ""one".django_migrations values (1, 'a', '0001', now());"""
    )
    assert [(ledger.schema, len(ledger.rows)) for ledger in read(dsn)] == [('Odd "one', 1), ("public", 0)]


def test_no_ledger_is_no_error(database: MakeDatabase) -> None:
    """A database that Django has never seen has none."""
    assert read(database()) == ()


def test_a_table_that_only_bears_the_name_says_why_it_is_unread(database: MakeDatabase) -> None:
    """What cannot be read is never an empty ledger; the others are read."""
    dsn = database(
        f"create table public.django_migrations (other int); create schema a; create table a.django_migrations {TABLE};"
    )
    good, bad = read(dsn)
    assert (good.schema, good.unread) == ("a", "")
    assert "does not exist" in bad.unread
