"""The schema of a SQLite database as its own table `sqlite_schema` keeps it: the text of every definition."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from drifttools.model.snapshot import Snapshot
from drifttools.sql.sqlite_ddl import TableText, parse_table
from drifttools.sql.sqlite_ddl_tokens import names_in, normal
from drifttools.sql.sqlite_folding import folded

JOURNAL = "drifttools_journal"
OURS = (JOURNAL, "drifttools_quarantine_", "drifttools_mended_")
"""What the names of our own tables begin with: the journal, what repairs put aside. `kinds/sqlite.py` knows them too."""
ROWS = "select type, name, tbl_name, sql from sqlite_schema"
"""The SELECT that `Schema.of_rows` takes the answer of."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of `sqlite_schema`.

    Args:
        type: `table`, `index`, `view` or `trigger`.
        name: Its name; `table`: that of its table.
        sql: Its definition; empty for an index that a constraint brings along.
    """

    type: str
    name: str
    table: str
    sql: str

    @property
    def virtual(self) -> bool:
        """Whether a module keeps the table."""
        return self.type == "table" and self.sql.upper().lstrip().startswith("CREATE VIRTUAL")

    @property
    def own(self) -> bool:
        """Whether SQLite or drifttools keeps it for itself."""
        return folded(self.name).startswith("sqlite_") or folded(self.table).startswith(OURS)


@dataclass(frozen=True)
class Schema:
    """All definitions of one database."""

    entries: tuple[Entry, ...]

    @classmethod
    def of_rows(cls, rows: Iterable[Iterable[object]]) -> Schema:
        """From the rows of `ROWS`."""
        found = (Entry(*("" if part is None else str(part) for part in row)) for row in rows)
        return cls(tuple(entry for entry in found if not entry.own))

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot) -> Schema:
        """From what was read: each kind that has a statement keeps it as it is stored."""
        found: list[Entry] = []
        for kind, key in (("table", "table"), ("index", "index"), ("view", "view"), ("trigger", "trigger")):
            rows = snapshot.rows.get(kind)
            for row in rows.decode(rows.lines) if rows is not None else ():
                name = str(row[key])
                found.append(Entry(kind, name, str(row.get("table", name)), str(row["sql"])))
        return cls(tuple(entry for entry in found if not entry.own))

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Entry]:
        return {(entry.type, folded(entry.name)): entry for entry in self.entries}

    def find(self, type_: str, name: str) -> Entry | None:
        """The definition of an object; SQLite knows no case in names."""
        return self._by_name.get((type_, folded(name)))

    def table(self, name: str) -> TableText | None:
        """The parts of a table; None for one that is not there or is virtual."""
        entry = self.find("table", name)
        return None if entry is None or entry.virtual else parse_table(entry.sql)

    def attached(self, table: str) -> tuple[Entry, ...]:
        """Indexes and triggers of a table that have a statement of their own, indexes first."""
        found = [one for one in self.entries if one.type != "table" and folded(one.table) == folded(table) and one.sql]
        return tuple(sorted(found, key=lambda one: (one.type != "index", one.name)))

    def mentions(self, name: str, types: Collection[str] = ("view", "trigger")) -> tuple[Entry, ...]:
        """The views and triggers whose text has a name in it."""
        return tuple(one for one in self.entries if one.type in types and folded(name) in names_in(one.sql))

    def of(self, focus: Iterable[tuple[str, str]]) -> list[Entry]:
        """Some tables and views, and all that is attached to them by a statement of its own."""
        wanted = {folded(name) for _, name in focus}
        return [one for one in self.entries if one.sql and (folded(one.table) in wanted or folded(one.name) in wanted)]

    def meaning(self, focus: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str, str]]:
        """What some tables and views are, and all that is attached to them, however it is spelt."""
        wanted = {folded(name) for _, name in focus}
        found = (one for one in self.entries if folded(one.table) in wanted or folded(one.name) in wanted)
        return frozenset((one.type, folded(one.name), self._meant(one)) for one in found)

    def _meant(self, one: Entry) -> str:
        table = self.table(one.name) if one.type == "table" else None
        return normal(one.sql) if table is None else table.normal

    def fingerprint(self, focus: Iterable[tuple[str, str]]) -> str:
        """SHA-256 over the definitions of some tables and views and of all that is attached to them."""
        wanted = {folded(name) for _, name in focus}
        digest = hashlib.sha256(f"drifttools sqlite focus {_VERSION}\n".encode())
        for one in sorted(self.entries, key=lambda one: (one.type, folded(one.name), one.sql)):
            if folded(one.table) in wanted or folded(one.name) in wanted:
                line = f"{one.type}\0{one.name}\0{one.table}\0{one.sql}\0"
                digest.update(line.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
