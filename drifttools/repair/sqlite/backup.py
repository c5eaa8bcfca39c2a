"""The backup of a SQLite database before it is changed, and the proof that it is whole."""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Callable, Collection
from pathlib import Path

from drifttools.errors import ApplyError
from drifttools.repair.sqlite.checks import Ask
from drifttools.sql.compose import compose
from drifttools.sql.sqlite_ddl import quoted

# VACUUM leaves `sqlite_sequence` out where no table is AUTOINCREMENT any more
_SCHEMA = "select type, name, tbl_name, sql from sqlite_schema where name <> 'sqlite_sequence' order by type, name, sql"
_TABLES = """
select name from sqlite_schema
where type = 'table' and sql not like 'create virtual%' and name <> 'sqlite_sequence' order by name
"""
WRITE = "vacuum into ?"


def named(folder: Path, plan: str, run: str) -> Path:
    """Where the backup of a run goes; what an earlier run left half-written goes away."""
    for left in folder.glob(f"backup-{plan}-*.part"):
        left.unlink(missing_ok=True)
    return folder / f"backup-{plan}-{run}.sqlite"


def left_over(folder: Path, plan: str, known: Collection[str]) -> list[str]:
    """The backups of a plan that no run which came to its end has made."""
    return [str(one) for one in sorted(folder.glob(f"backup-{plan}-*.sqlite")) if one.name not in known]


def keep(written: Path, path: Path, live: Ask, copy: Callable[[Path], contextlib.AbstractContextManager[Ask]]) -> None:
    """Prove a backup that was written, sync it to disk and give it its name.

    Args:
        written: The file; `path`: its name from then on.
        live: Asks the database, whose write lock is held.
        copy: Opens the backup, to ask it.

    Raises:
        ApplyError: It is not what the database is.
    """
    with copy(written) as ask:
        problem = _differs(live, ask)
    if problem:
        raise ApplyError(
            f"the backup {written} is not what the database is ({problem}): nothing was changed",
            hint="look at the disk, then apply again",
        )
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    written.chmod(0o600)
    written.replace(path)


def _differs(live: Ask, copy: Ask) -> str:
    said = [str(row[0]) for row in copy("PRAGMA integrity_check")]
    # what the rows themselves violate, the database violates too
    if said != ["ok"] and said != [str(row[0]) for row in live("PRAGMA integrity_check")]:
        return f"integrity_check says: {said[0]}"
    if live(_SCHEMA) != copy(_SCHEMA):
        return "its schema is another"
    for (name,) in live(_TABLES):
        query = str(compose("select count(*) from {}", quoted(str(name))))
        if live(query) != copy(query):
            return f"{name} has another number of rows"
    return ""


def restore_command(backup: Path, database: Path) -> str:
    """The command that puts a backup in the place of the database, through SQLite's own locks."""
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))"
    return f"python3 -c {shlex.quote(code)} {shlex.quote(str(backup))} {shlex.quote(str(database))}"
