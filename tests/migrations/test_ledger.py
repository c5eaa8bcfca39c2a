"""Files and ledger beside each other."""

from __future__ import annotations

from datetime import UTC, datetime

from drifttools.migrations.history import Migration, MigrationHistory
from drifttools.migrations.ledger import Ledger, LedgerRow, ledger_frame

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


def on_disk(*names: str, **squashed: tuple[str, ...]) -> MigrationHistory:
    """Make a history of empty migrations."""
    plain = [Migration("django", "shop", name, f"shop/{name}.py", 1) for name in names]
    squashes = [Migration("django", "shop", n, f"shop/{n}.py", 1, replaces=r) for n, r in squashed.items()]
    return MigrationHistory("django", (*plain, *squashes))


def noted(*names: str) -> Ledger:
    """Make a ledger."""
    return Ledger("django", "app", "django_migrations", tuple(LedgerRow("shop", name, NOW) for name in names))


def states(history: MigrationHistory, ledger: Ledger) -> dict[str, str]:
    """Return the state of each migration."""
    frame = ledger_frame(history, ledger)
    return dict(zip(frame["name"], frame["state"], strict=True))


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


def test_the_frame_is_typed_and_says_where_each_fact_is_from() -> None:
    """Schema, time and file stand in their columns; no column is of dtype object, also without rows."""
    frame = ledger_frame(on_disk("0001", "0002"), noted("0001"))
    assert list(frame.columns) == ["app", "name", "state", "applied_at", "ledger_schema", "file", "operations"]
    assert frame.loc[0, "applied_at"] == NOW
    assert frame.loc[1, "file"] == "shop/0002.py"
    for one in (frame, ledger_frame(MigrationHistory("django"), noted()), noted().frame(), noted("0001").frame()):
        assert "object" not in set(map(str, one.dtypes))
        assert str(one.dtypes["applied_at"]).startswith("datetime64[")
    assert noted("0001").applied("shop", "0001")
    assert noted().label == "app.django_migrations"
