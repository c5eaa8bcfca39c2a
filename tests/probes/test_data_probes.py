"""Data probes against real rows: each counts what is planted, names keys, and never says "none" of what it did not see."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import psycopg
import pytest

from drifttools.config import Config, load_config
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.cause import Confidence
from drifttools.model.probed import COLUMNS, Basis, Offenders
from drifttools.probes.registry import PROBES
from tests.conftest import MakeDatabase

_SCHEMA = """
create type order_status as enum ('open', 'paid');
create type mood as enum ('sad', 'ok');
create table users (id serial primary key, name text);
insert into users (name) select 'u' || i from generate_series(1, 10) i;
"""


def configured(folder: Path, text: str) -> Config:
    """Return what a `drift.toml` says."""
    (folder / "drift.toml").write_text(text, encoding="utf-8")
    return load_config(folder / "drift.toml")


def at(dsn: str, folder: Path, expected: str | None = None, text: str = "") -> Investigation:
    """Return an investigation of a database."""
    return investigate(dsn, expected, config=configured(folder, text), reports=folder / "reports")


def test_what_the_database_says_of_itself(database: MakeDatabase, tmp_path: Path, major: int) -> None:
    """Without an expected state: a foreign key NOT VALID, an invalid index, a check NOT VALID, a sequence, names."""
    dsn = database(
        _SCHEMA
        + """
        create table posts (id int primary key, user_id int, author_id int, n int);
        insert into posts select i, i, case when i % 2 = 0 then i end, i from generate_series(1, 14) i;
        alter table posts add constraint posts_author foreign key (author_id) references users not valid;
        alter table posts add constraint small check (n < 10) not valid;
        create table orders (id int primary key, status text);
        insert into orders values (1, 'open'), (2, 'unattended'), (3, null), (4, 'Paid');
        create table mails (id int primary key, address text);
        insert into mails values (1, 'a'), (2, 'a'), (3, 'b'), (4, 'a');
        select setval('users_id_seq', 7);
        """
    )
    with psycopg.connect(dsn, autocommit=True) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("create unique index concurrently mails_address on public.mails (address)")
    probes = at(dsn, tmp_path).probe()
    found = {
        (one.probe, one.table): (one.rows, one.key, one.keys, one.basis) for one in probes if one.state is Offenders.FOUND
    }
    assert found == {
        ("unchecked-foreign-keys", "public.posts"): (2, "id", ("12", "14"), Basis.DECLARED),
        ("broken-rules", "public.posts"): (5, "id", ("10", "11", "12", "13", "14"), Basis.DECLARED),
        ("duplicates", "public.mails"): (2, "id", ("1", "2", "4"), Basis.DECLARED),
        ("sequences", "public.users"): (3, "id", ("8", "9", "10"), Basis.DECLARED),
        ("outside-enum", "public.orders"): (2, "id", ("2", "4"), Basis.SUGGESTED),
        ("suggested-foreign-keys", "public.posts"): (4, "id", ("11", "12", "13", "14"), Basis.SUGGESTED),
    }
    assert probes.exit_code == 1, major
    assert major == int(str(major))


def test_what_is_expected(database: MakeDatabase, tmp_path: Path) -> None:
    """Beside an expected state: orphans, duplicates, nulls and values that do not convert, each with its finding."""
    expected = database(
        """
        create type level as enum ('low', 'high');
        create table a (id int primary key);
        create table b (id int primary key, a int references a, mail text unique, n int not null, w timestamptz, l level);
        """
    )
    actual = database(
        """
        create table a (id int primary key);
        create table b (id int primary key, a int, mail text, n int, w text, l text);
        insert into a values (1), (2);
        insert into b values
            (1, 1, 'x', 1, '2026-01-02T03:04:05Z', 'low'),
            (2, 3, 'x', null, '01/02/2026', 'high'),
            (3, null, 'y', 3, null, 'middle');
        """
    )
    inv = at(actual, tmp_path, f"database:{expected}")
    found = [one for one in inv.probe() if one.state is Offenders.FOUND]
    assert {(one.probe, one.rows, one.keys) for one in found} == {
        ("expected-foreign-keys", 1, ("2",)),
        ("duplicates", 1, ("1", "2")),
        ("nulls", 1, ("2",)),
        ("conversions", 1, ("2",)),
        ("conversions", 1, ("3",)),
    }
    findings = {finding.id for finding in inv.audit(smoke=False).findings}
    assert all(one.findings and set(one.findings) <= findings for one in found)


def test_a_healthy_database_is_fine(database: MakeDatabase, tmp_path: Path) -> None:
    """Partners that are there, a sequence that is ahead, and after RESTART too: nothing is wrong, exit code 0."""
    dsn = database(
        _SCHEMA
        + """
        create table posts (id int primary key, user_id int, thing_id int, thing_type text);
        insert into posts select i, i, 99, 'thing' from generate_series(1, 10) i;
        create table things (id int primary key);
        create table spaced (
            id int generated always as identity (start 1 increment -1 minvalue -99 maxvalue 1) primary key);
        insert into spaced select from generate_series(1, 3);
        alter sequence users_id_seq restart with 500;
        """
    )
    probes = at(dsn, tmp_path).probe()
    assert {one.state for one in probes} == {Offenders.NONE}
    assert {one.probe for one in probes} == {"sequences", "suggested-foreign-keys"}
    assert probes.exit_code == 0


def test_names_that_mislead_are_no_offence(database: MakeDatabase, tmp_path: Path) -> None:
    """Where not one row fits a suggestion, it is shown as doubtful and does not make the exit code 1."""
    dsn = database(
        _SCHEMA + "create table posts (id int primary key, user_id int); insert into posts values (1, 70), (2, 80)"
    )
    probes = at(dsn, tmp_path).probe(tables=["posts"])
    assert [(one.rows, one.considered, one.confidence) for one in probes] == [(2, 2, Confidence.UNKNOWN)]
    assert probes.exit_code == 0


_INVARIANTS = """
[[invariant]]
name = "every session has a request"
every = "public.sessions"
has = "public.requests"
on = { id = "metadata->>'session_id'" }
where = "t.status <> 'draft'"

