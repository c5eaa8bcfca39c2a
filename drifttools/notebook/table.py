"""A DataFrame as a table that stays legible where a notebook is not trusted: caption, heads of columns, no style sheet."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drifttools.document import Document, Shown, document, frame_table, to_html_fragment
from drifttools.document.shown import FrameLike

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Frame(Shown):
    """A frame that shows itself; `frame` is the DataFrame."""

    caption: str
    frame: FrameLike = field(repr=False)
    limit: int = 200

    def document(self) -> Document:
        """One table."""
        return document(self.caption, frame_table(self.frame, self.caption, self.limit))

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        # the caption of the table says it already: no title above it
        bundle = super()._repr_mimebundle_(include, exclude)
        return {**bundle, "text/html": to_html_fragment(self.document().blocks)} if "text/html" in bundle else bundle


def table(frame: pd.DataFrame, caption: str, *, limit: int = 200, hide_empty: bool = False) -> Frame:
    """Show a DataFrame.

    Args:
        frame: Its columns; whoever wants the index calls `reset_index()` first.
        caption: What its rows are.
        limit: How many rows are shown; the table says how many were cut.
        hide_empty: Whether a column is left out that has a value in no row.
    """
    if hide_empty and len(frame):
        frame = frame.loc[:, [bool((frame[label].notna() & (frame[label] != "")).any()) for label in frame.columns]]
    return Frame(caption, frame, limit)
