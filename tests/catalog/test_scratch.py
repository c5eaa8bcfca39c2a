"""Scratch databases: always given back, and copies of a live schema that pg_dump itself takes for equal."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog.binaries import clients, system_servers
from drifttools.catalog.connect import Target, parse_target
from drifttools.catalog.scratch import Scratch, open_scratch
from drifttools.catalog.server import PrivateServer
from drifttools.errors import ScratchError

MAJORS = sorted({18, *(found.major for found in system_servers())})

SCHEMA = """
CREATE ROLE "Owner's role" NOLOGIN;
CREATE ROLE reader;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION pgcrypto;
CREATE SCHEMA app AUTHORIZATION "Owner's role";
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE app.person (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    name text NOT NULL CHECK (name <> ''),
    mood app.mood DEFAULT 'ok',
    made timestamptz DEFAULT now()
);
INSERT INTO app.person (name) SELECT 'p' || i FROM generate_series(1, 10) i;
CREATE TABLE app.note (id serial PRIMARY KEY, person uuid REFERENCES app.person, body text);
CREATE INDEX note_body ON app.note (lower(body));
CREATE VIEW app.happy AS SELECT name FROM app.person WHERE mood = 'happy';
CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE app.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.person TO reader USING (true);
ALTER TABLE app.person OWNER TO "Owner's role";
GRANT SELECT ON app.person TO reader;
COMMENT ON TABLE app.person IS 'people';
"""


@pytest.fixture(scope="module", params=MAJORS)
def live(request: pytest.FixtureRequest) -> Iterator[PrivateServer]:
    """Give a live server with the schema above in database `shop`, reachable by a password on TCP."""
    with PrivateServer(request.param, listen_tcp=True) as server:
        server.create_database("shop")
        with psycopg.connect(server.dsn("shop"), autocommit=True) as connection:
            connection.execute(SCHEMA)
            connection.execute("CREATE ROLE boss SUPERUSER LOGIN PASSWORD 'c4nary pw'")
        yield server


@pytest.fixture(scope="module")
def scratch(live: PrivateServer) -> Iterator[Scratch]:
    """Give a scratch server of the live server's major."""
    with open_scratch(live.major) as opened:
        yield opened


