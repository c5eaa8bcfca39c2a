"""`drift ledger`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("ledger")
@click.argument("target", required=False)
@click.option("--expected", help="django:path/to/manage.py; else what drift.toml says for the target.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, expected: str | None, style: str) -> None:
    """Show what the migration tool notes as applied in TARGET, beside the migrations on disk."""
    from drifttools.cli.frames import print_frame

    print_frame(session, session.investigate(target, expected).ledger(), "Ledger and files", style, 2000)
