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
    print_frame(session, frame, "Ledgers", style, 2000)
    return 3 if (frame["state"] == "unread").any() else 0
