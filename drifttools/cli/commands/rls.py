"""`drift rls`."""

from __future__ import annotations

import click

from drifttools.cli.frames import put
from drifttools.cli.pairs import pair
from drifttools.cli.session import Session, pass_session


@click.command("rls")
@click.argument("target")
@click.option("--role", help="The role to be, as the API would; else every [[rls]] of drift.toml.")
@click.option("--claims", help='Of its token: JSON, or a file that holds it. {"sub": "...", "role": "authenticated"}')
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting that policies look at; several times."
)
@click.option("--as", "names", multiple=True, metavar="NAME", help="Only this [[rls]] of drift.toml; several times.")
@click.option("--table", "tables", multiple=True, metavar="PATTERN", help="Only tables of this name; several times.")
@click.option("--live", is_flag=True, help="Send INSERT, UPDATE and DELETE, too, for a few rows, and roll them back.")
@click.option("--rows", type=click.IntRange(1, 100), help="With --live: for how many rows. [default: 5]")
@click.option(
    "--format", "style", type=click.Choice(["text", "markdown", "csv", "json"]), default="text", show_default=True
)
@pass_session
def command(
    session: Session,
    target: str,
    role: str | None,
    claims: str | None,
    settings: tuple[str, ...],
    names: tuple[str, ...],
    tables: tuple[str, ...],
    live: bool,
    rows: int | None,
    style: str,
) -> int:
    """Try row-level security on TARGET: as a role with claims, what may each command see or write, and why?

    \b
    drift rls prod --role anon
    drift rls prod --role authenticated --claims '{"sub": "f4d90392-..."}' --table app.sessions
    drift rls prod                       every [[rls]] of drift.toml

    Without --live it only reads: SELECT is sent as the role, and for the other commands the server evaluates the policies
    for each row. Exit code 0 as wanted, 1 not as `allowed` and `denied` of [[rls]] say, 3 something could not be checked.
    """
    from drifttools.config.personas import Persona, claims_of

    if (claims or settings) and not role:
        raise click.UsageError("--claims and --set need --role")
    if role and names:
        raise click.UsageError("--role and --as exclude each other")
    wanted = dict(pair(one, "NAME=VALUE", hint="drift rls --help", empty=True) for one in settings)
    inv = session.investigate(target, None)
    given = (Persona(role, role, claims_of(claims) if claims else {}, wanted),) if role else ()
    found = inv.rls(*(given or names), tables=tables, live=live, rows=rows)
    put(session, found, "Row-level security", style, records=found.records)
    return found.exit_code
