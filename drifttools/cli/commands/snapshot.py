"""`drift snapshot`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session


@click.command("snapshot")
@click.argument("target", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder that is written.")
@pass_session
def command(session: Session, target: str | None, output: Path) -> None:
    """Save the catalog of TARGET as a folder of Parquet files, which `snapshot:PATH` names as an expected state."""
    snapshot = session.investigate(target).snapshot(output)
    counted = sum(len(rows) for rows in snapshot.rows.values())
    click.echo(f"{output}: {counted} objects of {len(snapshot.rows)} kinds, fingerprint {snapshot.fingerprint[:16]}")
    if snapshot.unread:
        for entry in snapshot.unread:
            click.echo(f"  could not be read: {entry.kind} {entry.object}: {entry.reason}", err=True)
        raise click.exceptions.Exit(3)
