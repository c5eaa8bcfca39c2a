"""`drift rehearse`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("rehearse")
@incident_argument
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(session: Session, incident: str, style: str) -> int:
    """Run the plan of INCIDENT, then its way back, on a copy of the live schema. The live database is only read."""
    inv = session.investigate(incident=incident)
    plan = inv.load_plan()
    verdict = inv.rehearse(plan)
    session.show(verdict.document(), style, folded=True)
    if verdict.state == "FAIL":
        return 1
    session.say(f"next: drift apply {inv.incident} --confirm {plan.token}")
    return 0 if verdict.state == "PASS" else 1
