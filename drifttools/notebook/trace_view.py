"""One row and its partners: followed to other rows and further, with controls or by arguments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from drifttools.document import Document, document, mono, para
from drifttools.errors import UsageError
from drifttools.model.traced import Standing, Trace, TracedRow
from drifttools.notebook.view import Choice, View
from drifttools.report.trace import document_of_trace

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation import Investigation

_FAR = 8
_KEY = re.compile(r"(?P<column>[^,=()]+) = (?P<value>.*)", re.DOTALL)  # of one column; others cannot be told apart again


@dataclass(frozen=True)
class TraceView(View):
    """The rows around one row.

    Args:
        inv: The investigation.
        row: A table and a key, as `drift trace` takes them: `sessions id=7`; nothing is asked where it is empty.
        depth: How many references away, from 1.
        names: `yes`: columns whose names suggest a reference are followed, too.
        values: `yes`: the values of the rows are shown, too, and not only keys.
        only: `missing`: only the ways to what is missing or could not be looked at.
        onward: A row of the trace that the next one begins at; it becomes `row`.
        paths: Further references, as `inv.trace` takes them.
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
        seen: What was asked before.
    """

    titled: ClassVar[bool] = True
    inv: Investigation
    row: str = ""
    depth: str = "3"
    names: str = ""
    values: str = ""
    only: str = ""
    onward: str = ""
    paths: tuple[str, ...] = ()
    interactive: bool | None = None
    seen: dict[tuple[str, ...], Trace] = field(default_factory=dict, repr=False, compare=False)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The row, how far, and from where further."""
        known = self.seen.get(self._asked)
        further = tuple((text, text) for row in (known.rows[1:] if known else ()) if (text := _named(row)))
        return (
            Choice("row", "Row", free=True, hint="table column=value, then Enter"),
            Choice("depth", "References away", tuple((str(at), str(at)) for at in range(1, _FAR + 1)), all=""),
            Choice("names", "Follow", (("yes", "names of columns, too"),), "foreign keys and invariants"),
            Choice("values", "Show", (("yes", "keys and values"),), "keys only"),
            Choice("only", "Rows", (("missing", "ways to what is missing"),), "all rows"),
            Choice("onward", "Go on from", tuple(dict.fromkeys(further)), "this row"),
        )

    @property
    def verb(self) -> str:
        """Rows may have come and gone."""
        return "Look again"

    @property
    def slow(self) -> bool:
        """A row that was not looked at yet is asked for."""
        return bool(self.row) and self._asked not in self.seen

    def again(self) -> Self:
        """With nothing remembered."""
        return replace(self, seen={})

    def by_hand(self, name: str, value: str) -> Self:
        """Another choice; going on from a row makes it the first."""
        if name == "onward" and value:
            return replace(self, row=value, onward="")
        return super().by_hand(name, value)

    @property
    def trace(self) -> Trace | None:
        """The trace; None where no row is named.

        Raises:
            UsageError: The row cannot be read, or there is no such table, column or value.
        """
        if not self.row.strip():
            return None
        if self._asked not in self.seen:
            table, key = _parsed(self.row)
            self.seen[self._asked] = self.inv.trace(
                table, key, depth=int(self.depth), names=bool(self.names), values=bool(self.values), paths=self.paths
            )
        found = self.seen[self._asked]
        return _ways_to_gaps(found) if self.only else found

    @property
    def exit_code(self) -> int:
        """That of the trace; 0 where nothing was asked."""
        return self.trace.exit_code if self.trace else 0

    def frame(self) -> pd.DataFrame:
        """The trace as a DataFrame; empty where nothing was asked."""
        nothing = Trace((TracedRow("n0", "", "", Standing.FOUND),), ())
        return self.trace.frame() if self.trace else nothing.frame().iloc[:0]

    def document(self) -> Document:
        """Tree and diagram."""
        found = self.trace
        if found is None:
            return document("Trace", para("No row is named. Table and key name one: ", mono("sessions id=7")))
        if self.only and not (found.missing or found.unknown):
            return document("Trace", para("Nothing is missing around this row."))
        return document_of_trace(found)

    @property
    def _asked(self) -> tuple[str, ...]:
        return (self.row, self.depth, self.names, self.values, *self.paths)


def follow(
    inv: Investigation,
    row: str = "",
    key: Mapping[str, object] | None = None,
    *,
    paths: tuple[str, ...] | list[str] = (),
    interactive: bool | None = None,
    **chosen: str,
) -> TraceView:
    """Follow a row to its partners: with controls where a person sits at the notebook, by arguments anywhere.

    Args:
        inv: The investigation.
        row: `sessions id=7`, or only the table where `key` has the rest.
        key: Columns and values.
        paths: Further references, as `inv.trace` takes them.
        chosen: `depth`, `names`, `values`, `only`: see `TraceView`.

    Raises:
        UsageError: There is no such choice.
    """
    words = " ".join([row, *(shlex.quote(f"{column}={value}") for column, value in (key or {}).items())])
    return TraceView(inv, row=words, paths=tuple(paths), interactive=interactive).choose(**chosen)


def _parsed(row: str) -> tuple[str, dict[str, str]]:
    """Table and key of `sessions id=7`."""
    hint = "table column=value, such as: sessions id=7"
    try:
        table, *pairs = shlex.split(row)
    except ValueError as problem:
        raise UsageError(f"the row {row!r} cannot be read: {problem}", hint=hint) from problem
    if not pairs or not all("=" in pair for pair in pairs):
        raise UsageError(f"the row {row!r} has no key", hint=hint)
    return table, {column: value for column, _, value in (pair.partition("=") for pair in pairs)}


def _named(row: TracedRow) -> str:
    """A row as `drift trace` takes it; empty where its key is of several columns, or the row is not there."""
    found = _KEY.fullmatch(row.key)
    if row.state is not Standing.FOUND or not found:
        return ""
    return f"{shlex.quote(row.table)} {shlex.quote(found['column'] + '=' + found['value'])}"


def _ways_to_gaps(trace: Trace) -> Trace:
    """The rows on the way to what is missing or unknown, and those themselves."""
    above = {link.end: link.start for link in reversed(trace.links)}
    kept = {trace.rows[0].id}
    for row in (*trace.missing, *trace.unknown):
        at: str | None = row.id
        while at is not None and at not in kept:
            kept.add(at)
            at = above.get(at)
    links = tuple(link for link in trace.links if {link.start, link.end} <= kept)
    return Trace(tuple(row for row in trace.rows if row.id in kept), links, trace.cut)
