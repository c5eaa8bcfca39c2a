"""Autogenerate with `drifttools.alembic`: quiet on what is equal, and not blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DataError

if TYPE_CHECKING:
    from conftest import Project


def body(source: str, function: str) -> str:
    """The body of a function of a revision."""
    _, _, rest = source.partition(f"def {function}():")
    return rest.partition("\ndef ")[0]


def test_a_project_from_nothing_and_back(project: Project) -> None:
    """The first revision makes its enums once and its tables; afterwards nothing differs; the way back leaves nothing."""
    first = project.autogenerate("all")
    assert first.count("create type user_role") == 1
    assert "create_type=False" in first
    project.upgrade()
    assert project.differences() == ""
    lines = [line.strip() for line in body(project.autogenerate("none"), "upgrade").splitlines()]
    assert [line for line in lines if line and not line.startswith("#")] == ["pass"]
    project.downgrade()
    assert project.sql("select count(*) from pg_type where typtype = 'e'") == [(0,)]


def test_planted_drift_is_seen_and_repaired_by_the_revision(project: Project) -> None:
    """A column, labels, a time zone, an array, a collation, precisions, defaults, a stray enum: seen, and seen no more."""
    project.autogenerate("all")
    project.upgrade()
    project.sql(
        "insert into users (email, role) values ('a@b', 'admin')",
        "alter table users drop column bio",
        "alter table queries alter completed_at type timestamp",
        'alter table users alter email type varchar(320) collate "default"',
        "alter table users alter tags drop default, alter tags type text[], alter tags set default '{}'",
        "alter table users alter balance type numeric(10,2)",
        "alter table users alter created_at set default '2020-01-01'",
        "alter table users alter seen_at type timestamp(0)",
        "alter table queries alter status set default 'DONE'",
        "create type memberrole as enum ('a')",
        "alter type user_role rename value 'reader' to 'READER'",
    )
    project.models('    DONE = "done"', '    DONE = "done"\n    CANCELLED = "cancelled"')
    source = project.autogenerate("repair")
    up = body(source, "upgrade")
    for seen in (
        "op.add_column('users', sa.Column('bio'",
        "alter type query_status add value if not exists 'CANCELLED' after 'DONE'",
        "alter type user_role rename value 'READER' to 'reader'",
        "drop type memberrole",
        *(f"'{column}'," for column in ("completed_at", "email", "tags", "balance", "created_at", "seen_at", "status")),
    ):
        assert seen in up, up
    assert "'score'" not in up
    project.upgrade()
    assert project.differences() == ""
    assert project.sql("select email, role::text from users") == [("a@b", "admin")]
    project.downgrade()
    project.upgrade()
    assert project.differences() == ""


def test_labels_that_go_and_move_rebuild_the_type(project: Project) -> None:
    """Rows, arrays and defaults are taken along; a row with a label that goes stops the upgrade and changes nothing."""
    project.autogenerate("all")
    project.upgrade()
    project.sql("insert into users (email, past_roles) values ('a@b', '{admin,reader}')")
    project.models(
        '    ADMIN = "admin"\n    READER = "reader"', '    READER = "reader"\n    ADMIN = "admin"\n    OWNER = "owner"'
    )
    project.models('    PROCESSING = "processing"\n', "")
    source = project.autogenerate("labels")
    assert "fails where rows hold one of ['PROCESSING']" in source
    project.sql("insert into queries (user_id, status) values (1, 'PROCESSING')")
    with pytest.raises(DataError, match="PROCESSING"):
        project.upgrade()
    project.sql("update queries set status = 'DONE'")
    project.upgrade()
    assert project.sql("select past_roles::text from users") == [("{admin,reader}",)]
    assert project.sql("select enum_range(null::user_role)::text") == [("{reader,admin,owner}",)]
    assert project.differences() == ""
    project.downgrade()
    assert project.sql("select enum_range(null::user_role)::text") == [("{admin,reader}",)]


def test_what_ends_alembics_own_comparison_is_compared(project: Project) -> None:
    """Labels in another case and text in place of a time, both with defaults: compared, and not the end of the run."""
    project.autogenerate("all")
    project.upgrade()
    project.sql(
        "alter table queries alter status drop default",
        "alter table queries alter status type text",
        "drop type query_status",
        "create type query_status as enum ('pending', 'processing', 'done')",
        "alter table queries alter status type query_status using status::query_status, alter status set default 'pending'",
        "alter table users alter created_at drop default, alter created_at type text, alter created_at set default 'now'",
    )
    up = body(project.autogenerate("repair"), "upgrade")
    assert "rename value 'pending' to 'PENDING'" in up
    assert "'created_at'," in up


def test_what_belongs_to_others_is_left_alone(project: Project) -> None:
    """Partitions, ledgers of other tools and tables of platforms are no tables that the models lack; a stray table is."""
    project.autogenerate("all")
    project.upgrade()
    project.sql(
        "create table schema_migrations (version text)",
        "create table stray (id int)",
        "create table parts (id int) partition by range (id)",
        "create table parts_1 partition of parts for values from (0) to (9)",
    )
    up = body(project.autogenerate("others"), "upgrade")
    assert "op.drop_table('stray')" in up
    assert "schema_migrations" not in up
    assert "parts_1" not in up
