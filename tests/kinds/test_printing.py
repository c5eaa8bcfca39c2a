"""Expressions that are printed once for many tables are those that each table would print itself."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from drifttools.catalog.connect import connect_readonly, parse_target
from drifttools.catalog.reader import Extent, read, read_in_transaction
from drifttools.kinds.registry import BY_NAME
from drifttools.model.snapshot import Snapshot
from tests.conftest import MakeDatabase

# Tables that agree in the trees of their expressions and not in names, or in names and not in trees, or in both.
ALIKE = """
create type shade as enum ('a', 'b');
create schema s1; create schema s2;
{tables}
create table two (id int, b int, a int, "select" text, check (a > 0 and b > 0), check ("select" <> ''));
create table three (id int, a int, b int, "select" text, check (a > 0 and b > 0), check ("select" <> ''));
create table whole (id int, a int, check (whole is not null)); create index on whole (a) where whole is not null;
create table whole2 (id int, a int, check (whole2 is not null)); create index on whole2 (a) where whole2 is not null;
create table system (a int, check (tableoid > 0)); create index on system (a) where a <> 1 and a is not null;
create table gone (id int, x int, a int, b int, check (a > 0)); alter table gone drop column x;
create table constant (id int, a int, check (1 > 0)); create index on constant (a) where true;
create table constant2 (id int, b int, check (1 > 0)); create index on constant2 (b) where true;
create policy p on two using (exists (select from three where three.a = two.a)) with check (a > 0);
create policy p on three using (exists (select from two where two.a = three.a)) with check (a > 0);
create policy q on two using (a > 0); create policy q on three with check (a > 0);
create policy q on s1.t for select using (a > 0 and id > 0); create policy q on s2.t for select using (a > 0 and id > 0);
create table parent (id int, a int, b int, constraint ba check (b > a)) partition by range (id);
create table other_order (b int, a int, id int, constraint ba check (b > a));
alter table parent attach partition other_order for values from (1) to (2);
create index on parent ((a + b), lower(b::text) desc) where a > b;
alter table s2.t rename column a to renamed;
"""
ONE = """
create table {name} (id int, a int, b int, state shade default 'a', label text collate "C",
    check (a > 0), check (a > 0 and b between 1 and 5), check (state <> 'b'), unique (id));
create index on {name} (lower(label)); create index on {name} (lower(label), a, (a + b) desc, (b - a));
create index on {name} ((a + b)) where state = 'a' and label is not null; create index on {name} (b) where a > 0;
create index on {name} (label collate "POSIX" desc nulls last); create index on {name} ((label || 'x') collate "C");
"""
TABLES = "".join(ONE.format(name=name) for name in ("one", "other", "s1.t", "s2.t"))
# what each object is printed by itself: checks, predicates, conditions of policies
BY_ITSELF = """
select 'check', n.nspname, c.relname, k.conname, pg_get_expr(k.conbin, k.conrelid)
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where k.contype = 'c' and n.nspname !~ '^pg_|information_schema'
union all
select 'predicate', n.nspname, t.relname, c.relname, pg_get_expr(i.indpred, i.indrelid)
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace where i.indpred is not null and n.nspname !~ '^pg_|information_schema'
union all
select 'policy', n.nspname, c.relname, p.polname,
       concat_ws(' with ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
"""
KEYS = """
select n.nspname, t.relname, c.relname, g.place, pg_get_indexdef(i.indexrelid, g.place, false)
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace cross join lateral generate_series(1, i.indnkeyatts) g(place)
where n.nspname !~ '^pg_|information_schema' and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
"""


def printed(seen: Snapshot) -> set[tuple[object, ...]]:
    """What was read, as `BY_ITSELF` gives it."""
    found: set[tuple[object, ...]] = set()
    for record in records(seen, "constraint"):
        if record.type == "check":
            found.add(("check", record.schema, record.table, record.constraint, record.expression))
    for record in records(seen, "index"):
        if record.predicate is not None:
            found.add(("predicate", record.schema, record.table, record.index, record.predicate))
    for record in records(seen, "policy"):
        conditions = " with ".join(filter(None, (record.using, record.check)))
        found.add(("policy", record.schema, record.table, record.policy, conditions))
    return found


def records(seen: Snapshot, kind: str) -> list[Any]:
    """All records of a kind."""
    rows = seen.rows[kind]
    return [BY_NAME[kind].record(values) for values in rows.decode(rows.lines)]


@pytest.fixture
def alike(database: MakeDatabase) -> str:
    """A database of tables that are alike in more than one way."""
    return database(ALIKE.replace("{tables}", TABLES))


def test_what_is_printed_by_another_is_what_it_would_print_itself(alike: str) -> None:
    """Tables that agree in trees or in names, whole rows and subqueries: each has its own text."""
    with connect_readonly(parse_target(alike)) as connection:
        seen = read(connection)
        assert not seen.unread
        by_itself = set(connection.execute(BY_ITSELF).fetchall())
        assert printed(seen) == by_itself
        assert len(by_itself) > 40
        keys = {row[:4]: str(row[4]) for row in connection.execute(KEYS).fetchall()}
    for record in records(seen, "index"):
        for place, key in enumerate(record.keys, 1):
            # what stands behind it is the collation, the operator class and the order
            assert key.startswith(keys[(record.schema, record.table, record.index, place)])


def test_a_locked_table_prints_for_nobody(alike: str) -> None:
    """The others that have the same expressions are read although the first of them is locked."""
    with connect_readonly(parse_target(alike), lock_timeout_ms=100) as connection:
        whole = read(connection)
        with psycopg.connect(alike) as migration:
            migration.execute("lock table one in access exclusive mode")
            seen = read(connection)
    assert [entry.object for entry in seen.unread] == ["public.one"]
    assert printed(seen) == {entry for entry in printed(whole) if entry[2] != "one"}


def test_a_focus_is_printed_by_what_is_in_it(alike: str) -> None:
    """A table that is read alone has the same expressions as among all others."""
    with connect_readonly(parse_target(alike)) as connection:
        whole = printed(read(connection))
        focused = printed(read_in_transaction(connection, Extent(focus={("public", "other")})))
    assert focused == {entry for entry in whole if entry[1:3] == ("public", "other")}
