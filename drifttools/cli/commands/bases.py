"""`drift bases`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.session import Session, pass_session


@click.command("bases")
@click.argument("models", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, models: str | None, style: str) -> int:
    """List every declarative base and MetaData of a package, with its tables, and which one tests and migrations use.

    MODELS is a package, or models:package.module:Base, else the expected state of drift.toml. The project's interpreter
    imports it, with every connection refused; conftest.py and env.py are read and not run.

    Exit 0 where each of them uses the metadata of the models, 1 where one does not, 3 where a module could not be imported.

    \b
    drift bases app
    """
    given = models or ""
    named = f"models:{given}" if given and not given.startswith("models:") else given
    inv = session.without_target() if named else session.investigate()
    found = inv.bases(named)
    put(session, found, "Bases", style)
    return 1 if found.wrong_uses() else 3 if found.unread else 0
