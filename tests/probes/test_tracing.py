"""One row traced through a real database: both ways, by keys, names and paths, with what is missing in its place."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.shown import ShownTrace
from drifttools.model.traced import COLUMNS, Standing
from tests.conftest import MakeDatabase

_SCHEMA = """
create table users (id int primary key, name text);
create table intakes (id int primary key, user_id int references users);
create table sessions (id int primary key, intake_id int references intakes, customer_user_id int, note text);
create table requests (id int primary key, metadata jsonb);
create table messages (id int primary key, session_id int references sessions, author int references users);
insert into users values (1, 'zq-canary'), (2, 'b');
insert into intakes values (5, 1);
insert into sessions values (7, 5, 1, 'zq-canary'), (8, null, 99, null), (9, 5, 1, null);
insert into requests values (1, '{"session": {"id": 7}}');
insert into messages select i, 7, 1 + i % 2 from generate_series(1, 14) i;
"""
_INVARIANT = """
[[invariant]]
name = "every session has a request"
every = "sessions"
has = "requests"
on = { id = "metadata->'session'->>'id'" }
"""


@pytest.fixture
def case(database: MakeDatabase, tmp_path: Path) -> Investigation:
    """Give an investigation of the database above, with its invariant."""
    (tmp_path / "drift.toml").write_text(_INVARIANT, encoding="utf-8")
    return investigate(database(_SCHEMA), config=load_config(tmp_path / "drift.toml"), reports=tmp_path)


def places(trace: ShownTrace) -> set[tuple[str, str, str]]:
    """Return table, key and state of all rows but the messages."""
    return {(row.table[7:], row.key, str(row.state)) for row in trace.rows if row.table != "public.messages"}


def test_both_ways_and_not_to_siblings(case: Investigation) -> None:
    """Session 7 leads to its intake, its user, its request and its messages, and not to session 9 of the same intake."""
    trace = case.trace("sessions", id=7)
    assert places(trace) == {
        ("sessions", "id = 7", "found"),
        ("intakes", "id = 5", "found"),
        ("users", "id = 1", "found"),
        ("users", "id = 2", "found"),
        ("requests", "id = 1", "found"),
    }
    assert trace.exit_code == 0
    assert sum(row.table == "public.messages" for row in trace.rows) == 10
    assert any("more than 10 rows of public.messages" in text for text in trace.cut)


def test_what_is_missing_is_shown_as_missing(case: Investigation) -> None:
    """Session 8 has no request, which the invariant demands, and names a customer who is not there."""
    trace = case.trace("sessions", id=8, names=True)
    assert places(trace) == {
        ("sessions", "id = 8", "found"),
        ("requests", "metadata->'session'->>'id' = 8", "missing"),
        ("users", "id = 99", "missing"),
    }
    assert {(link.how, link.back) for link in trace.links} == {("invariant", True), ("name", False)}
    assert trace.exit_code == 1
    assert "missing" in "\n".join(part for part in trace._repr_mimebundle_().values())
    assert case.trace("public.sessions", {"id": 4711}).rows[0].state is Standing.MISSING


def test_paths_that_are_given_are_followed(database: MakeDatabase, tmp_path: Path) -> None:
    """A path into JSON leads both ways without any declaration; a session without one is no gap then."""
    inv = investigate(database(_SCHEMA), reports=tmp_path)
    path = "requests.metadata->'session'->>'id'=sessions.id"
    assert ("sessions", "id = 7", "found") in places(inv.trace("requests", id=1, paths=[path]))
    assert ("requests", "id = 1", "found") in places(inv.trace("sessions", id=7, paths=[path]))
    assert inv.trace("sessions", id=9, paths=[path]).exit_code == 0


def test_values_are_hidden_but_keys(case: Investigation) -> None:
    """No form shows a value that is no key, unless that is asked for."""
    hidden, shown = case.trace("sessions", id=7), case.trace("sessions", id=7, values=True)
    assert not any("zq-canary" in text for text in hidden._repr_mimebundle_().values())
    assert all("zq-canary" in text for text in shown._repr_mimebundle_().values())


def test_depth_and_circles_end(database: MakeDatabase, tmp_path: Path) -> None:
    """Rows that refer to each other are each there once; depth 1 stops at the first references."""
    inv = investigate(
        database(
            """
            create table a (id int primary key, b_id int);
            create table b (id int primary key, a_id int references a);
            alter table a add foreign key (b_id) references b deferrable initially deferred;
            begin; insert into a values (1, 1); insert into b values (1, 1); commit;
            create table selfish (id int primary key, up int references selfish);
            insert into selfish select i, nullif(i - 1, 0) from generate_series(1, 9) i;
            """
        ),
        reports=tmp_path,
    )
    trace = inv.trace("a", id=1, depth=9)
    assert [row.label for row in trace.rows] == ["public.a (id = 1)", "public.b (id = 1)"]
    assert {link.label for link in trace.links} == {"a.b_id -> b.id", "b.a_id -> a.id"}
    assert [row.key for row in inv.trace("selfish", id=5, depth=1).rows] == ["id = 5", "id = 4", "id = 6"]
    assert len(inv.trace("selfish", id=5, depth=9).rows) == 9


@pytest.mark.parametrize(("where", "states"), [("t.note is null", ["missing"]), ("t.note is not null", [])])
def test_a_partner_is_demanded_of_the_rows_of_the_condition(case: Investigation, where: str, states: list[str]) -> None:
    """An invariant with a condition asks a partner of session 8 only where the condition holds for it."""
    assert case.config.path is not None
    case.config.path.write_text(f'{_INVARIANT}where = "{where}"\n', encoding="utf-8")
    again = investigate(case.target.dsn, config=load_config(case.config.path), reports=case.reports)
    found = again.trace("sessions", id=8).rows
    assert [str(row.state) for row in found if row.table == "public.requests"] == states


def test_a_bare_name_is_the_one_of_the_search_path(database: MakeDatabase, tmp_path: Path) -> None:
    """Where two schemas have the table, the server's one is meant; of two that it would not find none is."""
    dsn = database(_SCHEMA + "create schema auth; create table auth.sessions (id int); create schema b;"
                   "create table auth.twin (id int); create table b.twin (id int);")  # fmt: skip
    case = investigate(dsn, config=load_config(None), reports=tmp_path)
    assert case.trace("sessions", id=7).rows[0].table == "public.sessions"
    with pytest.raises(UsageError, match="more than once"):
        case.trace("twin", id=1)


