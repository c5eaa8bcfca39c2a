"""What audits, plans and verifications send to a live database: the server's own log of statements is the judge."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer

Run = Callable[..., subprocess.CompletedProcess[str]]

# A view and a foreign table that do something when somebody reads them, and a trigger that does when somebody writes.
_TRAPS = """
create schema stray;
create sequence public.fallen;
create table stray.t (id int primary key, pad text);
insert into stray.t values (1, 'a'), (2, 'b');
create view stray.trap as select nextval('public.fallen') as n, t.* from stray.t;
create materialized view stray.held as select * from stray.t;
create function public.note() returns trigger language plpgsql as
  $$ begin perform nextval('public.fallen'); return new; end $$;
create trigger noted before insert or update or delete on stray.t for each row execute function public.note();
create function public.lower(name) returns text language plpgsql as
  $$ begin perform nextval('public.fallen'); return 'x'; end $$;
"""
_EXPECTED = """
create sequence public.fallen;
create table public.t (id int primary key, pad text not null);
create function public.note() returns trigger language plpgsql as
  $$ begin perform nextval('public.fallen'); return new; end $$;
create trigger noted before insert or update or delete on public.t for each row execute function public.note();
"""
_MET = """
relation "t" does not exist
column "pat" of relation "t" does not exist
duplicate key value violates unique constraint "t_pkey"
permission denied for table t
function public.note(integer) does not exist
"""
_SENT = re.compile(r"^(?:drifttools[^|]*|pg_dump)\|(\w+)\|.*?(?:statement|execute [^:]*): (.*)$", re.MULTILINE)
_READING = re.compile(
    r"select|with|prepare \w+\([\w., ]*\) as select|execute \w+\(|copy \(\s*(select|with)|"
    r"begin|start transaction|rollback|commit|set|reset|show|savepoint|release|"
    r"declare \S+ (no scroll )?cursor|fetch|close|deallocate",
    re.IGNORECASE,
)


@pytest.fixture
def watched() -> Iterator[tuple[PrivateServer, Path]]:
    """Give a server that logs every statement with the application that sent it, and its log."""
    with PrivateServer(settings={"log_statement": "all", "log_line_prefix": "%a|%d|"}) as server:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("create database app")
        with psycopg.connect(server.dsn("app"), autocommit=True) as connection:
            connection.execute(_TRAPS.encode())
        yield server, server.socket_dir / "log"


def test_until_the_apply_nothing_but_reading_is_sent(
    watched: tuple[PrivateServer, Path], drift: Run, tmp_path: Path
) -> None:
    """From audit to report only SELECTs and settings are sent, no transaction number is taken, no trap is fallen into."""
    server, log = watched
    (tmp_path / "schema.sql").write_text(_EXPECTED, encoding="utf-8")
    (tmp_path / "met.log").write_text(_MET, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(
        f'[targets.app]\ndsn = "{server.dsn("app")}"\nexpected = "sql:schema.sql"\n', encoding="utf-8"
    )
    state = "select pg_snapshot_xmax(pg_current_snapshot())::text, (select last_value || ' ' || is_called from fallen)"
    with psycopg.connect(server.dsn("app"), autocommit=True) as connection:
        before = connection.execute(state.encode()).fetchone()
        begun = len(log.read_text(encoding="utf-8", errors="replace"))
        done = [drift(*command.split()) for command in (
            "audit app", "plan", "rehearse", "verify", "report", "locate t app", "diff app sql:schema.sql", "doctor app",
            "explain met.log --target app", "probe app", "trace app stray.t id=1 --names",
        )]  # fmt: skip
        assert [one.returncode for one in done][:3] == [1, 0, 0], done[2].stdout[-1500:] + done[2].stderr[-600:]
        assert all("Traceback" not in one.stderr for one in done)
        assert connection.execute(state.encode()).fetchone() == before
    # further lines of a statement begin with a tab
    sent = _SENT.findall(log.read_text(encoding="utf-8")[begun:].replace("\n\t", " "))
    assert len(sent) > 50, "the log was not read"
    assert {database for database, _ in sent} == {"app"}
    # pg_dump, which makes the copy for a rehearsal, locks what it reads in the weakest mode
    writing = [
        statement for _, statement in sent
        if not _READING.match(statement.strip()) and not re.match(r"LOCK TABLE .* IN ACCESS SHARE MODE", statement)
    ]  # fmt: skip
    assert not writing, writing[:5]
