"""Every way in which a history goes wrong, in every tool: the cause is named right, and by whom it is shown.

The table `COMBINATIONS` is the whole of it: what was done, and for each tool the cause, its confidence, and words of its
sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import drifttools as dt
from drifttools.catalog.server import PrivateServer
from drifttools.investigation.shown import Audit
from tests.conftest import MakeDatabase
from tests.migrations.histories import AFTERWARDS, NAMES, TOOLS, Tool, execute, statements

ONE, TWO, THREE, FOUR = NAMES


def fake_applied(tool: Tool, dsn: str) -> None:
    """The last migration is noted and was never run."""
    tool.run(dsn, THREE)
    tool.mark(dsn, FOUR)


def stamped_past(tool: Tool, dsn: str) -> None:
    """The last two are noted and were never run."""
    tool.run(dsn, TWO)
    tool.mark(dsn, THREE, FOUR)


def skipped(tool: Tool, dsn: str) -> None:
    """One in the middle is noted and was never run; the next one was."""
    tool.run(dsn, ONE)
    tool.mark(dsn, TWO)
    tool.run(dsn, FOUR)


def half_applied(tool: Tool, dsn: str) -> None:
    """The first statement of 0003 was done, and then the connection was lost."""
    tool.run(dsn, TWO)
    execute(dsn, statements(THREE)[0])


def half_but_noted(tool: Tool, dsn: str) -> None:
    """As before, and then somebody noted it to get on, and went on."""
    half_applied(tool, dsn)
    tool.mark(dsn, THREE)
    tool.run(dsn)


def edited(tool: Tool, dsn: str) -> None:
    """0003 was changed in its file after it was run."""
    tool.commit("as it was run", "2020-01-01T00:00:00Z")
    tool.run(dsn)
    tool.write(edited=True)
    tool.commit("one more column", "2099-01-01T00:00:00Z")


def out_of_order(tool: Tool, dsn: str) -> None:
    """0003 and 0004 write the same default, and were run in another order than the files stand in."""
    tool.run_late(dsn)


def two_ledgers(tool: Tool, dsn: str) -> None:
    """A second run came to another schema first, and began from nothing there."""
    tool.run(dsn)
    execute(dsn, "create schema app")
    tool.run(dsn, schema="app")


def other_branch(tool: Tool, dsn: str) -> None:
    """A migration of another branch ran here."""
    tool.run(dsn)
    execute(dsn, "create table shop_wish (id bigint primary key)")
    tool.take_over(dsn, "wishes")


def by_hand(tool: Tool, dsn: str) -> None:
    """Somebody dropped a table and made one."""
    tool.run(dsn)
    execute(dsn, "drop table shop_orders", "create table notes (id int)")


def not_yet(tool: Tool, dsn: str) -> None:
    """The last one was not run yet."""
    tool.run(dsn, THREE)


Case = tuple[str, str, tuple[str, ...]]
COMBINATIONS: dict[Callable[[Tool, str], None], dict[str, Case]] = {
    fake_applied: {
        "alembic": ("never-run", "likely", ("notes 0004_payment, and nothing of it is here",)),
        "django": ("never-run", "likely", ("notes shop.0004_payment, and nothing of it is here",)),
        "flyway": ("never-run", "likely", ("notes 4, and nothing of it is here",)),
    },
    stamped_past: {
        "alembic": ("never-run", "proven", ("0003_invoice to 0004_payment", "noted without being run")),
        "django": ("never-run", "proven", ("shop.0003_invoice to 0004_payment", "noted without being run")),
        "flyway": ("never-run", "proven", ("3 to 4", "noted without being run")),
    },
    skipped: {
        "alembic": ("skipped", "proven", ("0002_orders was skipped", "0003_invoice makes is here")),
        "django": ("skipped", "proven", ("shop.0002_orders was skipped", "shop.0003_invoice makes is here")),
        "flyway": ("skipped", "proven", ("2 was skipped", "what 3 makes is here")),
    },
    half_applied: {
        "alembic": ("half-run", "proven", ("0003_invoice ran only in part", "does not note it")),
        "django": ("half-run", "proven", ("shop.0003_invoice ran only in part", "does not note it")),
        "flyway": ("half-run", "proven", ("3 ran only in part", "does not note it")),
    },
    half_but_noted: {
        "alembic": ("half-run", "likely", ("0003_invoice ran only in part", "notes it")),
        "django": ("half-run", "likely", ("shop.0003_invoice ran only in part", "notes it")),
        "flyway": ("half-run", "likely", ("3 ran only in part", "notes it")),
    },
    edited: {
        "alembic": ("edited", "proven", ("0003_invoice.py was changed by Ann on 2099-01-01", "1 column differs")),
        "django": ("edited", "proven", ("0003_invoice.py was changed by Ann on 2099-01-01", "1 column differs")),
        "flyway": ("edited", "proven", ("V3__invoice.sql was changed by Ann on 2099-01-01", "1 column differs")),
    },
    out_of_order: {
        # Alembic notes no order: that the two are on two branches and what the last word was is all that can be seen
        "alembic": ("out-of-order", "likely", ("as 0004_payment makes it", "and not as 0003_invoice does")),
        "django": ("out-of-order", "proven", ("shop.0003_invoice ran out of order", "shop.0004_payment")),
        "flyway": ("out-of-order", "proven", ("3 ran out of order", "4 comes after it")),
    },
    two_ledgers: {
        "alembic": ("two-ledgers", "proven", ("public.alembic_version", "app.alembic_version")),
        "django": ("two-ledgers", "proven", ("public.django_migrations", "app.django_migrations")),
        "flyway": ("two-ledgers", "proven", ("public.flyway_schema_history", "app.flyway_schema_history")),
    },
    other_branch: {
        "alembic": ("other-branch", "proven", ("notes wishes", "1 table is here")),
        "django": ("other-branch", "likely", ("notes shop.wishes", "1 table is here")),
        "flyway": ("other-branch", "likely", ("notes 9", "1 table is here")),
    },
    by_hand: {
        "alembic": ("out-of-band", "likely", ("0002_orders",)),
        "django": ("out-of-band", "likely", ("shop.0002_orders",)),
        "flyway": ("out-of-band", "likely", ("2 makes",)),
    },
    not_yet: {
        "alembic": ("not-applied", "proven", ("0004_payment was not applied here",)),
        "django": ("not-applied", "proven", ("shop.0004_payment was not applied here",)),
        "flyway": ("not-applied", "proven", ("4 was not applied here",)),
    },
}


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tool]:
    """Write the project once for each tool; what is replayed of it is kept for the module."""
    return {one.name: one(tmp_path_factory.mktemp(one.name)) for one in TOOLS}


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the replayed states of this module in a directory of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def audit(tool: Tool, dsn: str, server: PrivateServer, reports: Path) -> Audit:
    """Audit a database against the project."""
    config = tool.root / "drift.toml"
    config.write_text(f'scratch = "{server.dsn()}"\n')
    return dt.investigate(dsn, tool.spec, config=config, reports=reports).audit(smoke=False)


@pytest.mark.parametrize("tool_name", [one.name for one in TOOLS])
@pytest.mark.parametrize("done", COMBINATIONS, ids=lambda one: one.__name__)
def test_the_cause_is_named_right(
    done: Callable[[Tool, str], None],
    tool_name: str,
    tools: dict[str, Tool],
    database: MakeDatabase,
    pg_server: PrivateServer,
    tmp_path: Path,
) -> None:
    """What was done to the database is the cause that the audit names, with its evidence, and no other is named."""
    tool = tools[tool_name] if done not in (edited, out_of_order) else type(tools[tool_name])(tmp_path / "project")
    dsn = database()
    done(tool, dsn)
    found = audit(tool, dsn, pg_server, tmp_path / "reports")
    assert found.causes, found.findings
    rule, confidence, words = COMBINATIONS[done][tool_name]
    told = [(one.rule, one.confidence.value, one.sentence) for one in found.causes]
    # what was not yet run beside it is said too, and nothing else is
    assert {one[0] for one in told} - {"not-applied"} == {rule} - {"not-applied"}, told
    cause = next(one for one in found.causes if one.rule == rule)
    assert cause.confidence.value == confidence, told
    assert all(word in cause.sentence for word in words), cause.sentence
    assert cause.evidence
    if done is edited:
        assert any(AFTERWARDS in one.fact for one in cause.evidence)


def test_tables_that_are_in_another_database_of_the_server(
    tools: dict[str, Tool], database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path
) -> None:
    """The ledger here notes what was run there: the other database is named, and proves it."""
    tool = tools["flyway"]
    here, there = database(name="other_here"), database(name="other_there")
    tool.run(there)
    tool.run(here, ONE)
    tool.mark(here, TWO, THREE, FOUR)
    (cause,) = audit(tool, here, pg_server, tmp_path / "reports").causes
    assert (cause.rule, cause.confidence.value) == ("other-database", "proven")
    assert "2 to 4 ran in the database other_there" in cause.sentence


def test_every_combination_is_there() -> None:
    """No tool is left out of a row of the table."""
    assert COMBINATIONS
    assert all(set(row) == {one.name for one in TOOLS} for row in COMBINATIONS.values())
