"""Two snapshots in, findings out. Nothing here touches a database, and no kind is treated by name.

The order: equal rows go; what is under another key is recognised; the actual side is rewritten to what it will be once
that is put right; what then still differs is a finding, and what became equal is a consequence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from drifttools.compare.attributes import differing, shown
from drifttools.compare.folding import Folding
from drifttools.compare.following import (
    Retyped,
    cast_cause,
    entailed_cause,
    inherited_cause,
    linked_cause,
    passed_on_cause,
    tied_cause,
)
from drifttools.compare.ignore import IgnoreRule, sort_out
from drifttools.compare.order import out_of_order
from drifttools.compare.permute import doubtful, permuted
from drifttools.compare.relabel import relabelled
from drifttools.compare.relocate import Search, searches
from drifttools.compare.residue import Key, Residue, residue_of
from drifttools.compare.respelling import respelled, unread_respelled
from drifttools.compare.translate import Translation
from drifttools.errors import UsageError
from drifttools.kinds.base import Kind, Reach
from drifttools.kinds.difference import Comparison, Difference, Relocation
from drifttools.kinds.registry import KINDS, ORDER
from drifttools.model.finding import Change, Finding, Findings, Ignored, NotCompared
from drifttools.model.rows import encode_line
from drifttools.model.snapshot import Snapshot, Unread
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import qualified


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

    Raises:
        UsageError: The two are of different dialects: what is the same there is not written the same.
    """
    dialect = _dialect(expected, actual)
    common = frozenset(expected.rows) & frozenset(actual.rows) - expected.silent - actual.silent
    left = residue_of(expected, actual, common, schemas)
    unread = (*expected.unread, *actual.unread, *left.unread)
    spelt: tuple[Finding, ...] = ()
    if dialect is Dialect.SQLITE:
        unread = unread_respelled(unread, left)
        left, spelt = respelled(left)
    _drop_unreadable(left, unread)
    strangers = tuple(_drop_strangers(left, expected, actual))

    relocations: list[Relocation] = []
    consequences: Consequences = {}
    unsure = doubtful(left)
    if unsure:
        entire = residue_of(expected, actual, common, schemas, unsure)
        if dialect is Dialect.SQLITE:
            entire, _ = respelled(entire)
        _drop_unreadable(entire, unread)
        if list(permuted(entire)):
            left = _relocate(entire, permuted, relocations, consequences, lambda record: _shares_its_name(record, actual))
    for search in searches():
        left = _relocate(left, search, relocations, consequences, lambda record: _shares_its_name(record, actual))
    left = relabelled(left, consequences)

    differences = [*_differences(left, consequences), *_relocated(relocations), *_listed(spelt)]
    differences.sort(key=_position)
    findings = [finding for _, _, finding in differences if finding is not None]
    kept, ignored = sort_out(findings, ignore)
    kept, unnamed = _left_to_postgresql(kept, expected)
    ignored = (*ignored, *unnamed)
    silent = (
        *_lacking(dialect),
        *(
            NotCompared(f"{kind.kind}: all", "one of the two sides says nothing about it")
            for kind in KINDS
            if kind.kind not in common and dialect in kind.queries
        ),
    )
    gone = {entry.finding.id for entry in ignored}
    return Comparison(
        findings=Findings(
            (*(Finding(u.kind, (u.object or u.kind,), Change.UNKNOWN, actual=u.reason) for u in unread), *kept),
            ignored,
            (*silent, *_apart(expected.apart | actual.apart), *strangers, *not_compared),
        ),
        differences=tuple(_collect(differences, gone)),
        relocations=tuple(r for r in relocations if r.finding not in gone),
        carried=_carried(relocations, consequences),
        misplaced=tuple(finding for kind in KINDS for finding in out_of_order(left, kind)),
        rewritten=tuple((found, left.actual[kind][key]) for (kind, key), (_, found, _) in consequences.items()),
    )


def _left_to_postgresql(found: tuple[Finding, ...], expected: Snapshot) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """Take out what only has another name than PostgreSQL would have given it, and the expected side gives it none."""
    kept, ignored = [], []
    for finding in found:
        renamed = finding.kind == "constraint" and finding.change is Change.RENAMED
        if renamed and finding.label in expected.unnamed:
            ignored.append(Ignored(finding, "the models give it no name", ""))
        elif renamed and expected.server.dialect == Dialect.SQLITE and finding.key[-1].startswith("check ("):
            ignored.append(Ignored(finding, "the expected state gives it no name", ""))
        else:
            kept.append(finding)
    return tuple(kept), tuple(ignored)


