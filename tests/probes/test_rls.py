"""Row-level security tried: what is evaluated is what the server does when the command is really sent."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.config import load_config
from drifttools.errors import ConfigError, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.rls import COLUMNS, Access, Behaviour, How, changes
from tests.conftest import MakeDatabase

MINE, OTHERS = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
ROLES = ("rls_anon", "rls_user", "rls_service", "rls_narrow")

SCHEMA = f"""
create schema app;
create function app.uid() returns uuid language sql stable as
  $$ select nullif(current_setting('request.jwt.claims', true)::jsonb ->> 'sub', '')::uuid $$;
create table app.members (org int, who uuid);
insert into app.members values (1, '{MINE}'), (2, '{OTHERS}');
create table app.docs (id int generated always as identity primary key, org int, owner uuid, title text not null,
                       size int generated always as (length(title)) stored);
insert into app.docs (org, owner, title) values (1, '{MINE}', 'it''s \\ mine');
insert into app.docs (org, owner, title) values (1, '{OTHERS}', 'b'), (2, '{OTHERS}', '100%'), (null, null, 'nobody');
alter table app.docs enable row level security;
create policy own on app.docs for all to rls_user using (owner = app.uid());
create policy org on app.docs for select to rls_user
  using (exists (select from app.members m where m.org = docs.org and m.who = app.uid()));
