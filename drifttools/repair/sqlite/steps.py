"""A change of a SQLite database becomes a step: its costs looked up, its checks written as SELECTs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.kinds.base import Kind
from drifttools.model.plan import DataLoss, Lock, Probe, Reversal, Statement, Step
from drifttools.repair.hazards import rule_of
from drifttools.sql.compose import NOTHING, Sql, compose, word
from drifttools.sql.sqlite_ddl import text_literal

_LOSS = [DataLoss.NONE, DataLoss.REVERSIBLE, DataLoss.IRREVERSIBLE]
_REVERSAL = [Reversal.EXACT, Reversal.NEEDS_BACKUP, Reversal.NONE]
_STORED = ("table", "view", "index", "trigger")


@dataclass(frozen=True, slots=True)
class Draft:
    """A step before it has its number.

    Args:
        verb: `create`, `drop`, `rename`, `change`: what it does with the record.
        record: The object as it is before, or as it will be made; `after`: as it is called afterwards.
        label: Its title, where verb and name do not say it.
        exact: False where the way back cannot bring back what was there.
        checks: What must hold before it beside its presence.
    """

    verb: str
    record: Kind
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...]
    findings: tuple[str, ...] = ()
    after: Kind | None = None
    label: str = ""
    exact: bool = True
    checks: tuple[Probe, ...] = ()
    notes: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


def step_of(draft: Draft, step_id: str) -> Step:
    """The step of a draft."""
    rules = [rule_of(hazard) for statement in draft.statements for hazard in statement.hazards]
    reversal = max((rule.reversal for rule in rules), key=_REVERSAL.index, default=Reversal.EXACT)
    if not draft.exact:
        reversal = max(reversal, Reversal.NEEDS_BACKUP, key=_REVERSAL.index)
    record = draft.record
    return Step(
        id=step_id,
        title=draft.label or _title(draft),
        kind=type(record).kind,
        key=record.key,
        findings=draft.findings,
        statements=tuple(statement.sql for statement in draft.statements),
        inverse=tuple(statement.sql for statement in draft.inverse),
        reversal=reversal if draft.inverse else Reversal.NONE,
        lock=max((rule.lock for rule in rules), key=lambda lock: lock.strength, default=Lock.EXCLUSIVE),
        locked=tuple(dict.fromkeys(lock for statement in draft.statements for lock in statement.locks)),
        rewrites=any(rule.rewrites for rule in rules),
        scans=any(rule.scans for rule in rules),
        data_loss=max((rule.data_loss for rule in rules), key=_LOSS.index, default=DataLoss.NONE),
        hazards=tuple({rule.id: rule.met_by(record.label) for rule in rules}.values()),
        preconditions=(*_before(draft), *draft.checks),
        postconditions=tuple(_after(draft)),
        carried=draft.carried,
        notes=draft.notes,
    )


def _title(draft: Draft) -> str:
    label = f"{type(draft.record).kind} {draft.record.label}"
    if draft.verb == "rename" and draft.after is not None:
        return f"rename {label} to {draft.after.key[-1]}"
    return f"{draft.verb} {label}"


def _before(draft: Draft) -> Iterator[Probe]:
    here = draft.record
    yield _probe(here, holds=draft.verb != "create", exact=draft.verb == "rename")
    if draft.verb == "rename" and draft.after is not None:
        yield _probe(draft.after, holds=False, exact=True)


def _after(draft: Draft) -> Iterator[Probe]:
    here = draft.after or draft.record
    yield _probe(here, holds=draft.verb != "drop", exact=draft.verb == "rename")


def _probe(record: Kind, *, holds: bool, exact: bool) -> Probe:
    kind = type(record).kind
    said = "is there" if holds else "is not there"
    return Probe(f"{kind} {record.label} {said}", str(_presence(kind, record.key, exact=exact)), "1" if holds else "0")


def _presence(kind: str, key: tuple[str, ...], *, exact: bool) -> Sql:
    """1 where the object is there; exact in its case where it is renamed, for that may change nothing else."""
    collated = NOTHING if exact else word(" collate nocase")
    if kind in _STORED:
        return compose(
            "select count(*) from sqlite_schema where type = {} and name = {}{}",
            text_literal(kind),
            text_literal(key[-1]),
            collated,
        )
    return compose(
        "select count(*) from pragma_table_xinfo({}) where name = {}{}",
        text_literal(key[-2]),
        text_literal(key[-1]),
        collated,
    )
