"""`drift migrations enums`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.session import Session, pass_session


@click.command("enums")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, expected: str | None, style: str) -> int:
    """Lay the enums of TARGET beside what EXPECTED makes: labels that are sent and not held, duplicates, unused types.

    Each finding has the repair of either side. Exit code 0 where nothing is wrong, 1 where something is.

    \b
    drift migrations enums prod models:app.models:Base
    """
    found = session.investigate(target, expected).migrations.enums()
    put(session, found, "Enums", style)
    return found.exit_code
