"""Two snapshots in, findings out. Nothing here touches a database, and no kind is treated by name.

The order: equal rows go; what is under another key is recognised; the actual side is rewritten to what it will be once that is
put right; what then still differs is a finding, and what became equal is a consequence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from drifttools.compare.attributes import differing, same_but_for_casts, shown
from drifttools.compare.ignore import IgnoreRule, sort_out
from drifttools.compare.relocate import column_renames, moves, renames
from drifttools.compare.residue import Key, Residue, residue_of
from drifttools.compare.translate import Translation
from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Comparison, Difference, Relocation
from drifttools.kinds.registry import KINDS
from drifttools.model.finding import Change, Finding, Findings, NotCompared, Severity
from drifttools.model.snapshot import Snapshot, Unread


def compare(
    expected: Snapshot,
    actual: Snapshot,
    *,
    schemas: frozenset[str] | None = None,
    ignore: Iterable[IgnoreRule] = (),
    not_compared: Iterable[NotCompared] = (),
) -> Comparison:
    """Find everything in which `actual` differs from `expected`.

    Args:
        schemas: Only objects of these schemas are compared; None for all.
        ignore: Rules that take findings out; they are kept beside, with the rule's reason.
        not_compared: What the caller knows to be outside of this comparison; it is passed on to the report.
    """
    common = frozenset(expected.rows) & frozenset(actual.rows) - expected.silent - actual.silent
    unread = (*expected.unread, *actual.unread)
    left = residue_of(expected, actual, common, schemas)
    _drop_unreadable(left, unread)

    relocations: list[Relocation] = []
    left, consequences = _relocate(left, moves, relocations)
    left, more = _relocate(left, column_renames, relocations)
    consequences |= more
    left, more = _relocate(left, renames, relocations)
    consequences |= more

    differences = [*_differences(left, consequences), *_relocated(relocations)]
    differences.sort(key=_position)
    findings = [finding for _, _, finding in differences if finding is not None]
    kept, ignored = sort_out(findings, ignore)
    silent = tuple(
        NotCompared(f"{kind.kind}: all", "one of the two sides says nothing about it")
        for kind in KINDS
        if kind.kind not in common
    )
    gone = {entry.finding.id for entry in ignored}
    return Comparison(
        findings=Findings(
            (*(Finding(u.kind, (u.object or u.kind,), Change.UNKNOWN, actual=u.reason) for u in unread), *kept),
            ignored,
            (*silent, *not_compared),
        ),
        differences=tuple(_collect(differences, gone)),
        relocations=tuple(r for r in relocations if r.finding not in gone),
        carried=_carried(relocations, consequences),
    )


_Entry = tuple[tuple[str, Key], Difference | None, Finding | None]
"""Where it is listed (kind and key), the difference, the finding; one of the last two may be absent."""

_Consequences = dict[tuple[type[Kind], Key], tuple[str, Key, Kind]]
"""Per (kind, wanted key) the finding it follows, the key it was found under, and the record as it was found."""


def _drop_unreadable(left: Residue, unread: Iterable[Unread]) -> None:
    """What could not be read is neither missing nor changed: it is unknown, once."""
    locked = {entry.object for entry in unread if entry.object}
    for side in (left.expected, left.actual):
        for records in side.values():
            for key in [key for key in records if ".".join(key[:2]) in locked]:
                del records[key]


def _relocate(
    left: Residue, find: Callable[[Residue], Iterator[Relocation]], known: list[Relocation]
) -> tuple[Residue, _Consequences]:
    """Find relocations of one sort and rewrite the actual side to what it will be after them."""
    found = list(find(left))
    if not found:
        return left, {}
    known += found
    translation = Translation(found, (record for records in left.actual.values() for record in records.values()))
    after = Residue(expected=left.expected)
    consequences: _Consequences = {}
    for kind, records in left.actual.items():
        for key, record in records.items():
            translated, finding = translation.record(record)
            after.actual[kind][translated.key] = translated
            if finding:
                consequences[kind, translated.key] = (finding, key, record)
    return after, consequences


def _differences(left: Residue, consequences: _Consequences) -> Iterator[_Entry]:
    missing_keys = {kind.kind: {record.key for record in left.missing(kind)} for kind in KINDS}
    unexpected_keys = {kind.kind: {record.key for record in left.unexpected(kind)} for kind in KINDS}
    folded = {
        Change.MISSING: _folds(left.missing, missing_keys),
        Change.UNEXPECTED: _folds(left.unexpected, unexpected_keys),
    }
    retyped = {
        (expected.key, finding.id)
        for kind in KINDS
        if kind.inline
        for expected, actual in left.changed(kind)
        for finding in _changed_findings(expected, actual, "")
        if finding.attribute == "type"
    }
    for kind in KINDS:
        for record in left.missing(kind):
            yield _one_sided(record, Change.MISSING, missing_keys, folded[Change.MISSING])
        for record in left.unexpected(kind):
            yield _one_sided(record, Change.UNEXPECTED, unexpected_keys, folded[Change.UNEXPECTED])
        for expected, actual in left.changed(kind):
            follows, found_key, before = consequences.get((kind, expected.key), ("", expected.key, actual))
            yield from _both_sided(expected, actual, follows, before if found_key == expected.key else actual, retyped)


def _folds(records: Callable[[type[Kind]], Iterator[Kind]], keys: dict[str, set[Key]]) -> dict[Key, Counter[str]]:
    """Per key of a missing or unexpected parent, how many children of each kind come with it."""
    counted: dict[Key, Counter[str]] = defaultdict(Counter)
    for kind in KINDS:
        for record in records(kind):
            parent = _folding_parent(record, keys)
            if parent:
                counted[parent][kind.kind] += 1
    return counted


def _folding_parent(record: Kind, keys: dict[str, set[Key]]) -> Key:
    carrier = record.carried_by()
    candidates = record.parents or (("table",) if carrier else ())
    return carrier if any(carrier in keys[parent] for parent in candidates) else ()


def _one_sided(record: Kind, change: Change, keys: dict[str, set[Key]], folded: dict[Key, Counter[str]]) -> _Entry:
    missing = change is Change.MISSING
    expected, actual = (record, None) if missing else (None, record)
    if _folding_parent(record, keys):
        return (record.kind, record.key), Difference(type(record), change, expected, actual, folded=True), None
    counted = folded.get(record.key, Counter()) if record.relation else Counter()
    finding = Finding(
        kind=record.kind,
        key=record.key,
        change=change,
        severity=record.severity if missing else Severity.WARNING,
        parent=".".join(record.parent_key),
        folded=tuple(f"{count} {kind}" for kind, count in sorted(counted.items())),
    )
    return (record.kind, record.key), Difference(type(record), change, expected, actual, findings=(finding.id,)), finding


def _both_sided(
    expected: Kind, actual: Kind, follows: str, before: Kind, retyped: set[tuple[Key, str]]
) -> Iterator[_Entry]:
    place = (expected.kind, expected.key)
    findings = list(_changed_findings(expected, actual, ""))
    if not findings:
        # equal once the relocation is done: what its text says today is a consequence of that
        consequences = list(_changed_findings(expected, before, follows)) if follows else []
        for finding in consequences:
            yield place, None, finding
        return
    causes = {finding.attribute: _cause(expected, actual, finding.attribute, retyped) for finding in findings}
    own = [finding for finding in findings if not causes[finding.attribute]]
    yield (
        place,
        Difference(
            type(expected),
            Change.CHANGED,
            expected,
            actual,
            frozenset(finding.attribute for finding in (own or findings)),
            tuple(finding.id for finding in findings),
            follows=not own,
        ),
        None,
    )
    for finding in findings:
        cause = causes[finding.attribute]
        yield place, None, replace(finding, follows=cause) if cause else finding


def _cause(expected: Kind, actual: Kind, attribute: str, retyped: set[tuple[Key, str]]) -> str:
    """The type change of a column of the same relation that explains a difference in casts alone."""
    if expected.inline and attribute != "default":
        return ""
    if not same_but_for_casts(getattr(expected, attribute), getattr(actual, attribute)):
        return ""
    text = shown(getattr(expected, attribute)) or ""
    for key, finding in sorted(retyped):
        if key[:2] == expected.key[:2] and (key[-1] in text or key == expected.key):
            return finding
    return ""


def _changed_findings(expected: Kind, actual: Kind, follows: str) -> Iterator[Finding]:
    for attribute in differing(expected, actual):
        yield Finding(
            kind=expected.kind,
            key=expected.key,
            change=Change.CHANGED,
            attribute=attribute.name,
            expected=shown(getattr(expected, attribute.name)),
            actual=shown(getattr(actual, attribute.name)),
            severity=attribute.severity,
            parent=".".join(expected.parent_key),
            follows=follows,
        )


def _relocated(relocations: Iterable[Relocation]) -> Iterator[_Entry]:
    for relocation in relocations:
        change = Change.MOVED if relocation.moved else Change.RENAMED
        finding = Finding(
            kind=relocation.kind.kind,
            key=relocation.wanted,
            change=change,
            expected=".".join(relocation.wanted),
            actual=".".join(relocation.found),
            parent=".".join(relocation.wanted[:-1]) if relocation.kind.parents else "",
            found_key=relocation.found,
        )
        yield (relocation.kind.kind, relocation.wanted), None, finding


_ORDER = {kind.kind: position for position, kind in enumerate(KINDS)}


def _position(entry: _Entry) -> tuple[int, Key, str]:
    (kind, key), _, finding = entry
    return _ORDER[kind], key, finding.attribute if finding else ""


def _collect(entries: Iterable[_Entry], gone: set[str]) -> Iterator[Difference]:
    """The differences that are left once ignored findings are gone; a folded child goes with its parent."""
    ignored_parents: set[Key] = set()
    pending: list[Difference] = []
    for _, difference, finding in entries:
        if finding is not None and finding.id in gone and finding.change in (Change.MISSING, Change.UNEXPECTED):
            ignored_parents.add(finding.key)
        if difference is not None:
            pending.append(difference)
    for difference in pending:
        record = difference.expected or difference.actual
        if difference.folded and record is not None and record.carried_by() in ignored_parents:
            continue
        kept = tuple(finding for finding in difference.findings if finding not in gone)
        if difference.findings and not kept:
            continue
        if kept == difference.findings:
            yield difference
            continue
        removed = set(difference.findings) - set(kept)
        attributes = frozenset(
            attribute
            for attribute in difference.changed
            if Finding(difference.kind.kind, difference.key, Change.CHANGED, attribute).id not in removed
        )
        if attributes:
            yield replace(difference, findings=kept, changed=attributes)


def _carried(relocations: Iterable[Relocation], consequences: _Consequences) -> dict[str, tuple[str, ...]]:
    """Per moved relation what PostgreSQL takes along by itself."""
    carried: dict[str, list[str]] = defaultdict(list)
    own = {(relocation.kind, relocation.wanted) for relocation in relocations}
    for (kind, key), (finding, found, _) in sorted(
        consequences.items(), key=lambda entry: (_ORDER[entry[0][0].kind], entry[0][1])
    ):
        if (kind, key) not in own and found != key and kind.kind not in ("column",):
            carried[finding].append(f"{kind.kind} {key[-1]}")
    return {finding: tuple(names) for finding, names in carried.items()}
