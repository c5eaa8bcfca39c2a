"""Collations of ICU, which the wheel's server is built without: the loop's cases, whose goldens it writes, have none."""

from __future__ import annotations

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from tests.conftest import MakeDatabase
from tests.loop import apply, dump, plan_for, snapshot

EXPECTED = """
create collation german (provider = icu, locale = 'de-u-co-phonebk');
create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table t (name text collate loose);
"""
ACTUAL = """
create collation german (provider = icu, locale = 'de');
create table t (name text);
insert into t values ('a');
"""


def test_collations_of_icu_are_repaired(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Locale and determinism are read, compared, made and taken back, judged by pg_dump."""
    try:
        with psycopg.connect(server.dsn()) as connection, connection.transaction(force_rollback=True):
            connection.execute("create collation probe (provider = icu, locale = 'de')")
    except psycopg.errors.FeatureNotSupported:
        pytest.skip(f"PostgreSQL {major}: this build has no ICU")
    expected, actual = database(EXPECTED), database(ACTUAL)
    wanted = snapshot(expected)
    found = compare(wanted, snapshot(actual))
    assert {(f.kind, f.change, f.attribute) for f in found.findings if f.kind == "collation"} == {
        ("collation", "changed", "locale"),
        ("collation", "missing", ""),
    }
    apply(actual, plan_for(wanted, snapshot(actual), found=found).steps)
    assert not compare(wanted, snapshot(actual)).findings.records
    assert dump(server, actual) == dump(server, expected)
