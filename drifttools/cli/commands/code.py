"""`drift code`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session


@click.command("code")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--target", help="The database; else the only one of drift.toml.")
@click.option(
    "--snapshot", type=click.Path(file_okay=False, path_type=Path), help="A saved snapshot in place of a database."
)
@click.option("--incident", help="Keep the result in this incident, for its report; `latest` for the newest.")
@click.option("--exclude", multiple=True, help="A pattern of paths or names to leave out; several times.")
@click.option(
    "--fail-on",
    type=click.Choice(["certain", "likely", "possible"]),
    default="likely",
    show_default=True,
    help="The least certainty that counts for the exit code.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json", "csv", "github"]),
    default="text",
    show_default=True,
    help="github: the text, and annotations that a run of GitHub Actions shows beside the lines.",
)
@pass_session
def command(
    session: Session,
    paths: tuple[Path, ...],
    target: str | None,
    snapshot: Path | None,
    incident: str | None,
    exclude: tuple[str, ...],
    fail_on: str,
    style: str,
) -> int:
    """Compare what code names with what the database has: tables, columns, functions, attributes, enum values.

    Reads Python (SQLAlchemy, Django, SQL in texts, supabase-py), TypeScript and JavaScript (supabase-js, Prisma, knex,
    Kysely, SQL in templates), SQL files and schema.prisma, each with a parser; nothing of it is run. Writes whose failure
    nobody hears of are named too. Needs pip install 'drifttools[code]'.

    Exit 0 where all fits, 1 where something does not, 3 where nothing was found and not all could be checked.

    \b
    drift code src --target prod
    drift code --snapshot reports/good --format github
    drift code src --incident latest          # into the incident and its report
    """
    from drifttools.cli.code_output import put

    alone = target is None and snapshot is not None and incident is None and len(session.config.targets) != 1
    inv = session.without_target() if alone else session.investigate(target, incident=incident)
    return put(session, inv.code(*paths, exclude=exclude, snapshot=snapshot), fail_on, style, "Code")
