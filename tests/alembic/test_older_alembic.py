"""Before Alembic 1.18 what one dialect compares takes the place of what all compare: ours is registered for all."""

from __future__ import annotations

import alembic.util
import pytest

from drifttools.alembic import enum_operations


def test_alembics_own_comparison_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without priorities there is no qualifier: with one, no table would be compared, and a revision be empty."""
    registered: list[tuple[tuple[object, ...], dict[str, object]]] = []

    def dispatch_for(*target: object, **options: object) -> object:
        registered.append((target, options))
        return lambda function: function

    monkeypatch.delattr(alembic.util, "DispatchPriority", raising=False)
    monkeypatch.setattr(enum_operations.comparators, "dispatch_for", dispatch_for)
    monkeypatch.setattr(enum_operations.register, "done", False, raising=False)
    enum_operations.register()
    assert registered == [(("schema",), {})]
