"""Connections: pinned before the first query, read-only, and silent about passwords whatever goes wrong."""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from drifttools.catalog.binaries import system_servers
from drifttools.catalog.connect import (
    Connection,
    Target,
    connect_apply,
    connect_readonly,
    parse_target,
    secrets_of,
)
from drifttools.catalog.server import PrivateServer
from drifttools.errors import ConnectionFailed, DriftToolsError, UsageError

MAJORS = sorted({18, *(found.major for found in system_servers())})
CANARY = "c4nary/P@ss w%rd'\\"


@pytest.fixture(scope="module", params=MAJORS)
def own(request: pytest.FixtureRequest) -> Iterator[PrivateServer]:
    """Give a server with a TCP port, a role with a canary password and settings that mislead a reader."""
    with PrivateServer(request.param, listen_tcp=True) as server:
        server.create_role("app", CANARY)
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("ALTER ROLE app SET search_path = public, pg_catalog")
            connection.execute("ALTER ROLE app SET TimeZone = 'Asia/Kathmandu'")
            connection.execute("ALTER ROLE app SET DateStyle = 'German'")
            connection.execute("ALTER ROLE app SET quote_all_identifiers = on")
        yield server


def shown(error: BaseException) -> str:
    """Return all that a traceback would show."""
    return "".join(traceback.format_exception(error))


def test_every_setting_is_pinned(own: PrivateServer) -> None:
    """The first query already runs under our settings, whatever role and database say."""
    target = parse_target(own.tcp_dsn("postgres", user="app", password=CANARY))
    with connect_readonly(target) as connection:
        for name, value in {
            "search_path": "",
            "TimeZone": "UTC",
            "DateStyle": "ISO, YMD",
            "IntervalStyle": "postgres",
            "quote_all_identifiers": "off",
            "standard_conforming_strings": "on",
            "row_security": "off",
            "bytea_output": "hex",
            "client_encoding": "UTF8",
            "transaction_read_only": "on",
            "transaction_isolation": "repeatable read",
            "lock_timeout": "2s",
            "statement_timeout": "1min",
            "restrict_nonsystem_relation_kind": "view, foreign-table",
            "client_min_messages": "error",
        }.items():
            row = connection.execute("SELECT pg_catalog.current_setting(%s)", (name,)).fetchone()
            assert row == (value,), name
        assert not connection.pooled
        connection.rollback()
        row = connection.execute("SHOW restrict_nonsystem_relation_kind").fetchone()
        assert row == ("view, foreign-table",), "the pin must outlive a rollback"


def test_no_transaction_is_left_open(own: PrivateServer) -> None:
    """A fresh connection holds no snapshot."""
    with connect_readonly(parse_target(own.dsn())) as connection:
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_writing_fails(own: PrivateServer) -> None:
    """A write through the reading connection is refused by the server."""
    with connect_readonly(parse_target(own.dsn())) as connection:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("CREATE TABLE public.t (i int)")
        connection.rollback()


def test_a_planted_function_is_not_called(own: PrivateServer) -> None:
    """An overload that somebody planted in public is out of the path of the first query."""
    with psycopg.connect(own.dsn(), autocommit=True) as admin:
        admin.execute(
            "CREATE OR REPLACE FUNCTION public.lower(name) RETURNS text LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'hijacked'; END $$"
        )
    with connect_readonly(parse_target(own.dsn())) as connection:
        assert connection.execute("SELECT lower('A'::name)").fetchone() == ("a",)


