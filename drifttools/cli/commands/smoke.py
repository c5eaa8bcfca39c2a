"""`drift smoke`."""

from __future__ import annotations

from pathlib import Path

import click

from drifttools.cli.session import Session, pass_session

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("smoke")
@click.argument("target", required=False)
@click.option("--incident", help="Beside this incident: errors are linked with its findings, and test runs kept in it.")
@click.option("--junit-before", multiple=True, type=_FILE, help="Compare test runs: JUnit's XML of one before; several.")
@click.option("--junit-after", multiple=True, type=_FILE, help="And of the one after the repair; several times.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@pass_session
def command(
    session: Session,
    target: str | None,
    incident: str | None,
    junit_before: tuple[Path, ...],
    junit_after: tuple[Path, ...],
    style: str,
) -> int:
    """Run the smoke tests of drift.toml now, or compare test runs; the errors that they meet are explained.

    \b
    drift smoke prod                                              every [[smoke]]: requests, queries, commands
    drift smoke --incident latest --junit-before a.xml --junit-after b.xml

    Audit and verification run them by themselves. Exit code 0 all pass, 1 not all do, 3 one could not be run.
    """
    if bool(target) == bool(incident):
        raise click.UsageError("give a TARGET or --incident")
    inv = session.investigate(target, None, incident=incident)
    found = inv.tests(junit_before, junit_after) if junit_before or junit_after else inv.smoke()
    if style == "json":
        from drifttools.model.codec import pretty_json

        click.echo(pretty_json(found), nl=False)
    else:
        session.show(found.document(), style)
    return found.exit_code