def names(dsn: str) -> set[str]:
    """Return the databases of a server."""
    with psycopg.connect(dsn) as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def dumped(target: Target) -> str:
    """Return what pg_dump says about the schema, without what differs from run to run."""
    newest = clients()[0]
    text = subprocess.run(
        [str(newest.tool("pg_dump")), "--schema-only", f"--dbname={target.dsn}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.sub(r"^(\\(un)?restrict .*|-- Dumped .*)$", "", text, flags=re.MULTILINE)


def test_the_ladder_takes_the_wanted_major(scratch: Scratch, live: PrivateServer) -> None:
    """Without a configured server, one of the live server's major is started."""
    assert scratch.major == live.major
    assert scratch.source in {"system", "wheel"}


def test_a_database_is_given_back(scratch: Scratch) -> None:
    """A scratch database has a random name and is dropped, also after an error and with a session open."""
    with scratch.database("a test") as first, scratch.database("a test") as second:
        assert re.fullmatch(r"dt_scratch_[0-9a-f]{16}", first.name)
        assert first.name != second.name
        assert {first.name, second.name} <= names(scratch.server.dsn)
    failed = scratch.database("a failure")
    session = failed.connect()
    with pytest.raises(psycopg.errors.SyntaxError), failed:
        session.execute("no SQL at all")
    session.close()
    assert not {first.name, second.name, failed.name} & names(scratch.server.dsn)


def test_a_database_from_a_template(scratch: Scratch) -> None:
    """A scratch database can be the copy of another one."""
    with scratch.database("the template") as template:
        with template.connect() as connection:
            connection.execute("CREATE TABLE t (i int)")
        with scratch.database("the copy", template) as copy, copy.connect() as connection:
            assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_roles_are_made_once(scratch: Scratch) -> None:
    """Missing roles are created without login; present ones and PostgreSQL's own are left alone."""
    for _ in range(2):
        scratch.ensure_roles(["postgres", "pg_monitor", "a role", 'quo"te', "Ünïcode"])
    with psycopg.connect(scratch.server.dsn) as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin AND rolname !~ '^pg_' ORDER BY rolname COLLATE \"C\""
        ).fetchall()
    assert {"a role", 'quo"te', "Ünïcode"} <= {row[0] for row in rows}


def test_the_copy_equals_the_live_schema(scratch: Scratch, live: PrivateServer) -> None:
    """pg_dump of the copy equals pg_dump of the live database, and the copy has no rows."""
    target = parse_target(live.dsn("shop"), name="prod")
    with scratch.copy_schema(target) as copy:
        assert dumped(copy.target) == dumped(target)
        with copy.connect() as connection:
            assert connection.execute("SELECT count(*) FROM app.person").fetchone() == (0,)
    with psycopg.connect(live.dsn("shop")) as connection:
        assert connection.execute("SELECT count(*) FROM app.person").fetchone() == (10,)


@pytest.mark.parametrize("form", ["keywords", "uri", "service"])
def test_a_password_is_never_an_argument(
    scratch: Scratch,
    live: PrivateServer,
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The copy works through a password in any form of DSN, and no process gets it as an argument."""
    service = tmp_path / "pg_service.conf"
    service.write_text(f"[shop]\nhost=127.0.0.1\nport={live.port}\ndbname=shop\nuser=boss\npassword=c4nary pw\n")
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    target = parse_target(
        {
            "keywords": live.tcp_dsn("shop", user="boss", password="c4nary pw"),
            "uri": f"postgresql+psycopg://boss:c4nary%20pw@127.0.0.1:{live.port}/shop",
            "service": "service=shop",
        }[form]
    )
    seen: list[str] = []
    original = subprocess.Popen.__init__

    def spy(self: subprocess.Popen[bytes], arguments: list[str], **rest: object) -> None:
        seen.extend(arguments)
        original(self, arguments, **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", spy)
    with scratch.copy_schema(target) as copy, copy.connect() as connection:
        assert connection.execute("SELECT count(*) FROM app.note").fetchone() == (0,)
    assert any("pg_dump" in one for one in seen)
    assert not any("c4nary" in one for one in seen)


@pytest.mark.skipif(len(MAJORS) < 2, reason="only one PostgreSQL major on this machine")
def test_a_copy_between_majors() -> None:
    """A live server of an older major is copied to the wheel's, and the wheel's dump loads into an older server."""
    old = MAJORS[0]
    with PrivateServer(old) as live, PrivateServer(18) as new:
        live.create_database("shop")
        with psycopg.connect(live.dsn("shop"), autocommit=True) as connection:
            connection.execute("CREATE TABLE public.t (i int DEFAULT 1)")
        target = parse_target(live.dsn("shop"), name="old")
        with open_scratch(configured=new.dsn()) as scratch, scratch.copy_schema(target) as copy:
            assert scratch.major == 18
            assert "CREATE TABLE public.t" in dumped(copy.target)
        from drifttools.catalog.copying import copy_definitions

        with open_scratch(configured=live.dsn()) as scratch, scratch.database("older") as older:
            copy_definitions(target, older.target, clients()[0])
            assert "CREATE TABLE public.t" in dumped(older.target)


def test_a_configured_server_gets_everything_back(live: PrivateServer) -> None:
    """On a configured server no database and no role of ours is left, and rows of template1 do not leak in."""
    with psycopg.connect(live.dsn(), autocommit=True) as connection:
        before = names(live.dsn()), connection.execute("SELECT count(*) FROM pg_roles").fetchone()
        with open_scratch(configured=live.tcp_dsn("postgres", user="boss", password="c4nary pw")) as scratch:
            assert scratch.source == "configured"
            assert "c4nary" not in repr(scratch)
            left = scratch.database("forgotten")
            scratch.ensure_roles(["passing"])
            with left.connect() as session:
                session.execute("CREATE TABLE t (i int); ALTER TABLE t OWNER TO passing")
        assert (names(live.dsn()), connection.execute("SELECT count(*) FROM pg_roles").fetchone()) == before


def test_a_role_that_may_not_create(live: PrivateServer) -> None:
    """A configured server whose role may not create databases is refused at once, with the remedy."""
    live.create_role("plain", "c4nary2")
    with pytest.raises(ScratchError, match="may not create databases") as caught:
        open_scratch(configured=live.tcp_dsn("postgres", user="plain", password="c4nary2"))
    assert "CREATEDB" in str(caught.value)
    assert "c4nary2" not in str(caught.value)


def test_a_configured_server_that_does_not_answer() -> None:
    """A configured server that is down is an error, not a reason to use another one in silence."""
    with pytest.raises(ScratchError, match="does not answer") as caught:
        open_scratch(configured="host=127.0.0.1 port=1 user=u password=c4nary3 dbname=x")
    assert "c4nary3" not in str(caught.value)


def test_a_missing_extension_names_both_remedies(scratch: Scratch, live: PrivateServer) -> None:
    """An extension that the scratch server lacks ends in an error with its name and both remedies; nothing is left."""
    before = names(scratch.server.dsn)
    with psycopg.connect(live.dsn("shop"), autocommit=True) as connection:
        # Renaming a row of the catalog is how a test gets an extension that no machine has.
        connection.execute("SET allow_system_table_mods = on")
        connection.execute("UPDATE pg_extension SET extname = 'pg_nonesuch' WHERE extname = 'pgcrypto'")
        try:
            with pytest.raises(ScratchError, match='"pg_nonesuch" is not available') as caught:
                scratch.copy_schema(parse_target(live.dsn("shop")))
        finally:
            connection.execute("UPDATE pg_extension SET extname = 'pgcrypto' WHERE extname = 'pg_nonesuch'")
    assert "scratch = DSN" in str(caught.value)
    assert "install PostgreSQL" in str(caught.value)
    assert names(scratch.server.dsn) == before


def test_a_role_without_rights_cannot_dump(scratch: Scratch, live: PrivateServer) -> None:
    """A live role that may not read the tables ends in an error with what pg_dump said, and nothing is left."""
    before = names(scratch.server.dsn)
    live.create_role("nobody_much", "c4nary4")
    with pytest.raises(ScratchError, match="permission denied"):
        scratch.copy_schema(parse_target(live.tcp_dsn("shop", user="nobody_much", password="c4nary4")))
    assert names(scratch.server.dsn) == before
