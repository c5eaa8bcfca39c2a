"""The migrations on disk as values."""

from __future__ import annotations

import pytest

from drifttools.migrations.history import Migration, MigrationHistory, Operation
from drifttools.model.codec import decode, encode

HISTORY = MigrationHistory(
    "django",
    (
        Migration(
            "django",
            "shop",
            "0001",
            "shop/0001.py",
            5,
            (
                Operation("CreateModel", "app.a", line=8, creates=True),
                Operation("CreateModel", "b", line=9, creates=True),
                Operation("CreateModel", "believed", creates=True, state_only=True),
            ),
        ),
        Migration("django", "shop", "0002", "shop/0002.py", 3, (Operation("RenameModel", "c", renamed_from="b", line=7),)),
        Migration(
            "django",
            "shop",
            "0003",
            "shop/0003.py",
            3,
            (Operation("CreateModel", "b", creates=True), Operation("AddField", "b", "x", 12)),
        ),
        Migration("django", "shop", "0004", "shop/0004.py", 3),
    ),
)


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("app.a", "shop/0001.py:8"),
        ("a", "shop/0001.py:8"),
        ("other.a", None),
        ("c", "shop/0001.py:9"),
        ("public.c", "shop/0001.py:9"),
        ("b", "shop/0003.py:3"),
        ("believed", None),
        ("nowhere", None),
    ],
)
def test_the_step_that_makes_a_table_is_found(table: str, place: str | None) -> None:
    """By its name of today, through renames, the youngest of a reused name, never one that is only believed."""
    step = HISTORY.creating(table)
    assert (step and step.place) == place


def test_the_steps_about_a_column() -> None:
    """Operations are found by table, and by column where one is asked for."""
    assert [step.operation.op for step in HISTORY.touching("b")] == ["CreateModel", "CreateModel", "AddField"]
    assert [step.place for step in HISTORY.touching("b", "x")] == ["shop/0003.py:12"]


def test_the_frame_has_a_row_an_operation_and_typed_columns() -> None:
    """One row for each operation, no column of dtype object, also where there is none."""
    frame = HISTORY.frame()
    assert len(frame) == 6
    assert list(frame["line"]) == [8, 9, 5, 7, 3, 12]
    for one in (frame, MigrationHistory("django").frame()):
        assert set(map(str, one.dtypes)) == {"string", "Int64", "boolean"}


def test_a_history_survives_json() -> None:
    """What is kept beside a cached state is read again as it was."""
    assert decode(MigrationHistory, encode(HISTORY)) == HISTORY


def test_a_migration_is_found_by_its_name() -> None:
    """`get` gives the migration, or nothing."""
    found = HISTORY.get("shop", "0004")
    assert found is not None
    assert found.label == "shop.0004"
    assert HISTORY.get("shop", "0005") is None
