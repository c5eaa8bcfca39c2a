"""Objects of a snapshot are found by their key."""

from __future__ import annotations

from datetime import UTC, datetime

from drifttools.kinds.base import Kind
from drifttools.kinds.declare import fields_of
from drifttools.kinds.records import record_at, records
from drifttools.kinds.schema import Schema
from drifttools.kinds.trigger import Trigger
from drifttools.model.rows import Rows, encode_line
from drifttools.model.snapshot import Server, Snapshot


def snapshot(kind: type[Kind], *keys: tuple[str, ...]) -> Snapshot:
    """Return one that has objects of these keys, all else of them being text."""
    fields = fields_of(kind)
    rows = [encode_line([*key, *("t" for _ in fields[len(key) :])]) for key in keys]
    server = Server("postgresql", "18.0", 180000, "test", "1")
    return Snapshot(server, datetime.now(UTC), {kind.kind: Rows(fields, tuple(sorted(rows)))}, "test")


def test_what_has_nothing_but_its_key_is_found() -> None:
    """A schema is a name and no more: its line ends where that does."""
    taken = snapshot(Schema, ("app",), ("app_two",), ("public",))
    found = record_at(taken, Schema, ("app",))
    assert found is not None
    assert found.schema == "app"
    assert record_at(taken, Schema, ("ap",)) is None


def test_the_beginning_of_a_key_gives_all_below_it() -> None:
    """All triggers of a table, none of one whose name only begins alike; the whole key gives one."""
    taken = snapshot(Trigger, ("app", "t", "a"), ("app", "t", "b"), ("app", "t2", "c"))
    assert [one.trigger for one in records(taken, Trigger, "app", "t")] == ["a", "b"]
    assert len(list(records(taken, Trigger))) == 3
    assert record_at(taken, Trigger, ("app", "t")) is None
