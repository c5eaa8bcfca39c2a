"""`drift search-path`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("search-path")
@click.argument("target", required=False)
@click.option("--role", help="Whose; else the one that connects.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, role: str | None, style: str) -> None:
    """Show the search_path of a role, and where each part of it comes from."""
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target).catalog.search_path(role)
    if said := frame.attrs.get("said"):
        session.say(str(said))
    print_frame(session, frame, "search_path", style)
