"""The SQLite file of the bench: both sides of the comparison read the same."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bench.sqlite import PARENTS, TRIGGER_EVERY, VIEW_EVERY, drift, load
from drifttools.catalog.reading import read_target
from drifttools.compare.engine import compare
from drifttools.config import parse_target

TABLES = 25


def test_what_we_read_of_it_is_what_sqlalchemy_reflects(tmp_path: Path) -> None:
    """Tables, columns, indexes, keys and checks have the same numbers in both, and the planted drift is found alone."""
    file, drifted = tmp_path / "bench.db", tmp_path / "drifted.db"
    load(file, TABLES)
    drift(file, drifted)
    ours = read_target(parse_target(f"sqlite:///{file}"))
    metadata = sa.MetaData()
    engine = sa.create_engine(f"sqlite:///{file}")
    metadata.reflect(engine)
    inspector = sa.inspect(engine)
    checks, sa_views = inspector.get_multi_check_constraints(), inspector.get_view_names()
    engine.dispose()
    tables = metadata.tables.values()
    assert ours.count("table") == len(tables) == TABLES
    assert ours.count("column") == sum(len(table.columns) for table in tables)
    assert ours.count("index") == sum(len(table.indexes) for table in tables) == 2 * TABLES
    assert ours.count("view") == len(sa_views) == -(-TABLES // VIEW_EVERY)
    assert ours.count("trigger") == -(-TABLES // TRIGGER_EVERY)
    assert ours.count("constraint") == 3 * TABLES + (TABLES - PARENTS)
    assert sum(map(len, checks.values())) == TABLES
    found = compare(ours, read_target(parse_target(f"sqlite:///{drifted}"))).findings
    assert [(one.change.value, one.label) for one in found] == [("missing", "main.t7.c5")]
