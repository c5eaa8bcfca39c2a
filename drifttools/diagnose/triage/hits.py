"""Finds the texts of families in a text, word by word; also one within which the text ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from drifttools.diagnose.triage.families.registry import FAMILIES
from drifttools.diagnose.triage.family import Family
from drifttools.diagnose.triage.template import Template
from drifttools.redact import redactor

HIDDEN = "…"
"""Stands where a value was."""
VALUES = frozenset({"value", "any", "number", "path", "host", "large_object", "word", "command"})
"""Names that may be values of a row, or say nothing: they are read and forgotten."""
MOST = 20_000
"""Places in one text, before equal ones are put together."""

_TAIL = 600
_LENIENT = 64_000
_MESSAGE = 300
_LABEL = re.compile(r"[A-Za-z][A-Za-z_ -]{0,39}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text of a family was found."""

    start: int
    end: int
    family: Family
    names: tuple[tuple[str, str], ...]
    message: str
    cut: bool = False
    sqlstate: str = ""

    @property
    def same(self) -> tuple[object, ...]:
        """What two places of one error have in common."""
        return self.family.id, self.names


@cache
def templates() -> tuple[tuple[Family, Template], ...]:
    """Every text of every family."""
    return tuple((family, Template(family.id, text)) for family in FAMILIES for text in family.texts)


def in_words(text: str) -> list[Hit]:
    """Every text of a family that is there word by word."""
    return longest(_matches(text, lenient=False))


def leniently(text: str) -> list[Hit]:
    """As `in_words`, where names hold quotes or the end of a line; only the beginning of a long text is looked at."""
    return longest(_matches(text[:_LENIENT], lenient=True))


def _matches(text: str, *, lenient: bool) -> Iterator[Hit]:
    number = 0
    for family, template in templates():
        for match in template.find(text, lenient=lenient):
            names = tuple((role, _name(name)) for role, name in match.groupdict().items())
            yield Hit(match.start(), match.end(), family, names, _said(match))
            number += 1
            if number == MOST:
                return


def _name(name: str) -> str:
    """A name without the end of the sentence, or of the text in quotes, that it stands in."""
    name = name.strip().rstrip(".,;:!") if name.strip(".,;:! ") else name.strip()
    return name[:-1] if name.endswith("'") and name.count("'") % 2 else name


def longest(found: Iterable[Hit]) -> list[Hit]:
    """Of texts that overlap the one that begins first, and of those the longest one."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -_weight(hit))):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _weight(hit: Hit) -> int:
    """A longer text says more, then one with more names; one with an open end says least."""
    open_end = any(role == "any" for role, _ in hit.names)
    return 10 * (hit.end - hit.start - (1_000 if open_end else 0)) + len(hit.names)


def _said(match: re.Match[str]) -> str:
    """The words that were found, on one line, without values."""
    pieces, at = [], match.start()
    hidden = [match.span(role) for role in match.groupdict() if role in VALUES or role == "label"]
    for start, end in sorted(hidden):
        shown = match[0][start - match.start() : end - match.start()]
        label = match.groupdict().get("label") == shown and label_like(shown)
        pieces += [match.string[at:start], shown if label else HIDDEN]
        at = end
    pieces.append(match.string[at : match.end()])
    return one_line("".join(pieces))


def one_line(text: str) -> str:
    """A message as it is shown: on one line, not long, without secrets."""
    line = " ".join(redactor.clean(text).split())
    return line if len(line) <= _MESSAGE else f"{line[: _MESSAGE - 1]}{HIDDEN}"


def label_like(text: str) -> bool:
    """Whether a refused value is a word as labels of enums are, so that it may be told: no digits, no signs, not long."""
    return _LABEL.fullmatch(text) is not None


def cut_off(text: str, hits: list[Hit]) -> list[Hit]:
    """An error within which the text ends."""
    begin = max(len(text) - _TAIL, max((hit.end for hit in hits), default=0))
    tail = text[begin:]
    best: tuple[int, int, Hit] | None = None
    for order, (family, template) in enumerate(templates()):
        match = template.beginning.search(tail) if template.beginning else None
        if match is None:
            continue
        names = tuple((role, _name(name.rstrip("…."))) for role, name in match.groupdict().items() if name)
        hit = Hit(begin + match.start(), begin + match.end(), family, names, _said_cut(match), cut=True)
        rank = (-len(match[0]), order)
        if names and names[0][1] and (best is None or rank < best[:2]):
            best = (*rank, hit)
    return [best[2]] if best else []


def cut_before(text: str) -> list[Hit]:
    """An error within whose first words the text begins."""
    best: tuple[int, int, Hit] | None = None
    for order, (family, template) in enumerate(templates()):
        match = template.ending.match(text) if template.ending else None
        if match is not None:
            names = tuple((role, _name(name)) for role, name in match.groupdict().items())
            rank = (-len(match[0]), order)
            if best is None or rank < best[:2]:
                best = (*rank, Hit(match.start(), match.end(), family, names, _said(match)))
    return [best[2]] if best else []


def _said_cut(match: re.Match[str]) -> str:
    text = match[0]
    for role, name in match.groupdict().items():
        if name and role in (*VALUES, "label"):
            text = text.replace(name, HIDDEN)
    return f"{one_line(text).rstrip('…. ')} {HIDDEN}"
