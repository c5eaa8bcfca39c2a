"""Migrations are noted as applied without being run where the catalog proves them; it can be taken back."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.config import load_config
from drifttools.errors import RehearsalError, StalePlanError, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.repair.outcome import rollback_token
from tests.conftest import MakeDatabase
from tests.migrations.histories import NAMES, AlembicTool, DjangoTool, FlywayTool, Tool, execute, statements

TOOLS = (AlembicTool, DjangoTool, FlywayTool)
LABELS = {"alembic": NAMES, "django": tuple(f"shop.{name}" for name in NAMES), "flyway": ("1", "2", "3", "4")}


def opened(root: Path, server: PrivateServer, dsn: str, spec: str) -> Investigation:
    """Open an investigation of a project; the server is the scratch server too."""
    (root / "drift.toml").write_text(
        f'scratch = "{server.dsn()}"\n[project]\nplatform = "none"\n[targets.app]\ndsn = "{dsn}"\nexpected = "{spec}"\n',
        encoding="utf-8",
    )
    return investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")


def states(inv: Investigation) -> dict[str, str]:
    """Say how each migration stands."""
    frame = inv.migrations.status().frame()
    return dict(zip(frame["name"], frame["state"], strict=True))


def by_hand(tool: type[Tool], name: str) -> tuple[str, ...]:
    """Return what a migration does: for Alembic a key of this type is a serial one."""
    serial = "bigserial" if tool is AlembicTool else "bigint"
    return tuple(one.replace("id bigint", f"id {serial}") for one in statements(name))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_what_was_done_by_hand_is_noted(
    tool: type[Tool], tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """The tool goes on after it as if it had run them; the way back leaves the ledger as it was."""
    project, dsn = tool(tmp_path), database()
    project.run(dsn, NAMES[1])
    execute(dsn, *by_hand(tool, NAMES[2]))
    inv = opened(tmp_path, pg_server, dsn, tool.spec)
    label = LABELS[tool.name][2]
    with pytest.raises(RehearsalError, match=r"shop_payment.*missing"):
        inv.migrations.stamp(to=LABELS[tool.name][3])
    plan = inv.migrations.stamp(label)
    assert [step.kind for step in plan.steps] == ["ledger"]
    assert states(inv)[NAMES[2] if tool.name != "flyway" else label] == "not applied"
    inv.apply(plan, confirm=plan.token)
    assert list(states(inv).values()) == ["applied", "applied", "applied", "not applied"]
    with psycopg.connect(dsn) as connection:
        noted = connection.execute("select count(*) from drifttools.journal where event = 'done'").fetchone()
    assert noted == (1,)
    inv.rollback(plan, confirm=rollback_token(plan))
    assert list(states(inv).values()) == ["applied", "applied", "not applied", "not applied"]
    again = investigate("app", config=inv.config, reports=inv.reports)
    plan = again.migrations.stamp(label)
    again.apply(plan, confirm=plan.token)
    project.run(dsn)
    assert set(states(inv).values()) == {"applied"}
    with pytest.raises(UsageError, match="noted as applied already"):
        inv.migrations.stamp(to=LABELS[tool.name][3])


def test_half_of_a_migration_is_not_noted(tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer) -> None:
    """What lacks is named; so is what somebody made otherwise, and what was changed after the plan stops the apply."""
    project, dsn = AlembicTool(tmp_path), database()
    project.run(dsn, NAMES[1])
    execute(dsn, *by_hand(AlembicTool, NAMES[2])[:2])
    inv = opened(tmp_path, pg_server, dsn, AlembicTool.spec)
    with pytest.raises(RehearsalError, match=r"column public\.shop_customer\.status: changed"):
        inv.migrations.stamp(NAMES[2])
    execute(dsn, statements(NAMES[2])[2], "alter table shop_invoice add note text")
    with pytest.raises(RehearsalError, match=r"column public\.shop_invoice\.note: extra"):
        inv.migrations.stamp(NAMES[2])
    execute(dsn, "alter table shop_invoice drop note")
    with pytest.raises(UsageError, match="there is no migration 0009"):
        inv.migrations.stamp("0009")
    plan = inv.migrations.stamp(NAMES[2])
    execute(dsn, "alter table shop_invoice add note text")
    with pytest.raises(StalePlanError):
        inv.apply(plan, confirm=plan.token)


def test_a_migration_is_not_noted_before_the_one_that_it_builds_on(
    tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """With the one before it named too, it is."""
    project, dsn = DjangoTool(tmp_path), database()
    project.run(dsn, NAMES[0])
    execute(dsn, *statements(NAMES[1]), *statements(NAMES[2]))
    inv = opened(tmp_path, pg_server, dsn, DjangoTool.spec)
    with pytest.raises(UsageError, match=r"builds on shop\.0002_orders"):
        inv.migrations.stamp("shop.0003_invoice")
    plan = inv.migrations.stamp(to="0003")
    assert plan.steps[0].title.endswith("shop.0002_orders, shop.0003_invoice")


SUPABASE = """
create schema supabase_migrations;
create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
insert into supabase_migrations.schema_migrations values ('20260101000000', null, 'a');
"""
GOLANG = """
create table schema_migrations (version bigint not null primary key, dirty boolean not null);
insert into schema_migrations values (1, false);
"""
DBMATE = """
create table schema_migrations (version varchar(128) primary key);
insert into schema_migrations values ('20260101');
"""
PRISMA = """
create table _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
    migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0);
