"""Models on two dialects, as a document: what is not the same, the portable form, what could not be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from drifttools.document import (
    Block,
    Cell,
    Document,
    Kind,
    Span,
    badge,
    code,
    document,
    heading,
    mono,
    note,
    para,
    source,
    table,
)
from drifttools.model.finding import Severity
from drifttools.model.portability import DIALECTS, SHOWN, Effect, Portability, PortFinding
from drifttools.report.words import counted, listed, sentence

BADGES: dict[Severity, Kind] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
WORDS = {
    Effect.REFUSED: "cannot be made",
    Effect.STORES: "stored differently",
    Effect.COMPARES: "compared differently",
    Effect.UNCHECKED: "not checked",
}
ROWS = 200


def document_of_portability(found: Portability) -> Document:
    """The answer, the findings, the diff."""
    return document(f"{found.models} on {listed([SHOWN[one] for one in DIALECTS])}", *blocks(found))


def blocks(found: Portability) -> Iterator[Block]:
    """The same without a title, as the report shows it."""
    tried = listed(
        [
            counted(number, name.removesuffix("es") if name == "indexes" else name.removesuffix("s"))
            for name, number in found.counted.items()
            if number
        ]
    )
    if found.findings:
        effects = Counter(one.effect for one in found.findings)
        told = listed([f"{number} {WORDS[effect]}" for effect, number in effects.most_common()])
        yield para(f"Not the same on both: {told}. Tried were {tried}.")
        yield _table(found.findings)
    elif found.complete:
        yield note("ok", f"The models mean the same on both. Tried were {tried}.")
    else:
        yield para(f"Nothing differs in what could be tried: {tried}.")
    for dialect, reason in found.untried.items():
        yield note("warning", f"Nothing was made real on {SHOWN[dialect]}, only compiled for it: {reason}")
    for name, reason in found.unsaid.items():
        yield note("warning", f"{name} could not be tried: {reason}.")
    yield from _diff(found)
    if found.manners:
        yield heading(3, "What differs whatever models say")
        for one in found.manners:
            yield para(one)


def _table(findings: Sequence[PortFinding]) -> Block:
    rows = [(_object(one), _what(one), _form(one)) for one in findings[:ROWS]]
    left = len(findings) - ROWS
    more = f"{left:,} more of {len(findings):,}: drift portability --format json has them all." if left > 0 else ""
    return table("", ("Object", "What differs", "Portable form"), rows, note=more)


def _object(one: PortFinding) -> Cell:
    parts: list[str | Span] = [mono(one.object), f" ({one.kind})"]
    if one.file:
        parts += [" ", source(f"{one.file}:{one.line}")]
    return tuple(parts)


def _what(one: PortFinding) -> Cell:
    return badge(BADGES[one.severity], f"{SHOWN[one.dialect]}: {WORDS[one.effect]}"), f": {sentence(one.evidence)}"


def _form(one: PortFinding) -> Cell:
    return f"{sentence(one.form)} In the diff." if one.edited else sentence(one.form)


def _diff(found: Portability) -> Iterator[Block]:
    if not found.diff:
        return
    yield heading(3, "The portable forms, as a diff")
    yield code(found.diff, "diff")
    if found.proven:
        edited = sum(one.edited for one in found.findings)
        known = {one.id for one in found.findings}
        uncovered = [one for one in found.left if one.id not in known]
        left = len(found.left)
        rest = f"{left} {'is' if left == 1 else 'are'} left" if left else "nothing is left"
        yield note("ok", f"Imported and tried again with it: {edited} of {len(found.findings)} are gone, {rest}.")
        if uncovered:
            yield para("Seen only then:")
            yield _table(uncovered)
