"""A database beside one of another release: what the two print differently, or give to everybody, is no drift."""

from __future__ import annotations

from pathlib import Path

import pytest

from drifttools.catalog.opening import Opening
from drifttools.catalog.server import PrivateServer
from drifttools.catalog.store import save
from drifttools.config import Config, parse_target
from drifttools.investigation.comparing import Compared, compare_live
from tests.conftest import WHEEL_MAJOR, MakeDatabase, Servers
from tests.loop import findings_text, snapshot

# PostgreSQL 16 and later leave out the name of the only table of a query
SCHEMA = """
    create table t (id int primary key, state text check (state in ('a', 'b')), made timestamptz default now());
    create view v as select id, state from t where state <> 'a';
    create materialized view m as select id, count(*) as n from t group by id;
    create index on t (lower(state)) where state is not null;
    create policy p on t using (exists (select from v where v.id = t.id));
    create rule r as on delete to v do instead delete from t where t.id = old.id;
    grant select on t to public;
"""
BODY = "create function f() returns bigint begin atomic select id from t; end;"


def compared(actual: str, spec: str) -> Compared:
    """Compare a database with a spec as `drift diff` does."""
    return compare_live(Opening(parse_target(actual)), spec, Config(), cache=False)


@pytest.fixture
def older(major: int, servers: Servers) -> PrivateServer:
    """Give a server that is older than the wheel's."""
    if major == WHEEL_MAJOR:
        pytest.skip("a comparison of two releases needs an older one")
    return servers(major)


def test_what_two_releases_print_differently_is_no_drift(
    major: int, older: PrivateServer, servers: Servers, database: MakeDatabase, tmp_path: Path
) -> None:
    """The older one beside a snapshot and beside a database of the newer one, and the newer one beside the older."""
    script = SCHEMA + (BODY if major >= 14 else "")  # before, bodies are strings only
    new, old = database(script, on=servers(WHEEL_MAJOR)), database(script, on=older)
    save(snapshot(new), tmp_path / "new")
    for actual, spec in ((old, f"snapshot:{tmp_path / 'new'}"), (old, f"database:{new}"), (new, f"database:{old}")):
        result = compared(actual, spec)
        assert findings_text(result.comparison) == "no findings"
        assert not [one for one in result.comparison.findings.not_compared if "only look different" in one.what]


def test_what_really_differs_is_found_in_what_the_other_prints(
    older: PrivateServer, servers: Servers, database: MakeDatabase
) -> None:
    """One view is another one; the others are only printed differently."""
    changed = SCHEMA.replace("where state <> 'a'", "where state <> 'b'")
    new, old = database(SCHEMA, on=servers(WHEEL_MAJOR)), database(changed, on=older)
    for actual, spec in ((old, f"database:{new}"), (new, f"database:{old}")):
        found = compared(actual, spec).comparison.findings
        assert [(one.kind, one.name, one.attribute) for one in found] == [("view", "v", "definition")]


def test_rights_that_were_taken_from_everybody_differ_between_releases(
    older: PrivateServer, servers: Servers, database: MakeDatabase
) -> None:
    """What a release gives in `public` is no drift; that nobody may use it is."""
    new, old = database(on=servers(WHEEL_MAJOR)), database("revoke all on schema public from public;", on=older)
    found = compared(old, f"database:{new}").comparison.findings
    assert [(one.kind, one.change.value) for one in found] == [("object privilege", "missing")]
