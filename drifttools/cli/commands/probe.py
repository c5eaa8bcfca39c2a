"""`drift probe`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.frames import put
from drifttools.cli.output_files import write_output
from drifttools.cli.session import Session, pass_session
from drifttools.model.codec import pretty_json


@click.command("probe")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--incident", help="Write the answers into this incident, whose target and expected state they are of.")
@click.option(
    "--only", multiple=True, metavar="PROBE", help="Run only this probe; several times. drift rules probes lists them."
)
@click.option("--table", "tables", multiple=True, metavar="PATTERN", help="Only tables of this name; several times.")
@click.option("--values", is_flag=True, help="Show the wrong values of a few rows; else only numbers and keys.")
@click.option("--exact", is_flag=True, help="Look at every row, however large the tables are.")
@click.option("--no-cache", is_flag=True, help="Replay the expected state even if nothing changed since the last time.")
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "csv", "json"]), default="text", show_default=True
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the answers as JSON into this file, too."
)
@pass_session
def command(
    session: Session,
    target: str | None,
    expected: str | None,
    incident: str | None,
    only: tuple[str, ...],
    tables: tuple[str, ...],
    values: bool,
    exact: bool,
    no_cache: bool,
    style: str,
    output: Path | None,
) -> int:
    """Look at the rows of TARGET: what breaks invariants, foreign keys, uniqueness, types and sequences.

    \b
    drift probe prod                              what the database and drift.toml say of themselves
    drift probe prod alembic:api/alembic.ini      and the rows in the way of what is expected
    drift probe prod --only invariants --format json

    It only reads. A role from which policies hide rows gets "could not check", never "none"; of a large table a sample is
    looked at, and the answer says so. Exit code 0 no wrong rows, 1 some, 3 something could not be checked.
    """
    if incident and (target or expected):
        raise click.UsageError("--incident has its own target and expected state")
    inv = session.investigate(target, expected, incident=incident)
    found = inv.probe(only=only, tables=tables, values=values, exact=exact, cache=not no_cache)
    if output is not None:
        write_output(output, pretty_json(found.records))
    put(session, found, "Rows", style, records=found.records)
    return found.exit_code
