"""What a written migration remembers in each database: the steps that it did there.

Its way back may only take back what it did. In a database that never drifted it did nothing, and there the objects and
rows that a repair makes elsewhere were always right: taking them away would make the drift, and lose the rows.
"""

from __future__ import annotations

from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.model.plan import Plan, Probe, Step
from drifttools.sql.compose import Sql, compose, name, value

_TABLE = name(JOURNAL_SCHEMA, "migrated")


def remember(plan: Plan, step: Step) -> str:
    """A statement that notes a step; where the role may not, it warns, and the way back will leave the step alone."""
    # CREATE SCHEMA IF NOT EXISTS asks for the right to create even where the schema exists
    body = compose(
        "begin\n"
        "  if pg_catalog.to_regnamespace({}) is null then\n    create schema {};\n  end if;\n"
        "  create table if not exists {} (\n"
        "    plan text, step text, at timestamptz not null default pg_catalog.now(), primary key (plan, step)\n  );\n"
        "  insert into {} (plan, step) values ({}, {}) on conflict do nothing;\n"
        "exception when insufficient_privilege then\n"
        "  raise warning '% cannot be noted in {}: migrating backwards will leave it as it is', {};\n"
        "end",
        value(JOURNAL_SCHEMA),
        name(JOURNAL_SCHEMA),
        _TABLE,
        _TABLE,
        *_of(plan, step),
        _TABLE,
        value(f"step {step.id} of {plan.id}"),
    )
    return str(compose("do {}", value(str(body))))


def forget(plan: Plan, step: Step) -> str:
    """A statement that takes the note away."""
    return str(compose("delete from {} where plan = {} and step = {}", _TABLE, *_of(plan, step)))


def remembered(plan: Plan, step: Step) -> Probe:
    """Whether the step was done in this database; where nothing was ever noted, it was not."""
    asked = compose("select exists (select from {} where plan = {} and step = {})", _TABLE, *_of(plan, step))
    return Probe("it was done here", str(asked), "true")


def _of(plan: Plan, step: Step) -> tuple[Sql, Sql]:
    return value(plan.id), value(step.id)
