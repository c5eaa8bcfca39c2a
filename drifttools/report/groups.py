"""Findings that say the same of many objects, as one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drifttools.document import Kind
from drifttools.model.finding import Change, Finding, Severity
from drifttools.report.words import counted, without_place

SEVERITY_BADGE: dict[str, Kind] = {"error": "error", "warning": "warning", "note": "info"}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one sort.

    Args:
        sentence: `12 tables in test_schema instead of public`.
        severity, change, fate: What they share.
        ids: Of the findings.
        objects: Their names; with the schema where it differs among them.
        expected, actual: Of a group of one; else empty.
    """

    sentence: str
    severity: str
    change: str
    fate: str
    ids: tuple[str, ...]
    objects: tuple[str, ...]
    expected: str = ""
    actual: str = ""


_Key = tuple[str, str, str, str, str, str, str]


def grouped(findings: Iterable[tuple[str, Finding]], fate: Callable[[str], str] | None = None) -> tuple[Group, ...]:
    """Groups of like findings; what could not be checked first, then by severity, then by size.

    Args:
        findings: Ids and findings.
        fate: What became of a finding; findings of different fates are not put together.
    """
    found: dict[_Key, list[tuple[str, Finding]]] = {}
    for ident, finding in findings:
        key = (*_sort_of(finding), fate(ident) if fate else "")
        found.setdefault(key, []).append((ident, finding))
    groups = [_group(members, key[-1]) for key, members in found.items()]
    order = {sort: place for place, sort in enumerate(found)}
    ranked = sorted(zip(found, groups, strict=True), key=lambda pair: (_rank(pair[1], pair[0]), order[pair[0]]))
    return tuple(group for _, group in ranked)


def _rank(group: Group, key: _Key) -> tuple[bool, int, int]:
    return group.change != Change.UNKNOWN, _RANK[Severity(key[2])], -len(group.ids)


def _sort_of(finding: Finding) -> tuple[str, str, str, str, str, str]:
    place = finding.found_key[0] if finding.change is Change.MOVED and finding.found_key else ""
    reason = without_place(finding.actual or "") if finding.change is Change.UNKNOWN else ""
    return finding.kind, finding.change, finding.severity, finding.attribute, f"{finding.schema}\0{place}", reason


def _group(members: list[tuple[str, Finding]], fate: str) -> Group:
    ids = tuple(ident for ident, _ in members)
    first = members[0][1]
    alone, unknown = len(members) == 1, first.change is Change.UNKNOWN
    return Group(
        sentence=_sentence(first, len(members)),
        severity=first.severity,
        change=first.change,
        fate=fate,
        ids=ids,
        objects=tuple(finding.label if alone else _short(finding) for _, finding in members),
        expected=(first.expected or "") if alone else "",
        actual=(first.actual or "") if alone else without_place(first.actual or "") if unknown else "",
    )


def _short(finding: Finding) -> str:
    """The name without the schema, which the sentence names; a column keeps its table."""
    return ".".join(finding.key[1:]) or finding.label


def _sentence(finding: Finding, number: int) -> str:
    what = counted(number, finding.kind)
    match finding.change:
        case Change.MOVED if finding.found_key:
            return f"{what} in {finding.found_key[0]} instead of {finding.schema}"
        case Change.RENAMED if finding.severity is Severity.NOTE:  # of SQLite, to which it is the same name
            return f"{what} spelt in another case" + (f" in {finding.schema}" if finding.schema else "")
        case Change.RENAMED:
            return f"{what} renamed" + (f" in {finding.schema}" if finding.schema else "")
        case Change.CHANGED:
            return f"{what} changed: {finding.attribute}" + (f", in {finding.schema}" if finding.schema else "")
        case Change.UNKNOWN:
            return f"{what}: could not check"
        case _:
            inside = finding.schema and finding.kind != "schema"
            return f"{what} {finding.change}" + (f" in {finding.schema}" if inside else "")
