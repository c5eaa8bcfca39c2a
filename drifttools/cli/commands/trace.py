"""`drift trace`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.pairs import pair
from drifttools.cli.session import Session, pass_session


@click.command("trace")
@click.argument("target")
@click.argument("table")
@click.argument("key", nargs=-1, required=True)
@click.option("--depth", type=click.IntRange(1, 10), default=3, show_default=True, help="How many references away.")
@click.option("--rows", type=click.IntRange(1, 100), default=10, show_default=True, help="Of one table, from one row.")
@click.option("--names", is_flag=True, help="Also follow columns whose names suggest a reference.")
@click.option("--path", "paths", multiple=True, metavar="A=B", help="Also follow TABLE.COLUMN->>'key'=TABLE.COLUMN.")
@click.option("--values", is_flag=True, help="Show the values of the rows; else only keys.")
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "csv", "json"]), default="text", show_default=True
)
@pass_session
def command(
    session: Session,
    target: str,
    table: str,
    key: tuple[str, ...],
    depth: int,
    rows: int,
    names: bool,
    paths: tuple[str, ...],
    values: bool,
    style: str,
) -> int:
    """Follow one row of TABLE, named by KEY (column=value), to what it refers to and what refers to it.

    \b
    drift trace prod sessions id=62e91166-c36b-4bd5-bc51-5b168f1bd176
    drift trace prod sessions id=7 --path "requests.metadata->>'session_id'=sessions.id"

    A partner that should be there is shown as missing. Exit code 0 nothing missing, 1 something is, 3 could not check.
    """
    wanted = dict(pair(one, "COLUMN=VALUE", hint="drift trace prod sessions id=7", empty=True) for one in key)
    found = session.investigate(target).trace(
        table, wanted, depth=depth, rows=rows, names=names, paths=paths, values=values
    )
    put(session, found, "Trace", style, records={"rows": found.rows, "links": found.links, "cut": found.cut})
    return found.exit_code
