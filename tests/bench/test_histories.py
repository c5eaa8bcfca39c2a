"""The long histories of the bench can be replayed, and all three tools make the same of them each time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench import histories

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer


def test_a_history_is_replayed_both_ways(server: PrivateServer, tmp_path: Path) -> None:
    """Each migration is met once, in few queries a step; every sort of change is among the first fifteen."""
    assert {change.what for change in histories.changes(15)} == {"make", "column", "default", "check", "index", "rename"}
    spec = histories.write_sql(tmp_path / "sql", 15)
    count, alone, _ = histories.replay(spec, server.dsn(), stepwise=False)
    steps, sent, _ = histories.replay(spec, server.dsn(), stepwise=True)
    assert count == steps == 15
    assert sent - alone < 15 * 80


def test_every_tool_has_the_same_history(tmp_path: Path) -> None:
    """One file a migration, whichever tool it is for."""
    for tool, write in histories.WRITERS.items():
        spec = write(tmp_path / tool, 7)
        assert spec.startswith(f"{tool}:")
    assert len(list((tmp_path / "sql").glob("*.sql"))) == 7
    assert len(list((tmp_path / "alembic/migrations/versions").glob("*.py"))) == 7
    assert len(list((tmp_path / "django/app/migrations").glob("0*.py"))) == 7
