"""Let a value show itself: in a terminal, in Markdown and in a notebook, from its one document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable
from typing import Any, Protocol

from drifttools.document.blocks import Cell, Document, Table
from drifttools.document.html import to_html_fragment
from drifttools.document.markdown import to_markdown
from drifttools.document.plain import to_text

_FORMS: dict[str, Callable[[Document], str]] = {
    "text/plain": to_text,
    "text/markdown": to_markdown,
    "text/html": lambda document: to_html_fragment(document.blocks, title=document.title),
}


class Shown(ABC):
    """Mixin: a value that has a document is shown by it. `repr` stays what the class makes it."""

    # A class with slots keeps them only where its bases have them too.
    __slots__ = ()

    @abstractmethod
    def document(self) -> Document:
        """What the value has to say."""

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        """The forms that a notebook chooses from; Jupyter calls this."""
        wanted = [
            form for form in _FORMS if (include is None or form in include) and (exclude is None or form not in exclude)
        ]
        document = self.document()
        return {form: _FORMS[form](document) for form in wanted}


class FrameLike(Protocol):
    """The little of a pandas DataFrame that a table needs; pandas itself is not imported here."""

    @property
    def columns(self) -> Any:
        """The labels of the columns."""

    def head(self, n: int, /) -> Any:
        """The first rows."""

    def __len__(self) -> int: ...


def frame_table(frame: FrameLike, caption: str, limit: int = 200) -> Table:
    """A DataFrame as a table. Columns only: a caller who wants the index calls `reset_index()` first.

    Args:
        frame: A pandas DataFrame.
        caption: What its rows are.
        limit: How many rows are shown; the table says how many were cut.
    """
    shown = frame.head(limit)
    columns: Iterable[list[Any]] = [shown.iloc[:, at].tolist() for at in range(len(frame.columns))]
    rows = tuple(tuple(_cell(value) for value in row) for row in zip(*columns, strict=True))
    cut = len(frame) - len(rows)
    note = f"{cut} more {'row' if cut == 1 else 'rows'} not shown (of {len(frame)})." if cut else ""
    return Table(caption, tuple(str(label) for label in frame.columns), rows, null="NULL", note=note)


def _cell(value: object) -> Cell:
    """A value of a frame as a cell. NaN, NaT and NA are the only values that are not equal to themselves."""
    if value is None or _missing(value):
        return None
    return value if isinstance(value, int | float) else str(value)


def _missing(value: object) -> bool:
    try:
        return bool(value != value)  # noqa: PLR0124 - this is how a NaN is told without importing what made it
    except (TypeError, ValueError):
        # pandas.NA has no truth value; neither has an array, which is a value and not a missing one.
        return type(value).__name__ == "NAType"
