"""`drift rules`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("rules")
@click.argument("what", type=click.Choice(["kinds", "causes", "hazards", "sources", "probes"]))
@click.argument("name", required=False)
@pass_session
def command(session: Session, what: str, name: str | None) -> int:
    """Show the documented kinds, causes, hazards, sources or probes; the whole page of one with its NAME."""
    from drifttools.cli.reference import overview, page

    session.show(page(what, name) if name else overview(what))
    return 0
