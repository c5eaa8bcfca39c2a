"""The tables of a SQLite file whose rows are asked about, by the names that others call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from drifttools.model.snapshot import Snapshot
from drifttools.probes.paths import Path
from drifttools.sql.sqlite_ddl import TableText, parse_table
from drifttools.sql.sqlite_folding import folded


@dataclass(frozen=True)
class FileTables:
    """The tables of a file that have rows of their own.

    Args:
        by_name: By their names as they are written.
    """

    by_name: Mapping[str, TableText]

    @classmethod
    def of(cls, actual: Snapshot) -> Self:
        """Those of a catalog that was read."""
        return cls(_read(actual))

    @cached_property
    def _written(self) -> Mapping[str, str]:
        return {folded(name): name for name in self.by_name}

    def called(self, name: str) -> str:
        """How a table is written that somebody calls so; the name as it is where there is none."""
        plain = name.removeprefix("main.")
        return self._written.get(folded(plain), plain)

    def find(self, name: str) -> TableText | None:
        """A table by its name, in whichever case somebody else spells it."""
        return self.by_name.get(self._written.get(folded(name), ""))

    def lacking(self, name: str, paths: Iterable[Path]) -> str:
        """What is not there, in words: the table, or a column of it; empty where all is."""
        table = self.by_name.get(name)
        if table is None:
            return f"there is no table {name}"
        return next((f"{name} has no column {path.column}" for path in paths if table.column(path.column) is None), "")


def _read(actual: Snapshot) -> dict[str, TableText]:
    rows = actual.rows.get("table")
    found = {}
    for row in rows.decode(rows.lines) if rows is not None else ():
        if row["virtual"] is None:
            try:
                found[str(row["table"])] = parse_table(str(row["sql"]))
            except ValueError:
                continue  # the reader tells what cannot be read
    return found
