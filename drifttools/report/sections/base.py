"""What a section is: facts gathered from a case, and how those facts are shown. It shows nothing that is not in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from drifttools.document import Block, CodeSpan, Emph, Paragraph, Text

F = TypeVar("F")

SHOWN_ROWS = 200
"""A table shows so many rows; the rest is in report.json, and the table says so."""


@dataclass(frozen=True, slots=True)
class Section(Generic[F]):
    """One section of the report.

    Args:
        id: The member of report.json that holds its facts.
        title: Its heading; empty for what stands before the first heading.
        facts: The class of its facts; `model.codec` reads it back from report.json.
        gather: Facts from a case.
        render: Blocks from facts, and from nothing else.
        optional: Whether it is left out with its heading where nobody asked for it: then `gather` gives None.
    """

    id: str
    title: str
    facts: type[F]
    gather: Callable[..., F | None]
    render: Callable[..., Iterable[Block]]
    optional: bool = False


def sources(*places: str) -> Paragraph:
    """The line that says where the numbers above come from."""
    spans: list[Text | Emph | CodeSpan] = [Emph("Source: ")]
    for at, place in enumerate(dict.fromkeys(place for place in places if place)):
        spans += [Text(", "), CodeSpan(place)] if at else [CodeSpan(place)]
    return Paragraph(spans)


def cut(total: int, shown: int) -> str:
    """The line below a table of which only a part is shown; empty where all of it is."""
    return f"{total - shown:,} more of {total:,} rows are in report.json." if total > shown else ""
