"""The roles of docs/roles.sql are enough: one audits and can change nothing, the other applies and is no superuser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer

Run = Callable[..., subprocess.CompletedProcess[str]]

ROLES = Path(__file__).parents[2] / "docs" / "roles.sql"


@pytest.fixture
def shop() -> Iterator[PrivateServer]:
    """Give a server with a database of an owner, and the roles of the file, made as it says."""
    with PrivateServer() as server:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute('create role "the owner" nologin')
            connection.execute('create database app owner "the owner"')
        with psycopg.connect(server.dsn("app"), autocommit=True) as connection:
            connection.execute('set role "the owner"')
            connection.execute(
                "create schema stray; create table stray.t (id int primary key); insert into stray.t values (1)"
            )
        text = ROLES.read_text(encoding="utf-8").replace("<database>", "app")
        text = text.replace("'<owner of the tables>'", "'the owner'").replace("<owner of the tables>", '"the owner"')
        assert "<" not in re.sub(r"--.*", "", text)
        done = subprocess.run(
            [str(server.bindir / "psql"), "-X", "-v", "ON_ERROR_STOP=1", "-d", server.dsn("app")],
            input=text, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield server


def test_one_audits_and_the_other_applies(shop: PrivateServer, drift: Run, tmp_path: Path) -> None:
    """dt_audit finds and plans and may not write; dt_apply repairs what the owner owns, journal and all."""
    auditor, applier = (re.sub(r"user=\S+", f"user=dt_{what}", shop.dsn("app")) for what in ("audit", "apply"))
    (tmp_path / "schema.sql").write_text("create table t (id int primary key);", encoding="utf-8")
    (tmp_path / "drift.toml").write_text(
        '[targets.app]\nenv = "APP"\nexpected = "sql:schema.sql"\n[[ignore]]\nkind = "schema"\nobject = "*"\n'
        'reason = "of the tests"\nuntil = 2099-01-01\n',
        encoding="utf-8",
    )
    audited = drift("audit", "app", APP=auditor)
    assert audited.returncode == 1, audited.stdout + audited.stderr
    assert drift("plan", APP=auditor).returncode == 0
    token = re.search(r"--confirm (apply-\w+)", drift("apply", APP=auditor).stderr)
    assert token
    refused = drift("apply", "latest", "--confirm", token[1], APP=auditor)
    assert refused.returncode == 4, refused.stderr
    applied = drift("apply", "latest", "--confirm", token[1], APP=applier)
    assert applied.returncode == 0, applied.stderr
    again = drift("audit", "app", APP=auditor)
    assert again.returncode == 0, again.stdout
    with psycopg.connect(shop.dsn("app")) as connection:
        assert connection.execute("select count(*) from public.t").fetchone() == (1,)
        who = "select tableowner from pg_tables where tablename = 'journal'"
        assert connection.execute(who).fetchone() == ("the owner",)


def test_doctor_warns_of_a_role_that_may_do_everything(shop: PrivateServer, drift: Run, tmp_path: Path) -> None:
    """As a superuser the check of the role fails, as dt_audit it passes."""
    (tmp_path / "drift.toml").write_text('[targets.app]\nenv = "APP"\n', encoding="utf-8")
    powers = drift("doctor", "app", APP=shop.dsn("app"))
    assert "it is superuser and bypassrls and createrole" in " ".join(powers.stdout.split()), powers.stdout
    auditor = re.sub(r"user=\S+", "user=dt_audit", shop.dsn("app"))
    checked = drift("doctor", "app", APP=auditor)
    assert "PASS     the role can do no more than it must" in checked.stdout, checked.stdout
