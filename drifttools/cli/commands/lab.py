"""`drift lab`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session


@click.command("lab")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=Path("notebooks"))
@pass_session
def command(session: Session, directory: Path) -> int:
    """Copy the notebooks into DIRECTORY, never over changed ones, and say how to open them in JupyterLab."""
    from drifttools.notebook.lab import copy_notebooks

    for line in copy_notebooks(directory):
        session.say(line)
    click.echo(f"jupyter lab {directory}")
    return 0
