"""`drift migrations status`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("status")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, expected: str | None, style: str) -> None:
    """Show what the ledgers of TARGET note as applied, beside the migrations on disk that EXPECTED names.

    \b
    drift migrations status prod django:manage.py
    """
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target, expected).migrations.status()
    print_frame(session, frame, "Ledgers and files", style, 2000)
