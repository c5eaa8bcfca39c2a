"""The ledgers among the tables of a snapshot: told by their columns, as in a live database."""

from __future__ import annotations

from collections.abc import Mapping

from drifttools.migrations.ledgers.base import TableShape
from drifttools.migrations.ledgers.registry import LEDGERS
from drifttools.model.snapshot import Snapshot

_MARKS = tuple(
    {one.telling.encode() for one in LEDGERS if one.telling} | {n.encode() for one in LEDGERS for n in one.names}
)


def ledger_tables(snapshot: Snapshot) -> Mapping[tuple[str, str], str]:
    """(schema, table) of each ledger to its tool.

    Args:
        snapshot: Its columns are looked through without a record being made of each: there may be many thousand.
    """
    rows = snapshot.rows.get("column")
    if rows is None:
        return {}
    places = {tuple(line.split(b"\t", 2)[:2]) for line in rows.lines if any(mark in line.lower() for mark in _MARKS)}
    shapes: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows.decode([line for line in rows.lines if tuple(line.split(b"\t", 2)[:2]) in places]):
        columns = shapes.setdefault((str(row["schema"]), str(row["table"])), {})
        columns[str(row["column"]).lower()] = str(row["type"])
    found = {}
    for (schema, table), columns in shapes.items():
        shape = TableShape(schema, table, columns)
        form = next((one for one in LEDGERS if one.fits(shape)), None)
        if form is not None:
            found[schema, table] = form.tool
    return found
