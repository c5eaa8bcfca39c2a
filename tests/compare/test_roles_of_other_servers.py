"""What names a role is judged and planned by the roles that each server has."""

from __future__ import annotations

from dataclasses import replace

from drifttools.catalog.server import PrivateServer
from drifttools.catalog.store import load, save
from drifttools.compare.engine import compare
from drifttools.model.snapshot import Snapshot
from tests.conftest import MakeDatabase
from tests.loop import make_roles, plan_for, snapshot

TABLE = "create table t (id int primary key, name text); grant select on t to app_reader;"
EXPECTED = (
    TABLE + "create table more (id int); alter table more owner to app_writer;"
    " create policy p on t to app_writer; grant select on t to app_writer;"
)


def without(read: Snapshot, role: str) -> Snapshot:
    """Return the snapshot as a server gives it that does not have the role."""
    assert read.roles is not None
    assert role in read.roles
    return replace(read, roles=read.roles - {role})


def test_settings_of_a_role_that_one_server_lacks_are_not_compared(server: PrivateServer, database: MakeDatabase) -> None:
    """They are no difference of the other server, in neither direction, and are named as not compared."""
    make_roles(server)
    plain = snapshot(database("select 1"))
    rows = snapshot(database("alter role app_writer set work_mem = '64MB'"))
    try:
        assert {f.kind for f in compare(rows, plain).findings} == {"role setting"}
        for one, other in ((rows, without(plain, "app_writer")), (without(plain, "app_writer"), rows)):
            found = compare(one, other).findings
            assert not found.records
            assert [entry.what for entry in found.not_compared] == ["role setting: 1"]
    finally:
        snapshot_after = database("alter role app_writer reset work_mem")
    assert snapshot(snapshot_after).rows["role setting"].lines == plain.rows["role setting"].lines


def test_a_plan_says_which_roles_are_not_there(server: PrivateServer, database: MakeDatabase) -> None:
    """What names a role that the live server lacks is no step, with the role in its reason; the rest is planned."""
    make_roles(server)
    expected, actual = snapshot(database(EXPECTED)), snapshot(database(TABLE))
    assert not plan_for(expected, actual).unplanned
    found = compare(expected, actual)
    plan = plan_for(expected, without(actual, "app_writer"), found=found)
    text = "\n".join(statement for step in plan.steps for statement in step.statements)
    assert "create table public.more" in text
    assert "app_writer" not in text
    reasons = [entry.reason for entry in plan.unplanned]
    assert len(reasons) == 3
    assert all('the role "app_writer" is not on the server: make it first' in reason for reason in reasons)
    whole = next(finding.id for finding in found.findings if finding.key == ("public", "more"))
    assert sum(entry.finding == whole for entry in plan.unplanned) == 1


def test_a_role_of_another_release_is_not_asked_for(server: PrivateServer, database: MakeDatabase) -> None:
    """`public` belongs to pg_database_owner from 15 on, and 13 has no such role: nobody is told to make it."""
    make_roles(server)
    wanted, found = snapshot(database()), snapshot(database("alter schema public owner to app_reader"))
    plan = plan_for(wanted, without(found, "pg_database_owner"))
    assert not plan.steps
    assert ["another release" in one.reason and "make it first" not in one.reason for one in plan.unplanned] == [True]


def test_a_saved_snapshot_keeps_the_roles(tmp_path: object, database: MakeDatabase) -> None:
    """A plan that is made from a stored state knows them too."""
    read = snapshot(database("select 1"))
    assert read.roles
    assert load(save(read, f"{tmp_path}/kept")).roles == read.roles
