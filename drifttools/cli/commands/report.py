"""`drift report`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, incident_argument, pass_session


@click.command("report")
@incident_argument
@click.option("--print", "shown", is_flag=True, help="Print the report too.")
@pass_session
def command(session: Session, incident: str, shown: bool) -> int:
    """Write report.md, report.html and report.json of INCIDENT from what its folder holds."""
    report = session.investigate(incident=incident).report()
    for path in report.paths.values():
        click.echo(str(path))
    if shown:
        session.show(report.document())
    return 0
