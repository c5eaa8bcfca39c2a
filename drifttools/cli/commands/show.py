"""`drift show`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("show")
@click.argument("kind")
@click.argument("target", required=False)
@click.option("--schema", help="Only this schema; * is allowed.")
@click.option("--table", help="Only this table; * is allowed.")
@click.option("--limit", default=200, show_default=True, help="At most so many rows.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(
    session: Session, kind: str, target: str | None, schema: str | None, table: str | None, limit: int, style: str
) -> None:
    """Print the objects of one KIND (columns, indexes, policies ...) as the reader sees them.

    \b
    drift show columns prod --schema public --table users
    """
    from drifttools.cli.frames import print_frame

    given = {"schema": schema, "table": table}
    filters = {name: value for name, value in given.items() if value is not None}
    catalog = session.investigate(target).catalog
    frame = catalog.read_kind(kind.replace("-", "_"), **filters)
    print_frame(session, frame, kind, style, limit)
