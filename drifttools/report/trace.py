"""A trace as a tree and as a diagram: what is missing stands where it should be."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.document import Block, Document, Kind, Node, bullets, code, diagram, document, note, para, table
from drifttools.model.traced import Standing, Trace
from drifttools.report.words import counted

_NODES = 40  # of a diagram that can still be read
_KINDS: dict[Standing, Kind] = {Standing.FOUND: "info", Standing.MISSING: "error", Standing.UNKNOWN: "warning"}


def document_of_trace(trace: Trace) -> Document:
    """A trace as a document, for a terminal and for a notebook."""
    return document(f"Trace of {trace.rows[0].label}", *_blocks(trace))


def _blocks(trace: Trace) -> Iterator[Block]:
    if trace.missing:
        yield note("error", f"{counted(len(trace.missing), 'row')} missing.")
    if trace.unknown:
        reasons = "; ".join(dict.fromkeys(row.reason for row in trace.unknown))
        yield note("warning", f"{counted(len(trace.unknown), 'place')} could not be looked at: {reasons}.")
    yield code("\n".join(tree_lines(trace)))
    shown = trace.rows[:_NODES]
    ids = {row.id for row in shown}
    if len(trace.rows) > 1:
        levels = _levels(trace)
        nodes = [Node(row.id, row.label, _KINDS[row.state]) for row in sorted(shown, key=lambda row: levels.get(row.id, 0))]
        # an arrow leads from what refers to what it refers to
        links = [(link.end, link.start) if link.back else (link.start, link.end) for link in trace.links]
        labels = [link.label for link in trace.links]
        edges = [(*ends, label) for ends, label in zip(links, labels, strict=True) if ids.issuperset(ends)]
        more = f" ({len(trace.rows) - len(shown)} more rows are in the tree)" if len(trace.rows) > len(shown) else ""
        yield diagram(f"What refers to what{more}", nodes, edges)
    values = [(row.label, column, text) for row in trace.rows for column, text in row.values]
    if values:
        yield table("Values", ("Row", "Column", "Value"), values)
    if trace.cut:
        yield para("Not followed further:")
        yield bullets(*((text,) for text in trace.cut))


def _levels(trace: Trace) -> dict[str, int]:
    """How far to the right each row stands: what refers to another stands left of it, as arrows are read."""
    levels = {trace.rows[0].id: 0}
    for link in trace.links:
        levels.setdefault(link.end, levels.get(link.start, 0) + (-1 if link.back else 1))
    return levels


def tree_lines(trace: Trace) -> Iterator[str]:
    """The tree as lines of text."""
    for depth, row, link, known in trace.tree():
        lead = "   " * (depth - 1) + ("└─ " if depth else "")
        how = "" if link is None else f"  [{link.label}{'' if link.how == 'foreign key' else ', ' + link.how}]"
        arrow = "" if link is None else ("<- " if link.back else "-> ")
        again = "  (see above)" if known else ""
        why = f" ({row.reason})" if row.state is Standing.UNKNOWN else ""
        yield " ".join(f"{arrow}{row.label}{why}".split()).join((lead, how + again))
