"""The whole way on the command line: audit, plan, rehearse, apply, verify, report, rollback."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg

from drifttools.report.write import write_report
from tests.conftest import MakeDatabase
from tests.report.folders import full

Run = Callable[..., subprocess.CompletedProcess[str]]

EXPECTED = """
create table users (id bigint primary key, name text not null);
create table posts (id bigint primary key, user_id bigint not null references users (id), body text);
create index posts_user on posts (user_id);
"""
ACTUAL = """
create schema stray;
create table users (id bigint primary key, name text not null);
create table stray.posts (id bigint primary key, user_id bigint not null references users (id), body text);
create index posts_user on stray.posts (user_id);
insert into users select n, 'u' || n from generate_series(1, 10) n;
insert into stray.posts select n, 1 + n % 10, 'text' from generate_series(1, 500) n;
"""


def test_a_moved_table_from_audit_to_report_and_back(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """Each command takes up what the one before left; the repair keeps all rows, and the way back undoes it."""
    dsn = database(ACTUAL)
    (tmp_path / "schema.sql").write_text(EXPECTED, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")

    audit = drift("audit", "app", "--title", "Posts are gone")
    assert audit.returncode == 1, audit.stderr
    assert "stray" in audit.stdout
    plan = drift("plan", "latest", "--drop", "stray")
    assert plan.returncode == 0, plan.stderr
    assert "alter table stray.posts set schema public" in plan.stdout
    assert drift("rehearse").returncode == 0
    token = json.loads((next((tmp_path / "reports").iterdir()) / "plan.json").read_text())  # the file is whole JSON
    assert token["steps"]
    confirm = re.search(r"--confirm (apply-\w+)", drift("apply").stderr)
    assert confirm
    applied = drift("apply", "latest", "--confirm", confirm[1])
    assert applied.returncode == 0, applied.stderr
    again = drift("apply", "latest", "--confirm", confirm[1])
    assert again.returncode == 0, again.stderr
    verified = drift("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert drift("audit", "app").returncode == 0
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select count(*) from public.posts").fetchone() == (500,)
    name = json.loads((min((tmp_path / "reports").iterdir()) / "incident.json").read_text())["name"]
    report = drift("report", name)
    assert report.returncode == 0, report.stderr
    text = (tmp_path / "reports" / name / "report.md").read_text(encoding="utf-8")
    assert "posts" in text
    assert drift("incident", "check", name).returncode == 0
    back = re.search(r"--confirm (rollback-\w+)", drift("rollback", name).stderr)
    assert back
    assert drift("rollback", name, "--confirm", back[1]).returncode == 0
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select count(*) from stray.posts").fetchone() == (500,)


def test_incidents_are_listed_and_put_on_a_page_also_where_one_is_damaged(drift: Run, tmp_path: Path) -> None:
    """The whole incident stands in list and page; the damaged one is named in both and hides nothing."""
    write_report(full(tmp_path / "reports"))
    broken = tmp_path / "reports" / "2026-02-01-broken"
    broken.mkdir()
    (broken / "incident.json").write_text("{", encoding="utf-8")
    listed = drift("incident", "list")
    assert listed.returncode == 0, listed.stderr
    assert "2026-01-14-profile-tables" in listed.stdout
    assert re.search(r"2026-02-01-broken .*could not be read", listed.stdout)
    page = drift("incident", "page")
    assert page.returncode == 0, page.stderr
    html = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="2026-01-14-profile-tables/report.html"' in html
    assert "Could not be read: 2026-02-01-broken." in html


def test_a_plan_for_a_database_that_changed_is_refused(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """A change between audit and plan ends the plan, one between plan and apply ends the apply: exit code 6 each."""
    dsn = database(ACTUAL)
    (tmp_path / "schema.sql").write_text(EXPECTED, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n', encoding="utf-8")
    assert drift("audit", "app").returncode == 1
    assert drift("plan").returncode == 0
    confirm = re.search(r"--confirm (apply-\w+)", drift("apply").stderr)
    assert confirm
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("alter table stray.posts add column extra int")
    assert drift("apply", "latest", "--confirm", confirm[1]).returncode == 6
    assert drift("plan").returncode == 6
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select to_regclass('stray.posts') is not null").fetchone() == (True,)


def test_an_ignored_finding_is_shown_with_its_reason_and_ends(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """An ignore rule takes its finding out until its last day; afterwards the finding is drift again."""
    dsn = database("create table legacy (id int)")
    (tmp_path / "schema.sql").write_text("create schema if not exists public;", encoding="utf-8")
    rule = '[[ignore]]\nkind = "table"\nobject = "public.legacy"\nreason = "kept for the archive"\nuntil = {}\n'
    head = f'[targets.app]\ndsn = "{dsn}"\nexpected = "sql:schema.sql"\n\n'
    (tmp_path / "drift.toml").write_text(head + rule.format("2099-01-01"), encoding="utf-8")
    audit = drift("audit", "app")
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert "kept for the archive" in audit.stdout
    (tmp_path / "drift.toml").write_text(head + rule.format("2020-01-01"), encoding="utf-8")
    assert drift("audit", "app").returncode == 1


def test_locate_show_and_sql_answer(drift: Run, database: MakeDatabase) -> None:
    """The interactive answers are on the command line too: where a table is, its columns, one query."""
    dsn = database(ACTUAL)
    located = drift("locate", "posts", dsn)
    assert located.returncode == 0, located.stderr
    assert "stray" in located.stdout
    nowhere = drift("locate", "postz", dsn)
    assert (nowhere.returncode, "Similar: " in nowhere.stdout) == (1, True), nowhere.stderr
    columns = drift("show", "columns", dsn, "--schema", "stray", "--table", "posts", "--format", "csv")
    assert "user_id" in columns.stdout
    assert "10" in drift("sql", "select count(*) as n from public.users", dsn).stdout
    assert drift("sql", "delete from public.users", dsn).returncode == 2
    with psycopg.connect(dsn, autocommit=True) as admin:
        admin.execute("create role sql_nobody login")
    try:
        refused = drift("sql", "select * from public.users", f"{dsn} user=sql_nobody")
        assert (refused.returncode, "permission denied" in refused.stderr) == (3, True)
    finally:
        with psycopg.connect(dsn, autocommit=True) as admin:
            admin.execute("drop role sql_nobody")
    assert "public" in drift("search-path", dsn).stdout
    assert "stray" in drift("presence", "posts", "users", "--target", dsn).stdout


def test_an_incident_opened_with_a_dsn_goes_on(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """No DSN is kept: the next stage asks for it, takes it from DATABASE_URL, and refuses that of another database."""
    dsn, other = database(ACTUAL), database("")
    (tmp_path / "schema.sql").write_text(EXPECTED, encoding="utf-8")
    assert drift("audit", dsn, "--expected", "sql:schema.sql").returncode == 1
    for variables in ({}, {"DATABASE_URL": other}):
        refused = drift("plan", **variables)
        assert refused.returncode == 2
        assert "export DATABASE_URL" in refused.stderr
    planned = drift("plan", DATABASE_URL=dsn)
    assert planned.returncode == 0, planned.stderr
    assert "alter table stray.posts set schema public" in planned.stdout
