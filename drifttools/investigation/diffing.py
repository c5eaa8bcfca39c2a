"""`drift diff`: two states in, findings or the repair SQL out. No incident, nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from drifttools.config import Config
from drifttools.investigation.comparing import Compared, Say, compare_live, quiet

if TYPE_CHECKING:
    from drifttools.catalog.opening import Opening
    from drifttools.model.plan import Plan


def difference(
    opening: Opening,
    spec: str,
    config: Config,
    *,
    edges: bool = False,
    schemas: frozenset[str] | None = None,
    say: Say = quiet,
    cache: bool = True,
) -> Compared:
    """Compare, without ignore rules: the raw engine hides nothing.

    The order of columns is told too, but not beside models: they say nothing about it, and a column that a migration added
    always stands last in its table.
    """
    compared = compare_live(opening, spec, config, edges=edges, expected_edges=edges, schemas=schemas, say=say, cache=cache)
    if spec.startswith("models:"):
        return compared
    return replace(compared, comparison=compared.comparison.with_places())


def repair_plan(compared: Compared, target: str) -> Plan:
    """The plan that makes the actual state equal to the expected one, drops included.

    What is not a step of it stands in `plan.unplanned`: a script must not claim more than it does.
    """
    from drifttools.repair.planner import Options, make_plan

    return make_plan(
        compared.comparison,
        compared.expected.snapshot,
        compared.actual,
        target=target,
        now=datetime.now(UTC),
        options=Options(drop=("*",)),
    )
