"""Print a DataFrame: as an aligned table, as Markdown, as CSV; and what has one beside its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.cli.session import Session
    from drifttools.document import Document

_READ = 2_000  # rows of a table that a person may still look through


class Framed(Protocol):
    """What shows itself as a document, and gives its rows to a program."""

    def frame(self) -> pd.DataFrame:
        """The rows."""

    def document(self) -> Document:
        """What a person reads."""


def print_frame(session: Session, frame: pd.DataFrame, caption: str, style: str, limit: int | None = None) -> None:
    """Print the columns of a frame and at most `limit` of its rows; without a limit all of them as CSV.

    Args:
        session: Of the command.
        frame: The rows.
        caption: Of the table.
        style: `text`, `markdown` or `csv`.
        limit: What the user has asked for. A CSV that was cut says so on standard error, for it has no place for a note.
    """
    from drifttools.document import document, frame_table, to_csv

    most = limit if limit is not None else len(frame) if style == "csv" else _READ
    table = frame_table(frame if frame.index.name is None else frame.reset_index(), caption, most)
    if style == "csv":
        click.echo(to_csv(table), nl=False)
        if table.note:
            click.echo(f"drift: {table.note}", err=True)
        return
    session.show(document(caption, table), style)


def put(session: Session, found: Framed, caption: str, style: str, *, records: object = None) -> None:
    """Print an answer in the form that was asked for.

    Args:
        session: Of the command.
        found: The answer.
        caption: Of the table.
        style: `text`, `markdown`, `csv` or `json`.
        records: What is written as JSON.
    """
    if style == "json":
        from drifttools.model.codec import pretty_json

        click.echo(pretty_json(records), nl=False)
    elif style == "csv":
        print_frame(session, found.frame(), caption, style)
    else:
        session.show(found.document(), style)
