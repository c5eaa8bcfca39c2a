"""When things happened, as far as the folder knows it: since when, detected, repaired; each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    """The first sign of the drift: the earliest event from before the incident was opened."""
    opened = in_utc(case.incident.opened_at)
    past = [
        event
        for event in case.incident.events
        if in_utc(event.at) < opened and not event.what.lower().startswith(LAST_GOOD)
    ]
    first = min(past, key=lambda event: in_utc(event.at), default=None)
    return Moment(in_utc(first.at), f"“{first.what}”", first.source) if first else None


def detected(case: Case) -> Moment | None:
    """When the audit read the drifted catalog."""
    if case.findings is None or not case.findings.findings:
        return None
    return Moment(in_utc(case.findings.taken_at), "the audit", "findings.json")


def repaired(case: Case) -> Moment | None:
    """When the repair was committed; None where it was not, or not wholly, or was taken back."""
    if case.applied is None or case.applied.outcome not in WHOLE or case.rolled_back is not None:
        return None
    return Moment(in_utc(case.applied.finished_at), "the commit", "applied.json")


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
        "Time to detect (MTTD)", since(case), detected(case), "when the drift began is unknown", "no drift was found"
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
