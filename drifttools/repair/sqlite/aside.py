"""Tables of ours in which a step keeps rows that it took out of a table, until the way back brings them again.

SQLite has no schemas, so such a table stands beside the others; its columns have no types, so that every value is kept as
it is. Foreign keys are off: what refers to such a row refers to nothing then, and the executor refuses the COMMIT. Triggers
of the table fire, as for any other DELETE and INSERT, so that what they keep up to date (a full-text index) stays right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from drifttools.model.plan import Statement, Step
from drifttools.repair.sqlite.schema import Entry
from drifttools.sql.compose import Sql, compose, joined, word
from drifttools.sql.sqlite_ddl import TableText, quoted
from drifttools.sql.sqlite_identity import identity_of

ROWID = "drifttools_rowid"
"""What the rowid is called in a table of ours."""
_HAZARD = ("sqlite-quarantine",)
_NAMED = r'"(drifttools_(?:quarantine_\w+|mended_\w+_quarantine))"'
_MAKES = re.compile(f"CREATE TABLE {_NAMED}")
_DROPS = re.compile(f"DROP TABLE {_NAMED}")


@dataclass(frozen=True, slots=True)
class Moves:
    """Rows that go aside, and come again.

    Args:
        kept: The name of the table that holds them meanwhile.
        forth, back: The statements.
    """

    kept: str
    forth: tuple[Statement, ...]
    back: tuple[Statement, ...]


def quarantine_name(*said: str) -> str:
    """The name of the table for some rows: the same for the same rows, so that it shows which were taken."""
    return f"drifttools_quarantine_{hashlib.sha256(chr(0).join(said).encode()).hexdigest()[:10]}"


def moves(table: TableText, where: Sql, kept: str) -> Moves:
    """Take the rows `t` of a condition aside; raises ValueError where nothing tells rows apart."""
    identity = identity_of(table)
    if identity is None:
        raise ValueError(f"nothing tells the rows of {table.name} apart")
    own = [quoted(column.name) for column in table.columns if not column.generated]
    read = [*(identity.columns if identity.hidden else ()), *own]
    held = [*((quoted(ROWID),) if identity.hidden else ()), *own]
    name, ours = quoted(table.name), quoted(kept)
    known = [quoted(ROWID)] if identity.hidden else list(identity.columns)
    forth = (
        compose("CREATE TABLE {} ({})", ours, joined(held)),
        compose("INSERT INTO {} SELECT {} FROM {} t WHERE {}", ours, joined(read), name, where),
        compose("DELETE FROM {} WHERE ({}) IN (SELECT {} FROM {})", name, joined(identity.columns), joined(known), ours),
    )
    back = (
        compose("INSERT INTO {} ({}) SELECT {} FROM {}", name, joined(read), joined(held), ours),
        compose("DROP TABLE {}", ours),
    )
    lock = (str(name),)
    return Moves(
        kept,
        tuple(Statement(str(sql), _HAZARD, lock) for sql in forth),
        tuple(Statement(str(sql), _HAZARD, lock) for sql in back),
    )


def aside_notes(found: Moves | None, attached: Iterable[Entry]) -> tuple[str, ...]:
    """What a plan says of rows that go aside."""
    if found is None:
        return ()
    fire = ", ".join(one.name for one in attached if one.type == "trigger")
    return (f"the rows are kept in {found.kept}", *((f"triggers fire when they go: {fire}",) if fire else ()))


def rows_of(step: Step, statements: Iterable[str]) -> tuple[Sql, Sql]:
    """How many rows there are before and after statements of a step, in its table and in those of ours, as expressions.

    Whatever is taken out and brought back, the two are equal, or rows are lost.
    """
    texts = [*statements]
    table = step.key[-1]
    made = [found[1] for text in texts if (found := _MAKES.match(text))]
    gone = [found[1] for text in texts if (found := _DROPS.match(text))]
    return _number((table, *gone)), _number((table, *made))


def kept_of(steps: Iterable[Step]) -> dict[str, tuple[str, ...]]:
    """By table, those of ours that have rows of it once these steps are done."""
    found: dict[str, tuple[str, ...]] = {}
    for step in steps:
        made = [there[1] for text in step.statements if (there := _MAKES.match(text))]
        if made:
            table = step.key[1]
            found[table] = (*found.get(table, ()), *made)
    return found


def _number(tables: Iterable[str]) -> Sql:
    return joined((compose("(SELECT count(*) FROM {})", quoted(table)) for table in tables), " + ") or word("0")
