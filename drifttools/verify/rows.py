"""The rows of a rehearsal: some of the live ones, before the plan, after it, and after the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.sampling import ALL_BYTES, Content, Link, Relation, Sampled, contents, sample
from drifttools.catalog.scratch import ScratchDatabase
from drifttools.config import Target
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import records
from drifttools.kinds.table import Table
from drifttools.model.plan import DataLoss, Plan, Reversal, Step
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State

GROUP = "rehearsal"
TAKEN = "rows of the touched tables are on the copy"
KEPT = "after the plan every row is still there"
RETURNED = "after the way back the rows are as they were"
_NAMED = 5
_ASIDE = "quarantine-rows"


def take_rows(
    plan: Plan, live: Target, copy: ScratchDatabase, comparison: Comparison, sides: tuple[Snapshot, Snapshot], rows: int
) -> tuple[Check, Sampled]:
    """Take some rows of each table that the plan touches, with those that their foreign keys lead to.

    Args:
        comparison: Of the expected state and the copy.
        sides: These two.
        rows: How many of each table.
    """
    tables = {*plan.focus, *_locked(plan)}
    with connect_readonly(live) as connection:
        aside = {
            step.key for step in plan.steps if step.kind == "rows" or any(hazard.rule == _ASIDE for hazard in step.hazards)
        }
        taken = sample(connection, copy, tables, links(comparison, *sides, aside), rows=rows)
    copy.continue_sequences(taken.rows)
    number = sum(taken.rows.values())
    actual = f"{number:,} rows of {len([one for one in taken.rows.values() if one])} tables, {taken.size // 1024:,} kB"
    if not taken.left:
        return Check(GROUP, TAKEN, State.PASS, f"up to {rows} of each", actual, "COPY (SELECT ... LIMIT) TO STDOUT"), taken
    left = [f"{'.'.join(relation)}: {reason}" for relation, reason in sorted(taken.left.items())]
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    reason = f"not all could be taken (at most {ALL_BYTES // 2**20} MB): {'; '.join(left[:_NAMED])}{more}"
    state = State.PARTIAL if number else State.NOT_RUN
    return Check(GROUP, TAKEN, state, f"up to {rows} of each", actual, "COPY (SELECT ... LIMIT) TO STDOUT", reason), taken


def _locked(plan: Plan) -> Iterator[Relation]:
    for step in plan.steps:
        for name in step.locked:
            parts = parts_of(name)
            if len(parts) == 2:  # noqa: PLR2004 - schema and relation
                yield parts[0], parts[1]


def links(
    comparison: Comparison, expected: Snapshot, copied: Snapshot, aside: Collection[tuple[str, ...]] = ()
) -> tuple[Link, ...]:
    """The foreign keys that rows must keep: those that are there, and those that the plan is to make.

    Args:
        comparison: Of the two.
        expected, copied: The two sides.
        aside: Constraints for which the plan itself takes rows aside: those have to be on the copy, too.
    """
    tables = {r.wanted: r.found for r in comparison.relocations if r.kind is Table}
    columns = {(r.wanted[:-1], r.wanted[-1]): r.found[-1] for r in comparison.relocations if r.kind is Column}

    def present(table: tuple[str, ...], names: Iterable[str] | None) -> tuple[Relation, tuple[str, ...]]:
        schema, relation = tables.get(table, table)
        return (schema, relation), tuple(columns.get((table, name), name) for name in names or ())

    found: dict[Link, None] = {}
    for snapshot, moved in ((copied, False), (expected, True)):
        for key in records(snapshot, Constraint):
            parent = parts_of(key.references)
            if key.type != "foreign key" or key.period or not parent or (moved and key.key in aside):
                continue
            if not key.validated and (key.schema, key.table) in aside:
                continue  # the rows that a step is to put right are those that it lets be
            child = (key.schema, key.table)
            if moved:
                link = Link(*present(child, key.columns), *present(parent, key.referenced))
            else:
                link = Link(child, key.columns or (), (parent[0], parent[1]), key.referenced or ())
            found[link] = None
    return tuple(found)


def kept(plan: Plan, before: Mapping[int, Content], copy: Target) -> tuple[Check, dict[int, Content]]:
    """Whether the rows that were taken are there after the plan; fewer only where a step says so."""
    after = _contents(copy, before)
    missing = []
    unsaid = []
    for oid, content in before.items():
        left = after[oid].rows if oid in after else 0
        if left >= content.rows:
            continue
        label = ".".join(content.relation)
        missing.append(f"{content.rows - left} of {content.rows} rows of {label}")
        names = {label, ".".join(after[oid].relation) if oid in after else label}
        if not any(step.data_loss is not DataLoss.NONE and _touches(step, names) for step in plan.steps):
            unsaid.append(label)
    was, now = sum(c.rows for c in before.values()), sum(c.rows for c in after.values())
    state = State.FAIL if unsaid else State.PASS
    reason = f"{'no step says so: ' if unsaid else 'as its steps say: '}{', '.join(missing[:_NAMED])}" if missing else ""
    return Check(GROUP, KEPT, state, f"{was:,} rows", f"{now:,} rows", "count(*) of each table", reason), after


def returned(plan: Plan, before: Mapping[int, Content], copy: Target) -> Check:
    """Whether the rows are as they were after plan and way back; what would not return is named."""
    after = {content.relation: content for content in _contents(copy, None).values()}
    differing = [content for content in before.values() if after.get(content.relation, content).digest != content.digest]
    differing += [content for content in before.values() if content.rows and content.relation not in after]
    inexact = [step for step in plan.steps if step.reversal is not Reversal.EXACT or step.data_loss is not DataLoss.NONE]
    labels = ", ".join(dict.fromkeys(".".join(content.relation) for content in differing))
    unsaid = [c for c in differing if not any(_touches(step, {".".join(c.relation)}) for step in inexact)]
    state = State.FAIL if unsaid else State.PASS
    reason = ""
    if differing:
        reason = f"not as before: {labels}; {would_not_return(inexact)}"
    actual = f"{len(before) - len({c.relation for c in differing})} of {len(before)} tables equal"
    return Check(GROUP, RETURNED, state, f"{len(before)} tables equal", actual, "digest of all rows of each table", reason)


def would_not_return(steps: Iterable[Step]) -> str:
    """What the way back of steps does not bring back."""
    told = [f"{step.id} ({step.title}): {'; '.join(hazard.note for hazard in step.hazards)}" for step in steps]
    return f"would come back only from a backup: {', '.join(told[:_NAMED])}" if told else "no step says so"


def _touches(step: Step, labels: set[str]) -> bool:
    return ".".join(step.key[:2]) in labels or any(".".join(parts_of(name)) in labels for name in step.locked)


def before_of(copy: Target, taken: Sampled) -> dict[int, Content]:
    """What the copy holds before the plan, of the tables that rows were taken of."""
    with connect_readonly(copy) as connection:
        return {oid: content for oid, content in contents(connection).items() if content.relation in taken.rows}


def _contents(copy: Target, oids: Mapping[int, Content] | None) -> dict[int, Content]:
    with connect_readonly(copy) as connection:
        return contents(connection, {oid: content.relation for oid, content in oids.items()} if oids is not None else None)
