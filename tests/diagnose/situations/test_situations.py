"""Every cause, planted: the right one ranks first, explains what it must, and no other is named.

The tables are in the modules beside this one. Databases that are as they should be are in `healthy.py`: there no cause may
be named.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from drifttools.catalog.server import PrivateServer
from drifttools.diagnose.registry import CAUSES
from drifttools.investigation.shown import Audit
from drifttools.model.cause import Cause
from drifttools.model.finding import Finding
from tests.diagnose.situations.ground import ROLES, Ground
from tests.diagnose.situations.healthy import HEALTHY
from tests.diagnose.situations.in_objects import IN_OBJECTS
from tests.diagnose.situations.in_runs import IN_RUNS
from tests.diagnose.situations.several import SEVERAL
from tests.diagnose.situations.situation import BASES, Situation

ABOUT_OTHERS = frozenset({"code-apart", "search-path"})
"""Causes that lie beside the database: in the code, in the role that asks."""
SITUATIONS = (*IN_OBJECTS, *IN_RUNS)


@pytest.fixture(scope="module")
def ground(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Give the project; its databases and roles go with the module."""
    with pytest.MonkeyPatch.context() as patch, psycopg.connect(pg_server.dsn("postgres"), autocommit=True) as connection:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for role in ROLES:
            connection.execute(f"create role {role} login".encode())
        ground = Ground(pg_server, tmp_path_factory.mktemp("situations"))
        yield ground
        ground.close()
        for role in ROLES:
            connection.execute(f"drop role {role}".encode())


def told(cause: Cause) -> str:
    """All that a cause says."""
    facts = (*cause.evidence, *cause.against)
    return "\n".join((cause.sentence, *(one.fact for one in facts), *(one.because for one in cause.ruled_out)))


def named(finding: Finding) -> str:
    """A finding as the tables name it."""
    return " ".join(filter(None, (finding.kind, finding.label, finding.attribute)))


def shown_of(found: Audit) -> str:
    """What was found, where a test fails."""
    causes = [f"{one.rule} {one.confidence}: {one.sentence}" for one in found.causes]
    return "\n".join([*causes, *map(named, found.findings)])


def explained_by(found: Audit, cause: Cause) -> frozenset[str]:
    """The findings of a cause, as the tables name them."""
    return frozenset(named(one) for one in found.findings if one.id in cause.findings)


@pytest.fixture
def empty(ground: Ground) -> Iterator[Ground]:
    """Give the ground, which has no database but those that the test makes."""
    yield ground
    ground.drop_all()


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_the_planted_cause_ranks_first(situation: Situation, empty: Ground) -> None:
    """What was planted is the first cause, explains the findings that it made, and no other cause is named."""
    dsn = empty.database(BASES.get(situation.base, situation.base), situation.script)
    if situation.fails:
        with psycopg.connect(dsn, autocommit=True) as connection, pytest.raises(psycopg.Error):
            connection.execute(situation.fails.encode())
    spec = situation.spec
    if spec.startswith("database:"):
        spec = f"database:{empty.database(BASES[spec.removeprefix('database:')])}"
    if situation.other:
        empty.database(BASES[situation.other])
    asking = make_conninfo(dsn, user=situation.role) if situation.role else dsn
    found = empty.audit(asking, spec, probe=situation.probe, toml=situation.toml, files=situation.files)
    shown = shown_of(found)
    assert found.causes, shown
    first = found.causes[0]
    assert (first.rule, first.confidence.value) == (situation.cause, situation.confidence), shown
    assert {one.rule for one in found.causes[1:]} <= situation.beside | {situation.cause}, shown
    assert set(situation.explains) <= explained_by(found, first), shown
    assert bool(first.findings) is bool(situation.explains), shown
    assert all(words in told(first) for words in situation.says), told(first)
    assert all(evidence.fact and evidence.source for evidence in first.evidence)
    # what no difference shows is no clean audit all the same
    assert found.clean is (first.rule in ABOUT_OTHERS and not found.findings), shown


@pytest.mark.parametrize("done", SEVERAL, ids=lambda one: one.replace(" ", "-"))
def test_each_of_several_causes_explains_its_own(done: str, empty: Ground) -> None:
    """Where several things went wrong at once, each is a cause with its own findings, and nothing else is one."""
    base, script, wanted = SEVERAL[done]
    found = empty.audit(empty.database(BASES.get(base, base), script), "sql:migrations")
    assert {one.rule for one in found.causes} == set(wanted), shown_of(found)
    for one in found.causes:
        assert set(wanted[one.rule]) <= explained_by(found, one), shown_of(found)
    every = [ident for one in found.causes for ident in one.findings]
    assert sorted(every) == sorted(finding.id for finding in found.findings)


@pytest.mark.parametrize("style", HEALTHY, ids=lambda one: one.replace(" ", "-"))
def test_no_cause_is_named_where_nothing_is_wrong(style: str, empty: Ground) -> None:
    """A database that is as its source says has no cause, whatever it looks like, and the audit is clean."""
    one = HEALTHY[style]
    with psycopg.connect(empty.server.dsn("postgres"), autocommit=True) as connection:
        there = {str(row[0]) for row in connection.execute("select rolname from pg_roles").fetchall()}
        new = [role for role in one.roles if role not in there]
        for role in new:
            connection.execute(f"create role {role}".encode())
        found = empty.audit(empty.database(one.script), one.spec, probe=one.probe, toml=one.toml, files=one.files)
        assert found.causes == (), shown_of(found)
        assert found.clean, shown_of(found)


def test_every_cause_is_planted() -> None:
    """No rule is without a situation, there are sixty of them or more, and none is there twice."""
    assert {one.id for one in CAUSES} - {situation.cause for situation in SITUATIONS} == set()
    assert len(SITUATIONS) >= 60
    assert len({one.name for one in SITUATIONS}) == len(SITUATIONS)
