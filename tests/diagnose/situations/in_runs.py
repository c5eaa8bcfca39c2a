"""Situations that lie in how migrations were run, and in where a session looked."""

from __future__ import annotations

from tests.diagnose.situations.ground import MIGRATIONS, first_statement, history
from tests.diagnose.situations.situation import Situation

V = tuple(MIGRATIONS)
V1, V2, V3, V4, V5, V6 = V
PENDING = frozenset({"not-applied"})


def _setting(value: str, role: str = "") -> str:
    """The statement that sets search_path for the database, or for a role in it."""
    of = f"alter role {role} in database" if role else "alter database"
    return f"do $$ begin execute format('{of} %I set search_path = {value}', current_database()); end $$;"


RUNS = (
    Situation(
        "the newest migration not run yet",
        "",
        "not-applied",
        ("table public.stock", "column public.orders.currency default"),
        ("6 was not applied here", "6 makes public.stock.", "6 changes public.orders.currency."),
        base=history(V[:5]),
    ),
    Situation(
        "three migrations not run yet",
        "",
        "not-applied",
        ("policy public.orders.orders_own", "table public.payment", "table public.stock"),
        ("4, 5, 6 were not applied here",),
        base=history(V[:3]),
    ),
    Situation(
        "the newest migration noted and never run",
        "",
        "never-run",
        ("table public.stock",),
        ("notes 6, and nothing of it is here",),
        base=history(V[:5], V),
        confidence="likely",
        beside=frozenset({"out-of-band"}),
    ),
    Situation(
        "the newest three noted and never run",
        "",
        "never-run",
        ("policy public.orders.orders_own", "table public.payment", "table public.stock"),
        ("notes 4 to 6, and nothing of them is here", "noted without being run"),
        base=history(V[:3], V),
    ),
    Situation(
        "one in the middle noted and never run",
        "",
        "skipped",
        ("trigger public.orders.orders_touch", "view public.open_orders"),
        ("3 was skipped", "what 4 makes is here"),
        base=history((V1, V2, V4, V5, V6), V),
    ),
    Situation(
        "one in the middle neither run nor noted",
        "",
        "skipped",
        ("trigger public.orders.orders_touch", "view public.open_orders"),
        ("3 was skipped", "does not note it and notes later ones"),
        base=history((V1, V2, V4, V5, V6)),
    ),
    Situation(
        "stopped after its first statement",
        first_statement(V5),
        "half-run",
        ("index public.payment.payment_order_id", "column public.orders.currency"),
        ("5 ran only in part", "does not note it"),
        base=history(V[:4]),
        beside=PENDING,
    ),
    Situation(
        "failed for its ledger after its first statement",
        first_statement(V5) + "insert into flyway_schema_history values (5, '5', 'payments', 'SQL', 'V5__payments.sql', 0,"
        " 'ann', now(), 5, false);",
        "half-run",
        ("index public.payment.payment_order_id", "column public.orders.currency"),
        ("says that it failed",),
        base=history(V[:4]),
        beside=PENDING,
    ),
    Situation(
        "half done and noted to get on",
        first_statement(V5),
        "half-run",
        ("index public.payment.payment_order_id", "column public.orders.currency"),
        ("5 ran only in part", "notes it"),
        base=history(V[:4], V[:5]),
        spec="sql:migrations@5",
        confidence="likely",
    ),
    Situation(
        "run out of order with the last word to the wrong one",
        "alter table orders alter currency set default 'EUR';"
        " update flyway_schema_history set installed_rank = 16 where version = '5';",
        "out-of-order",
        ("column public.orders.currency default",),
        ("5 ran out of order",),
    ),
    Situation(
        "file changed after it was run and its checksum tells",
        "alter table payment drop column paid_on; update flyway_schema_history set checksum = 1 where version = '5';",
        "edited",
        ("column public.payment.paid_on",),
        ("V5__payments.sql was changed after 5 had been applied",),
    ),
    Situation(
        "an index added to the file of an old migration",
        "drop index orders_account_placed; update flyway_schema_history set checksum = 2 where version = '2';",
        "edited",
        ("index public.orders.orders_account_placed",),
        ("V2__orders.sql was changed",),
    ),
    Situation(
        "a second run that came to another schema first",
        "create schema app; create table app.account (id uuid primary key, email text not null);"
        " create table app.flyway_schema_history (like flyway_schema_history including all);"
        " insert into app.flyway_schema_history select * from flyway_schema_history where version = '1';",
        "two-ledgers",
        ("table app.account",),
        ("app.flyway_schema_history notes 1",),
        beside=frozenset({"out-of-band"}),
    ),
    Situation(
        "a migration of another branch",
        "create table wish (id bigint primary key); insert into flyway_schema_history values"
        " (9, '9', 'wishes', 'SQL', 'V9__wishes.sql', 7, 'bob', now(), 5, true);",
        "other-branch",
        ("table public.wish",),
        ("notes 9", "not on disk"),
        confidence="likely",
    ),
)
HOTFIXES = (
    Situation(
        "a column added by hand",
        "alter table stock add column reserved integer;",
        "out-of-band",
        ("column public.stock.reserved",),
        ("made outside the migrations", "at no point made it"),
        confidence="likely",
    ),
    Situation(
        "a table and an index made by hand",
        "create table feature_flag (name text primary key); create index orders_note on orders (note);",
        "out-of-band",
        ("table public.feature_flag", "index public.orders.orders_note"),
        confidence="likely",
    ),
    Situation(
        "an index dropped by hand",
        "drop index orders_placed;",
        "out-of-band",
        ("index public.orders.orders_placed",),
        ("changed or dropped outside the migrations", "What comes after it in the migration is here too"),
        confidence="likely",
    ),
    Situation(
        "a default and a function changed by hand",
        "alter table stock alter quantity set default 1;"
        " create or replace function touch() returns trigger language plpgsql as 'begin return new; end';",
        "out-of-band",
        ("column public.stock.quantity default", "routine public.touch() body"),
        confidence="likely",
    ),
)
PATHS = (
    Situation(
        "two migrations whose session came to another schema",
        "create schema test_schema; alter table payment set schema test_schema; alter table stock set schema test_schema;",
        "wrong-schema",
        ("table public.payment", "table public.stock"),
        (
            "What 5 to 6 created is in test_schema instead of public",
            "5 to 6 is a run of 2 migrations. Replayed one at a time, they make the 2 tables that are in test_schema",
            "a session set it itself",
        ),
    ),
    Situation(
        "a setting of the database that leads to another schema",
        "create schema test_schema; alter table stock set schema test_schema;" + _setting("test_schema, public"),
        "wrong-schema",
        ("table public.stock", "database setting search_path"),
        ("The setting of the database puts test_schema first",),
    ),
    Situation(
        "search_path of the database leaves the schema out",
        _setting("nowhere"),
        "search-path",
        ("database setting search_path",),
        ("5 tables are in public as expected", "nowhere (database)"),
    ),
    Situation(
        "search_path of the role leaves the schema out",
        _setting("nowhere", "postgres"),
        "search-path",
        ("database setting postgres.search_path",),
        ("postgres does not find them by bare name", "nowhere (role in database)"),
    ),
    Situation(
        "a twin in a schema that comes first",
        "create schema app; create table app.orders (id bigint primary key);" + _setting("app, public"),
        "search-path",
        ("table app.orders", "database setting search_path"),
        ("bare names mean the twin", "app.orders hides public.orders"),
    ),
    Situation(
        "a role without usage of the schema",
        "revoke usage on schema public from public; grant select on all tables in schema public to shop_app;",
        "search-path",
        ("object privilege public.schema.PUBLIC",),
        ("the role has no USAGE on it",),
        role="shop_app",
        beside=frozenset({"out-of-band", "unknown"}),
    ),
    Situation(
        "run in another database of the server",
        "",
        "other-database",
        ("table public.payment", "table public.stock"),
        ("5 to 6 ran in the database",),
        base=history(V[:4], V),
        other="right",
        beside=frozenset({"out-of-band"}),
    ),
    Situation(
        "the wrong database beside the right one",
        "",
        "wrong-database",
        ("table public.orders", "table public.word"),
        ("is not the database that is meant", "It holds 1 table of something else"),
        base="words",
        other="right",
    ),
    Situation(
        "the wrong database and no other",
        "create table blog_post (id bigint primary key); create table blog_comment (id bigint primary key);",
        "wrong-database",
        ("table public.orders", "table public.blog_post"),
        ("none of the 5 expected tables is here", "No other database of this server"),
        base="nothing",
        confidence="likely",
    ),
    Situation(
        "an empty database beside the right one",
        "",
        "wrong-database",
        ("table public.orders",),
        ("It is empty",),
        base="nothing",
        other="right",
    ),
)
MODELS = """
import enum
from sqlalchemy import BigInteger, Column, Enum, Integer, MetaData, Table, Text

class State(enum.Enum):
    ACTIVE = "active"
    BLOCKED = "blocked"
    CLOSED = "closed"

metadata = MetaData()
Table("ticket", metadata, Column("id", BigInteger, primary_key=True), Column("state", Enum(State, name="state"){0}){1})
"""
TICKETS = """
    create type state as enum ('active', 'blocked', 'closed');
    create table ticket (id bigserial primary key, state state);
"""
CRM = {
    "crm/__init__.py": "from crm import base, models\n",
    "crm/base.py": """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Setting(Base):
    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(primary_key=True)
""",
    "crm/models.py": """
from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Lead(Base):
    __tablename__ = "lead"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)

class Deal(Base):
    __tablename__ = "deal"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
""",
}
CODE = (
    Situation(
        "models that send names where the type has values",
        "",
        "enum-names",
        ("enum public.state labels",),
        ("the models send the names of the members (ACTIVE, BLOCKED, CLOSED)",),
        base=TICKETS,
        spec="models:desk:metadata",
        files={"desk.py": MODELS.format("", "")},
    ),
    Situation(
        "a model that no migration knows",
        "",
        "models-apart",
        ("column public.ticket.priority",),
        ("The models declare 1 column that no migration makes",),
        base=TICKETS,
        spec="models:wishes:metadata",
        files={
            "wishes.py": MODELS.format(", nullable=True", ', Column("priority", Integer)').replace(
                "Enum(State, name=", "Enum(State, values_callable=lambda e: [m.value for m in e], name="
            ),
            "tickets/001_ticket.sql": TICKETS,
        },
        toml='[project]\nmigrations = "sql:tickets"\n',
    ),
    Situation(
        "models of another base than the one that is named",
        "create table deal (id bigserial primary key, lead_id bigint references lead);",
        "wrong-base",
        ("table public.lead", "table public.deal"),
        ("the models are of another base",),
        base="create table setting (name varchar primary key); create table lead (id bigserial primary key);",
        spec="models:crm.base:Base",
        files=CRM,
    ),
    Situation(
        "code that sends a label that no side knows",
        "",
        "code-apart",
        (),
        ("'unattended'",),
        files={"src/intake.py": "def waiting(c):\n    c.execute(\"select id from account where state = 'unattended'\")\n"},
        toml='[code]\npaths = ["src"]\n',
    ),
)
IN_RUNS = (*RUNS, *HOTFIXES, *PATHS, *CODE)
