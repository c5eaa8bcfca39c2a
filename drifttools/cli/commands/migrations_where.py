"""`drift migrations where`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.session import Session, pass_session


@click.command("where")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, expected: str | None, style: str) -> int:
    """Say which revision the catalog of TARGET matches best, whatever its ledger says.

    The history that EXPECTED names is replayed one migration at a time on a scratch database. Exit code 0 where the
    catalog is the last revision and nothing differs, 1 where not. With csv the distance at each revision is printed.

    \b
    drift migrations where prod alembic:api/alembic.ini
    drift migrations where prod                          # the expected state stands in drift.toml
    """
    where = session.investigate(target, expected).migrations.where()
    put(session, where, "Distance at each revision", style)
    return where.exit_code
