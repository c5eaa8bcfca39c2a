"""A node becomes a step: its hazards looked up, its checks written as SELECTs."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.kinds.base import Reach
from drifttools.model.plan import DataLoss, Lock, Probe, Reversal, Statement, Step
from drifttools.model.snapshot import Server
from drifttools.repair.hazards import rule_of
from drifttools.repair.hazards.base import Rule
from drifttools.repair.node import Node
from drifttools.sql.compose import Sql, compose, joined, name, value
from drifttools.sql.database import in_database

_LOSS = [DataLoss.NONE, DataLoss.REVERSIBLE, DataLoss.IRREVERSIBLE]
_REVERSAL = [Reversal.EXACT, Reversal.NEEDS_BACKUP, Reversal.NONE]
_SCAN_TIMEOUT_MS = 30 * 60 * 1000  # what reads every row may take long; what only changes the catalog may not
_ALONE_TIMEOUT_MS = 6 * 60 * 60 * 1000  # it holds nobody up
_PATIENT_MS = 10 * 60 * 1000


def step_of(node: Node, step_id: str, server: Server) -> Step:
    """The step of a node in the database of this server."""
    rules = [(rule_of(hazard), statement) for statement in node.statements for hazard in statement.hazards]
    label = node.record.label
    lock = max((rule.lock_on(server.major) for rule, _ in rules), key=lambda lock: lock.strength, default=Lock.NO_LOCK)
    # waiting for a weak lock keeps nobody waiting behind it
    patient = node.alone and lock.strength <= Lock.SHARE_UPDATE_EXCLUSIVE.strength
    scans = any(rule.scans or rule.rewrites for rule, _ in rules)
    return Step(
        id=step_id,
        title=node.title,
        kind=node.kind.kind,
        key=node.key,
        findings=node.findings,
        statements=tuple(in_database(statement.sql, server.database) for statement in node.statements),
        inverse=tuple(in_database(statement.sql, server.database) for statement in node.inverse),
        reversal=_reversal(node, [rule for rule, _ in rules]),
        lock=lock,
        locked=_locked(node.statements),
        rewrites=any(rule.rewrites for rule, _ in rules),
        scans=any(rule.scans for rule, _ in rules),
        data_loss=max((rule.data_loss for rule, _ in rules), key=_LOSS.index, default=DataLoss.NONE),
        transactional=all(rule.transactional for rule, _ in rules) and not node.alone,
        hazards=tuple({rule.id: rule.met_by(label) for rule, _ in rules}.values()),
        lock_timeout_ms=_PATIENT_MS if patient else 2_000,
        statement_timeout_ms=_ALONE_TIMEOUT_MS if node.alone else _SCAN_TIMEOUT_MS if scans else 60_000,
        preconditions=(*_before(node), *node.checks),
        postconditions=tuple(_after(node)),
        carried=node.carried,
        stays=node.stays,
        notes=(*node.notes, *_beyond_a_copy(node)),
    )


def _beyond_a_copy(node: Node) -> Iterator[str]:
    """Why no rehearsal tries the step; nothing where one does."""
    if node.kind.reach is Reach.OUTSIDE:
        yield "not rehearsed: on a copy it would be about the same other server, and could keep the copy from being dropped"
    elif node.kind.reach is Reach.INSTALLED:
        yield "not rehearsed: a copy has what is installed on its own machine"


def _locked(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lock for statement in statements for lock in statement.locks))


def _reversal(node: Node, rules: list[Rule]) -> Reversal:
    if not node.inverse:
        return Reversal.NONE
    if not node.exact:
        return Reversal.NEEDS_BACKUP
    return max((rule.reversal for rule in rules), key=_REVERSAL.index, default=Reversal.EXACT)


def _before(node: Node) -> Iterator[Probe]:
    here, there = node.record, node.after
    if node.verb == "part":
        return
    for role in there.named_roles if there is not None else ():
        known = compose("exists (select from pg_catalog.pg_roles where rolname = {})", value(role))
        yield _probe(f"the role {role} exists", known, holds=True)
    if node.verb == "set":
        return  # what every object has from its creation on may be right already
    if node.verb in ("create", "restore"):
        yield _probe(f"{here.kind} {here.label} is not there yet", here.presence(), holds=False)
        return
    yield _probe(f"{here.kind} {here.label} is there", here.presence(), holds=True)
    if node.verb in ("move", "rename") and there is not None:
        yield _probe(f"the name {there.label} is free", there.presence(), holds=False)
    if node.verb == "move" and there is not None and here.relation:
        yield _collisions(node)


def _after(node: Node) -> Iterator[Probe]:
    here, there = node.record, node.after
    yield from node.done
    if node.verb == "part":
        return
    if node.verb in ("drop", "set aside"):
        yield _probe(f"{here.kind} {here.label} is gone", here.presence(), holds=False)
        return
    if there is not None:
        yield _probe(f"{there.kind} {there.label} is there", there.presence(), holds=True)
    if node.verb in ("move", "rename"):
        yield _probe(f"nothing is left at {here.label}", here.presence(), holds=False)


def _probe(what: str, condition: Sql, *, holds: bool) -> Probe:
    return Probe(what, str(compose("select ({})::text", condition)), "true" if holds else "false")


def _collisions(node: Node) -> Probe:
    """Indexes and owned sequences move along and need their names free in the new schema too (docs/faults.md, H1)."""
    schema = node.after.key[0] if node.after is not None else node.key[0]
    moving = [carried.split(" ", 1) for carried in node.carried]
    names = [label for kind, label in moving if kind in ("index", "sequence", "constraint")]
    listed = joined(value(label) for label in names) if names else value("")
    sql = compose(
        "select pg_catalog.count(*)::text from pg_catalog.pg_class"
        " where relnamespace = pg_catalog.to_regnamespace({}) and relname in ({})",
        value(str(name(schema))),
        listed,
    )
    return Probe(f"no name that moves along is taken in {schema}", str(sql), "0")
