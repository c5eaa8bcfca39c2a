"""`drift lab`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session


@click.command("lab")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=Path("notebooks"))
@click.option("--open", "opened", is_flag=True, help="Open JupyterLab on them, until it is ended by Ctrl-C.")
@pass_session
def command(session: Session, directory: Path, opened: bool) -> int:
    """Copy the notebooks into DIRECTORY, never over changed ones, and say how to open them in JupyterLab; or open it."""
    from drifttools.notebook.lab import copy_notebooks, open_lab

    for line in copy_notebooks(directory):
        session.say(line)
    # JupyterLab does not start for root without being told
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    if opened:
        return open_lab(directory, root)
    click.echo(shlex.join(["jupyter", "lab", *root, str(directory)]))
    return 0
