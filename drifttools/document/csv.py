"""Write a table as CSV that opens in a spreadsheet without running anything."""

from __future__ import annotations

from drifttools.document.blocks import Cell, Table, cell_spans, plain_of
from drifttools.document.escape import csv_cell


def to_csv(table: Table) -> str:
    """The header and the rows, comma-separated (RFC 4180), ending in a newline. None is an empty cell."""
    lines = [table.header, *table.rows]
    return "".join(",".join(_cell(cell) for cell in line) + "\r\n" for line in lines)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    # A number is not text: -5 stays a number that a spreadsheet can add up.
    if isinstance(cell, int | float):
        return plain_of(cell_spans(cell))
    return csv_cell(plain_of(cell_spans(cell)))
