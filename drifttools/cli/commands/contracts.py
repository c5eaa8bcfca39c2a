"""`drift contracts`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("contracts")
@click.argument("modules", nargs=-1)
@click.option("--incident", help="Keep the result in this incident, for its report; `latest` for the newest.")
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
def command(session: Session, modules: tuple[str, ...], incident: str | None, fail_on: str, style: str) -> int:
    """Compare Pydantic models with the SQLAlchemy models that they are filled from, or that they fill.

    MODULES are packages or modules of the project that hold both; its own interpreter imports them, with every
    connection refused. Needs no database. A schema belongs to a model because an endpoint answers with it from that
    model, because their names say so (UserOut, UserCreate), or because [contracts.pairs] in drift.toml does.

    Exit 0 where all fits, 1 where something does not, 3 where nothing was found and not all could be checked.

    \b
    drift contracts app.schemas app.models
    drift contracts app --fail-on certain --format github
    """
    from drifttools.cli.code_output import put

    inv = session.investigate(incident=incident) if incident else session.without_target()
    return put(session, inv.contracts(*modules), fail_on, style, "API contracts")
