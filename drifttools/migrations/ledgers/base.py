"""What is declared of a tool's ledger: how it is recognised, and what its rows mean."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from drifttools.migrations.ledger import LedgerRow

_LAST_MS = 10**14  # in the year 5138
_VARCHAR = re.compile(r"^varchar\b", re.IGNORECASE)
Row = Mapping[str, Any]
"""A row as JSON has it: names of columns to texts, numbers, truth values, lists; None for null."""


class LedgerFormat(ABC):
    """The ledger of one tool. Its docstring says what the tool writes, and where that is documented.

    Class attributes of a subclass:
        tool: Whose it is.
        names: What the table is called where nobody chose another name, in lower case.
        columns: The columns, in lower case, that every release of the tool makes. A table that has them is its ledger,
            whatever its name, where `telling` is one of them; else only a table of one of the names is.
        telling: A column that hardly anything else has, so that a ledger under a name of the user's own is found by it.
        only: Whether there is no other column.
        order: The columns by which the rows are put in order.
        chronological: Whether that is the order in which they were noted.
        heads_only: Whether only the last migration of each line is noted.
    """

    tool: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    columns: ClassVar[frozenset[str]]
    telling: ClassVar[str] = ""
    only: ClassVar[bool] = False
    order: ClassVar[tuple[str, ...]] = ()
    chronological: ClassVar[bool] = False
    heads_only: ClassVar[bool] = False

    def fits(self, table: TableShape) -> bool:
        """Whether a table is a ledger of this tool."""
        if not self.columns <= table.columns.keys() or (self.only and len(table.columns) > len(self.columns)):
            return False
        return table.name.lower() in self.names or (bool(self.telling) and self.telling in self.columns)

    def rows(self, rows: Sequence[Row]) -> tuple[LedgerRow, ...]:
        """What the rows of the table mean, in the order in which they were noted.

        Args:
            rows: All of them; the names of their columns in lower case, and `xmin` as a number beside them.
        """
        return tuple(self.row(row) for row in sorted(rows, key=self._place))

    @abstractmethod
    def row(self, row: Row) -> LedgerRow:
        """What one row means."""

    def checksums(self, content: bytes) -> frozenset[str]:
        """The checksums that the tool may have noted for a file with this content; none where it notes none."""
        del content
        return frozenset()

    def _place(self, row: Row) -> tuple[tuple[bool, Any], ...]:
        # null does not compare with anything; what was noted last stands at the end
        return tuple((row[column] is None, row[column] or 0) for column in self.order if column in row)


class TableShape:
    """A table that may be a ledger.

    Args:
        schema, name: Where it is.
        columns: The names of its columns in lower case, with their types as `format_type` prints them; what a SQLite file
            calls varchar is printed so, too.
        siblings: Names of other telling tables in its schema.
    """

    def __init__(self, schema: str, name: str, columns: Mapping[str, str], siblings: frozenset[str] = frozenset()) -> None:
        self.schema = schema
        self.name = name
        self.columns = {one: _VARCHAR.sub("character varying", of) for one, of in columns.items()}
        self.siblings = siblings


def moment(value: Any) -> datetime | None:
    """A time as JSON has it, in UTC; None where there is none, or one that Python cannot hold (infinity).

    On SQLite some tools keep a time as milliseconds since 1970: Prisma and Knex.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LAST_MS:
        return datetime.fromtimestamp(value / 1000, UTC)
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def text(value: Any) -> str:
    """A value as text; empty for null."""
    return "" if value is None else str(value)
