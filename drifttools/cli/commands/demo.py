"""`drift demo`: a real incident on a private server, from the error to the report."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session


@click.command("demo")
@click.argument("name", type=click.Choice(["wrong-schema"]), default="wrong-schema")
@click.option("--keep", is_flag=True, help="Leave server and application running until Ctrl-C, to try things out.")
@click.option(
    "--example",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also copy the report to this folder, as the committed example is made.",
)
@pass_session
def command(session: Session, name: str, keep: bool, example: Path | None) -> int:
    """Build an incident for real, then find, explain, repair, prove and report it with the five notebooks.

    Nothing outside of this machine is touched: a PostgreSQL server is started in a private directory, a small Django
    project is migrated on it in the wrong way, its endpoints answer 500, and all of it is gone at the end.
    """
    del name  # one demo today; the argument is there because more will come
    from drifttools.cli.demo import WrongSchema

    return WrongSchema(session).play(keep=keep, example=example)
