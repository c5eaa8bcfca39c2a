"""Makes what models emit for SQLite real. What SQLite refuses could not be checked: it is never taken for missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from drifttools.errors import SourceError
from drifttools.expected.base import Context, Expected, Source
from drifttools.model.snapshot import Unread

if TYPE_CHECKING:
    from drifttools.expected.replaying import Runs

_MAIN = "main"


def made_on_sqlite(source: Source, answer: Mapping[str, Any], context: Context) -> Expected:
    """Run what was emitted on a scratch file, and read it.

    Args:
        source: The models.
        answer: Of `scripts/models_sqlite.py`.
        context: How it is done.

    Raises:
        SourceError: SQLite took nothing of it, or refused what belongs to no table.
    """
    from drifttools.expected.replaying import prepared

    unread = [
        Unread(kind, ".".join(filter(None, (_MAIN, table, name))), f"SQLite cannot have what the models say: {reason}")
        for kind, table, name, reason in answer["untold"]
    ]
    if answer["schemas"]:
        context.progress(f"SQLite has no schemas: the tables of {', '.join(answer['schemas'])} are expected in main")
    pairs: list[tuple[str, list[str]]] = list(zip(answer["statements"], answer["about"], strict=True))
    context.progress(f"creating {len(pairs)} objects")
    with context.throw_away() as scratch, scratch.database(str(source.spec)) as database:
        session = prepared(scratch, database, context)
        refused: set[str] = {entry.object for entry in unread if entry.kind == "table"}
        for statement, (table, index) in pairs:
            label = f"{_MAIN}.{table}"
            if index and label in refused:
                continue
            if (said := _refusal(session, statement, table, source)) is None:
                continue
            reason = f"SQLite refuses what the models emit: {said}"
            unread.append(Unread("index", f"{label}.{index}", reason) if index else Unread("table", label, reason))
            if not index:
                refused.add(label)
            context.progress(f"{label}: {reason}")
        if pairs and len(refused) == sum(not index for _, (_, index) in pairs):
            raise SourceError(
                f"SQLite took none of the tables that {source.spec} emits: {unread[-1].reason}",
                hint="models for PostgreSQL alone need a PostgreSQL target: drift audit postgresql://... ",
            )
        snapshot = source.read_scratch(database)
    return Expected(replace(snapshot, unread=(*snapshot.unread, *unread)), source.spec)


def _refusal(session: Runs, statement: str, table: str, source: Source) -> str | None:
    """What SQLite says against a statement; None where it takes it."""
    try:
        session.run(statement, str(source.spec))
    except SourceError as problem:
        if not table:
            raise
        return problem.server or problem.what
    return None
