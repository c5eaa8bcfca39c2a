"""`drift verify`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, incident_argument, pass_session

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify")
@incident_argument
@click.option("--no-smoke", is_flag=True, help="Leave the smoke tests of drift.toml out.")
@click.option("--junit-before", multiple=True, type=_FILE, help="JUnit's XML of a test run before the repair; several.")
@click.option("--junit-after", multiple=True, type=_FILE, help="And of one after it; several times.")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(
    session: Session,
    incident: str,
    no_smoke: bool,
    junit_before: tuple[Path, ...],
    junit_after: tuple[Path, ...],
    style: str,
) -> int:
    """Read everything again and check INCIDENT: findings, steps, rows, scope, endpoints, tests."""
    inv = session.investigate(incident=incident)
    if junit_before or junit_after:
        inv.tests(junit_before, junit_after)
    verdict = inv.verify(smoke=not no_smoke)
    session.show(verdict.document(), style, folded=True)
    session.say(f"next: drift report {inv.incident}")
    return {"PASS": 0, "NOT RUN": 3}.get(verdict.state, 1)