[[invariant]]
name = "no negative amount"
sql = "select id, amount from public.payments where amount < 0 -- of course"
key = "id"

[[invariant]]
name = "nobody pays twice"
sql = "select payer from public.payments group by payer having count(*) > 1"

[[invariant]]
name = "every payment has a bill"
every = "payments"
has = "bills"
on = { id = "payment_id" }
"""


def test_invariants(database: MakeDatabase, tmp_path: Path) -> None:
    """Both forms, a path into JSON beside a uuid, keys only where they are named, and a table that is not there."""
    dsn = database(
        """
        create table sessions (id uuid primary key, status text);
        create table requests (id int primary key, metadata jsonb);
        insert into sessions select md5(i::text)::uuid, case i when 4 then 'draft' else 'open' end
        from generate_series(1, 4) i;
        insert into requests select i, jsonb_build_object('session_id', md5(i::text)::uuid) from generate_series(1, 2) i;
        create table payments (id int primary key, payer int, amount int);
        insert into payments values (1, 7, 5), (2, 7, -5), (3, 8, -1);
        """
    )
    probes = at(dsn, tmp_path, text=_INVARIANTS).probe(only=["invariants"])
    lonely, negative, twice, bill = probes
    assert (lonely.rows, lonely.keys) == (1, ("eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3",))
    assert (negative.rows, negative.key, negative.keys) == (2, "id", ("2", "3"))
    assert (twice.rows, twice.keys) == (1, ())
    assert (bill.state, bill.reason) == (Offenders.UNKNOWN, "there is no table bills")
    assert probes.exit_code == 3


@pytest.mark.parametrize(
    "sql",
    [
        "select 1) t; drop table public.users; select (1",
        "select 1) t, (select 2",
        "with gone as (delete from public.users returning *) select * from gone",
    ],
)
def test_an_invariant_cannot_leave_its_place(database: MakeDatabase, tmp_path: Path, sql: str) -> None:
    """Text that would be something else than one SELECT is refused, by us or by the server, and nothing happens."""
    dsn = database(_SCHEMA)
    text = f"[[invariant]]\nname = 'x'\nsql = {json.dumps(sql)}"
    with contextlib.suppress(UsageError):
        assert [one.state for one in at(dsn, tmp_path, text=text).probe(only=["invariants"])] == [Offenders.UNKNOWN]
    with psycopg.connect(dsn) as connection:
        assert connection.execute("select count(*) from public.users").fetchone() == (10,)


def test_a_large_table_is_sampled_and_said_to_be(database: MakeDatabase, tmp_path: Path) -> None:
    """A sample without offenders is "none in a sample of n"; one with them says at least; `exact` looks at every row."""
    dsn = database(
        """
        create table nodes (id int primary key, node_id int, mail text, filler text default repeat('x', 200));
        insert into nodes select i, i - 1, 'm' || i from generate_series(1, 20000) i;
        update nodes set node_id = null where id = 1;
        alter table nodes add constraint up foreign key (node_id) references nodes not valid;
        create table leaves (id int primary key, node_id int);
        insert into leaves select i, case when i % 10 = 0 then 0 else 5 end from generate_series(1, 20000) i;
        alter table leaves add constraint leaf foreign key (node_id) references nodes not valid;
        analyze;
        """
    )
    text = "[probe]\nsample_above_rows = 1000\nsample_rows = 4000\n"
    probes = at(dsn, tmp_path, text=text).probe(only=["unchecked-foreign-keys"])
    leaves, nodes = probes
    assert nodes.state is Offenders.NONE_IN_SAMPLE
    assert 500 < (nodes.sampled or 0) < 12000
    assert nodes.number == f"none in a sample of {nodes.sampled:,}"
    assert leaves.state is Offenders.FOUND
    assert 0 < (leaves.rows or 0) < 2000
    assert leaves.number.startswith("at least ")
    assert "no wrong ones found" not in probes.document().title
    leaves, nodes = at(dsn, tmp_path, text=text).probe(only=["unchecked-foreign-keys"], exact=True)
    assert (leaves.rows, leaves.sampled, nodes.state) == (2000, None, Offenders.NONE)


def test_duplicates_of_a_sample_are_looked_for_in_the_whole_table(database: MakeDatabase, tmp_path: Path) -> None:
    """The second of two equal rows may stand in a block that the sample does not have: it is found all the same."""
    table = "create table m (id int primary key, mail text{})"
    expected = database(table.format(" unique"))
    actual = database(
        table.format("")
        + """;
        insert into m select i, repeat('x', 200) || i % 10000 from generate_series(1, 20000) i; analyze
        """
    )
    text = "[probe]\nsample_above_rows = 1000\nsample_rows = 2000\n"
    (found,) = at(actual, tmp_path, f"database:{expected}", text).probe(only=["duplicates"])
    assert found.rows == found.sampled
    assert 0 < (found.rows or 0) < 10000


def test_what_takes_too_long_is_sampled_or_not_answered(database: MakeDatabase, tmp_path: Path) -> None:
    """A question that meets its time limit ends as a sample or as could-not-check, never as none."""
    dsn = database("create table t (id int primary key); insert into t select generate_series(1, 100); analyze")
    sql = "select id from public.t where pg_sleep(0.1) is not null"
    text = f"[probe]\ntimeout_s = 0.3\n[[invariant]]\nname = 'slow'\nsql = '{sql}'"
    (slow,) = at(dsn, tmp_path, text=text).probe(only=["invariants"])
    assert slow.state is Offenders.UNKNOWN
    assert "300 ms" in slow.reason


def test_the_frame_has_the_documented_columns(database: MakeDatabase, tmp_path: Path) -> None:
    """`frame()` has one row per question and the columns that are documented, typed."""
    frame = at(database(_SCHEMA), tmp_path).probe().frame()
    assert tuple(frame.columns) == COLUMNS
    assert str(frame["rows"].dtype) == "Int64"
    for column in COLUMNS:
        assert column in (Investigation.probe.__doc__ or "")


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
def test_every_probe_has_a_page(probe: object) -> None:
    """The docstring of a probe says what it asks and what the answer means."""
    assert len((type(probe).__doc__ or "").splitlines()) > 3


def test_hostile_names_are_asked_for_like_others(database: MakeDatabase, tmp_path: Path) -> None:
    """Quotes, percent signs and braces in the names of tables and columns break no question."""
    dsn = database(
        """
        create table "we""ird %s {}s" (id int primary key);
        create table "Chi""ld %(x)s" (id int primary key, "we""ird %s {}_id" int, "userId" int);
        create table users (id int primary key);
        insert into "we""ird %s {}s" values (1);
        insert into "Chi""ld %(x)s" values (1, 1, 7), (2, 2, null);
        insert into users values (8);
        """
    )
    found = at(dsn, tmp_path).probe(only=["suggested-foreign-keys"])
    assert {(one.rows, one.keys) for one in found} == {(1, ("2",)), (1, ("1",))}


def test_an_audit_with_probes_keeps_them_for_the_report(database: MakeDatabase, tmp_path: Path) -> None:
    """`audit(probe=True)` is not clean where rows are wrong, and the report names them with their number and keys."""
    dsn = database(
        _SCHEMA + "create table posts (id int primary key, user_id int); insert into posts values (1, 1), (2, 99)"
    )
    inv = at(dsn, tmp_path, f"database:{dsn}")
    assert inv.audit(smoke=False).clean
    audit = inv.audit(smoke=False, probe=True)
    assert (audit.clean, audit.exit_code) == (False, 1)
    text = inv.report().paths["markdown"].read_text(encoding="utf-8")
    assert "rows of public.posts whose user_id is not in public.users.id" in text
    assert "id: 2" in text
    assert "Nothing: every finding is repaired" not in text
