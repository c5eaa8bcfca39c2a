"""`drift sql`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("sql")
@click.argument("query")
@click.argument("target", required=False)
@click.option("--limit", default=200, show_default=True, help="At most so many rows.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, query: str, target: str | None, limit: int, style: str) -> None:
    """Run one read-only QUERY and print its rows.

    \b
    drift sql "select count(*) from public.users" prod
    """
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target).catalog.sql(query, limit=limit)
    print_frame(session, frame, "Result", style, limit)
    if frame.attrs["truncated"]:
        click.echo(f"drift: there are more rows than these {limit:,}: --limit shows more", err=True)