create policy titled on app.docs as restrictive for update to public using (title <> 'b') with check (length(title) > 1);
create table app.locked (id int primary key); insert into app.locked values (1);
alter table app.locked enable row level security;
create table app.open (id int primary key); insert into app.open values (1), (2);
create table app.empty (id int primary key);
alter table app.empty enable row level security;
create policy all_true on app.empty for select to rls_user using (true);
grant usage on schema app to rls_anon, rls_user, rls_service;
grant all on all tables in schema app to rls_user, rls_service;
grant select on app.docs to rls_anon;
"""


@pytest.fixture
def secured(database: MakeDatabase) -> Iterator[str]:
    """Return a database with policies, and take its roles away again."""
    dsn = database()
    with psycopg.connect(dsn, autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"create role {role}{' bypassrls' if role == 'rls_service' else ''}".encode())
        connection.execute(SCHEMA.encode())
    yield dsn
    with psycopg.connect(dsn, autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"drop owned by {role}; drop role {role}".encode())


def at(dsn: str, folder: Path, text: str = "", spec: str | None = None) -> Investigation:
    """Return an investigation with a drift.toml."""
    (folder / "drift.toml").write_text(text, encoding="utf-8")
    return investigate(dsn, spec, config=load_config(folder / "drift.toml"), reports=folder / "reports")


def answers(found: object) -> dict[tuple[str, str], Behaviour]:
    """Return answers by table and command."""
    return {(one.table, one.command): one for one in found}  # type: ignore[attr-defined]


def test_what_a_user_may_do(secured: str, tmp_path: Path) -> None:
    """Rows seen of all, each command, and the policy that decided, for a role with claims."""
    found = answers(at(secured, tmp_path).rls(role="rls_user", claims={"sub": MINE}))
    docs = {command: (one.access, one.rows, one.of) for (table, command), one in found.items() if table == "app.docs"}
    assert docs == {
        "SELECT": (Access.PARTLY, 2, 4),
        "INSERT": (Access.PARTLY, 1, 4),
        "UPDATE": (Access.PARTLY, 1, 4),
        "DELETE": (Access.PARTLY, 1, 4),
    }
    select = found["app.docs", "SELECT"]
    assert select.how is How.TRIED
    assert {(part.policy, part.holds, part.of) for part in select.policies} == {("own", 1, 4), ("org", 2, 4)}
    assert select.reason == "let in by org (2 of 4 rows), own (1 of 4 rows)"
    update = found["app.docs", "UPDATE"]
    assert {(part.policy, part.permissive, part.holds) for part in update.policies} == {
        ("own", True, 1),
        ("titled", False, 3),
    }
    locked = found["app.locked", "SELECT"]
    assert (locked.access, locked.rows, locked.of) == (Access.DENIED, 0, 1)
    assert locked.reason == "no permissive policy for SELECT is for rls_user, so every row is refused"
    assert found["app.empty", "SELECT"].access is Access.ALLOWED
    assert found["app.empty", "INSERT"].access is Access.DENIED
    assert ("app.open", "SELECT") not in found


def test_who_has_no_token_has_the_claims_of_a_request_without_one(secured: str, tmp_path: Path) -> None:
    """Beside one with claims, one without has its role alone: no empty text that a policy cannot read as JSON."""
    with psycopg.connect(secured, autocommit=True) as connection:
        connection.execute(
            "create table app.mail (id int); insert into app.mail values (1);"
            " alter table app.mail enable row level security; create policy role on app.mail for select"
            " using ((current_setting('request.jwt.claims', true)::jsonb ->> 'role') = 'rls_anon');"
            " grant select on app.mail to rls_anon, rls_user; grant usage on schema app to rls_anon, rls_user"
        )
    both = f'[[rls]]\nrole = "rls_user"\nclaims = {{ sub = "{MINE}" }}\n[[rls]]\nrole = "rls_anon"\n'
    found = {
        one.persona: one for one in at(secured, tmp_path, both).rls() if (one.table, one.command) == ("app.mail", "SELECT")
    }
    assert found["rls_user"].access is Access.DENIED
    assert (found["rls_anon"].access, found["rls_anon"].reason) == (Access.ALLOWED, "let in by role (1 of 1 rows)")


def test_roles_that_no_policy_meets(secured: str, tmp_path: Path) -> None:
    """BYPASSRLS sees all rows, a missing privilege is named, a missing role could not be checked."""
    inv = at(secured, tmp_path)
    service = answers(inv.rls(role="rls_service"))
    assert {one.access for (table, _), one in service.items() if table == "app.docs"} == {Access.ALLOWED}
    anon = answers(inv.rls(role="rls_anon"))
    assert anon["app.docs", "SELECT"].reason == "no permissive policy for SELECT is for rls_anon, so every row is refused"
    assert anon["app.docs", "DELETE"].reason == "rls_anon lacks DELETE on the table"
    assert answers(inv.rls(role="rls_narrow"))["app.docs", "SELECT"].reason == "rls_narrow lacks USAGE on the schema app"
    nobody = inv.rls(role="rls_gone")
    assert [(one.access, one.reason) for one in nobody] == [(Access.UNKNOWN, "there is no role rls_gone")]
    assert nobody.exit_code == 3


_USING = (
    "owner = app.uid()",
    "org = 1",
    "id <> 2",
    "exists (select from app.members m where m.org = docs.org)",
    "title = 'b'",
)


def test_evaluated_is_what_the_server_does(secured: str, tmp_path: Path) -> None:
    """Over many sets of policies, every command that is really sent goes through for as many rows as were evaluated."""
    inv = at(secured, tmp_path)
    sets = list(itertools.product(("all", "select", "update", "insert", "delete"), _USING, _USING[::-1], (True, False)))
    compared = 0
    with psycopg.connect(secured, autocommit=True) as connection:
        for number, (command, using, check, permissive) in enumerate(sets[::11]):
            connection.execute("drop policy if exists p on app.docs")
            clauses = (f"using ({using})" if command != "insert" else "") + (
                f" with check ({check})" if command in ("all", "update", "insert") and number % 2 else ""
            )
            clauses = clauses if command != "insert" else f"with check ({check})"
            sort = "permissive" if permissive else "restrictive"
            connection.execute(f"create policy p on app.docs as {sort} for {command} to rls_user {clauses}".encode())
            claims = {"sub": MINE if number % 3 else OTHERS}
            evaluated = answers(inv.rls(role="rls_user", claims=claims, tables=["app.docs"]))
            sent = answers(inv.rls(role="rls_user", claims=claims, tables=["app.docs"], live=True, rows=10))
            for key, one in sent.items():
                assert one.how is How.TRIED or not evaluated[key].rows, (key, clauses, one)
                if one.how is How.TRIED:
                    compared += 1
                    assert one.rows == evaluated[key].rows, (command, clauses, sort, one, evaluated[key])
        count = connection.execute("select count(*), max(id) from app.docs").fetchone()
    assert compared > 50
    assert count == (4, 4)


def test_triggers_keep_a_command_from_being_sent(secured: str, tmp_path: Path) -> None:
    """A trigger that fires whatever the session says leaves a table alone, and what was evaluated stands."""
    with psycopg.connect(secured, autocommit=True) as connection:
        connection.execute(
            "create function app.f() returns trigger language plpgsql as $$ begin raise 'fired'; end $$;"
            "create trigger always before insert on app.docs for each row execute function app.f();"
            "alter table app.docs enable always trigger always"
        )
    sent = answers(at(secured, tmp_path).rls(role="rls_user", claims={"sub": MINE}, live=True))
    insert = sent["app.docs", "INSERT"]
    assert (insert.how, insert.rows) == (How.EVALUATED, 1)
    assert insert.reason.startswith("not sent: its triggers would fire (always)")


def test_an_error_in_a_policy_is_the_answer(secured: str, tmp_path: Path) -> None:
    """A policy that ends in an error refuses every statement: said without the value, and which policy it is."""
    found = answers(at(secured, tmp_path).rls(role="rls_user", claims={"sub": "not-a-uuid-secret"}))["app.docs", "SELECT"]
    assert (found.access, found.rows) == (Access.DENIED, 0)
    assert found.reason == "every such statement ends in an error: a value was refused (SQLSTATE 22P02)"
    assert {part.reason for part in found.policies} == {"a value was refused (SQLSTATE 22P02)"}


def test_personas_of_the_configuration(secured: str, tmp_path: Path) -> None:
    """`allowed` and `denied` are checked; claims come from a file; what is wrong in the entry is said."""
    (tmp_path / "claims.json").write_text(json.dumps({"sub": MINE}))
    text = (
        '[[rls]]\nname = "customer"\nrole = "rls_user"\nclaims_file = "claims.json"\ntables = ["app.docs"]\n'
        'allowed = ["select app.docs"]\ndenied = ["insert app.*", "delete app.*"]\n'
    )
    found = at(secured, tmp_path, text).rls()
    assert [one.partition(" should")[0] for one in found.broken] == [
        "customer: INSERT on app.docs",
        "customer: DELETE on app.docs",
    ]
    assert found.exit_code == 1
    assert list(found.frame().columns) == list(COLUMNS)
    assert MINE not in found.document().__repr__()
    with pytest.raises(UsageError, match="no \\[\\[rls\\]\\] 'x'"):
        at(secured, tmp_path, text).rls("x")
    with pytest.raises(ConfigError, match=r"cannot read 'see app\.docs'"):
        at(secured, tmp_path, '[[rls]]\nrole = "r"\nallowed = ["see app.docs"]')
    with pytest.raises(UsageError, match="nobody"):
        at(secured, tmp_path).rls()


def test_before_and_after_a_repair(secured: str, tmp_path: Path, database: MakeDatabase) -> None:
    """Audit and verification keep what was tried, `denied` is a check, and the report shows what the repair changed."""
    expected = database()
    text = f'[[rls]]\nname = "customer"\nrole = "rls_user"\nclaims.sub = "{MINE}"\ndenied = ["delete app.docs"]\n'
    with psycopg.connect(expected, autocommit=True) as connection:
        connection.execute(SCHEMA.replace("for all to rls_user using", "for update to rls_user using").encode())
    try:
        inv = at(secured, tmp_path, text, f"database:{expected}")
        inv.audit()
        inv.apply(confirm=inv.plan(drop=["*"]).token)
        checks = {check.name: check for check in inv.verify().checks if check.group == "row security"}
        denied = checks["customer: DELETE on app.docs is denied"]
        assert (denied.state, denied.actual) == ("PASS", "denied: 0 of 4")
        inv.report()
        report = (inv.folder.path / "report.md").read_text(encoding="utf-8")
        section = report.split("## Row-level security")[1].split("\n## ")[0]
        changed = next(line for line in section.splitlines() if "DELETE" in line and "customer" in line)
        assert "in part: 1 of 4" in changed
        assert "denied: 0 of 4" in changed
        assert not [path for path in inv.folder.path.rglob("*.*") if MINE.encode() in path.read_bytes()]
    finally:
        with psycopg.connect(expected, autocommit=True) as connection:
            connection.execute("drop owned by rls_user, rls_anon, rls_service")


def test_a_verification_says_what_changed_silently(secured: str, tmp_path: Path) -> None:
    """A role may do less than at the audit, no policy's text changed, and no plan did it: PARTIAL, with what decides."""
    text = f'[[rls]]\nname = "customer"\nrole = "rls_user"\nclaims.sub = "{MINE}"\n'
    inv = at(secured, tmp_path, text, f"database:{secured}")
    inv.audit()
    assert not [check for check in inv.verify().checks if check.group == "row security"]
    with psycopg.connect(secured, autocommit=True) as connection:
        connection.execute(f"delete from app.members; update app.docs set owner = '{OTHERS}'")
    found = {check.name: check for check in inv.verify().checks if check.group == "row security"}
    select = found["customer: SELECT on app.docs is as it was at the audit"]
    assert (select.state, select.expected, select.actual) == ("PARTIAL", "in part: 2 of 4", "denied: 0 of 4")


def test_changed_without_a_change_of_text(secured: str, tmp_path: Path) -> None:
    """Rows of another table change what a policy allows: the answer changes, the texts do not, and that is told."""
    inv = at(secured, tmp_path)
    before = inv.rls(role="rls_user", claims={"sub": MINE})
    with psycopg.connect(secured, autocommit=True) as connection:
        connection.execute(f"delete from app.members; update app.docs set owner = '{OTHERS}'")
    changed = changes(before, inv.rls(role="rls_user", claims={"sub": MINE}))
    assert {(one.after.command, one.before.access, one.after.access, one.silent) for one in changed} == {
        (command, Access.PARTLY, Access.DENIED, True) for command in ("SELECT", "INSERT", "UPDATE", "DELETE")
    }
