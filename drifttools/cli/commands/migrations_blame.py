"""`drift migrations blame`."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session
from drifttools.model.places import short


@click.command("blame")
@click.argument("object_name", metavar="OBJECT")
@click.argument("target", required=False)
@click.argument("expected", required=False)
@click.option("--format", "style", type=click.Choice(["text", "markdown", "csv"]), default="text", show_default=True)
@pass_session
def command(session: Session, object_name: str, target: str | None, expected: str | None, style: str) -> int:
    """Say which migrations made and changed OBJECT, with the line of the statement, the date and the author.

    The history that EXPECTED names is replayed one migration at a time on a scratch database; TARGET is not needed for
    more than its release. OBJECT is a name, or KIND:NAME. Exit 0 where a migration made it, 1 where none did.

    \b
    drift migrations blame users.email prod alembic:alembic.ini
    drift migrations blame index:users_email_idx prod
    """
    from drifttools.cli.frames import print_frame

    frame = session.investigate(target, expected).migrations.blame(object_name)
    if frame.empty:
        session.say(f"no migration made anything called {object_name}")
        return 1
    if style != "csv":  # for a screen: one place, a day, and no column that says nothing
        frame["place"] = frame["file"].map(short, na_action="ignore") + ":" + frame["line"].astype("string")
        frame["date"] = frame["date"].str[:10]
        told = ["kind", "object", "deed", "attributes", "migration", "place", "date", "author", "former"]
        frame = frame[[column for column in told if (frame[column].fillna("") != "").any()]]
    print_frame(session, frame, f"What made {object_name}", style)
    return 0
