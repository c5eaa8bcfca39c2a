"""The rows that are in the way of a column: which ones, and the ways that the user may choose for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.kinds import column_not_null
from drifttools.kinds.casting import misfits, no_label, zone_presumed
from drifttools.kinds.hindrance import DEFAULT, QUARANTINE, USING, Hindrance, Rows, Sight, any_null
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, value

if TYPE_CHECKING:
    from drifttools.kinds.column import Column


def hindrances(column: Column, before: Column | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
    """Rows that adding the column, or making it of `before`, would fail on or change; see `Kind.hindrances`."""
    if column.inherited or column.generated or column.remote:
        return
    table, label = (column.schema, column.table), _rows_of(column)
    if before is None:
        if column.not_null and column.default is None and not column.identity:
            yield Rows(table, f"{label} that get no value for {column.column}", (USING,), wants_value=True)
        return
    if "not_null" in changed and column.not_null and column.not_null_validated:
        ways = (*([DEFAULT] if column.default is not None else []), USING, QUARANTINE)
        about, where = f"{label} with a null in {column.column}", any_null([column.column])
        yield Rows(table, about, ways, wants_value=True, where=where)
    if "type" in changed and not before.generated:
        yield from _misfits(column, before, sight)


def _rows_of(column: Column) -> str:
    return f"rows of {column.schema}.{column.table}"


def _misfits(column: Column, before: Column, sight: Sight) -> Iterator[Hindrance]:
    """Rows whose value does not become one of the new type, or another one than it was."""
    table, label, values = (column.schema, column.table), _rows_of(column), compose("t.{}", column.sql_name)
    array = column.type.endswith("[]")
    labels = sight.labels(column.type.removesuffix("[]"))
    if labels is not None and array == before.type.endswith("[]"):
        about = f"{label} whose {column.column} is no label of {column.type}"
        yield Rows(table, about, (USING, QUARANTINE), where=no_label(values, labels, array=array))
        return
    cast = compose("{}{}::{}", values, before.by_way_of_text(column), deparsed(column.type))
    for misfit in misfits(values, before.type, column.type, cast, sight.major):
        about = f"{label} whose {column.column} is {misfit.about}"
        yield Rows(table, about, (USING,) if misfit.trial else (USING, QUARANTINE), misfit.trial, where=misfit.where)


def presumes(column: Column, before: Column, changed: frozenset[str]) -> Iterator[str]:
    """What a change of its type takes for granted of the values that are there; see `Kind.presumes`."""
    if "type" not in changed or column.generated or before.generated or column.remote:
        return
    way = zone_presumed(before.type, column.type)
    if way:
        example = compose("{} at time zone {}", column.sql_name, value("Europe/Berlin"))
        yield f'{way}; of another zone: --way "{column.label}=using:{example}"'


def another_way(
    column: Column, before: Column | None, changed: frozenset[str], way: str, expression: Sql
) -> Iterator[Statement]:
    """The statements where the user chose a way; see `Kind.another_way`."""
    value_of = deparsed(column.default or "null") if way == DEFAULT else expression
    if before is None:
        yield replace(column, not_null=False).addition()
        yield _filled(column, value_of)
        yield from column_not_null.made(column)
        return
    retyped = way == USING and "type" in changed
    for statement in before.alter(column, changed):
        if statement.hazards == ("set-not-null",) and not retyped:
            yield _filled(column, value_of)
        if retyped and statement.hazards[0] in ("alter-type-rewrite", "alter-type-in-place"):
            collate = compose(" collate {}", deparsed(column.collation)) if column.collation else NOTHING
            action = compose("type {}{} using {}", deparsed(column.type), collate, expression)
            yield column.column_action(action, "alter-type-rewrite")
        else:
            yield statement


def _filled(column: Column, value_of: Sql) -> Statement:
    sql = compose("update {} set {} = {} where {} is null", column.on, column.sql_name, value_of, column.sql_name)
    return Statement(str(sql), ("fill-rows",), (str(column.on),))
