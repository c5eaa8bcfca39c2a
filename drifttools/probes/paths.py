"""A column, or what a path finds in a column of JSON: `metadata->>'session_id'`, `metadata->'user'->>'id'`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from drifttools.errors import UsageError
from drifttools.sql.compose import Sql, compose, name, value

_COLUMN = re.compile(r'\s*(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>[^\s">-]+))\s*')
_STEP = re.compile(r"(?P<arrow>->>?)\s*(?:'(?P<key>(?:[^']|'')*)'|(?P<place>-?[0-9]+))\s*")


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value is in a row.

    Args:
        column: The column.
        steps: The keys and places below it, from the outside in.
    """

    column: str
    steps: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        last = len(self.steps) - 1
        arrows = ("->>" if at == last else "->" for at in range(len(self.steps)))
        return self.column + "".join(f"{arrow}{step!r}" for arrow, step in zip(arrows, self.steps, strict=True))

    def of(self, row: Literal["t", "r"]) -> Sql:
        """The value as an expression: that of the column, or text where it is found in JSON."""
        found = compose("t.{}", name(self.column)) if row == "t" else compose("r.{}", name(self.column))
        for step in self.steps[:-1]:
            found = compose("({} -> {})", found, value(step))
        return compose("({} ->> {})", found, value(self.steps[-1])) if self.steps else found


def parse_path(text: str) -> Path:
    """Read `column`, or `column->'key'->>'key'`; raises UsageError for anything else."""
    start = _COLUMN.match(text)
    if start is None:
        raise UsageError(f"{text!r} names no column", hint="write column, or column->>'key' for JSON")
    steps: list[str | int] = []
    at = start.end()
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            raise UsageError(f"{text!r} is no path", hint="write column->'key'->>'key'")
        steps.append(int(step["place"]) if step["place"] else step["key"].replace("''", "'"))
        at = step.end()
    return Path((start["quoted"] or "").replace('""', '"') or start["plain"], tuple(steps))
