"""No false alarm: databases that were built differently and are the same have no findings."""

from __future__ import annotations

import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from tests.compare.equal_pairs import PAIRS
from tests.conftest import MakeDatabase
from tests.loop import findings_text, make_roles, snapshot


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_the_same_has_no_findings(name: str, major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Two ways to the same schema are no drift."""
    pair = PAIRS[name]
    make_roles(server)
    one, other = snapshot(database(pair.one)), snapshot(database(pair.other))
    for expected, actual in ((one, other), (other, one)):
        found = compare(expected, actual)
        assert not found.findings.records, findings_text(found)
        assert not [one for one in found.differences if one.changed or one.expected is None or one.actual is None]
    assert major


OTHER_TIMES = (
    "current_timestamp(3)",
    "statement_timestamp()",
    "clock_timestamp()",
    "public.now()",
    "localtimestamp",
    "'now()'::text::timestamptz",
    "'CURRENT_TIMESTAMP'::text::timestamptz",
)


@pytest.mark.parametrize("other", OTHER_TIMES)
def test_another_time_is_not_the_time_at_which_the_transaction_began(other: str, database: MakeDatabase) -> None:
    """What only looks like now() is a changed default: rounded, taken later, in a text, or a function of the user's."""
    function = "create function public.now() returns timestamptz language sql as 'select null::timestamptz';"
    both = ("pg_catalog.now()", other)
    dsns = [database(f"{function} create table t (a timestamptz default {default})") for default in both]
    found = compare(*map(snapshot, dsns)).findings
    assert [(one.label, one.attribute) for one in found] == [("public.t.a", "default")]
