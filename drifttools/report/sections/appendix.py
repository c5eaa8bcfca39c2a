"""15. Appendix: how to see every number again, where it was made, and what the folder holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, Cell, code, details, facts, mono, name, note, para, table
from drifttools.report.case import Case, FolderEntry
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut
from drifttools.report.words import counted, cut_to

_FACT_WORDS = 18


@dataclass(frozen=True, slots=True)
class Query:
    """A query or request, and the number that it gave."""

    what: str
    gave: str
    query: str
    source: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """What it takes to repeat everything.

    Args:
        commands: In order.
        journal_head: As `applied.json` or `rolled_back.json` has it; empty where nothing was applied.
        journal_state: Where that hash was found in journal.jsonl, or that it was not.
        journal_agrees: Whether it was found there.
    """

    commands: tuple[str, ...]
    queries: tuple[Query, ...]
    environment: dict[str, str]
    fingerprints: dict[str, str]
    journal_head: str
    journal_state: str
    journal_agrees: bool
    files: tuple[FolderEntry, ...]


def gather(case: Case) -> Appendix:
    """Commands, queries, fingerprints and files."""
    head = _head(case)
    place = case.journal.place_of(head) if case.journal and head else 0
    return Appendix(
        commands=tuple(_commands(case)),
        queries=tuple(_queries(case)),
        environment=dict(sorted(_environment(case).items())),
        fingerprints={label: value for label, value in _fingerprints(case) if value},
        journal_head=head,
        journal_state=_journal_state(case, head, place),
        journal_agrees=bool(place) or not head,
        files=case.entries,
    )


def _head(case: Case) -> str:
    last = case.rolled_back or case.applied
    return last.journal_head if last else ""


def _journal_state(case: Case, head: str, place: int) -> str:
    if not head:
        if case.applied is not None and case.applied.migration:
            return "none: the project's own tool ran the repair"
        return "nothing was applied" if case.applied is None else "applied.json names no hash"
    if case.journal is None:
        return "journal.jsonl is not in the folder"
    if not place:
        return f"journal.jsonl holds no record with this hash{f': {case.journal.problem}' if case.journal.problem else ''}"
    return f"record {place} of {len(case.journal.hashes)} in journal.jsonl"


def _commands(case: Case) -> Iterator[str]:
    incident = case.incident
    name_ = shlex.quote(incident.name)
    yield f"drift audit {shlex.quote(incident.target)} --expected {shlex.quote(incident.expected)}"
    if case.plan is not None:
        yield f"drift plan {name_}"
    if case.rehearsal is not None:
        yield f"drift rehearse {name_}"
    if case.applied is not None and case.plan is not None and not case.applied.migration:
        yield f"drift apply {name_} --confirm {case.plan.token}"
    if case.verification is not None:
        yield f"drift verify {name_}"
    yield f"drift report {name_}"
    yield f"drift incident check {name_}"


def _queries(case: Case) -> Iterator[Query]:
    for cause in case.causes or ():
        for evidence in cause.evidence:
            yield Query(cut_to(evidence.fact, _FACT_WORDS), "", evidence.source, f"causes.json, {cause.rule}")
    for counts, file in ((case.counts_before, "counts-before.json"), (case.counts_after, "counts-after.json")):
        for row in counts.tables if counts else ():
            yield Query(
                f"rows of {row.table}", f"{row.rows:,} ({row.note})" if row.rows is not None else row.note, row.query, file
            )
    for check in case.smoke_before.checks if case.smoke_before else ():
        if check.query:
            yield Query(check.name, check.actual or check.state.value, check.query, "smoke-before.json")


def _environment(case: Case) -> dict[str, str]:
    known = dict(case.incident.environment or {})
    server = case.incident.server
    if server is not None:
        known |= {"server": f"{server.dialect} {server.version}", "database": server.database, "role": server.role}
        known |= {"system identifier": server.system_identifier} if server.system_identifier else {}
    return known


def _fingerprints(case: Case) -> Iterator[tuple[str, str]]:
    if case.findings is not None:
        yield "Expected state", case.findings.expected_fingerprint
        yield "Actual state", case.findings.actual_fingerprint
    if case.plan is not None:
        yield "Plan", case.plan.digest
        yield "State that the plan is for", case.plan.fingerprint


def render(appendix: Appendix) -> Iterator[Block]:
    """The journal's head in the open, the rest to be opened."""
    if not appendix.journal_agrees:
        yield note(
            "error", "The journal does not agree: ", appendix.journal_state, ". Run ", mono(appendix.commands[-1]), "."
        )
    if appendix.journal_head:
        yield facts([("Journal head", mono(appendix.journal_head)), ("Found at", appendix.journal_state)])
    yield para(
        "All facts in full: ",
        mono("report.json"),
        ". The folder holds ",
        counted(len(appendix.files), "further entry"),
        ".",
    )
    queries: list[tuple[Cell, ...]] = [
        (one.what, one.gave or None, (mono(one.query),), one.source) for one in appendix.queries[:SHOWN_ROWS]
    ]
    grid = table(
        "Queries and requests", ("What", "Gave", "Query", "Source"), queries, note=cut(len(appendix.queries), SHOWN_ROWS)
    )
    yield details("How to see every number again", code("\n".join(appendix.commands), "sh"), *((grid,) if queries else ()))
    environment = [(label, mono(value)) for label, value in appendix.environment.items()]
    fingerprints = [(label, mono(value)) for label, value in appendix.fingerprints.items()]
    if environment or fingerprints:
        yield details("Environment and fingerprints", *((facts(known),) if (known := environment + fingerprints) else ()))
    rows: list[tuple[Cell, ...]] = [
        (name(file.name), file.bytes, (mono(file.sha256),) if file.sha256 else counted(file.files, "file"))
        for file in appendix.files[:SHOWN_ROWS]
    ]
    yield details(
        "Files of the incident", table("", ("File", "Bytes", "SHA-256"), rows, note=cut(len(appendix.files), SHOWN_ROWS))
    )


SECTION = Section("appendix", "Appendix", Appendix, gather, render)
