"""From differences to a plan: what must be done, in which order, and how each step is undone.

Three stages. Every difference becomes a node (`nodes.py`): a relocation, a creation, a removal or a change; removals only
where the user named them, because a database that has more than its models say may be right. Then the nodes are ordered
by what PostgreSQL itself says about dependencies on both sides. Last, each node becomes a step with its hazards and checks.
"""

from __future__ import annotations

from datetime import datetime

from drifttools.kinds.difference import Comparison
from drifttools.kinds.names import parts_of
from drifttools.model.plan import Plan
from drifttools.model.question import Question
from drifttools.model.snapshot import Snapshot
from drifttools.repair.node import Node
from drifttools.repair.nodes import NodeMaker
from drifttools.repair.options import Options
from drifttools.repair.steps import step_of
from drifttools.sql.dialect import Dialect

__all__ = ["Options", "make_plan", "questions_of"]


def make_plan(
    comparison: Comparison,
    expected: Snapshot,
    actual: Snapshot,
    *,
    target: str,
    now: datetime,
    options: Options | None = None,
) -> Plan:
    """Plan the repair that makes the actual state equal to the expected one.

    Args:
        comparison: Of exactly these two snapshots, both with edges.
        target: The name of the target.
        now: From the injected clock.

    Returns:
        A plan without focus and fingerprint; `investigation` adds those from the live catalog.
    """
    if actual.server.dialect == Dialect.SQLITE:
        from drifttools.repair.sqlite import planner as on_sqlite  # what only a plan for a file needs

        return on_sqlite.make_plan(comparison, expected, actual, target=target, now=now, options=options)
    maker = NodeMaker(comparison, expected, actual, options or Options())
    nodes = maker.ordered()
    steps = tuple(step_of(node, f"s{number:02}", actual.server) for number, node in enumerate(nodes, start=1))
    return Plan(
        target=target,
        database=actual.server.database,
        system_identifier=actual.server.system_identifier,
        created_at=now,
        steps=steps,
        unplanned=tuple(maker.unplanned),
        focus=_focus(nodes),
    )


def questions_of(
    comparison: Comparison, expected: Snapshot, actual: Snapshot, options: Options | None = None
) -> tuple[Question, ...]:
    """What `make_plan` wants to know of the rows: `probes.counting` answers, and `Options.counted` takes the answers."""
    if actual.server.dialect == Dialect.SQLITE:
        from drifttools.repair.sqlite import planner as on_sqlite

        return on_sqlite.questions_of(comparison, expected, actual, options)
    return NodeMaker(comparison, expected, actual, options or Options()).questions()


def touched(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """The relations that differ, as they are named now: whose size decides how they are repaired."""
    found = {relocation.wanted[:2]: relocation.found[:2] for relocation in comparison.relocations}
    records = (d.expected if d.expected is not None else d.actual for d in comparison.differences)
    places = {record.focus for record in records if record is not None}
    parents = {
        key[:2]
        for d in comparison.differences
        if d.expected is not None
        for key in (parts_of(getattr(d.expected, "references", None)),)
        if key
    }
    now = {found.get(place, place) for place in (*places, *parents)}
    return tuple(sorted((place[0], place[1]) for place in now))


def _focus(nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    """The relations and objects whose rows the plan relies on: as they are, and as they will be."""
    records = (record for node in nodes for record in (node.record, node.after) if record is not None)
    return tuple(sorted({record.focus for record in records}))
