"""Models and migrations of one project together: what models have no words for, the migrations say.

SQLAlchemy declares tables, columns, keys, indexes, enums, domains and sequences. Policies, triggers, functions, views and
whether a table applies row-level security stand in the migrations alone, and would all be found beside the models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.model.rows import Rows

if TYPE_CHECKING:
    from drifttools.expected.base import Expected
    from drifttools.model.snapshot import Edge

SAID = frozenset(("schema", "enum", "domain", "sequence", "table", "column", "constraint", "index"))
"""The kinds that models declare whole: all there should be of them is there."""
_UNSAID = {
    "table": frozenset(("row_security", "force_row_security", "replica_identity")),
    "column": frozenset(("storage", "compression", "statistics", "options")),
    "index": frozenset(("clustered", "statistics")),
}
"""Their attributes for which models have no words."""


def beside_migrations(models: Expected, migrations: Expected) -> Expected:
    """The state that models declare, with what only the migrations can say, and with the history of those.

    Args:
        models: What the models make.
        migrations: What the migrations make.
    """
    wanted, made = models.snapshot, migrations.snapshot
    rows = dict(wanted.rows)
    for kind, theirs in made.rows.items():
        own = wanted.rows.get(kind)
        if own is None or kind in wanted.silent:
            rows[kind] = theirs
        elif kind in _UNSAID:
            rows[kind] = own.with_values_of(theirs, _UNSAID[kind])
        elif kind not in SAID:
            rows[kind] = _joined(own, theirs)
    snapshot = replace(
        wanted,
        rows=rows,
        edges=_edges(wanted.edges, made.edges),
        unread=(*wanted.unread, *(one for one in made.unread if one.kind not in SAID)),
        silent=wanted.silent & made.silent,
        apart=wanted.apart | made.apart,
    )
    return replace(models, snapshot=snapshot, history=migrations.history, migrated=made, chronicle=migrations.chronicle)


def _joined(own: Rows, theirs: Rows) -> Rows:
    """The rows of both; where both have one of a key, the own."""
    keys = sum(field.key for field in own.fields)
    known = {tuple(line.split(b"\t")[:keys]) for line in own.lines}
    more = (line for line in theirs.lines if tuple(line.split(b"\t")[:keys]) not in known)
    return Rows(own.fields, tuple(sorted((*own.lines, *more))))


def _edges(own: Iterable[Edge] | None, theirs: Iterable[Edge] | None) -> tuple[Edge, ...] | None:
    if own is None:
        return None
    return (*own, *(edge for edge in theirs or () if edge.dependent[0] not in SAID))
