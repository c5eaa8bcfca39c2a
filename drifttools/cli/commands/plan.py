"""`drift plan`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("plan")
@incident_argument
@click.option("--drop", multiple=True, help="Name (or pattern) of an unexpected object that may be dropped.")
@click.option("--only", multiple=True, help="Name (or pattern) of an object to repair; else all.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "sql"]), default="text", show_default=True)
@pass_session
def command(session: Session, incident: str, drop: tuple[str, ...], only: tuple[str, ...], style: str) -> int:
    """Plan the repair of INCIDENT. Nothing is changed, and nothing is dropped that --drop does not name."""
    inv = session.investigate(incident=incident)
    plan = inv.plan(drop=drop, only=only)
    if style == "sql":
        click.echo((inv.folder.path / "repair.sql").read_text(encoding="utf-8"), nl=False)
    else:
        session.show(plan.document(), style)
        if plan.steps:
            session.say(f"next: drift rehearse {inv.incident}")
    return 0
