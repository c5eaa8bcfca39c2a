"""Files and ledger beside each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from drifttools.migrations.history import Migration, MigrationHistory, Operation
from drifttools.migrations.ledger import Ledger, LedgerRow, RowState
from drifttools.migrations.problems import ledger_problems, ledgers_of, several_lines
from drifttools.migrations.states import standings

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


def on_disk(*names: str, **squashed: tuple[str, ...]) -> MigrationHistory:
    """Make a Django history in which each migration builds on the one before."""
    before: tuple[str, ...] = ()
    made = []
    for name in names:
        made.append(Migration("django", "shop", name, f"shop/{name}.py", 1, depends_on=before))
        before = (f"shop.{name}",)
    made += [Migration("django", "shop", n, f"shop/{n}.py", 1, replaces=r) for n, r in squashed.items()]
    return MigrationHistory("django", tuple(made))


def noted(*names: str) -> Ledger:
    """Make a ledger of Django."""
    return Ledger("django", "app", "django_migrations", tuple(LedgerRow("shop", name, NOW) for name in names))


def revisions(**builds_on: str) -> MigrationHistory:
    """Make an Alembic history: each revision and what it builds on, apart by spaces."""
    made = (Migration("alembic", "", n, f"versions/{n}.py", 1, depends_on=tuple(b.split())) for n, b in builds_on.items())
    return MigrationHistory("alembic", tuple(made))


def at(*heads: str) -> Ledger:
    """Make a ledger of Alembic."""
    return Ledger("alembic", "public", "alembic_version", tuple(LedgerRow("", one) for one in heads))


def files(*names: str) -> MigrationHistory:
    """Make a history of SQL files."""
    made = (Migration("sql", "", one.rpartition("/")[2].removesuffix(".sql"), f"db/{one}", 1) for one in names)
    return MigrationHistory("sql", tuple(made))


def states(history: MigrationHistory, ledger: Ledger) -> dict[str, str]:
    """Return the state of each migration."""
    return {one.label.removeprefix("shop."): one.state.value for one in standings(history, ledger)}


def test_each_migration_has_its_state() -> None:
    """Applied, not applied, and applied but not on disk are told apart."""
    assert states(on_disk("0001", "0002"), noted("0001", "0009")) == {
        "0001": "applied",
        "0002": "not applied",
        "0009": "applied but not on disk",
    }


def test_a_squashed_migration_counts_as_django_counts_it() -> None:
    """It is applied when all that it replaces are; what it replaces needs no file any more."""
    history = on_disk(s1=("shop.0001", "shop.0002"))
    assert states(history, noted("0001", "0002")) == {"s1": "applied", "0001": "replaced", "0002": "replaced"}
    assert states(history, noted("0001")) == {"s1": "not applied", "0001": "replaced"}
    assert states(on_disk("0001", s1=("shop.0001",)), noted("s1")) == {"0001": "applied", "s1": "applied"}


def test_what_a_later_one_builds_on_is_skipped_not_pending() -> None:
    """Not applied, though one that builds on it is: Django refuses to go on there."""
    assert states(on_disk("0001", "0002", "0003"), noted("0001", "0003"))["0002"] == "skipped"
    standing = standings(on_disk("0001", "0002", "0003"), noted("0001", "0003"))[1]
    assert standing.why == "shop.0003 is applied, which comes after it"


def test_what_was_noted_after_what_builds_on_it_is_out_of_order() -> None:
    """The order of the rows is laid beside the order of the files."""
    assert states(on_disk("0001", "0002", "0003"), noted("0002", "0001", "0003")) == {
        "0001": "applied out of order",
        "0002": "applied",
        "0003": "applied",
    }


def test_a_squashed_migration_is_as_old_as_what_it_replaces() -> None:
    """Django notes it itself at the end of the run, after all that builds on it; that is no disorder."""
    squashed = Migration("django", "shop", "s1", "shop/s1.py", 1, replaces=("shop.0001", "shop.0002"))
    after = Migration("django", "shop", "0003", "shop/0003.py", 1, depends_on=("shop.s1",))
    history = MigrationHistory("django", (squashed, after))
    assert states(history, noted("0001", "0002", "0003", "s1"))["s1"] == "applied"
    assert states(history, noted("0001", "0003", "0002", "s1"))["s1"] == "applied out of order"
    assert states(history, noted("0003", "s1"))["s1"] == "applied out of order"


def test_what_comes_before_a_head_is_applied() -> None:
    """Alembic notes heads alone: all that they build on counts, what is beside them does not."""
    history = revisions(a="", b="a", c="a", d="b c", e="d")
    assert [one for one, state in states(history, at("b")).items() if state == "applied"] == ["a", "b"]
    assert set(states(history, at("d")).values()) == {"applied", "not applied"}
    assert states(history, at("b", "c"))["d"] == "not applied"


def test_nothing_is_said_of_what_an_unknown_head_built_on() -> None:
    """A revision of another branch: it is not on disk, and the others are unknown, never `not applied`."""
    assert states(revisions(a="", b="a"), at("gone")) == {"a": "unknown", "b": "unknown", "gone": "applied but not on disk"}
    assert states(revisions(a=""), at("gone"))["a"] == "unknown"
    assert states(revisions(a="", b="a"), at()) == {"a": "not applied", "b": "not applied"}


def test_an_unread_ledger_says_nothing() -> None:
    """Not even that nothing is applied."""
    unread = Ledger("django", "app", "django_migrations", unread="permission denied")
    assert states(on_disk("0001"), unread) == {"0001": "unknown"}


def row(name: str, title: str = "", state: RowState = RowState.APPLIED, checksum: str = "") -> LedgerRow:
    """Make a row of a tool for SQL files."""
    return LedgerRow("", name, NOW, state, title=title, checksum=checksum)


@pytest.mark.parametrize(
    ("tool", "file", "noted_row"),
    [
        ("supabase", "20240131120000_users.sql", row("20240131120000", "users")),
        ("supabase", "20240131_users.sql", row("20240131", "users")),
        ("flyway", "V1_10__users.sql", row("1.10", "V1_10__users.sql")),
        ("flyway", "R__views.sql", row("R__views.sql", "R__views.sql")),
        ("golang-migrate", "000002_users.up.sql", row("2")),
        ("dbmate", "20240131120000_users.sql", row("20240131120000")),
        ("rails", "20240131120000_users.sql", row("20240131120000")),
        ("prisma", "20240131120000_users/migration.sql", row("20240131120000_users")),
        ("diesel", "2024-01-31-120000_users/up.sql", row("20240131120000")),
        ("goose", "00002_users.sql", row("2")),
        ("knex", "20240131_users.sql", row("20240131_users.sql")),
    ],
)
def test_each_tool_finds_the_file_of_its_row(tool: str, file: str, noted_row: LedgerRow) -> None:
    """A row is about the file that its tool made it for, however each of them writes a version."""
    ledger = Ledger(tool, "public", "t", (noted_row,))
    history = files("0_other.sql", file)
    assert [one.migration.file for one in standings(history, ledger) if one.row and one.migration] == [f"db/{file}"]


def test_versions_that_only_look_alike_are_not_taken_for_each_other() -> None:
    """1.1 is not 1.10, nor 11, nor 1."""
    history = files("V1__a.sql", "V1_1__b.sql", "V1_10__c.sql", "V11__d.sql")
    ledger = Ledger("flyway", "public", "t", (row("1.10", "V1_10__c.sql"),))
    assert [one.migration.name for one in standings(history, ledger) if one.row and one.migration] == ["V1_10__c"]


def test_the_version_of_golang_migrate_has_all_before_it_behind_it() -> None:
    """A dirty version failed, and what comes before it is applied; so it is where its file is gone."""
    history = files("1_a.up.sql", "2_b.up.sql", "3_c.up.sql")
    dirty = Ledger("golang-migrate", "public", "t", (row("2", state=RowState.FAILED),))
    assert list(states(history, dirty).values()) == ["applied", "failed", "not applied"]
    gone = Ledger("golang-migrate", "public", "t", (row("9"),))
    assert list(states(history, gone).values()) == ["applied", "applied", "applied", "applied but not on disk"]


def test_what_ledgers_say_of_failures_stands() -> None:
    """Failed, taken back and noted without being run keep their state; a baseline needs no file."""
    history = files("V1__a.sql", "V2__b.sql", "V3__c.sql")
    rows = (row("0", state=RowState.MARKED), row("1", state=RowState.ROLLED_BACK), row("2", state=RowState.FAILED))
    found = {one.label: one.state.value for one in standings(history, Ledger("flyway", "public", "t", rows))}
    assert found == {"V1__a": "rolled back", "V2__b": "failed", "V3__c": "not applied", "0": "applied"}


def test_a_file_that_is_not_the_one_that_was_run_is_edited() -> None:
    """The checksum that the tool noted is laid beside the file."""
    history = files("V1__a.sql", "V2__b.sql")
    # 0xCBF43926, the published check value of CRC-32 for 123456789, as the signed number of Java
    rows = (row("1", checksum="-873187034"), row("2", checksum="-873187034"))
    content = {"V1__a": b"\xef\xbb\xbf12345\r\n6789\n", "V2__b": b"12345\n678\n"}
    found = standings(history, Ledger("flyway", "public", "t", rows), lambda one: content[one.name])
    assert [one.state.value for one in found] == ["applied", "edited after it was applied"]
    assert "public.t notes" in found[1].why


def problems(history: MigrationHistory, *ledgers: Ledger, expected_in: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """Return kind and sentence of each problem."""
    return {one.kind: one.sentence for one in ledger_problems(history, ledgers, expected_in)}


def test_ledgers_that_are_wrong_as_a_whole() -> None:
    """No ledger, two, one in another schema, one unread, a migration noted twice, rows without a name."""
    history = on_disk("0001")
    assert "nothing says what was applied" in problems(history)["no ledger"]
    twice = Ledger(
        "django", "b", "django_migrations", (LedgerRow("shop", "0001"), LedgerRow("shop", "0001"), LedgerRow("", ""))
    )
    found = problems(history, noted("0001"), twice, expected_in=(("app", "django_migrations"),))
    assert found == {
        "two ledgers": "2 ledgers note migrations of this project: app.django_migrations (1 row, last shop.0001);"
        " b.django_migrations (3 rows, last ).",
        "wrong schema": "b.django_migrations is not where the project looks for its ledger: app.django_migrations.",
        "damaged": "b.django_migrations has 1 rows without a name.",
        "noted twice": "b.django_migrations notes shop.0001 more than once.",
    }
    assert "denied" in problems(history, Ledger("django", "app", "t", unread="denied"))["unread"]


def test_heads_of_the_files_and_of_the_ledger() -> None:
    """Two heads on disk stop the tool; a noted revision that another noted one builds on is one too many."""
    history = revisions(a="", b="a", c="a")
    assert problems(history, at("b"))["several heads"] == "The files have 2 heads: b, c."
    assert "several heads" not in problems(on_disk("0001", "0002", s1=("shop.0001",)), noted())
    ledger = at("a", "b")
    found = several_lines(ledger, standings(history, ledger))
    assert found is not None
    assert found.sentence == "public.alembic_version notes b and also a, on which it builds: only the head belongs there."
    assert several_lines(at("b", "c"), standings(history, at("b", "c"))) is None


def test_a_migration_that_alters_what_only_a_later_one_creates() -> None:
    """It is named with the file and line of both; what is renamed or created in the same migration is right."""

    def one(name: str, *operations: Operation) -> Migration:
        return Migration("sql", "", name, f"{name}.sql", 1, operations)

    history = MigrationHistory(
        "sql",
        (
            one("1", Operation("alter table", "late", line=4), Operation("alter table", "elsewhere", line=5)),
            one("2", Operation("create table", "a", line=1, creates=True), Operation("create index", "a", line=2)),
            one("3", Operation("create table", "public.late", line=7, creates=True)),
            one("4", Operation("rename table", "b", line=1, renamed_from="a"), Operation("alter table", "b", line=2)),
        ),
    )
    assert problems(history, Ledger("flyway", "public", "t")) == {
        "too early": "1 has alter table for late (1.sql:4), which only 3 creates (3.sql:7)."
    }


@pytest.mark.parametrize(
    ("tool", "mine"),
    [("alembic", ["alembic"]), ("django", ["django"]), ("sql", ["flyway", "supabase"]), ("supabase", ["supabase"])],
)
def test_a_history_has_the_ledgers_of_its_own_tool(tool: str, mine: list[str]) -> None:
    """SQL files may be anybody's, where their convention does not tell."""
    found = [Ledger(one, "public", "t") for one in ("alembic", "django", "flyway", "supabase")]
    assert [one.tool for one in ledgers_of(MigrationHistory(tool), found)] == mine


def test_the_frame_of_a_ledger_is_typed() -> None:
    """No column is of dtype object, also without rows; a ledger that could not be read has a row that says why."""
    of: Callable[[Ledger], list[str]] = lambda ledger: sorted(set(map(str, ledger.frame().dtypes)))  # noqa: E731 - one use
    assert "object" not in of(noted()) + of(noted("0001"))
    unread = Ledger("django", "app", "django_migrations", unread="denied").frame()
    assert list(unread.loc[0, ["state", "note"]]) == ["unread", "denied"]
    assert noted("0001").frame().loc[0, "applied_at"] == NOW
    assert noted("0001").applied("shop", "0001")
    assert not noted("0001").applied("shop", "0002")
    assert noted().label == "app.django_migrations"
