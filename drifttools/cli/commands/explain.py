"""`drift explain`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.cli.session import Session, pass_session
from drifttools.errors import UsageError

if TYPE_CHECKING:
    from drifttools.investigation import Investigation


@click.command("explain")
@click.argument("text", required=False)
@click.option("--target", help="The database to ask; else the one of drift.toml, where it has just one.")
@click.option("--expected", help="KIND:ARGUMENT[@REVISION]: then it is told which migration should have made it.")
@click.option("--incident", help="The incident whose findings are laid beside it; else the newest one of the target.")
@click.option(
    "--role", help="Whose search_path and privileges count; else the one that the text names, else the one that connects."
)
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True
)
@pass_session
def command(
    session: Session,
    text: str | None,
    target: str | None,
    expected: str | None,
    incident: str | None,
    role: str | None,
    style: str,
) -> int:
    """Say what an error TEXT means: a log line, a traceback, an answer of PostgREST or Prisma, several at once.

    TEXT is the text itself, a file, or - for standard input (as without one). Values and passwords in it are not repeated,
    and nothing is changed. Without a database it is told what the text says, and what to run.

    Exit 0 where every error is known, 1 where one is not, 3 where the database could not be asked.

    \b
    drift explain 'relation "users" does not exist' --target prod --role web
    journalctl -u api | drift explain - --target prod --format markdown
    drift explain crash.log
    """
    given = _given(text)
    from drifttools.investigation.triage import explain_text

    explained = explain_text(given, investigation_for(session, target, expected, incident), role)
    if style == "json":
        from drifttools.cli.machine import explained_json

        click.echo(explained_json(explained))
    elif style == "html":
        from drifttools.document import to_html_page

        click.echo(to_html_page(explained.document()), nl=False)
    else:
        session.show(explained.document(), style)
    return explained.exit_code


def investigation_for(
    session: Session, target: str | None, expected: str | None, incident: str | None
) -> Investigation | None:
    """That of the target; of the only one of drift.toml where none is named, if that can be had; else none."""
    if target or incident:
        return session.investigate(target, expected, incident=incident)
    try:
        return session.investigate(None, expected) if len(session.config.targets) == 1 else None
    except UsageError as problem:
        # nobody asked for this target, and the text can be answered without it
        session.say(f"no database is asked: {problem.what}")
        return None


def _given(text: str | None) -> str:
    """The text itself; of a file or of standard input where that is meant. Bytes that are no UTF-8 stay readable."""
    if text is None or text == "-":
        if text is None and sys.stdin.isatty():
            click.echo("paste the text, then Ctrl-D:", err=True)
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    if "\n" not in text and len(text) < 1_000:  # noqa: PLR2004 - longer than any path that somebody types
        path = Path(text)
        try:
            if path.is_file():
                return path.read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError):
            return text
    return text
