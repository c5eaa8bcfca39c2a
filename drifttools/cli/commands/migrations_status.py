"""`drift migrations status`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.session import Session, pass_session


@click.command("status")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, expected: str | None, style: str) -> int:
    """Show how the migrations on disk that EXPECTED names stand beside what the ledgers of TARGET note.

    Exit code 0 where all are applied and nothing is wrong, 1 where not, 3 where a ledger could not be read.

    \b
    drift migrations status prod django:manage.py
    drift migrations status prod alembic:api/alembic.ini
    drift migrations status prod                         # the expected state stands in drift.toml
    """
    status = session.investigate(target, expected).migrations.status()
    put(session, status, "Ledgers and files", style)
    return status.exit_code
