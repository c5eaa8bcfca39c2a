"""Why an attribute differs that nobody changed: the finding about another object that it follows."""

from __future__ import annotations

from drifttools.compare.attributes import same_but_for_casts, shown
from drifttools.compare.residue import Key, Residue
from drifttools.kinds.base import Kind
from drifttools.kinds.registry import BY_NAME
from drifttools.model.finding import Change, Finding

Retyped = dict[Key, list[tuple[Key, str]]]
"""Per table its columns whose type differs, with the finding."""


def inherited_cause(left: Residue, expected: Kind, actual: Kind, attribute: str) -> str:
    """The same change of the parent table's object, where PostgreSQL passes it on to the children."""
    kind, origin = type(expected), expected.comes_from
    if not origin or origin != actual.comes_from or attribute not in kind.recurses:
        return ""
    wanted, found = left.expected[kind].get(origin), left.actual[kind].get(origin)
    if wanted is None or found is None or getattr(wanted, attribute) == getattr(found, attribute):
        return ""
    return Finding(kind.kind, origin, Change.CHANGED, attribute).id


def passed_on_cause(left: Residue, record: Kind) -> str:
    """The change by which the parent table's object passes itself on to the children, or no longer does."""
    kind, origin = type(record), record.comes_from
    wanted, found = left.expected[kind].get(origin), left.actual[kind].get(origin)
    if not origin or wanted is None or found is None:
        return ""
    changed = next((one for one in sorted(kind.passes_on) if getattr(wanted, one) != getattr(found, one)), "")
    return Finding(kind.kind, origin, Change.CHANGED, changed).id if changed else ""


def entailed_cause(expected: Kind, attribute: str, findings: list[Finding]) -> str:
    """The difference in another attribute of the same object that this one comes with."""
    other = type(expected).entails.get(attribute)
    return next((finding.id for finding in findings if finding.attribute == other), "")


def linked_cause(left: Residue, expected: Kind, actual: Kind, attribute: str) -> str:
    """The partner that is missing or unexpected, where PostgreSQL sets the link with the partner's creation or removal."""
    kind = type(expected)
    if attribute not in kind.linked:
        return ""
    wanted, found = expected.linked_with(attribute), actual.linked_with(attribute)
    if wanted and not _links_back(left.expected[kind], left.actual[kind], wanted, attribute, expected.key):
        return ""
    if found and not _links_back(left.actual[kind], left.expected[kind], found, attribute, actual.key):
        return ""
    return Finding(kind.kind, wanted or found, Change.MISSING if wanted else Change.UNEXPECTED).id


def _links_back(side: dict[Key, Kind], other: dict[Key, Kind], partner: Key, attribute: str, key: Key) -> bool:
    """Whether the partner is on one side only, and names the object in turn."""
    return partner in side and partner not in other and side[partner].linked_with(attribute) == key


def tied_cause(left: Residue, expected: Kind, actual: Kind, attribute: str) -> str:
    """The change of what the table is a part of, which makes its columns and indexes come from another table's."""
    if attribute not in type(expected).tied or expected.part_of != actual.part_of:
        return ""
    for name, place in expected.part_of:
        kind = BY_NAME[name]
        wanted, found = left.expected[kind].get(place), left.actual[kind].get(place)
        if wanted is not None and found is not None:
            for tie in sorted(kind.ties):
                if getattr(wanted, tie) != getattr(found, tie):
                    return Finding(name, place, Change.CHANGED, tie).id
    return ""


def cast_cause(expected: Kind, actual: Kind, attribute: str, retyped: Retyped) -> str:
    """The type change of a column of the same relation that explains a difference in casts alone."""
    if expected.inline and attribute != "default":
        return ""
    candidates = retyped.get(expected.key[:2])
    if not candidates or not same_but_for_casts(getattr(expected, attribute), getattr(actual, attribute)):
        return ""
    text = shown(getattr(expected, attribute)) or ""
    return next((finding for key, finding in candidates if key[-1] in text or key == expected.key), "")
