"""`drift rollback`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("rollback")
@incident_argument
@click.option("--confirm", metavar="TOKEN", help="The token of the way back; without it, it is shown.")
@pass_session
def command(session: Session, incident: str, confirm: str | None) -> int:
    """Take back what was applied for INCIDENT, the last step first.

    What the way back cannot bring (a dropped column, a value that was written over) only a backup has: of a SQLite file the
    apply made one, beside the plan; of a PostgreSQL database yours.
    """
    from drifttools.repair.outcome import rollback_token

    inv = session.investigate(incident=incident)
    plan = inv.load_plan()
    if not confirm:
        from drifttools.errors import UsageError

        raise UsageError(
            f"the way back of {plan.id} would change {plan.target}: it needs its own confirmation token",
            hint=f"read rollback.sql, then: drift rollback {inv.incident} --confirm {rollback_token(plan)}",
        )
    outcome = inv.rollback(plan, confirm=confirm)
    click.echo(outcome.message)
    for warning in outcome.warnings:
        click.echo(f"  note: {warning}")
    return 0
