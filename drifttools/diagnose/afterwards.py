"""What is left to do when a plan is applied and no DDL can do it: sessions that know the old schema, rights of roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose import advice
from drifttools.model.plan import Plan
from drifttools.model.sighting import Advice

_SETTINGS = frozenset({"database setting", "role setting"})
# A prepared statement whose columns are others than when it was prepared ends in "cached plan must not change result type";
# a driver that knows the number of a type looks for the old one.
_SHAPES = frozenset({"column", "enum", "domain", "composite", "composite attribute", "view", "materialized view"})
_SCHEMA_MOVES = frozenset({"set-schema", "set-schema-unlocked", "rename", "copy-rows"})


def afterwards(plan: Plan, lacking: Iterable[tuple[str, str]]) -> tuple[Advice, ...]:
    """The texts; nothing runs them.

    Args:
        plan: The plan.
        lacking: (role, schema) where a role may use a table that moves into a schema which it may not look into.
    """
    return tuple(dict.fromkeys(_texts(plan, lacking)))


def _texts(plan: Plan, lacking: Iterable[tuple[str, str]]) -> Iterator[Advice]:
    for role, schema in lacking:
        yield advice.use_schema(role, schema)
    if any(step.kind in _SETTINGS for step in plan.steps):
        yield advice.restart_pool()
    elif any(_turns(step.kind, {hazard.rule for hazard in step.hazards}) for step in plan.steps):
        yield advice.restart_pool()
        yield advice.forget_plans()


def _turns(kind: str, rules: set[str]) -> bool:
    """Whether sessions may hold prepared statements or types that are not right any more."""
    return kind in _SHAPES or bool(rules & _SCHEMA_MOVES)
