"""`drift migrations write`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("write")
@incident_argument
@click.option(
    "--history",
    metavar="SPEC",
    help="The migrations it comes after, where the expected state has none.",
)
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(session: Session, incident: str, history: str | None, style: str) -> int:
    """Write the plan of INCIDENT into the project, as a migration of its own tool, and replay all of them with it.

    Then it is tried on a copy of the live schema: forth, back where its tool knows a way back, and forth again. The file
    stays only where all of that leads where it should. It looks before each step, so it does nothing in a
    database that is repaired already, and the ledger is right when the tool has run it. The database itself is not changed.

    \b
    drift plan latest && drift migrations write latest
    drift migrations write latest --history alembic:alembic.ini      # where the expected state is that of the models
    """
    written = session.investigate(incident=incident).migrations.write(history)
    session.show(written.document(), style)
    return 0
