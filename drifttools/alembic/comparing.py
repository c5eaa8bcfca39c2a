"""`compare_type` and `compare_server_default`: two columns are the same where PostgreSQL prints them alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drifttools.alembic.probe import Probe, Refused, Seen
from drifttools.sql.compose import value
from drifttools.sql.spelling import one_spelling

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Column
    from sqlalchemy.types import TypeEngine


def compare_type(
    context: MigrationContext,
    inspected_column: Column[Any],
    metadata_column: Column[Any],
    inspected_type: TypeEngine[Any],
    metadata_type: TypeEngine[Any],
) -> bool | None:
    """Whether the type of a column differs: time zone, precision, length, array, collation, another enum.

    The labels of an enum are no matter of the column: autogenerate compares them once for each type.

    Returns:
        None where it is left to Alembic: another database than PostgreSQL, or a column that could not be tried.
    """
    del inspected_column, inspected_type, metadata_type
    probe = Probe.of(context)
    if probe is None:
        return None
    live, wanted = probe.live(metadata_column), probe.wanted(metadata_column)
    if live is None:
        return None
    if isinstance(wanted, Refused):
        # a default that the live type refuses says nothing of the type itself
        wanted = probe.type_alone(metadata_column)
    if isinstance(wanted, Refused):
        if not wanted.absent:
            return None
        # an enum of the models that is not there yet is made before the column is changed to it
        return True
    return (live.type, live.collation) != (wanted.type, wanted.collation)


def compare_server_default(
    context: MigrationContext,
    inspected_column: Column[Any],
    metadata_column: Column[Any],
    inspected_default: str | None,
    metadata_default: object,
    rendered_metadata_default: str | None,
) -> bool | None:
    """Whether the default of a column differs. No default is evaluated: a function may answer differently each time.

    Returns:
        None where it is left to Alembic: another database than PostgreSQL.
    """
    del inspected_column, inspected_default, metadata_default, rendered_metadata_default
    probe = Probe.of(context)
    if probe is None:
        return None
    if metadata_column.primary_key and metadata_column is metadata_column.table.autoincrement_column:
        return False  # SERIAL: its sequence and default come with the column
    live, wanted = probe.live(metadata_column), probe.wanted(metadata_column)
    if live is None:
        return None
    if isinstance(wanted, Refused):
        # Alembic would now evaluate both on the server, which refuses that too and ends the whole run. What could not
        # even be made is not what is there; where it could not be tried at all, a warning was given.
        return wanted.absent and not _renamed_along(live, metadata_column)
    return one_spelling(live.default or "") != one_spelling(wanted.default or "")


def _renamed_along(live: Seen, column: Column[Any]) -> bool:
    """Whether the default is a label in another case: it follows when the revision renames the label."""
    wanted = getattr(column.server_default, "arg", None)
    held = (live.default or "").rpartition("::")[0]
    return isinstance(wanted, str) and held.casefold() == str(value(wanted)).casefold()
