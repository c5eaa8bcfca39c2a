"""`drift mend`."""

from __future__ import annotations

import click

from drifttools.cli.pairs import pair
from drifttools.cli.session import Session, pass_session


@click.command("mend")
@click.argument("target")
@click.argument("question")
@click.option("--way", type=click.Choice(["quarantine", "empty", "insert"]), required=True, help="What is done.")
@click.option("--set", "values", multiple=True, metavar="COLUMN=SQL", help="For insert: a column, from the row t.")
@click.option("--expected", help="KIND:ARGUMENT[@REVISION], for questions about an expected state.")
@click.option("--format", "style", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@pass_session
def command(
    session: Session, target: str, question: str, way: str, values: tuple[str, ...], expected: str | None, style: str
) -> int:
    """Plan to put right the rows that QUESTION of drift probe found. Nothing is changed before drift apply.

    quarantine takes the rows into a table of the schema drifttools (of a SQLite file: a table drifttools_mended_...), empty
    writes null where a reference leads nowhere, insert makes the partners that are missing. Each is counted before and
    after, and drift rollback takes it back.

    \b
    drift mend prod Q1a2b3c4d5e --way quarantine
    drift mend prod Q1a2b3c4d5e --way insert --set "status='pending'" --set "customer_id=t.customer_user_id"
    """
    wanted = dict(pair(one, "COLUMN=SQL", hint="drift mend --help") for one in values)
    inv = session.investigate(target, expected, title="Rows put right")
    plan = inv.mend(question, way, wanted)
    session.show(plan.document(), style)
    session.say(f"next: drift apply {inv.incident} --confirm {plan.token}")
    return 0
