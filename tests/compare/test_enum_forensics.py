"""Enums under the glass: what models send against what types hold; every statement that is offered runs."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from drifttools.compare.enum_forensics import EnumCase, EnumFinding, enum_forensics
from drifttools.model.snapshot import Snapshot
from tests.databases import snapshot

MODELS = """
create type query_status as enum ('PENDING', 'DONE');
create type member_role as enum ('owner', 'guest');
create type document_status as enum ('new', 'old');
create type level as enum ('low', 'mid', 'high');
create table queries (id int primary key, status query_status default 'DONE', kind document_status);
create table members (id int primary key, role member_role, level level);
"""
LIVE = """
create type query_status as enum ('pending', 'done');
create type member_role as enum ('owner', 'guest');
create type memberrole as enum ('owner', 'guest');
create type document_type as enum ('a', 'b');
create type level as enum ('high', 'low', 'huge');
create type plan as enum ('free', 'paid');
create table queries (id int primary key, status query_status default 'done', kind text default 'new');
create table members (id int primary key, role memberrole default 'guest', level level, plan plan[]);
create function f(p plan) returns int language sql as 'select 1';
insert into queries values (1); insert into members values (1, 'owner', 'low', '{free}');
"""


@pytest.fixture
def sides(database: Callable[..., str]) -> tuple[Snapshot, Snapshot, str]:
    """Give what the models make, the live state, and the live database."""
    live = database(LIVE)
    return snapshot(database(MODELS)), snapshot(live), live


def one(findings: tuple[EnumFinding, ...], enum: str, case: EnumCase) -> EnumFinding:
    """Give the only finding of that sort."""
    (found,) = (finding for finding in findings if (finding.enum, finding.case) == (f"public.{enum}", case))
    return found


def test_everything_that_is_wrong_is_named_and_nothing_else(sides: tuple[Snapshot, Snapshot, str]) -> None:
    """Names for values, missing and unexpected labels, their order, duplicates, unused types, text in place of an enum."""
    findings = enum_forensics(sides[0], sides[1])
    assert {(finding.enum.removeprefix("public."), finding.case.value) for finding in findings} == {
        ("query_status", "names and values"),
        ("member_role", "unused"),
        ("member_role", "another type in its place"),
        ("memberrole", "only in the database"),
        ("memberrole", "duplicate"),
        ("document_type", "unused"),
        ("document_status", "only in the model"),
        ("document_status", "another type in its place"),
        ("level", "labels missing"),
        ("level", "labels unexpected"),
        ("level", "another order"),
        ("plan", "only in the database"),
    }
    status = one(findings, "query_status", EnumCase.NAMES_AND_VALUES)
    assert (status.change, status.used_by) == ("model", ("column public.queries.status",))
    assert "values_callable" in status.model
    assert one(findings, "plan", EnumCase.ONLY_IN_DATABASE).used_by == (
        "column public.members.plan",
        "routine public.f(public.plan)",
    )
    assert "member_role is the one to keep" in one(findings, "memberrole", EnumCase.DUPLICATE).sentence


def test_what_is_equal_is_no_finding(sides: tuple[Snapshot, Snapshot, str]) -> None:
    """The models beside themselves: no finding at all."""
    assert enum_forensics(sides[0], sides[0]) == ()


def test_the_statements_repair(sides: tuple[Snapshot, Snapshot, str]) -> None:
    """All statements run in the order of the findings' cases, rows kept, and what they are about is then right."""
    expected, actual, dsn = sides
    findings = enum_forensics(expected, actual)
    repairing = [
        one(findings, "query_status", EnumCase.NAMES_AND_VALUES),
        one(findings, "document_status", EnumCase.ONLY_IN_MODEL),
        one(findings, "document_status", EnumCase.NOT_USED_HERE),
        one(findings, "memberrole", EnumCase.DUPLICATE),
        one(findings, "document_type", EnumCase.UNUSED),
        one(findings, "level", EnumCase.LABELS_MISSING),
    ]
    with psycopg.connect(dsn, autocommit=True) as connection:
        for statement in (statement for finding in repairing for statement in finding.database):
            connection.execute(statement.encode())
        assert connection.execute("select role::text, level::text from members").fetchall() == [("owner", "low")]
        connection.execute("insert into members (id) values (2)")
        assert connection.execute("select role::text from members where id = 2").fetchone() == ("guest",)
    left = {(finding.enum, finding.case.value) for finding in enum_forensics(expected, snapshot(dsn))}
    assert left == {
        ("public.level", "labels unexpected"),
        ("public.level", "another order"),
        ("public.plan", "only in the database"),
    }
