"""One row with the rows that it refers to and that refer to it; what is missing is in it as missing. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Standing(StrEnum):
    """What is known of a row."""

    FOUND = "found"
    MISSING = "missing"
    UNKNOWN = "could not check"


@dataclass(frozen=True, slots=True)
class TracedRow:
    """A row, or the place where one is missing.

    Args:
        id: Within the trace, `n0` for the row that was asked for.
        table: schema and table, dotted.
        key: Its primary key, or what was looked for where nothing was found: `column = value`.
        state: Whether it is there.
        reason: Why that could not be checked.
        values: Column and value, only where that was asked for.
    """

    id: str
    table: str
    key: str
    state: Standing
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """Table and key on one line."""
        label = " ".join(f"{self.table} ({self.key})".split())
        return label if self.state is Standing.FOUND else f"{label}: {self.state}"


@dataclass(frozen=True, slots=True)
class TracedLink:
    """How one row leads to the next.

    Args:
        start, end: Ids of rows; `start` is the one from which the other was found.
        label: What refers to what.
        how: `foreign key`, `invariant`, `name` (only the name of a column suggests it) or `path` (given by the user).
        back: Whether the row at `end` refers to the one at `start`.
    """

    start: str
    end: str
    label: str
    how: str
    back: bool


COLUMNS = ("row", "from", "depth", "table", "key", "state", "link", "how", "back", "reason")


@dataclass(frozen=True, slots=True)
class Trace:
    """The rows around one row.

    Args:
        rows: The row that was asked for first, then in the order in which they were found.
        links: Each leads to a row that was found by it, or to one that was known already.
        cut: What was not followed, and why.
    """

    rows: tuple[TracedRow, ...]
    links: tuple[TracedLink, ...]
    cut: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[TracedRow, ...]:
        """What should be there and is not."""
        return tuple(row for row in self.rows if row.state is Standing.MISSING)

    @property
    def unknown(self) -> tuple[TracedRow, ...]:
        """What could not be looked for."""
        return tuple(row for row in self.rows if row.state is Standing.UNKNOWN)

    @property
    def exit_code(self) -> int:
        """3 where something could not be checked, else 1 where something is missing, else 0."""
        if self.unknown:
            return 3
        return 1 if self.missing else 0

    def tree(self) -> Iterator[tuple[int, TracedRow, TracedLink | None, bool]]:
        """Depth, row, the link that leads there, and whether the row stands further up already; in reading order."""
        by_id = {row.id: row for row in self.rows}
        onward: dict[str, list[TracedLink]] = {}
        for link in self.links:
            onward.setdefault(link.start, []).append(link)
        shown: set[str] = set()

        def below(
            row: TracedRow, link: TracedLink | None, depth: int
        ) -> Iterator[tuple[int, TracedRow, TracedLink | None, bool]]:
            known = row.id in shown
            shown.add(row.id)
            yield depth, row, link, known
            for one in () if known else onward.get(row.id, ()):
                yield from below(by_id[one.end], one, depth + 1)

        yield from below(self.rows[0], None, 0)

    def frame(self) -> pd.DataFrame:
        """One line per place of a row in the tree, with the columns of `COLUMNS`."""
        import pandas as pd

        lines = [
            (
                row.id, link.start if link else None, depth, row.table, row.key, str(row.state),
                link.label if link else None, link.how if link else None, link.back if link else None, row.reason or None,
            )
            for depth, row, link, _ in self.tree()
        ]  # fmt: skip
        frame = pd.DataFrame(lines, columns=list(COLUMNS))
        kinds = {"depth": "Int64", "back": "boolean"}
        return frame.astype({name: kinds.get(name, "string") for name in COLUMNS})