def _dialect(expected: Snapshot, actual: Snapshot) -> Dialect:
    """That of both sides."""
    wanted, found = expected.server.dialect, actual.server.dialect
    if wanted != found:
        raise UsageError(
            f"the expected state is of {_CALLED[Dialect(wanted)]}, and {actual.origin or 'the other one'} of"
            f" {_CALLED[Dialect(found)]}: types and defaults of the two are not written the same",
            hint="compare each with the models, which are made real on the database that they are compared with:"
            " drift audit TARGET --expected models:PACKAGE",
        )
    return Dialect(found)


_CALLED = {Dialect.POSTGRESQL: "PostgreSQL", Dialect.SQLITE: "SQLite"}


_KNOWN = ("schema", "enum", "sequence", "routine", "policy", "privilege", "comment")


def _lacking(dialect: Dialect) -> Iterator[NotCompared]:
    """The kinds that a dialect does not have, once for all."""
    lacking = [kind.kind for kind in KINDS if dialect not in kind.queries]
    if lacking:
        some = ", ".join(name for name in _KNOWN if name in lacking)
        yield NotCompared(f"{len(lacking)} kinds of other databases ({some} ...)", f"{_CALLED[dialect]} has none of them")


def _apart(objects: frozenset[str]) -> Iterator[NotCompared]:
    """What belongs to the platform, by its kind."""
    named: dict[str, list[str]] = defaultdict(list)
    for one in sorted(objects):
        kind, _, name = one.partition(":")
        named[kind].append(name)
    but = ", ".join(f"each {kind} of {schema}" for kind, _, schema in (one.partition(":") for one in named.pop("but", ())))
    for kind, names in named.items():
        reason = "the platform that hosts the database makes and changes it"
        reason += f"; {but} is compared all the same" if kind == "schema" and but else ""
        yield NotCompared(f"{kind}: {', '.join(names)}", reason)


Consequences = dict[tuple[type[Kind], Key], tuple[str, Key, Kind]]
"""Per (kind, wanted key) the finding it follows, the key it was found under, and the record as it was found."""

_Entry = tuple[tuple[str, Key], Difference | None, Finding | None]
"""Where it is listed (kind and key), the difference, the finding; one of the last two may be absent."""


def _drop_unreadable(left: Residue, unread: Iterable[Unread]) -> None:
    """What could not be read is neither missing nor changed: it is unknown, once."""
    locked = {entry.object for entry in unread if entry.object}
    for side in (left.expected, left.actual):
        for records in side.values():
            for key, record in list(records.items()):
                # a query leaves out all that is on a locked table, the sequences of its columns too
                if not locked.isdisjoint({".".join(key), ".".join(key[:2]), ".".join(record.focus)}):
                    del records[key]


def _drop_strangers(left: Residue, expected: Snapshot, actual: Snapshot) -> Iterator[NotCompared]:
    """What belongs to a role of one server says nothing about another one that has no such role."""
    for kind in KINDS:
        if kind.reach is not Reach.CLUSTER:
            continue
        for side, other in ((left.expected, actual), (left.actual, expected)):
            strange = [
                key
                for key, record in side[kind].items()
                if other.roles is not None and not other.roles.issuperset(record.named_roles)
            ]
            for key in strange:
                del side[kind][key]
            if strange:
                yield NotCompared(
                    f"{kind.kind}: {len(strange)}",
                    f"of roles that the server of {other.origin or other.server.database} does not have",
                )


def _shares_its_name(record: Kind, actual: Snapshot) -> bool:
    """Whether expressions print another object like this one: overloads, told apart only by their arguments."""
    if record.kind not in actual.rows or record.printed == qualified(*record.key):
        return False
    start = encode_line((*record.key[:-1], record.key[-1].partition("(")[0] + "("))
    found = 0
    for kind in KINDS:
        # functions, procedures and aggregates share their names; what else begins so is about the object itself
        alike = kind is type(record) or (kind.made_with == record.made_with != "")
        rows = actual.rows.get(kind.kind) if alike else None
        if rows is not None:
            position = bisect_left(rows.lines, start)
            found += sum(line.startswith(start) for line in rows.lines[position : position + 2])
    return found > 1


def _relocate(
    left: Residue,
    search: Search,
    known: list[Relocation],
    consequences: Consequences,
    ambiguous: Callable[[Kind], bool],
) -> Residue:
    """Find relocations of one sort and rewrite the actual side to what it will be after them."""
    found = list(search(left))
    if not found:
        return left
    known += found
    everything = (record for records in left.actual.values() for record in records.values())
    translation = Translation(found, everything, ambiguous)
    after = Residue(expected=left.expected)
    later: Consequences = {}
    for kind, records in left.actual.items():
        for key, record in records.items():
            translated, finding = translation.record(record)
            translated, overload = translation.guided(translated, left.expected[kind].get(translated.key))
            finding = finding or overload
            after.actual[kind][translated.key] = translated
            # what an earlier search has changed keeps its first cause, and the state in which it was found
            earlier = consequences.pop((kind, key), None)
            if earlier or finding:
                later[kind, translated.key] = earlier or (finding, key, record)
    # not before: of two that exchange their names, each would be taken for the other
    consequences.update(later)
    return after


