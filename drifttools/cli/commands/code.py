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
    default="possible",
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
    from drifttools.model.code import Certainty

    inv = session.code_investigation(target, snapshot, incident)
    found = inv.code(*paths, exclude=exclude, snapshot=snapshot)
    if style == "json":
        from drifttools.report.gate.code import json_of_code

        click.echo(json_of_code(found))
    elif style == "csv":
        from drifttools.cli.frames import print_frame

        print_frame(session, found.frame(), "Code", style, len(found.findings))
    else:
        session.show(found.document(), "text" if style == "github" else style)
        if style == "github":
            from drifttools.report.gate.code import github_of_code

            click.echo(github_of_code(found), nl=False)
    return found.exit_code_at(Certainty(fail_on))
