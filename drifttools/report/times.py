"""When things happened, as far as the folder knows it: since when, detected, repaired; each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drifttools.model.cause import Confidence
from drifttools.report.case import Case
from drifttools.report.standing import WHOLE
from drifttools.report.words import in_utc, lasted

# An event of the past that begins so is the last proof of health, not the first sign of drift.
LAST_GOOD = "last known good"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, what it is of, and where it comes from."""

    at: datetime
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A span between two moments, or why it is not known."""

    name: str
    value: str
    because: str


def since(case: Case) -> Moment | None:
    """The first sign of the drift: the earliest event from before the incident was opened, or what a ledger tells."""
    opened = in_utc(case.incident.opened_at)
    past = [
        Moment(in_utc(event.at), f"“{event.what}”", event.source)
        for event in case.incident.events
        if in_utc(event.at) < opened and not event.what.lower().startswith(LAST_GOOD)
    ]
    return min([*past, *ledger_sign(case)], key=lambda moment: moment.at, default=None)


def ledger_sign(case: Case) -> tuple[Moment, ...]:
    """When a ledger notes the first of the migrations that a known cause names as the makers of what drifted."""
    facts = [
        evidence.fact
        for cause in case.causes or ()
        if cause.confidence is not Confidence.UNKNOWN
        for evidence in cause.evidence
    ]
    found = [
        Moment(in_utc(row.applied_at), f"{row.app}.{row.name} noted as applied", f"ledger.json, {ledger.label}")
        for ledger in case.ledgers or ()
        for row in ledger.rows
        if row.applied_at and any(fact.startswith(f"{row.app}.{row.name} creates ") for fact in facts)
    ]
    return (min(found, key=lambda moment: moment.at),) if found else ()


def detected(case: Case) -> Moment | None:
    """When the audit read the drifted catalog."""
    if case.findings is None or not case.differing:
        return None
    return Moment(in_utc(case.findings.taken_at), "the audit", "findings.json")


def repaired(case: Case) -> Moment | None:
    """When the repair was committed; None where it was not, or not wholly, or was taken back."""
    if case.applied is None or case.applied.outcome not in WHOLE or case.rolled_back is not None:
        return None
    what = "its migration being seen in the ledger" if case.applied.migration else "the commit"
    return Moment(in_utc(case.applied.finished_at), what, "applied.json")


def latest(case: Case) -> datetime:
    """The last time that the folder knows: the report is as of then, and so has the same bytes tomorrow."""
    known = [case.incident.opened_at, *(event.at for event in case.incident.events)]
    known += [part.taken_at for part in (case.findings, case.counts_before, case.counts_after) if part]
    known += [part.finished_at for part in (case.applied, case.rolled_back) if part]
    known += [case.plan.created_at] if case.plan else []
    return max(in_utc(at) for at in known)


def to_detect(case: Case) -> Interval:
    """Time to detect (MTTD): from the first sign to the audit."""
    return _between(
        "Time to detect (MTTD)",
        since(case),
        detected(case),
        "nothing that is recorded says when the drift began",
        "no drift was found",
    )


def to_repair(case: Case) -> Interval:
    """Time to repair (MTTR): from the audit to the commit."""
    return _between("Time to repair (MTTR)", detected(case), repaired(case), "no drift was found", "no repair is in force")


def _between(name: str, start: Moment | None, end: Moment | None, no_start: str, no_end: str) -> Interval:
    if start is None or end is None:
        return Interval(name, "unknown", no_start if start is None else no_end)
    if end.at < start.at:
        return Interval(name, "unknown", f"{start.source} and {end.source} contradict each other")
    return Interval(name, lasted(end.at - start.at), f"from {start.what} to {end.what} ({start.source}, {end.source})")
