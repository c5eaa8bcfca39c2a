"""No false alarm: databases that were built differently and are the same have no findings."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.compare.engine import compare
from tests.compare.equal_pairs import PAIRS
from tests.conftest import MakeDatabase, Servers, run_sql
from tests.loop import Stage, findings_text, make_roles, snapshot


@pytest.fixture(scope="module")
def stages(servers: Servers) -> Iterator[Callable[[int], Stage]]:
    """Give the stage on the server of a major; what needs a database of its own gets the next one there."""
    numbers = itertools.count()
    made: list[tuple[PrivateServer, str]] = []
    with ExitStack() as stack:

        @functools.cache
        def stage(major: int) -> Stage:
            server = servers(major)
            make_roles(server)

            def make(script: str = "") -> str:
                made.append((server, f"equal_{next(numbers)}"))
                server.create_database(made[-1][1])
                if script:
                    run_sql(*made[-1], script)
                return server.dsn(made[-1][1])

            return stack.enter_context(Stage(make(), make))

        yield stage
    for server, name in made:
        server.drop_database(name)


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_the_same_has_no_findings(name: str, major: int, stages: Callable[[int], Stage]) -> None:
    """Two ways to the same schema are no drift."""
    pair, stage = PAIRS[name], stages(major)
    one, other = stage.snapshot(pair.one), stage.snapshot(pair.other)
    for expected, actual in ((one, other), (other, one)):
        found = compare(expected, actual)
        assert not found.findings.records, findings_text(found)
        assert not [one for one in found.differences if one.changed or one.expected is None or one.actual is None]


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
