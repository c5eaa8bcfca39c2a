"""`drift migrations ledgers`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("ledgers")
@click.argument("target", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, style: str) -> int:
    """Show every ledger in TARGET: Alembic, Django, Supabase, Flyway, Liquibase, Prisma, Rails, Knex, golang-migrate ...

    Exit code 3 where one could not be read.
    """
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target).migrations.ledgers()
    shown = frame
    if style == "text":
        # a terminal is narrow: what no row has, and what only a program compares, is left to the other forms
        told = [column for column in frame if frame[column].astype("string").str.len().sum()]
        shown = frame[[column for column in told if column not in ("checksum", "transaction")]]
    print_frame(session, shown, "Ledgers", style)
    return 3 if (frame["state"] == "unread").any() else 0
