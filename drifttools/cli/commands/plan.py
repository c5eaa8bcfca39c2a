"""`drift plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drifttools.cli.pairs import pair
from drifttools.cli.session import Session, incident_argument, pass_session
from drifttools.errors import UsageError

if TYPE_CHECKING:
    from drifttools.repair.mending import Mend

_VALUE = "QUESTION.COLUMN=SQL"
_NAMED = '--mend QUESTION=insert --set "QUESTION.COLUMN=SQL"; drift mend --help'


@click.command("plan")
@incident_argument
@click.option("--drop", multiple=True, help="Name (or pattern) of an unexpected object that may be dropped.")
@click.option("--only", multiple=True, help="Name (or pattern) of an object to repair; else all.")
@click.option(
    "--way",
    "ways",
    multiple=True,
    metavar="NAME=WAY",
    help="What is done where rows are in the way: default, using:EXPRESSION, quarantine, leave; not-valid on PostgreSQL.",
)
@click.option(
    "--mend",
    "mends",
    multiple=True,
    metavar="QUESTION=WAY",
    help="Also put right the rows of a question of drift probe: quarantine, empty, insert.",
)
@click.option("--set", "values", multiple=True, metavar="[QUESTION.]COLUMN=SQL", help="For insert: see drift mend.")
@click.option(
    "--maintenance", is_flag=True, help="PostgreSQL: nobody else works meanwhile; the short way, in one transaction."
)
@click.option(
    "--online-above",
    "online",
    type=click.IntRange(0),
    metavar="MB",
    help="PostgreSQL: tables from this size on stay usable.",
)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "sql"]), default="text", show_default=True)
@pass_session
def command(
    session: Session,
    incident: str,
    drop: tuple[str, ...],
    only: tuple[str, ...],
    ways: tuple[str, ...],
    mends: tuple[str, ...],
    values: tuple[str, ...],
    maintenance: bool,
    online: int | None,
    style: str,
) -> int:
    """Plan the repair of INCIDENT. Nothing is changed, and nothing is dropped that --drop does not name.

    Rows that a change would fail on are counted first, with SELECT. The change is then left alone, and the plan says how
    many they are, the keys of some, and the ways to go: choose one with --way NAME=WAY and plan again.
    """
    inv = session.investigate(incident=incident)
    plan = inv.plan(
        drop=drop,
        only=only,
        ways=ways,
        maintenance=maintenance,
        online_above_mb=online,
        mends=mends_of(mends, values),
    )
    if style == "sql":
        click.echo((inv.folder.path / "repair.sql").read_text(encoding="utf-8"), nl=False)
    else:
        session.show(plan.document(), style)
        if plan.steps:
            session.say(f"next: drift rehearse {inv.incident}")
    return 0


def mends_of(mends: tuple[str, ...], values: tuple[str, ...]) -> list[Mend]:
    """What is wanted of rows. A value without a question is of the only one for which partners are made."""
    from drifttools.repair.mending import Mend, Mending

    ways = dict(pair(one, "QUESTION=WAY", hint="drift probe shows the questions with their names") for one in mends)
    wanted: dict[str, dict[str, str]] = {question: {} for question in ways}
    alone = [question for question, way in ways.items() if way == Mending.INSERT]
    for one in values:
        named, text = pair(one, _VALUE, hint=_NAMED)
        question, dot, column = named.rpartition(".")
        question = question if dot else alone[0] if len(alone) == 1 else ""
        if not column or question not in wanted:
            raise UsageError(f"{one!r} is not {_VALUE} of a question that --mend names", hint=_NAMED)
        wanted[question][column] = text
    return [Mend(question, way, wanted[question]) for question, way in ways.items()]
