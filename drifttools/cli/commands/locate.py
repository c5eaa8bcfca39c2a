"""`drift locate`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("locate")
@click.argument("name")
@click.argument("target", required=False)
@click.option("--role", help="Whose search_path counts; else the one that connects. Give the application's.")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(session: Session, name: str, target: str | None, role: str | None, style: str) -> int:
    """Say where NAME is, over every schema and every kind of object, and where the role looks for it.

    Exit 0 where it is somewhere, 1 where it is nowhere: similar names are shown.

    \b
    drift locate user_profile_about_item prod
    drift locate user_profile_about_item prod --role web
    """
    found = session.investigate(target).catalog.locate(name, role)
    session.show(found.document(), style)
    return 0 if found.found else 1
