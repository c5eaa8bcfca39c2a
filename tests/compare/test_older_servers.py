"""What an older server takes and forgets is compared only where both sides know it."""

from __future__ import annotations

import pytest

from drifttools.compare.engine import compare
from tests.conftest import WHEEL_MAJOR, MakeDatabase, Servers
from tests.loop import findings_text, plan_for, snapshot

NAMED = "create table t (a int constraint must not null); create unlogged table u (id serial);"


def test_a_name_of_not_null_is_no_drift_beside_an_older_server(
    servers: Servers, majors: tuple[int, ...], database: MakeDatabase
) -> None:
    """PostgreSQL 17 and older have no row for NOT NULL: the same script must not differ."""
    older = [major for major in majors if major < WHEEL_MAJOR]
    if not older:
        pytest.skip(f"no server older than {WHEEL_MAJOR} on this machine")
    newer, other = snapshot(database(NAMED)), snapshot(database(NAMED, on=servers(older[0])))
    for expected, actual in ((newer, other), (other, newer)):
        found = compare(expected, actual)
        assert not found.findings.records, findings_text(found)


def test_between_two_new_servers_it_is(database: MakeDatabase) -> None:
    """PostgreSQL 18 keeps the name, and the repair renames the row."""
    expected, actual = snapshot(database(NAMED)), snapshot(database(NAMED.replace("constraint must ", "")))
    found = compare(expected, actual)
    assert [(finding.name, finding.attribute) for finding in found.findings] == [("a", "not_null_name")]
    (step,) = plan_for(expected, actual, found=found).steps
    assert step.statements == ("alter table public.t rename constraint t_a_not_null to must",)
