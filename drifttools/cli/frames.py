"""Print a DataFrame: as an aligned table, as Markdown, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.cli.session import Session


def print_frame(session: Session, frame: pd.DataFrame, caption: str, style: str, limit: int) -> None:
    """Print the columns of a frame and at most `limit` of its rows."""
    from drifttools.document import document, frame_table, to_csv

    table = frame_table(frame if frame.index.name is None else frame.reset_index(), caption, limit)
    if style == "csv":
        click.echo(to_csv(table), nl=False)
        return
    session.show(document(caption, table), style)
