"""`drift incident`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.group("incident")
def command() -> None:
    """List incidents, write a page of them, and check one for tampering."""


@command.command("list")
@pass_session
def list_incidents(session: Session) -> None:
    """List the incidents below --reports, oldest first."""
    from drifttools.document import Cell, document, name, table
    from drifttools.errors import IncidentError
    from drifttools.incident.folder import IncidentFolder

    rows: list[tuple[Cell, ...]] = []
    for incident_name in IncidentFolder.names(session.reports):
        try:
            incident = IncidentFolder(session.reports / incident_name).incident
        except IncidentError as damaged:
            rows.append((name(incident_name), None, f"could not be read: {damaged.what}", None))
            continue
        rows.append((name(incident_name), incident.target, str(incident.status), f"{incident.opened_at:%Y-%m-%d %H:%M}"))
    header = ("incident", "target", "status", "opened (UTC)")
    session.show(document("Incidents", table(f"{len(rows)} in {session.reports}", header, rows)))


@command.command("page")
@pass_session
def write_page(session: Session) -> None:
    """Write index.html and index.md below --reports: one page over all incidents, with links to their reports."""
    from drifttools.report.index import write_index

    for path in write_index(session.reports).values():
        session.say(f"written: {path}")


@command.command("check")
@click.argument("incident", default="latest")
@pass_session
def check_incident(session: Session, incident: str) -> int:
    """Check the journal's chain of hashes, and that the snapshots are what they were. Exit code 1 if altered."""
    from drifttools.incident.folder import IncidentFolder
    from drifttools.investigation.checking import check_folder

    verdict = check_folder(IncidentFolder.open(session.reports, incident))
    session.show(verdict.document(), folded=True)
    return 0 if verdict.state == "PASS" else 1
