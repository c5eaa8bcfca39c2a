"""`drift apply`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("apply")
@incident_argument
@click.option("--confirm", metavar="TOKEN", help="The token that `drift plan` showed.")
@click.option("--status", is_flag=True, help="Only say how the plan stands, also after a crash.")
@pass_session
def command(session: Session, incident: str, confirm: str | None, status: bool) -> int:
    """Apply the plan of INCIDENT to the live database. This and `rollback` are the only commands that change it.

    It runs in one transaction where PostgreSQL allows that, under lock and statement timeouts, after checking that the
    touched objects are still what the plan was made for. A SQLite file is changed in one transaction always, after a backup
    that is kept in the incident folder; the command that restores it is told.
    """
    inv = session.investigate(incident=incident)
    if status:
        state = inv.status()
        click.echo(f"{state.standing}: {state.message}")
        if state.next:
            click.echo(f"  next: {state.next}")
        return 0
    plan = inv.load_plan()
    if not confirm:
        from drifttools.errors import UsageError

        raise UsageError(
            f"{plan.id} would change {plan.target}: it needs its confirmation token",
            hint=f"read it (drift plan {inv.incident}), then: drift apply {inv.incident} --confirm {plan.token}",
        )
    outcome = inv.apply(plan, confirm=confirm)
    click.echo(outcome.message)
    for warning in outcome.warnings:
        click.echo(f"  note: {warning}")
    stamped = all(step.kind == "ledger" for step in plan.steps)
    session.say(f"next: drift migrations status {plan.target}" if stamped else f"next: drift verify {inv.incident}")
    return 0
