"""`drift run`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("run")
@click.argument("notebook")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the notebook.")
@click.option("--list", "listed", is_flag=True, help="Show the parameters of the notebook and stop.")
@click.option("--timeout", default=3600, show_default=True, help="Seconds for one cell.")
@pass_session
def command(session: Session, notebook: str, parameters: tuple[str, ...], listed: bool, timeout: int) -> int:
    """Run NOTEBOOK (01_audit, 02_repair, ... or a path) through papermill; the executed one goes to the incident folder.

    \b
    drift run 01_audit -p target=prod
    drift run 02_repair -p incident=latest -p confirm=TOKEN

    The exit code is that of what the notebook did: 0 clean, 1 drift, 3 could not check, ... A scheduler needs no more.
    """
    from drifttools.cli.notebooks import run_notebook

    return run_notebook(session, notebook, parameters, listed=listed, timeout=timeout)
