"""GRANT ALL means another list of rights from PostgreSQL 17 on."""

from __future__ import annotations

import pytest

from drifttools.compare.engine import compare
from tests.conftest import WHEEL_MAJOR, MakeDatabase, Servers
from tests.loop import apply, findings_text, make_roles, plan_for, snapshot

ALL = """
    create table t (id int);
    grant all on t to app_reader with grant option;
    alter default privileges grant all on tables to app_writer;
    create table u (id int);
"""


def test_all_rights_of_an_older_release_are_all_rights(
    servers: Servers, majors: tuple[int, ...], database: MakeDatabase
) -> None:
    """MAINTAIN, which an older release does not know, is no difference, and is not granted there."""
    older = [major for major in majors if major < 17]
    if not older:
        pytest.skip("no PostgreSQL older than 17 on this machine")
    new, old = servers(WHEEL_MAJOR), servers(older[-1])
    for server in (new, old):
        make_roles(server)
    expected, actual = snapshot(database(ALL, on=new)), snapshot(database(ALL, on=old))
    assert findings_text(compare(expected, actual)) == "no findings"
    assert findings_text(compare(actual, expected)) == "no findings"
    less = database(ALL + "revoke all on t from app_reader;", on=old)
    apply(less, plan_for(expected, snapshot(less)).steps)
    assert findings_text(compare(expected, snapshot(less))) == "no findings"
