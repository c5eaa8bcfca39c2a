"""The answer to a pasted error text, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document import (
    Block,
    Document,
    badge,
    bullets,
    code,
    document,
    facts,
    heading,
    mono,
    name,
    note,
    para,
    source,
    table,
)
from drifttools.document.blocks import Cell, CodeSpan, Link, Name
from drifttools.model.recognised import Recognised, Recognition
from drifttools.model.sighting import Explanation, Origin, Place

_SHOWN = 30
_MANY = 1_000


def document_of_explanations(recognition: Recognition, explanations: Sequence[Explanation], problem: str = "") -> Document:
    """One section for each error: the answer, what shows it, where things are, what to run.

    Args:
        recognition: What was read.
        explanations: The answers, in the order of the errors.
        problem: Why the database was not asked, where it should have been.
    """
    blocks: list[Block] = []
    if problem:
        blocks.append(note("warning", f"The database was not asked: {problem}"))
    if recognition.unread:
        blocks.append(note("warning", f"{recognition.unread:,} characters in the middle of the text were not looked at."))
    if not explanations:
        blocks.append(para("Nothing in this text is known: no error, no code, no name of an object."))
    single = len(explanations) == 1
    told: set[str] = set()
    for number, one in enumerate(explanations, 1):
        if not single:
            blocks.append(heading(2, f"{number}. {_title(one.error)}"))
        blocks += _one(one, told)
    title = (
        _title(explanations[0].error)
        if single
        else f"{len(explanations)} errors"
        if explanations
        else "Nothing is recognised"
    )
    return document(title, *blocks)


def _title(error: Recognised) -> str:
    return f"{error.title[0].upper()}{error.title[1:]}" + (f": {error.object}" if error.object else "")


def _one(one: Explanation, told: set[str]) -> Iterator[Block]:
    yield para(one.sentence)
    sure = f", {one.confidence}" if one.origin is not Origin.UNKNOWN else ""
    reason: list[tuple[str, Cell]] = [("reason", badge("info", f"{one.origin}{sure}"))]
    yield facts([*reason, *_read(one.error)])
    if one.places:
        yield _places(one.places)
    if one.near:
        yield para("Similar: ", *_separated(one.near), ".")
    if one.evidence:
        yield table(
            "What shows it", ("fact", "where to see it"), [(each.fact, _where(each.source)) for each in one.evidence]
        )
    if one.ruled_out:
        yield table("Ruled out", ("alternative", "because"), [(each.alternative, each.because) for each in one.ruled_out])
    # several errors of one text have much of it in common
    steps = [step for step in one.advice if not step.command or step.command not in told]
    told.update(step.command for step in steps)
    if steps:
        yield para("What to do next; nothing of it was run:")
    for step in steps:
        yield bullets(step.what)
        if step.command:
            yield code(step.command, step.language)


def _where(place: str) -> Link | CodeSpan:
    """A link where it is `file:line`; commands and queries are code."""
    _, colon, line = place.rpartition(":")
    return source(place) if colon and line.isdigit() else mono(place)


def _separated(names: Sequence[str]) -> list[str | Name]:
    parts: list[str | Name] = []
    for number, one in enumerate(names):
        parts += [", "] if number else []
        parts.append(name(one))
    return parts


def _read(error: Recognised) -> list[tuple[str, Cell]]:
    """What was read in the text itself."""
    known: list[tuple[str, Cell]] = []
    if error.message:
        known.append(("said", mono(error.message)))
    if error.object:
        known.append((error.kind or "object", name(error.object)))
    codes = " ".join(filter(None, (error.sqlstate, error.code)))
    if codes:
        known.append(("SQLSTATE" if error.sqlstate else "code", mono(codes)))
    by = ", ".join(filter(None, (error.exception, *error.tools)))
    if by:
        known.append(("by", by))
    session = "@".join(filter(None, (error.role, error.database)))
    if session:
        known.append(("session", mono(session)))
    if error.seen > 1:
        known.append(("in the text", f"{error.seen:,} times" + (" or more" if error.seen >= _MANY else "")))
    if error.cut:
        known.append(("cut off", "the text ends within it"))
    return known


def _places(places: Sequence[Place]) -> Block:
    rows: list[tuple[Cell, ...]] = [
        (
            place.kind,
            name(place.label),
            place.owner or None,
            place.rows,
            "" if place.rows is None else "exact" if place.exact else "estimate",
            "yes" if place.found else "no",
            "yes" if place.usable else "no USAGE",
            place.match,
        )
        for place in places[:_SHOWN]
    ]
    header = ("kind", "object", "owner", "rows", "rows are", "meant by the bare name", "schema usable", "match")
    cut = len(places) - len(rows)
    return table("Where it is", header, rows, note=f"{cut} more not shown." if cut else "")