def test_options_of_the_user_survive(own: PrivateServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the DSN or PGOPTIONS sets beside our pins stays."""
    dsn = own.dsn() + " options='-c work_mem=5MB -c search_path=public'"
    with connect_readonly(parse_target(dsn)) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("5MB",)
        assert connection.execute("SHOW search_path").fetchone() == ("",)
    monkeypatch.setenv("PGOPTIONS", "-c work_mem=6MB")
    with connect_readonly(parse_target(own.dsn())) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("6MB",)


def test_apply_may_write_and_ends_with_its_owner(own: PrivateServer) -> None:
    """The executor's connection writes, pins the same and notices a client that is gone."""
    with connect_apply(parse_target(own.dsn()), application_name="drifttools plan 1") as connection:
        assert connection.execute("SHOW transaction_read_only").fetchone() == ("off",)
        assert connection.execute("SHOW search_path").fetchone() == ("",)
        assert connection.execute("SHOW application_name").fetchone() == ("drifttools plan 1",)
        assert connection.execute("SHOW client_connection_check_interval").fetchone() == ("500ms",)
        connection.execute("CREATE TABLE public.written (i int)")
        connection.rollback()


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Pass everything on until one side ends, then end both."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def serve_as_pooler(client: socket.socket, port: int, on_startup: Callable[[bytes], bytes | None]) -> None:
    """Take one client as a pooler does: look at its startup packet, then refuse it or pass everything on."""
    with client:
        packet = client.recv(65536)
        while packet[4:8] in {b"\x04\xd2\x16\x2f", b"\x04\xd2\x16\x30"}:  # SSL, GSS: no
            client.sendall(b"N")
            packet = client.recv(65536)
        changed = on_startup(packet)
        if changed is None:
            message = b"SFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
            client.sendall(b"E" + (len(message) + 4).to_bytes(4, "big") + message)
            return
        with socket.create_connection(("127.0.0.1", port)) as upstream:
            upstream.sendall(changed)
            back = threading.Thread(target=pump, args=(upstream, client), daemon=True)
            back.start()
            pump(client, upstream)
            back.join()


@contextmanager
def pooler(own: PrivateServer, on_startup: Callable[[bytes], bytes | None]) -> Iterator[int]:
    """Stand between client and server; give the port."""
    served: list[threading.Thread] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                served.append(threading.Thread(target=serve_as_pooler, args=(client, own.port, on_startup), daemon=True))
                served[-1].start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            # closing a socket wakes nobody who waits in accept(); only shutting it down does
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(timeout=30)
    # Only where the test passed: the traceback of one that failed keeps its connection, and so its thread, alive.
    for thread in served:
        thread.join(timeout=30)


def refuse_options(packet: bytes) -> bytes | None:
    """Do as pgbouncer does by default."""
    return None if b"\0options\0" in packet else packet


def drop_options(packet: bytes) -> bytes:
    """Do as pgbouncer does with ignore_startup_parameters = options."""
    head, separator, rest = packet[8:].partition(b"options\0")
    if not separator:
        return packet
    body = packet[4:8] + head + rest.partition(b"\0")[2]
    return (len(body) + 4).to_bytes(4, "big") + body


@pytest.mark.parametrize("behaviour", [refuse_options, drop_options])
def test_behind_a_pooler(own: PrivateServer, behaviour: Callable[[bytes], bytes | None]) -> None:
    """A pooler that refuses or drops `options`: the pins hold inside the transaction and leak to nobody."""
    with pooler(own, behaviour) as port:
        target = parse_target(f"host=127.0.0.1 port={port} dbname=postgres user=app password='{quoted(CANARY)}'")
        with connect_readonly(target) as connection:
            assert connection.pooled
            assert connection.execute("SHOW search_path").fetchone() == ("",)
            assert connection.execute("SHOW transaction_read_only").fetchone() == ("on",)
            assert connection.execute("SHOW lock_timeout").fetchone() == ("2s",)
            connection.rollback()
            # what the next client of the same server session would find: a cursor that pins nothing
            bare = super(Connection, connection).cursor()
            assert bare.execute("SHOW search_path").fetchone() == ("public, pg_catalog",), "leaked"
            connection.rollback()
            assert connection.execute("SHOW search_path").fetchone() == ("",), "the next transaction is not pinned"
            assert connection.execute("SHOW TimeZone").fetchone() == ("UTC",)
        with pytest.raises(ConnectionFailed, match="pooler"):
            connect_apply(target)


def quoted(text: str) -> str:
    """Escape a text for a quoted libpq value."""
    return text.replace("\\", "\\\\").replace("'", "\\'")


FAILURES = {
    "password": ("host=127.0.0.1 port={port} dbname=postgres user=app password='no{canary}'", "wrong user or password"),
    "no password": ("host=127.0.0.1 port={port} dbname=postgres user=app", "wrong user or password"),
    "database": ("host=127.0.0.1 port={port} dbname=nowhere user=app password='{canary}'", "database does not exist"),
    "port": ("host=127.0.0.1 port=1 dbname=postgres user=app password='{canary}'", "nothing answers there"),
    "socket": ("host=/nonexistent dbname=postgres user=app password='{canary}'", "nothing answers there"),
    "name": ("host=no-such-host.invalid dbname=postgres user=app password='{canary}'", "name is unknown"),
    "service": ("service=nowhere password='{canary}'", "service is not defined"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_say_what_is_wrong_and_no_password(own: PrivateServer, case: str) -> None:
    """Each way to fail has its own sentence and a hint; nothing that is shown holds the password."""
    dsn, sentence = FAILURES[case]
    target = parse_target(dsn.format(port=own.port, canary=quoted(CANARY)))
    with pytest.raises(ConnectionFailed, match=sentence) as caught:
        connect_readonly(target)
    assert caught.value.hint
    assert CANARY not in shown(caught.value)
    assert "c4nary" not in shown(caught.value)


def test_silence_is_a_timeout() -> None:
    """A server that takes the connection and says nothing is reported as such."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        target = parse_target(f"host=127.0.0.1 port={silent.getsockname()[1]} dbname=x connect_timeout=2")
        with pytest.raises(ConnectionFailed, match="no answer in time"):
            connect_readonly(target)


MALFORMED = [
    "postgresql://app:c4nary%zz@h/db",
    "postgresql://app:c4nary%00@h/db",
    "postgresql://app:c4nary%ff@h/db",
    "postgresql://app:c4nary/x@h/db",
    "postgresql://app:c4nary?x@h/db",
    "postgresql://app:c4nary#x@h/db",
    "postgresql://app:c4nary@x@h/db",
    "postgresql://app:c4nary:x@h/db",
    "postgresql://app:c4 nary@h/db",
    "postgresql://app:c4nary/db",
    "postgresql://app:p@[c4nary/db",
    "postgresql://app:p@h:c4nary/db",
    "postgresql://h/db?pasword=c4nary",
    "postgresql://h/db?password",
    "postgresql://h/db?c4nary",
    "postgresql+psycopg://app:c4nary%zz@h/db",
    "mysql://app:c4nary@h/db",
    "host=h password=two c4nary",
    "host=h password=two c4nary=1",
    "host=h password='c4nary",
    "host=h pasword=c4nary",
    "host=h port=c4nary",
    "c4nary",
    "",
]


@pytest.mark.parametrize("dsn", MALFORMED)
def test_malformed_dsns_are_not_repeated(dsn: str) -> None:
    """A malformed DSN is refused with a hint, and no part of it that could be a password is shown."""
    with pytest.raises(UsageError) as caught:
        parse_target(dsn)
    assert caught.value.hint
    assert "c4" not in str(caught.value)
    assert "c4" not in "".join(str(e) for e in (caught.value.__cause__, caught.value.__context__) if e)


@pytest.mark.parametrize(
    ("dsn", "parameters"),
    [
        ("postgresql://h/db", {"host": "h", "dbname": "db"}),
        ("postgres://u:p@h:5433/db", {"host": "h", "port": "5433", "user": "u", "password": "p", "dbname": "db"}),
        ("postgresql+psycopg://u@h/db", {"host": "h", "user": "u", "dbname": "db"}),
        ("postgresql+asyncpg://u:a%40b%2Fc@h/d%20b", {"host": "h", "user": "u", "password": "a@b/c", "dbname": "d b"}),
        ("postgresql:///db?host=/run/pg&sslmode=require", {"dbname": "db", "host": "/run/pg", "sslmode": "require"}),
        ("postgresql://%2Frun%2Fpg/db", {"host": "/run/pg", "dbname": "db"}),
        ("postgresql://a:1,b:2/db", {"host": "a,b", "port": "1,2", "dbname": "db"}),
        ("postgresql://[::1]:5433/db", {"host": "::1", "port": "5433", "dbname": "db"}),
        ("postgresql://h/db?pgbouncer=true&connection_limit=1", {"host": "h", "dbname": "db"}),
        ("postgresql://h/db?ssl=true", {"host": "h", "dbname": "db", "sslmode": "require"}),
        ("postgresql://", {}),
        ("host=h  dbname = 'a b' password='it\\'s'", {"host": "h", "dbname": "a b", "password": "it's"}),
        ("service=prod", {"service": "prod"}),
    ],
)
def test_forms_of_a_dsn(dsn: str, parameters: dict[str, str]) -> None:
    """Every form that libpq and SQLAlchemy know gives the parameters that libpq itself reads."""
    target = parse_target(dsn)
    assert target.parameters == parameters
    assert psycopg.conninfo.conninfo_to_dict(target.dsn) == parameters
    if "+" not in dsn and "pgbouncer" not in dsn:
        assert psycopg.conninfo.conninfo_to_dict(dsn) == parameters


def test_keywords_are_those_of_libpq() -> None:
    """Every connection parameter of the libpq in use is known to our parser."""
    from drifttools.config.dsn import KEYWORDS

    used = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    hidden = {"authtype", "tty", "gssdelegation", "scram_client_key", "scram_server_key"}
    assert used - hidden <= KEYWORDS


def test_a_target_never_shows_its_password() -> None:
    """repr, str, format and `where` of a target hold no password, in whatever form it came."""
    target = parse_target("postgresql://app:c4nary@h:5433/db?sslpassword=c4nary", name="prod")
    with_scratch = Target("prod", target.dsn, target.parameters, scratch="postgresql://u:c4nary@s/db")
    for one in (target, with_scratch):
        assert "c4nary" not in f"{one!r} {one!s} {one} {one.where} {[one]!r}"
    assert target.where == "h:5433, database db, user app"
    assert str(parse_target("postgresql://app:c4nary@h/db")) == "h, database db, user app"


def test_secrets_in_every_form() -> None:
    """The secrets of a target come raw, URL-encoded, escaped and in base64."""
    found = secrets_of(parse_target(f"host=h password='{quoted(CANARY)}'"))
    assert CANARY in found
    assert "c4nary%2FP%40ss%20w%25rd%27%5C" in found
    assert repr(CANARY)[1:-1] in found
    assert base64.b64encode(CANARY.encode()).decode().rstrip("=") in found


def test_a_password_from_elsewhere_is_known_too(
    own: PrivateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password that libpq takes from a service file is redacted from then on."""
    from drifttools.redact import redactor

    with psycopg.connect(own.dsn(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(f"svc{os.getpid()}"), "from-a-service-42")
        )
    services = tmp_path / "pg_service.conf"
    services.write_text(
        f"[mine]\nhost=127.0.0.1\nport={own.port}\ndbname=postgres\nuser=svc{os.getpid()}\npassword=from-a-service-42\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with connect_readonly(parse_target("service=mine")) as connection:
        assert connection.execute("SHOW search_path").fetchone() == ("",)
    assert "from-a-service-42" not in redactor.clean("it was from-a-service-42")


def test_sqlite_is_another_dialect() -> None:
    """An SQLite file is a target, and connecting to it here is refused."""
    target = parse_target("sqlite:////srv/x.db")
    assert (target.dialect, target.where) == ("sqlite", "/srv/x.db")
    with pytest.raises(DriftToolsError, match="not a PostgreSQL"):
        connect_readonly(target)
