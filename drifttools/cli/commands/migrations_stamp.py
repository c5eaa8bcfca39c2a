"""`drift migrations stamp`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("stamp")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option(
    "--migration", "names", multiple=True, metavar="NAME", help="app.name, a name, a number or a pattern; several times."
)
@click.option("--to", metavar="NAME", help="The last one; all that it builds on goes along.")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(
    session: Session, target: str | None, expected: str | None, names: tuple[str, ...], to: str | None, style: str
) -> int:
    """Plan to note migrations as applied that nobody ran: what `--fake` and `stamp` of other tools do, but proven.

    The history is replayed, and everything that these migrations touch must be in TARGET as they make it; else the
    command refuses and names what is not. Nothing is changed: the rows are written by `drift apply` with the plan's token,
    in one transaction with the journal, after looking again; `drift rollback` takes them back.

    \b
    drift migrations stamp prod django:manage.py --migration shop.0042
    drift migrations stamp prod alembic:alembic.ini --to 1a2b3c
    """
    inv = session.investigate(target, expected, title="Migrations noted as applied")
    plan = inv.migrations.stamp(*names, to=to)
    session.show(plan.document(), style)
    session.say(f"next: drift apply {inv.incident} --confirm {plan.token}")
    return 0
