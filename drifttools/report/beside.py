"""Two databases beside the same models, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document import Block, Cell, Document, document, mono, note, para, table
from drifttools.model.beside import Beside, BesideRow
from drifttools.report.words import counted

_SHOWN = 200
_CALLED = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def document_of_beside(found: Beside) -> Document:
    """The answer and the table."""
    return document(f"{found.here} beside {found.there}", *blocks(found))


def blocks(found: Beside) -> Iterator[Block]:
    """The same without a title, as the report shows it."""
    first, second = (_CALLED.get(one, one) for one in found.dialects)
    here, there = f"{found.here} ({first})", f"{found.there} ({second})"
    if not found.rows:
        yield note("ok", f"{here} and {there} are both as {found.spec} makes them.")
        return
    if found.differing:
        yield para(
            f"{here} and {there} differ in {counted(len(found.differing), 'thing')}, each held against what {found.spec}"
            " makes on its own dialect: what the two call or store differently by nature is none."
        )
        yield _table(found, found.differing, "What differs between the two")
    else:
        yield para(f"{here} and {there} do not differ from each other, but from {found.spec}.")
    if found.common:
        yield _table(found, found.common, "What both have alike, and the models have not")


def _table(found: Beside, rows: Sequence[BesideRow], title: str) -> Block:
    cells: list[tuple[Cell, ...]] = [
        (
            row.kind,
            mono(row.object),
            row.attribute or "the whole",
            _cell(row.expected),
            _stands(row.here),
            _stands(row.there),
        )
        for row in rows[:_SHOWN]
    ]
    columns = ("Kind", "Object", "What", "Models", found.here, found.there)
    return table(title if len(rows) <= _SHOWN else f"{title} ({_SHOWN} of {len(rows)})", columns, cells)


def _cell(text: str) -> Cell:
    return mono(text) if text else "\N{EM DASH}"


def _stands(text: str) -> Cell:
    return text or "as the models make it"
