"""`drift models`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.output_files import write_output
from drifttools.cli.session import Session, pass_session


@click.command("models")
@click.argument("target", required=False)
@click.option(
    "--expected", help="models:package.module:Base or django:manage.py; else what drift.toml says for the target."
)
@click.option("--only", multiple=True, metavar="PATTERN", help="Only this table, or part of one; several times.")
@click.option(
    "--remove", multiple=True, metavar="PATTERN", help="What may be taken out of the models; without it nothing is."
)
@click.option("--apply", "write", is_flag=True, help="Write the files, instead of only showing what is to be written.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Also write the diff to a file.")
@click.option("--format", "style", type=click.Choice(["diff", "text", "markdown"]), default="diff", show_default=True)
@pass_session
def command(
    session: Session,
    target: str | None,
    expected: str | None,
    only: tuple[str, ...],
    remove: tuple[str, ...],
    write: bool,
    output: Path | None,
    style: str,
) -> int:
    """Show what the models have to say where the database is right: classes, columns, enums, constraints, relationships.

    The diff goes to standard output, what else there is to say to standard error. It is proven: the models are imported
    and made real as they would be with it, and what then still differs is told. No file is written without --apply, and
    nothing is taken out of the models without --remove.

    Exit code 0 where the models say what the database has, 1 where not.

    \b
    drift models prod --expected models:app.models > models.diff
    drift models prod | git apply
    drift models prod --only 'public.query_*' --apply
    drift models prod --remove public.users.nickname
    """
    diff = session.investigate(target, expected).models.diff(only=only, remove=remove)
    if output is not None:
        write_output(output, diff.text)
    if style == "diff":
        click.echo(diff.text, nl=False)
        session.remark("Models", *diff.remarks())
    else:
        session.show(diff.document(), style)
    if write:
        for file in diff.apply():
            session.say(f"written: {file}")
        return 1 if diff.left else 0
    return diff.exit_code
