"""A database is followed through its changes: only what changed is read again, and nothing is overlooked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psycopg

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.following import Changed, Following, Query
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.watched import WATCHED
from drifttools.config import parse_target
from drifttools.kinds.declare import Compare, attributes_of, fields_of
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.model.chronicle import Renaming
from drifttools.model.rows import Rows
from tests.conftest import MakeDatabase

OF_THE_SERVER = {"role setting", "subscription", "database", "extension version"}
FOLLOWED = [kind for kind in KINDS if kind.kind not in OF_THE_SERVER]

# one step each; between them they touch what every rule of `watched` is about
STEPS = (
    "create table a (id bigint generated always as identity primary key, n int default 1, t text not null)",
    "create schema s; create table s.b (id serial primary key, a bigint references a (id), check (id > 0))",
    "create view v as select id, n from a; create materialized view m as select t from a",
    "create type mood as enum ('sad', 'ok'); alter table s.b add column mood mood default 'ok'",
    "create index a_n on a (n) where t <> ''; comment on index a_n is 'quick'; comment on column a.n is 'how many'",
    "create function f(x int) returns int language sql as 'select x + 1'",
    """create function g() returns trigger language plpgsql as 'begin return new; end';
    create trigger tr before update on a for each row execute function g()""",
    "alter table a enable row level security; create policy p on a using (n > 0)",
    "alter sequence a_id_seq increment by 5",
    "create sequence q; alter sequence q owned by a.n",
    "alter sequence q owned by none",
    "alter table a rename column n to amount",
    "alter type mood rename value 'ok' to 'fine'",
    "alter table s.b rename to c; alter table s.c rename column mood to feeling",
    "alter function f(int) rename to h",
    """create table part (id int, d date) partition by range (d);
    create table part_1 partition of part for values from ('2024-01-01') to ('2025-01-01')""",
    "alter table part detach partition part_1",
    "alter table part add column extra text; create statistics st on id, d from part",
    "comment on index a_n is null; comment on table a is 'all'; comment on function h(int) is 'h'; drop policy p on a",
    "drop index a_n; create index a_t on a (t)",
    "alter table s.c drop column feeling; drop type mood; create type mood as (x int)",
    "create domain positive as int check (value > 0); create publication pub for table part",
    "drop materialized view m; drop view v; alter table a alter column amount type bigint",
    "alter table s.c set schema public; drop schema s",
    "drop schema public cascade; create schema public; create table public.last (id int)",
    "create temporary table passing (id int); drop table passing",
)


def compared(kind: str, lines: tuple[str, ...]) -> set[tuple[object, ...]]:
    """Leave the attributes out that are only noted: PostgreSQL tells some of them of objects that did not change."""
    declared = BY_NAME[kind]
    noted = {one.name for one in attributes_of(declared) if one.compare is Compare.NOTED}
    decoded = Rows(fields_of(declared), ()).decode(line.encode() for line in lines)
    return {tuple(value for name, value in values.items() if name not in noted) for values in decoded}


def differing(changed: Changed) -> dict[str, set[tuple[object, ...]]]:
    """What a step changed, without what is only noted."""
    told = {one.kind: compared(one.kind, one.gone) ^ compared(one.kind, one.made) for one in changed.changes}
    return {kind: rows for kind, rows in told.items() if rows}


@contextmanager
def followed(dsn: str) -> Iterator[tuple[psycopg.Connection[tuple[object, ...]], Following]]:
    """Follow a database from its present state on, beside a connection that changes it."""
    with psycopg.connect(dsn, autocommit=True) as work, Following(parse_target(dsn), FOLLOWED) as following:
        following.begin()
        yield work, following


def test_nothing_is_overlooked(database: MakeDatabase, major: int) -> None:
    """After many changes of all sorts, what is known equals what a reading of everything gives."""
    del major
    dsn = database()
    with followed(dsn) as (work, following), connect_readonly(parse_target(dsn)) as connection:
        for number, statement in enumerate(STEPS, 1):
            work.execute(statement.encode())
            following.step()()
            if number % 5:  # reading everything is what is slow
                continue
            known = following.rows()
            read_again = read(connection, Extent(kinds=FOLLOWED)).rows
            for kind, rows in read_again.items():
                lines = (tuple(map(bytes.decode, side.lines)) for side in (known[kind], rows))
                one, other = (compared(kind, side) for side in lines)
                assert one == other, f"{kind} in the steps up to {statement}"
        assert not differing(following.finish())


def test_a_step_tells_what_it_changed_and_no_more(database: MakeDatabase) -> None:
    """A column added to one table is one changed row; a step that does nothing tells nothing."""
    with followed(database()) as (work, following):
        work.execute("create table a (id int primary key); create table b (id int)")
        following.step()()
        work.execute("alter table b add column t text")
        changed = following.step()()
        assert {one.kind: (len(one.gone), len(one.made)) for one in changed.changes} == {"column": (0, 1)}
        work.execute("insert into a values (1)")
        assert following.step()() == Changed()


def test_a_new_name_is_told_with_the_former_one(database: MakeDatabase) -> None:
    """A table and its column renamed in one step: the column by the table's new name."""
    with followed(database()) as (work, following):
        work.execute("create table a (id int primary key, n int)")
        following.step()()
        work.execute("alter table a rename column n to m; alter table a rename to b")
        renamed = following.step()().renamed
        assert Renaming(("public", "a"), ("public", "b")) in renamed
        assert Renaming(("public", "b", "n"), ("public", "b", "m")) in renamed


def test_the_cost_of_a_step_does_not_grow_with_the_schema(database: MakeDatabase) -> None:
    """Beside 300 tables a new column is three round trips, and a handful of rows beside a number for each catalog."""
    with followed(database()) as (work, following):
        work.execute(b"".join(b"create table t%d (id int primary key, n int default 1);" % n for n in range(300)))
        following.step()()
        fetched = []
        send = following._all  # noqa: SLF001 - counts what is read, which nothing else tells

        def counted(queries: Iterable[Query]) -> list[psycopg.Cursor[tuple[object, ...]]]:
            found = send(queries)
            fetched.append(sum(cursor.rowcount for cursor in found))
            return found

        following._all = counted  # type: ignore[method-assign] # noqa: SLF001 - as above
        work.execute("alter table t7 add column m text")
        following.step()()
        catalogs, changed, read_again = fetched
        assert catalogs < len(WATCHED) + 3
        assert changed + read_again < 40  # with the table for long values that the first text brings
