"""Prints what was found in code, in every form that a command offers, and gives the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drifttools.cli.frames import print_frame
from drifttools.model.code import Certainty

if TYPE_CHECKING:
    from drifttools.cli.session import Session
    from drifttools.investigation.shown_code import ShownCode


def put(session: Session, found: ShownCode, fail_on: str, style: str, caption: str) -> int:
    """Print it.

    Args:
        session: Of the command.
        found: What was found.
        fail_on: The least certainty that counts for the exit code, which is returned.
        style: `text`, `markdown`, `json`, `csv` or `github`.
        caption: Of the table.
    """
    if style == "json":
        from drifttools.report.gate.code import json_of_code

        click.echo(json_of_code(found))
    elif style == "csv":
        print_frame(session, found.frame(), caption, style)
    else:
        session.show(found.document(), "text" if style == "github" else style)
        if style == "github":
            from drifttools.report.gate.code import github_of_code

            click.echo(github_of_code(found), nl=False)
    return found.exit_code_at(Certainty(fail_on))
