"""`drift presence`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("presence")
@click.argument("names", nargs=-1, required=True)
@click.option("--target", help="The database; may be left out where drift.toml has just one.")
@click.option("--rows", is_flag=True, help="Estimate the rows of tables too.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, names: tuple[str, ...], target: str | None, rows: bool, style: str) -> None:
    """Show which of NAMES is in which schema: objects down, schemas across."""
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target).catalog.presence(names, rows=rows)
    print_frame(session, frame, "Objects and schemas", style)
