"""Every cause, planted: the right one ranks first, explains what it must, and no other is named.

The tables are in the modules beside this one. Databases that are as they should be are in `healthy.py`: there no cause may
be named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from drifttools.catalog.server import PrivateServer
from drifttools.model.cause import Cause
from drifttools.model.finding import Finding
from tests.diagnose.situations.ground import ROLES, Ground
from tests.diagnose.situations.in_objects import IN_OBJECTS
from tests.diagnose.situations.situation import BASES, Situation

SITUATIONS = (*IN_OBJECTS,)


@pytest.fixture(scope="module")
def ground(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Give the project; its databases and roles go with the module."""
    with pytest.MonkeyPatch.context() as patch, psycopg.connect(pg_server.dsn("postgres"), autocommit=True) as connection:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for role in ROLES:
            connection.execute(f"create role {role}".encode())
        ground = Ground(pg_server, tmp_path_factory.mktemp("situations"))
        yield ground
        for name in reversed(ground.made):
            with suppress(psycopg.errors.InvalidCatalogName):
                pg_server.drop_database(name)
        for role in ROLES:
            connection.execute(f"drop role {role}".encode())


def told(cause: Cause) -> str:
    """All that a cause says."""
    facts = (*cause.evidence, *cause.against)
    return "\n".join((cause.sentence, *(one.fact for one in facts), *(one.because for one in cause.ruled_out)))


def named(finding: Finding) -> str:
    """A finding as the tables name it."""
    return " ".join(filter(None, (finding.kind, finding.label, finding.attribute)))


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_the_planted_cause_ranks_first(situation: Situation, ground: Ground) -> None:
    """What was planted is the first cause, explains the findings that it made, and no other cause is named."""
    dsn = ground.database(BASES.get(situation.base, situation.base), situation.script)
    if situation.fails:
        with psycopg.connect(dsn, autocommit=True) as connection, pytest.raises(psycopg.Error):
            connection.execute(situation.fails.encode())
    spec = situation.spec
    if spec.startswith("database:"):
        spec = f"database:{ground.database(BASES[spec.removeprefix('database:')])}"
    found = ground.audit(dsn, spec, probe=situation.probe, toml=situation.toml)
    causes = [f"{one.rule} {one.confidence}: {one.sentence}" for one in found.causes]
    shown = "\n".join([*causes, *map(named, found.findings)])
    assert found.causes, shown
    first = found.causes[0]
    assert (first.rule, first.confidence.value) == (situation.cause, situation.confidence), shown
    assert {one.rule for one in found.causes[1:]} <= situation.beside | {situation.cause}, shown
    explained = {one.id for one in found.findings if one.id in first.findings}
    for wanted in situation.explains:
        (finding,) = (one for one in found.findings if named(one) == wanted)
        assert finding.id in explained, shown
    assert bool(explained) is bool(situation.explains), shown
    assert all(words in told(first) for words in situation.says), told(first)
    assert all(evidence.fact and evidence.source for evidence in first.evidence)


def test_no_situation_is_planted_twice() -> None:
    """Names and what they plant are unique."""
    assert len({one.name for one in SITUATIONS}) == len(SITUATIONS)
