"""Passwords in options, connection strings and settings are in nothing that we read, say or write."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

import drifttools as dt
from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from tests.conftest import MakeDatabase
from tests.loop import findings_text, make_roles, plan_for, plan_text, snapshot, unplanned_text

HOLDERS = """
    create foreign data wrapper w options (api_key '{0}');
    create server s foreign data wrapper w options (host 'h', token '{0}');
    create user mapping for public server s options ("user" 'bob', password '{0}');
    create user mapping for app_reader server s options (sslpassword '{0}');
    create foreign table f (id int options (secret '{0}')) server s options (private_key '{0}');
    create subscription one connection 'host=127.0.0.1 port=1 user=bob password={0}' publication p with (connect = false);
    create subscription two connection 'postgresql://bob:{0}@127.0.0.1:1/x' publication p with (connect = false);
    create subscription six connection 'postgresql://127.0.0.1:1/x?user=bob&password={0}' publication p
        with (connect = false);
    select format('alter database %I set app.jwt_secret to ''{0}''', current_database()) \\gexec
"""


def test_no_secret_is_read(database: MakeDatabase, server: PrivateServer, tmp_path: Path) -> None:
    """A difference is found and named; what says so, and all that is kept of it, holds neither of the two secrets."""
    make_roles(server)
    right, wrong = (database(HOLDERS.format(secret)) for secret in ("swordfish", "tr@ut"))
    expected, actual = snapshot(right), snapshot(wrong)
    found = compare(expected, actual)
    plan = plan_for(expected, actual, found=found)
    assert len({(f.kind, f.key) for f in found.findings}) == 10
    assert not plan.steps
    assert len(plan.unplanned) == len(found.findings.records)
    said = [findings_text(found), plan_text(plan), unplanned_text(plan, found)]
    said += [line.decode() for side in (expected, actual) for rows in side.rows.values() for line in rows.lines]
    inv = dt.investigate(wrong, f"database:{right}", reports=tmp_path, title="secrets")
    inv.audit(smoke=False)
    inv.plan(drop=["*"])
    inv.report()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    for secret in ("swordfish", "tr@ut"):
        assert not any(secret in text for text in said)
        assert not any(secret.encode() in content for content in kept)


def test_what_is_not_shown_is_not_called_equal(database: MakeDatabase, server: PrivateServer) -> None:
    """A role that may not see options and connection strings says so of each, and compares all else."""
    make_roles(server)
    script = """
        create foreign data wrapper w; create server s foreign data wrapper w;
        create user mapping for public server s options (a '{0}');
        create subscription one connection 'host=127.0.0.1 port=1 application_name={0}' publication p{0}
            with (connect = false);
    """
    one, other = (database(script.format(n)) for n in (1, 2))
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("drop role if exists dt_plain")
        connection.execute("create role dt_plain login")
    expected, actual = (snapshot(psycopg.conninfo.make_conninfo(dsn, user="dt_plain")) for dsn in (one, other))
    unread = {(entry.kind, entry.object) for entry in actual.unread}
    assert unread == {("user mapping", "s.PUBLIC options"), ("subscription", "one connection")}
    found = compare(expected, actual).findings
    assert {(f.kind, f.attribute) for f in found if f.change == "changed"} == {("subscription", "publications")}
    assert {f.kind for f in found if f.change == "unknown"} == {"user mapping", "subscription"}
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("drop role {}").format(sql.Identifier("dt_plain")))
