"""`drift portability`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.cli.frames import put
from drifttools.cli.output_files import write_output
from drifttools.cli.session import Session, pass_session

if TYPE_CHECKING:
    from drifttools.investigation.portability import ShownPortability


@click.command("portability")
@click.argument("models", required=False)
@click.option("--incident", help="Keep the result in this incident, for its report; `latest` for the newest.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="warning",
    show_default=True,
    help="The least severity that counts for the exit code.",
)
@click.option("--apply", "write", is_flag=True, help="Write the portable forms into the files.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Also write the diff to a file.")
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "json", "csv", "diff"]), default="text", show_default=True
)
@pass_session
def command(
    session: Session, models: str | None, incident: str | None, fail_on: str, write: bool, output: Path | None, style: str
) -> int:
    """Try SQLAlchemy models on SQLite and on PostgreSQL, and show what to write for them to mean the same on both.

    MODELS is models:package.module:Base, else the expected state of drift.toml. Types, defaults, keys, constraints and
    indexes are made in a SQLite database in memory and in a scratch PostgreSQL, by the project's own interpreter; sample
    values are written and read. No target is asked, and without --apply no file is written: the portable forms are a
    diff for git apply.

    Exit 0 where all is the same, 1 where something is not, 3 where nothing was found and not all could be tried.

    \b
    drift portability models:app.models:Base
    drift portability models:app.models --format diff | git apply
    """
    inv = session.without_target() if models and not incident else session.investigate(incident=incident)
    found = inv.portability(models or "")
    if output is not None:
        write_output(output, found.diff)
    code = _print(session, found, fail_on, style)
    if write:
        for file in found.apply():
            session.say(f"written: {file}")
    return code


def _print(session: Session, found: ShownPortability, fail_on: str, style: str) -> int:
    """Print the answer, and give the exit code."""
    from drifttools.model.finding import Severity

    if style == "diff":
        click.echo(found.diff, nl=False)
    elif style == "json":
        import json

        click.echo(json.dumps(json.loads(found.frame().to_json(orient="records")), indent=2, ensure_ascii=False))
    else:
        put(session, found, "Portability", style)
    return found.exit_code_at(Severity(fail_on))
