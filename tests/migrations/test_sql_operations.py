"""What the statements of a script do to which table."""

from __future__ import annotations

import pytest

from drifttools.migrations.sql_operations import operations_of_sql


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("create table a (b int)", [("CREATE TABLE", "a", None)]),
        ('CREATE UNLOGGED TABLE IF NOT EXISTS "My App"."T""x" (b int)', [("CREATE TABLE", 'My App.T"x', None)]),
        ("create or replace view s.v as select 1", [("CREATE VIEW", "s.v", None)]),
        ("create materialized view if not exists v as select 1", [("CREATE MATERIALIZED VIEW", "v", None)]),
        ("create unique index concurrently if not exists i on only s.a using btree (b)", [("CREATE INDEX", "s.a", None)]),
        ("create index on a (b)", [("CREATE INDEX", "a", None)]),
        ("create constraint trigger t after insert on s.a execute function f()", [("CREATE TRIGGER", "s.a", None)]),
        ("create policy p on s.a using (true)", [("CREATE POLICY", "s.a", None)]),
        ("create rule r as on insert to s.a do nothing", [("CREATE RULE", "s.a", None)]),
        ("create type e as enum ('a')", [("CREATE TYPE", None, None)]),
        ("create or replace function f() returns int as $$ create table x $$", [("CREATE FUNCTION", None, None)]),
        ("alter table if exists only a add column if not exists b numeric(1,2)", [("ALTER TABLE", "a", "b")]),
        (
            "alter table a add b int default f(1, 2), drop column c, alter d type text, add constraint x check (b > 0)",
            [("ALTER TABLE", "a", "b"), ("ALTER TABLE", "a", "c"), ("ALTER TABLE", "a", "d"), ("ALTER TABLE", "a", None)],
        ),
        ("alter table a rename b to c", [("ALTER TABLE", "a", "c")]),
        ("alter table a rename column b to c", [("ALTER TABLE", "a", "c")]),
        ("alter table a rename constraint b to c", [("ALTER TABLE", "a", None)]),
        ("alter table a enable row level security", [("ALTER TABLE", "a", None)]),
        ("drop table if exists a, s.b cascade", [("DROP TABLE", "a", None), ("DROP TABLE", "s.b", None)]),
        ("comment on column s.a.b is 'x'", [("COMMENT ON COLUMN", "s.a", "b")]),
        ("comment on table s.a is 'x'", [("COMMENT ON TABLE", "s.a", None)]),
        ("grant select (b), insert on table s.a to u", [("GRANT", "s.a", None)]),
        ("grant usage on schema s to u", [("GRANT", None, None)]),
        ("insert into s.a values (1)", [("INSERT", "s.a", None)]),
        ("update only a set b = 1", [("UPDATE", "a", None)]),
        ("delete from a", [("DELETE", "a", None)]),
        ("/* c */ do $$ begin end $$", [("DO", None, None)]),
        ("create table", [("CREATE TABLE", None, None)]),
        ("alter", [("ALTER ", None, None)]),
        ("('x')", []),
    ],
)
def test_a_statement_is_about_its_table(statement: str, told: list[tuple[str, str | None, str | None]]) -> None:
    """The table and the column are those of the catalog; what cannot be told has none."""
    assert [(one.op, one.table, one.column) for one in operations_of_sql(statement)] == told


def test_a_table_is_followed_through_its_names() -> None:
    """A rename and a move name the table as it is afterwards, and as it was."""
    found = operations_of_sql("alter table s.a rename to b;\nalter table s.b set schema t;\n\ncreate table t.c ();")
    assert [(one.table, one.renamed_from, one.creates, one.line) for one in found] == [
        ("s.b", "s.a", False, 1),
        ("t.b", "s.b", False, 2),
        ("t.c", None, True, 4),
    ]