insert into _prisma_migrations (id, checksum, finished_at, migration_name) values ('1', 'x', now(), '20260101000000_a');
"""
GOOSE = """
create table goose_db_version (
    id integer primary key generated by default as identity, version_id bigint not null, is_applied boolean not null,
    tstamp timestamp not null default now());
insert into goose_db_version (version_id, is_applied) values (0, true), (20260101000000, true);
"""
DIESEL = """
create table __diesel_schema_migrations (
    version varchar(50) primary key not null, run_on timestamp not null default current_timestamp);
insert into __diesel_schema_migrations (version) values ('20260101000000');
"""
MADE = {table: f"create table {table} (id int);" for table in "ab"}
SQL: dict[str, tuple[dict[str, str], str, str, str]] = {
    "supabase": (
        {"config.toml": "", "migrations/20260101000000_a.sql": MADE["a"], "migrations/20260102000000_b.sql": MADE["b"]},
        "supabase",
        SUPABASE,
        "20260102000000*",
    ),
    "golang-migrate": (
        {
            "1_a.up.sql": MADE["a"],
            "1_a.down.sql": "drop table a;",
            "2_b.up.sql": MADE["b"],
            "2_b.down.sql": "drop table b;",
        },
        "db",
        GOLANG,
        "2*",
    ),
    "dbmate": (
        {
            f"2026010{n}_{t}.sql": f"-- migrate:up\n{MADE[t]}\n-- migrate:down\ndrop table {t};\n"
            for n, t in ((1, "a"), (2, "b"))
        },
        "db/migrations",
        DBMATE,
        "20260102*",
    ),
    "goose": (
        {
            f"2026010{n}000000_{t}.sql": f"-- +goose Up\n{MADE[t]}\n-- +goose Down\ndrop table {t};\n"
            for n, t in ((1, "a"), (2, "b"))
        },
        "db",
        GOOSE,
        "20260102*",
    ),
    "diesel": (
        {
            f"2026-01-0{n}-000000_{t}/{way}.sql": text
            for n, t in ((1, "a"), (2, "b"))
            for way, text in (("up", MADE[t]), ("down", f"drop table {t};"))
        },
        "migrations",
        DIESEL,
        "20260102*",
    ),
    "prisma": (
        {
            "migration_lock.toml": 'provider = "postgresql"\n',
            "20260101000000_a/migration.sql": MADE["a"],
            "20260102000000_b/migration.sql": MADE["b"],
        },
        "prisma/migrations",
        PRISMA,
        "20260102000000_b",
    ),
}


@pytest.mark.parametrize("tool", SQL)
def test_each_ledger_is_written_as_its_tool_does(
    tool: str, tmp_path: Path, database: MakeDatabase, pg_server: PrivateServer
) -> None:
    """What is noted is read again as applied; no checksum of it says that the file was edited."""
    written, folder, ledger, name = SQL[tool]
    for path, text in written.items():
        file = tmp_path / folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    dsn = database(f"create table a (id int); create table b (id int); {ledger}")
    inv = opened(tmp_path, pg_server, dsn, f"sql:{folder}{'/migrations' if tool == 'supabase' else ''}")
    plan = inv.migrations.stamp(name)
    inv.apply(plan, confirm=plan.token)
    stands = states(inv)
    assert list(stands.values())[-1] == "applied", stands
    inv.rollback(plan, confirm=rollback_token(plan))
    assert list(states(inv).values())[-1] == "not applied"
