"""`drift demo`: a real incident on a private server, from the error to the report."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.demos import STORIES, story_of
from drifttools.cli.session import Session, pass_session


@click.command("demo", epilog="\b\n" + "\n".join(f"{name}: {text}" for name, text in STORIES.items()))
@click.argument("name", type=click.Choice(list(STORIES)), required=False)
@click.option("--keep", is_flag=True, help="Leave server and application running until Ctrl-C, to try things out.")
@click.option(
    "--example",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also copy the report to this folder, as the committed example is made.",
)
@pass_session
def command(session: Session, name: str | None, keep: bool, example: Path | None) -> int:
    """Build an incident for real, then find, explain, repair, prove and report it. Without NAME: the first of these.

    Nothing outside of this machine is touched: a PostgreSQL server is started in a private directory, a small project is
    migrated on it in the wrong way, and all of it is gone at the end; the report stays.
    """
    if name is None:
        name = next(iter(STORIES))
        for one, text in STORIES.items():
            click.echo(f"  drift demo {one:<18} {text}" + ("   <- this one" if one == name else ""))
        click.echo("")
    return story_of(name)(session).play(keep=keep, example=example)
