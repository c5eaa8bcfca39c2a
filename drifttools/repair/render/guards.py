"""How a migration sees that a repair is made already: the objects are as they should be, by the reader's own queries.

A step that makes, drops or moves something has checks that turn with it. One that alters an attribute has none: the object
is there before and after. So the migration asks the catalog for the object with all its attributes as they should be. A
check that fails for any reason never skips a step: on another release it is asked for what that release does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from drifttools.kinds.base import Compare, Kind
from drifttools.kinds.declare import NEVER_DRIFT, attributes_of, fields_of
from drifttools.kinds.query import query_for
from drifttools.kinds.records import records
from drifttools.kinds.registry import BY_NAME
from drifttools.model.plan import Plan, Probe
from drifttools.model.rows import Value
from drifttools.model.snapshot import Snapshot
from drifttools.repair.reloading import KIND as MESSAGE
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value
from drifttools.sql.dialect import Dialect

_UNORDERED = frozenset({Compare.UNORDERED, Compare.ORDER})


@dataclass(frozen=True, slots=True)
class Guards:
    """Checks that all hold where nothing is left to do.

    Args:
        done: Of the whole plan; `undone`: of its way back.
        steps: By the id of a step, where the object is as the plan makes it; `back`: as it was.
    """

    done: tuple[Probe, ...] = ()
    undone: tuple[Probe, ...] = ()
    steps: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict)
    back: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict)


NO_GUARDS = Guards()


def guards_of(plan: Plan, expected: Snapshot, actual: Snapshot, major: int) -> Guards:
    """The checks of a plan.

    Args:
        plan: The plan.
        expected, actual: The states that it leads to and comes from.
        major: The release of the database.
    """
    objects = dict.fromkeys((step.kind, step.key) for step in plan.steps if step.kind in BY_NAME)
    wanted, found = _records(expected, objects), _records(actual, objects)
    forth = {one: probe for one in objects if (probe := _probe(one, wanted.get(one), major)) is not None}
    back = {one: probe for one in objects if (probe := _probe(one, found.get(one), major)) is not None}
    # a message leaves nothing behind that could be looked for
    lasting = {(step.kind, step.key) for step in plan.steps if step.kind != MESSAGE}
    whole = len(forth) == len(objects) == len(lasting)
    # what only steps aside is there before and after, and says nothing of whether the rest is done
    alters = {
        step.id: (step.kind, step.key)
        for step in plan.steps
        if (step.kind, step.key) in wanted
        and (step.kind, step.key) in found
        and not _turn(step.preconditions, step.postconditions)
    }
    return Guards(
        tuple(forth.values()) if whole else (),
        tuple(back.values()) if whole and len(back) == len(objects) else (),
        {step: (forth[one],) for step, one in alters.items() if one in forth},
        {step: (back[one],) for step, one in alters.items() if one in back},
    )


def _turn(before: Iterable[Probe], after: Iterable[Probe]) -> bool:
    """Whether a check that holds before does not hold after: then the checks tell whether the step is done."""
    asked = {probe.sql: probe.expected for probe in before}
    return any(asked.get(probe.sql, probe.expected) != probe.expected for probe in after)


def _records(snapshot: Snapshot, objects: Iterable[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, tuple[str, ...]], Kind]:
    keys = set(objects)
    found: dict[tuple[str, tuple[str, ...]], Kind] = {}
    for kind in {kind for kind, _ in keys}:
        for record in records(snapshot, BY_NAME[kind]):
            if (kind, record.key) in keys:
                found[kind, record.key] = record
    return found


def _probe(one: tuple[str, tuple[str, ...]], record: Kind | None, major: int) -> Probe | None:
    """A check that an object is as a record says, or that it is not there."""
    kind = BY_NAME[one[0]]
    query = query_for(kind, Dialect.POSTGRESQL, major, superuser=False)
    if query is None:
        return None
    fields = fields_of(kind)
    keys = [one_field.name for one_field in fields if one_field.key]
    conditions = [_is(label, of) for label, of in zip(keys, one[1], strict=True)]
    label = f"{one[0]} {'.'.join(filter(None, one[1]))}"
    if record is not None:
        conditions += _attributes(record)
    columns = joined((name(one_field.name) for one_field in fields), ", ")
    asked = compose(
        "select (exists (select from ({}) drifttools ({}) where {}))::pg_catalog.text",
        deparsed(query.strip()),
        columns,
        joined(conditions, " and "),
    )
    return Probe(f"{label} is as it should be", str(asked), "true" if record is not None else "false")


def _attributes(record: Kind) -> Iterator[Sql]:
    for attribute in attributes_of(type(record)):
        elsewhere = Dialect.POSTGRESQL not in attribute.on
        if elsewhere or attribute.compare in NEVER_DRIFT or attribute.name in record.withheld:
            continue
        of = getattr(record, attribute.name)
        if attribute.compare in _UNORDERED and of is not None:
            yield _same_members(attribute.name, of)
        else:
            yield _is(attribute.name, of)


def _is(label: str, of: Value) -> Sql:
    column = name("drifttools", label)
    if of is None:
        return compose("{} is null", column)
    if isinstance(of, tuple):
        return compose("{}::pg_catalog.jsonb = {}::pg_catalog.jsonb", column, _json(of))
    text = ("true" if of else "false") if isinstance(of, bool) else str(of)
    return compose("{}::pg_catalog.text = {}", column, value(text))


def _same_members(label: str, of: tuple[str, ...]) -> Sql:
    column = name("drifttools", label)
    same = compose("{}::pg_catalog.jsonb @> {}::pg_catalog.jsonb", column, _json(of))
    return compose("{} and {}::pg_catalog.jsonb <@ {}::pg_catalog.jsonb", same, column, _json(of))


def _json(of: tuple[str, ...]) -> Sql:
    return value(json.dumps(list(of)))