def _differences(left: Residue, consequences: Consequences) -> Iterator[_Entry]:
    missing = Folding(Change.MISSING, left.missing)
    unexpected = Folding(Change.UNEXPECTED, left.unexpected)
    retyped = _retyped(left)
    for kind in KINDS:
        for one_sided in (missing, unexpected):
            for record in one_sided.records(kind):
                difference, finding = one_sided.entry(record)
                if finding is not None and (cause := passed_on_cause(left, record)):
                    finding, difference = replace(finding, follows=cause), replace(difference, follows=True)
                yield (kind.kind, record.key), difference, finding
        for expected, actual in left.changed(kind):
            follows, found_key, before = consequences.get((kind, expected.key), ("", expected.key, actual))
            yield from _both_sided(
                left, expected, actual, follows, before if found_key == expected.key else actual, retyped
            )


def _retyped(left: Residue) -> Retyped:
    found: Retyped = defaultdict(list)
    for kind in KINDS:
        for expected, actual in left.changed(kind) if kind.inline else ():
            for finding in _changed_findings(expected, actual, ""):
                if finding.attribute == "type":
                    found[expected.parent_key].append((expected.key, finding.id))
    return found


def _both_sided(
    left: Residue, expected: Kind, actual: Kind, follows: str, before: Kind, retyped: Retyped
) -> Iterator[_Entry]:
    place = (expected.kind, expected.key)
    findings = list(_changed_findings(expected, actual, ""))
    if not findings:
        # equal once the relocation is done: what its text says today is a consequence of that
        consequences = list(_changed_findings(expected, before, follows)) if follows else []
        for finding in consequences:
            yield place, None, finding
        if not consequences:
            # nothing that is compared; but what is made anew is made as it is expected
            yield place, Difference(type(expected), Change.CHANGED, expected, actual), None
        return
    causes = {
        finding.attribute: inherited_cause(left, expected, actual, finding.attribute)
        or linked_cause(left, expected, actual, finding.attribute)
        or tied_cause(left, expected, actual, finding.attribute)
        or entailed_cause(expected, finding.attribute, findings)
        or cast_cause(expected, actual, finding.attribute, retyped)
        for finding in findings
    }
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


def _changed_findings(expected: Kind, actual: Kind, follows: str) -> Iterator[Finding]:
    for attribute in differing(expected, actual):
        yield Finding(
            kind=expected.kind,
            key=expected.key,
            change=Change.CHANGED,
            attribute=attribute.name,
            expected=shown(getattr(expected, attribute.name)),
            actual=shown(getattr(actual, attribute.name)),
            severity=expected.severity_of(attribute, actual),
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


def _listed(findings: Iterable[Finding]) -> Iterator[_Entry]:
    """Findings that nothing is done about by themselves."""
    for finding in findings:
        yield (finding.kind, finding.key), None, finding


def _position(entry: _Entry) -> tuple[int, Key, str]:
    (kind, key), _, finding = entry
    return ORDER[kind], key, finding.attribute if finding else ""


def _collect(entries: Iterable[_Entry], gone: set[str]) -> Iterator[Difference]:
    """The differences that are left once ignored findings are gone; a folded child goes with its parent."""
    ignored_parents: set[tuple[str, Key]] = set()
    pending: list[Difference] = []
    for _, difference, finding in entries:
        if finding is not None and finding.id in gone and finding.change in (Change.MISSING, Change.UNEXPECTED):
            ignored_parents.add((finding.kind, finding.key))
        if difference is not None:
            pending.append(difference)
    for difference in pending:
        record = difference.expected or difference.actual
        if difference.folded and record is not None and not ignored_parents.isdisjoint(record.belongs_to):
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


def _carried(relocations: Iterable[Relocation], consequences: Consequences) -> dict[str, tuple[str, ...]]:
    """Per moved relation what PostgreSQL takes along by itself."""
    carried: dict[str, list[str]] = defaultdict(list)
    own = {(relocation.kind, relocation.wanted) for relocation in relocations}
    for (kind, key), (finding, found, _) in sorted(
        consequences.items(), key=lambda entry: (ORDER[entry[0][0].kind], entry[0][1])
    ):
        if (kind, key) not in own and found != key and not (kind.inline or kind.given):
            carried[finding].append(f"{kind.kind} {key[-1]}")
    return {finding: tuple(names) for finding, names in carried.items()}
