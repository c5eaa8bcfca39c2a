"""`drift lab`."""

from __future__ import annotations

import os
import shlex
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
    # JupyterLab does not start for root without being told
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    click.echo(shlex.join(["jupyter", "lab", *root, str(directory)]))
    return 0
