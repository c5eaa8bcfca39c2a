"""`drift verify`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("verify")
@incident_argument
@click.option("--no-smoke", is_flag=True, help="Leave the smoke tests of drift.toml out.")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(session: Session, incident: str, no_smoke: bool, style: str) -> int:
    """Read everything again and check INCIDENT: findings, steps, rows, scope, endpoints."""
    inv = session.investigate(incident=incident)
    verdict = inv.verify(smoke=not no_smoke)
    session.show(verdict.document(), style, folded=True)
    session.say(f"next: drift report {inv.incident}")
    return {"PASS": 0, "NOT RUN": 3}.get(verdict.state, 1)
