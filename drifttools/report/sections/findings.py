"""6. Findings: what differs, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Badge, Block, Cell, CodeSpan, Kind, badge, details, mono, name, para, table
from drifttools.model.finding import Finding
from drifttools.report.case import Case
from drifttools.report.groups import SEVERITY_BADGE, Group, grouped
from drifttools.report.origins import Origin, origin_table, origins
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut, sources
from drifttools.report.standing import Disposition, Fate, fates
from drifttools.report.words import counted, cut_to, listed

FATE_BADGE: dict[str, Kind] = {
    "": "info", Disposition.REPAIRED: "ok", Disposition.APPLIED: "warning", Disposition.PLANNED: "info",
    Disposition.FAILED: "error", Disposition.ROLLED_BACK: "warning", Disposition.LEFT: "warning",
    Disposition.SETTLED: "ok",
    Disposition.IGNORED: "info", Disposition.UNKNOWN: "error", Disposition.OPEN: "error",
}  # fmt: skip
_VALUE_WORDS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One finding and what became of it.

    Args:
        rule: `kind.change`, the same in every report.
        because: The step that resolved it, or why it was left.
    """

    id: str
    rule: str
    kind: str
    object: str
    change: str
    attribute: str
    severity: str
    expected: str | None
    actual: str | None
    follows: str
    folded: tuple[str, ...]
    disposition: str
    because: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All findings, and the same in groups.

    Args:
        compared: False where no comparison was made; `planned`: whether there is a plan that dispositions rest on.
        origins: The migrations that make what differs, where the history was replayed one at a time.
    """

    compared: bool
    planned: bool
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    origins: tuple[Origin, ...] = ()


def gather(case: Case) -> Listing:
    """Every finding, the ignored ones with their rule's reason."""
    known = fates(case)
    lines = [_line(ident, finding, known[ident]) for ident, finding in case.by_id.items()]
    for ignored in case.findings.ignored if case.findings else ():
        reason = f"{ignored.reason}; the rule ends on {ignored.until}" if ignored.until else ignored.reason
        lines.append(_line(ignored.finding.id, ignored.finding, Fate(Disposition.IGNORED, reason)))
    groups = grouped(case.roots, lambda ident: known[ident].disposition.value)
    made_by = origins(case.by_id.values())
    return Listing(case.findings is not None, case.plan is not None, groups, tuple(lines), made_by)


def _line(ident: str, finding: Finding, fate: Fate) -> Line:
    return Line(
        id=ident,
        rule=f"{finding.kind.replace(' ', '-')}.{finding.change}",
        kind=finding.kind,
        object=finding.label,
        change=finding.change.value,
        attribute=finding.attribute,
        severity=finding.severity.value,
        expected=finding.expected,
        actual=finding.actual,
        follows=finding.follows,
        folded=finding.folded,
        disposition=fate.disposition.value,
        because=fate.because,
    )


def render(listing: Listing) -> Iterator[Block]:
    """Groups first; every finding can be opened."""
    if not listing.compared:
        yield para("Not known: expected and actual state were not compared.")
        return
    if not listing.lines:
        yield para("The two states are equal.")
        return
    yield group_table(listing.groups)
    if listing.origins:
        yield origin_table(listing.origins)
    consequences = [line for line in listing.lines if line.follows]
    if consequences:
        follow = "follows from these and shares" if len(consequences) == 1 else "follow from these and share"
        yield para(f"{counted(len(consequences), 'further difference')} only {follow} their fate.")
    yield sources("findings.json", "plan.json" if listing.planned else "")
    yield details(_how_many(listing.lines), _every(listing.lines))


def _how_many(lines: tuple[Line, ...]) -> str:
    """The ignored ones are counted apart: they are none of the findings that the rest of the report counts."""
    ignored = sum(line.disposition == Disposition.IGNORED for line in lines)
    return f"Every finding ({len(lines) - ignored:,}){f' and what is ignored ({ignored:,})' if ignored else ''}"


def group_table(groups: tuple[Group, ...]) -> Block:
    """One row for findings that say the same; without a column for their fate where none is known."""
    fates_known = any(group.fate for group in groups)
    header = ("Finding", "Severity", "Objects", *(("Disposition",) if fates_known else ()))
    rows = []
    for group in groups[:SHOWN_ROWS]:
        fate = (badge(FATE_BADGE[group.fate], group.fate),) if fates_known else ()
        severity: Badge = badge(SEVERITY_BADGE[group.severity], group.severity)
        rows.append((group.sentence, severity, _objects(group), *fate))
    return table("", header, rows, note=cut(len(groups), SHOWN_ROWS))


def _objects(group: Group) -> Cell:
    if len(group.ids) == 1:
        spans = [name(group.objects[0])]
        told = _values(group)
        return (*spans, *told)
    shown = group.objects[:12]
    names = [part for at, label in enumerate(shown) for part in ((", ", name(label)) if at else (name(label),))]
    more = len(group.objects) - len(shown)
    return (*names, *((f" and {more:,} more",) if more else ()), *((f": {group.actual}",) if group.actual else ()))


def _values(group: Group) -> Iterator[str | CodeSpan]:
    if group.change == "unknown":
        yield f": {group.actual}"
    elif group.change in {"changed", "renamed"}:
        yield from (": expected ", mono(cut_to(group.expected, _VALUE_WORDS) or "nothing"))
        yield from (", found ", mono(cut_to(group.actual, _VALUE_WORDS) or "nothing"))


def every_finding(findings: tuple[Finding, ...]) -> Block:
    """The whole table of findings whose fate is not known yet."""
    header = ("Id", "Kind", "Object", "Change", "Severity", "Expected", "Actual")
    rows = [_cells(_line(finding.id, finding, Fate(Disposition.OPEN))) for finding in findings[:SHOWN_ROWS]]
    return table("", header, rows, note=cut(len(findings), SHOWN_ROWS))


def _every(lines: tuple[Line, ...]) -> Block:
    header = ("Id", "Kind", "Object", "Change", "Severity", "Expected", "Actual", "Disposition")
    rows: list[tuple[Cell, ...]] = []
    for line in lines[:SHOWN_ROWS]:
        fate = f"{line.disposition} ({line.because})" if line.because else line.disposition
        rows.append((*_cells(line), fate))
    return table("", header, rows, note=cut(len(lines), SHOWN_ROWS))


def _cells(line: Line) -> tuple[Cell, ...]:
    change = f"{line.change}: {line.attribute}" if line.attribute else line.change
    shown = (name(line.object), f" with {listed(line.folded)}") if line.folded else (name(line.object),)
    return mono(line.id), line.kind, shown, change, line.severity, _value(line.expected), _value(line.actual)


def _value(text: str | None) -> Cell:
    return None if text is None else (mono(cut_to(text, _VALUE_WORDS)),)


SECTION = Section("findings", "Findings", Listing, gather, render)
