"""`drift rehearse`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("rehearse")
@incident_argument
@click.option("--rows", type=click.IntRange(0), help="Rows of each touched table that go along; 0: none.  [default: 200]")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(session: Session, incident: str, rows: int | None, style: str) -> int:
    """Run the plan of INCIDENT, then its way back, on a copy of the live schema with some of its rows.

    The live database is only read. The rows stay on the scratch server and are gone with it.
    """
    inv = session.investigate(incident=incident)
    plan = inv.load_plan()
    verdict = inv.rehearse(plan, rows=rows)
    session.show(verdict.document(), style, folded=True)
    if any(check.state == "FAIL" for check in verdict.checks):
        session.say(f"next: leave out what failed (drift plan {inv.incident} --only NAME), or another way (--way NAME=WAY)")
        return 1
    session.say(f"next: drift apply {inv.incident} --confirm {plan.token}")
    return 0 if verdict.state == "PASS" else 1
