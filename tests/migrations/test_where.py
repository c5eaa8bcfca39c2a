"""Where am I: the revision that the live catalog matches best, whatever the ledger says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.compare.whereabouts import Whereabouts, whereabouts
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.migrations_where import Where
from drifttools.kinds.declare import fields_of
from drifttools.kinds.registry import BY_NAME
from drifttools.migrations.blame import Blame
from drifttools.model.chronicle import Chronicle, ChronicleStep, KindChange
from drifttools.model.rows import Rows, encode_line
from drifttools.model.snapshot import Server, Snapshot

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

FILES = {
    "0001_users.sql": "create table users (id bigint primary key, email text);",
    "0002_notes.sql": "create table notes (id bigint primary key, body text); create index notes_body on notes (body);",
    "0003_rows.sql": "insert into users values (1, 'a');",
    "0004_wide.sql": "alter table users add column a int, add column b int; create view v as select a, b from users;",
    "0005_drop.sql": "drop view v; alter table users drop column b;",
    "0006_last.sql": "create type mood as enum ('ok');",
}
LEDGER = """
    create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
    insert into supabase_migrations.schema_migrations
    select v, '{}', n from (values ('0001', 'users'), ('0002', 'notes'), ('0003', 'rows'), ('0004', 'wide'),
                                   ('0005', 'drop'), ('0006', 'last')) x(v, n);
"""
Ask = Callable[[str], Investigation]


@pytest.fixture
def ask(database: Callable[..., str], server: PrivateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Make an investigation of a database that some SQL has filled, against the files; replays are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "sql").mkdir()
    for name, text in FILES.items():
        (tmp_path / "sql" / name).write_text(text, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'scratch = "{server.dsn()}"\n', encoding="utf-8")

    def asked(script: str) -> Investigation:
        return investigate(database(script), "sql:sql", reports=tmp_path / "reports", config=tmp_path / "drift.toml")

    return asked


def through(last: str) -> str:
    """All files up to one."""
    return "".join(text for name, text in FILES.items() if name[:4] <= last)


def test_the_catalog_is_found_at_each_revision(ask: Ask) -> None:
    """Applied up to a file, the catalog is there; a file that only changes rows cannot be told from the one before."""
    found = {}
    for last in ("0000", "0001", "0003", "0004", "0005", "0006"):
        where = ask(through(last)).migrations.where()
        assert where.best.distance == 0
        found[last] = where.best.migration[:4]
        assert where.exit_code == (0 if last == "0006" else 1)
    assert found == {"0000": "", "0001": "0001", "0003": "0003", "0004": "0004", "0005": "0005", "0006": "0006"}


def test_half_a_migration_is_told_beside_what_the_ledger_says(ask: Ask) -> None:
    """The ledger says the last one; the catalog is at 0003 with a part of 0004, and something was made by hand."""
    live = through("0003") + "alter table users add column b int; create table by_hand (id int);" + LEDGER
    where = ask(live).migrations.where()
    assert where.best.migration.startswith("0003")
    partly = where.found.partly
    assert [(one.migration[:4], one.there) for one in partly] == [("0004", 1)]
    assert "supabase_migrations.schema_migrations says 0006" in where.sentence
    objects = where.objects()
    extra = objects[objects["object"] == "public.users.b"]
    assert extra[["standing", "place"]].to_numpy().tolist() == [["extra", "sql/0004_wide.sql:1"]]
    assert objects[objects["object"] == "public.by_hand"]["migration"].tolist() == [""]
    shown = where._repr_mimebundle_()["text/plain"]
    assert "(best)" in shown
    assert "partly there" in shown


def test_what_is_there_although_an_earlier_one_is_not_is_told(ask: Ask) -> None:
    """All but 0002, which makes more than the later ones: the catalog is at 0001, and 0004 and 0006 are there."""
    where = ask("".join(text for name, text in FILES.items() if name[:4] != "0002")).migrations.where()
    assert where.best.migration.startswith("0001")
    assert [one.migration[:4] for one in where.found.ahead] == ["0004", "0006"]
    assert "with 0004_wide and 0006_last, although not all before them is" in where.sentence
    extra = where.objects()
    assert set(extra["standing"]) == {"extra"}
    assert set(extra["migration"].str[:4]) == {"0004", "0006"}


def table(name: str) -> str:
    """A row of the kind schema, which has the fewest attributes."""
    return encode_line((name,)).decode()


def snapshot(*names: str) -> Snapshot:
    """A catalog that holds nothing but schemas."""
    rows = {"schema": Rows(fields_of(BY_NAME["schema"]), tuple(sorted(table(name).encode() for name in names)))}
    return Snapshot(Server("postgresql", "18", 180000, "d"), datetime(2026, 1, 1, tzinfo=UTC), rows, "live")


def of(*steps: tuple[str, tuple[str, ...], tuple[str, ...]]) -> Chronicle:
    """A chronicle of schemas made and removed."""
    return Chronicle(
        tuple(
            ChronicleStep(label, (KindChange("schema", tuple(map(table, gone)), tuple(map(table, made))),))
            for label, gone, made in steps
        )
    )


_HALF = (
    "none of the 2 migrations is wholly in the catalog, only 1 of 3 changes of 1; 1 object differs from the state before"
    " the first migration."
)


@pytest.mark.parametrize(
    ("steps", "there", "said"),
    [
        (1, "", "the only migration is not in the catalog; nothing else is there."),
        (2, "a", _HALF),
        (1, "abc", "the catalog is at 1 (the only migration); nothing else differs."),
        (2, "", "none of the 2 migrations is in the catalog; nothing else is there."),
        (2, "abc", "the catalog is at 1 (1 of 2); nothing else differs."),
    ],
)  # fmt: skip
def test_the_answer_reads_well_with_one_migration_too(steps: int, there: str, said: str) -> None:
    """Where no migration is there in whole, no revision is named as the place."""
    chronicle = of(*(("1", (), ("a", "b", "c")), ("2", (), ("d",)))[:steps])
    assert Where(whereabouts(chronicle, snapshot(*there)), (), Blame()).sentence == said


def test_what_cannot_be_told_does_not_count() -> None:
    """An object that is made and removed again is absent before and after: its absence says nothing of either."""
    chronicle = of(("1", (), ("a", "passing")), ("2", ("passing",), ("b",)))
    found: Whereabouts = whereabouts(chronicle, snapshot("a", "b"))
    assert [(one.changes, one.there, one.distance) for one in found.revisions] == [(0, 0, 2), (1, 1, 2), (1, 1, 0)]
    assert found.best.migration == "2"
    first = whereabouts(chronicle, snapshot("a", "passing"))
    assert [(one.changes, one.there, one.distance) for one in first.revisions] == [(0, 0, 2), (2, 2, 0), (2, 0, 2)]


def test_a_migration_that_was_left_out_in_the_middle_is_named() -> None:
    """Where the later ones make more than it does the last revision is the best one, and it is not whole."""
    chronicle = of(("1", (), ("a",)), ("2", (), ("b",)), ("3", (), ("c", "d", "e")))
    found = whereabouts(chronicle, snapshot("a", "c", "d", "e"))
    assert found.best.migration == "3"
    assert [(one.migration, one.there, one.changes) for one in found.skipped] == [("2", 0, 1)]
    assert [(kind, key, str(standing)) for kind, key, standing in found.differences] == [("schema", ("b",), "missing")]
