"""One row of the live database traced through all tables that refer to it or that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.opening import Opening
from drifttools.catalog.search_path import read_search_path
from drifttools.errors import UsageError
from drifttools.investigation.comparing import read_live
from drifttools.investigation.shown import ShownTrace
from drifttools.kinds.difference import Comparison
from drifttools.model.finding import Findings
from drifttools.probes.base import Ground
from drifttools.probes.tracing import Bounds, Tracer, table_of, ways_of
from drifttools.repair.sides import both_sides
from drifttools.repair.sight import Present

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking


def trace(
    inv: Asking, table: str, key: Mapping[str, object], bounds: Bounds, *, names: bool, paths: Iterable[str]
) -> ShownTrace:
    """Trace a row; see `Asking.trace`."""
    if not key:
        raise UsageError(
            "a trace begins at one row", hint='inv.trace("sessions", id=7), or drift trace TARGET sessions id=7'
        )
    inv.say(f"reading the catalog of {inv.target.name}")
    with Opening(inv.target) as opening:
        actual, _ = read_live(opening, edges=False)
    nothing = Comparison(Findings())
    wanted, _ = both_sides(nothing, actual, frozenset())
    ground = Ground(actual, Present(nothing, wanted, actual), nothing, inv.config.invariants)
    with connect_readonly(inv.target) as connection:
        relation = table_of(ground, table, read_search_path(connection).reached)
    ways = ways_of(ground, names=names, given=tuple(paths))
    inv.say(f"following {'.'.join(relation)} by {len(ways)} references")
    with connect_readonly(inv.target) as connection:
        found = Tracer(connection, ground, ways, bounds).trace(relation, {name: str(text) for name, text in key.items()})
    return ShownTrace(found.rows, found.links, found.cut)
