"""Every metadata of a project with its tables, and which of them its tests and migrations use. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table and where it is declared; empty and 0 where that is not known."""

    schema: str
    table: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """A declarative base, or a MetaData without one.

    Args:
        name: `module:attribute`.
        file, line: Where it is declared.
        tables: Those that are declared in it once the whole package is imported.
        expected: Whether it is, or is among, what the expected state names.
    """

    name: str
    file: str
    line: int
    tables: tuple[DeclaredTable, ...] = ()
    expected: bool = False

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def names(self) -> frozenset[str]:
        """The names of its tables."""
        return frozenset(one.table for one in self.tables)


@dataclass(frozen=True, slots=True)
class MetadataUse:
    """A place that makes tables of metadata, or lets Alembic compare with it.

    Args:
        file, line: The place.
        use: `create_all`, `drop_all` or `target_metadata`.
        named: As it is written there, resolved to `module:attribute`.
        metadata: The name of each metadata that it is; empty where the project's interpreter could not tell.
        registered: How many tables they have when nothing but what the file imports is imported; None where unknown.
    """

    file: str
    line: int
    use: str
    named: tuple[str, ...]
    metadata: tuple[str, ...] = ()
    registered: int | None = None

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Bases:
    """What was found of them.

    Args:
        package: That was imported.
        metadata: Those with the most tables first.
        uses: By file and line.
        unread: Modules that could not be imported, and why.
    """

    package: str
    metadata: tuple[Metadata, ...] = ()
    uses: tuple[MetadataUse, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def by_name(self, name: str) -> Metadata | None:
        """A metadata by its name."""
        return next((one for one in self.metadata if one.name == name), None)

    def wrong_uses(self) -> tuple[tuple[MetadataUse, Metadata], ...]:
        """The uses of metadata that has less than half of the tables of the package, with the one that has the most.

        A file with several bases makes the tables of each by a line of its own: what all these lines make is what counts.
        """
        everything = frozenset(name for one in self.metadata for name in one.names)
        if not everything:
            return ()
        found = []
        for use in self.uses:
            beside = [other for other in self.uses if (other.file, other.use) == (use.file, use.use)]
            used = [one for other in beside for one in map(self.by_name, other.metadata) if one is not None]
            had = frozenset(name for one in used for name in one.names)
            fewer = 2 * len(had) < len(everything) and len(had) < len(self.metadata[0].names)
            if any(map(self.by_name, use.metadata)) and fewer:
                found.append((use, self.metadata[0]))
        return tuple(found)

    def frame(self) -> pd.DataFrame:
        """One row a metadata: `metadata`, `file`, `line`, `tables`, `expected`, `used_by`, `names`."""
        import pandas as pd

        used = {one.name: [use.place for use in self.uses if one.name in use.metadata] for one in self.metadata}
        rows = [
            (one.name, one.file, one.line or None, len(one.tables), one.expected, ", ".join(used[one.name]),
             ", ".join(sorted(one.names)))
            for one in self.metadata
        ]  # fmt: skip
        columns = ["metadata", "file", "line", "tables", "expected", "used_by", "names"]
        types = {"line": "Int64", "tables": "Int64", "expected": "boolean"}
        return pd.DataFrame(rows, columns=columns).astype({name: types.get(name, "string") for name in columns})
