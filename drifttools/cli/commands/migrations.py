"""`drift migrations`: what migration files and ledgers say. Each command of the group is a file beside this one."""

from __future__ import annotations

import click

from drifttools.cli.groups import Commands, Table

COMMANDS: Table = {
    "status": ("migrations_status", "What the ledgers in the database note, beside the migrations on disk."),
    "write": ("migrations_write", "Write the plan of an incident as a migration of the project, proven by replaying."),
    "stamp": ("migrations_stamp", "Note migrations as applied without running them, where the catalog proves it."),
    "enums": ("migrations_enums", "What models send beside what enum types hold; duplicates, unused types, both repairs."),
    "ledgers": ("migrations_ledgers", "Every ledger in the database, whichever tool's and in whichever schema."),
    "blame": ("migrations_blame", "Which migrations made and changed an object: file, line, date, author."),
    "where": ("migrations_where", "Which revision the catalog matches best, whatever the ledger says."),
}


@click.group("migrations", cls=Commands, table=COMMANDS)
def command() -> None:
    """Lay the migrations on disk beside what the database notes as applied and what is really there."""