def test_what_a_role_may_not_see_is_not_taken_for_missing(database: MakeDatabase, tmp_path: Path) -> None:
    """Under row-level security the partner is could-not-check, and the exit code is 3."""
    dsn = database(
        _SCHEMA
        + """
        drop role if exists shortsighted; create role shortsighted login;
        grant select on all tables in schema public to shortsighted;
        alter table intakes enable row level security;
        """
    )
    try:
        trace = investigate(f"{dsn} user=shortsighted", reports=tmp_path).trace("sessions", id=7)
        (hidden,) = trace.unknown
        assert (hidden.table, trace.exit_code) == ("public.intakes", 3)
        assert "row-level security" in hidden.reason
    finally:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("drop owned by shortsighted; drop role shortsighted")


def test_wrong_questions_are_refused(case: Investigation) -> None:
    """A table, column, value or path that there is not is said by name."""
    with pytest.raises(UsageError, match="no table nowhere"):
        case.trace("nowhere", id=1)
    with pytest.raises(UsageError, match="no column 'nope'"):
        case.trace("sessions", nope=1)
    with pytest.raises(UsageError, match="no value"):
        case.trace("sessions", id="seven")
    with pytest.raises(UsageError, match="does not lead"):
        case.trace("sessions", id=7, paths=["requests.metadata"])


def test_the_frame_has_the_documented_columns(case: Investigation) -> None:
    """`frame()` has one line per place in the tree, and the columns that are documented."""
    frame = case.trace("sessions", id=8).frame()
    assert tuple(frame.columns) == COLUMNS
    assert frame["state"].tolist() == ["found", "missing"]
    assert all(column in (Investigation.trace.__doc__ or "") for column in COLUMNS)
