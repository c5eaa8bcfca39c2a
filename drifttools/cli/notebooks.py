"""What `drift run` prints around the runner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from drifttools.cli.pairs import pair

if TYPE_CHECKING:
    from drifttools.cli.session import Session


def run_notebook(session: Session, notebook: str, parameters: Iterable[str], *, listed: bool, timeout: int) -> int:
    """Run a notebook, or list its parameters; gives the exit code."""
    from drifttools.notebook.runner import parameters_of, run

    if listed:
        for parameter in parameters_of(notebook):
            click.echo(str(parameter))
        return 0
    result = run(
        notebook,
        dict(pair(text, "NAME=VALUE", hint="drift run NOTEBOOK --list shows the names", empty=True) for text in parameters),
        reports=session.reports,
        config=session.config_file,
        cell_timeout_s=timeout,
        tell=lambda event: (
            session.say(f"cell {event.number}/{event.of} {event.title}") if event.state == "started" else None
        ),
    )
    click.echo(f"{result.notebook}: {result.message}")
    click.echo(f"  {result.path}")
    return result.exit_code
