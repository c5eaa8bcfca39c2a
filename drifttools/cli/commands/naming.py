"""`drift naming`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("naming")
@click.argument("target", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, target: str | None, style: str) -> int:
    """Check the names in TARGET against the conventions under [naming] in drift.toml.

    Exit code 0 where all names are by them, 1 where not. For an expected state: drift naming on the database that has it.
    """
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target).naming()
    print_frame(session, frame, "Names against the conventions", style)
    return 1 if len(frame) else 0
