"""Random changes of a SQLite schema, each of a sort that people make."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from tests.random_sqlite.draft import (
    CHECKS,
    COLLATIONS,
    GENERATED,
    INDEX_KEYS,
    Chance,
    add_check,
    add_column,
    add_foreign_key,
    add_index,
    add_primary_key,
    add_table,
    add_trigger,
    add_unique,
    add_view,
    compute,
    foreign_text,
    new_default,
    new_name,
    new_not_null,
    new_type,
)
from tests.random_sqlite.schema import Column, Constraint, Other, Schema, Table

Sort = Callable[[Chance, Schema], object]
SORTS: list[Sort] = [add_table, add_index, add_view, add_trigger]


def mutated(chance: Chance, schema: Schema, count: int) -> tuple[Schema, list[str]]:
    """A copy of a schema with some changes, and what they were."""
    made = deepcopy(schema)
    sorts = chance.sample(SORTS, count)
    for sort in sorts:
        sort(chance, made)
    return made, [getattr(sort, "__name__", "") for sort in sorts]


def _sort(make: Sort) -> Sort:
    SORTS.append(make)
    return make


def _table(chance: Chance, schema: Schema) -> Table:
    return chance.choice(schema.tables)


def _plain(chance: Chance, schema: Schema) -> tuple[Table, Column]:
    found = [
        (table, one) for table in schema.tables for one in table.columns if not one.generated and one is not table.alias
    ]
    return chance.choice(found) if found else (schema.tables[0], schema.tables[0].columns[0])


def _constraint(chance: Chance, schema: Schema, *sorts: str) -> tuple[Table, Constraint] | None:
    found = [(table, one) for table in schema.tables for one in table.constraints if one.sort in sorts]
    return chance.choice(found) if found else None


@_sort
def new_column(chance: Chance, schema: Schema) -> None:
    """A column more, which has a value where it must have one."""
    table = _table(chance, schema)
    column = add_column(chance, schema, table)
    if column.not_null and column.default in ("", "null"):
        column.default = new_default(chance, table, column)


@_sort
def two_new_columns(chance: Chance, schema: Schema) -> None:
    """Two at the end of one table."""
    table = _table(chance, schema)
    for _ in range(2):
        column = add_column(chance, schema, table)
        column.not_null = ""
        table.columns.remove(column)
        table.columns.append(column)


@_sort
def drop_column(chance: Chance, schema: Schema) -> None:
    """A column goes, and what names it."""
    table = _table(chance, schema)
    if len([one for one in table.columns if not one.generated]) > 1:
        plain = [one for one in table.columns if not any(one in other.of for other in table.columns)]
        schema.forget(chance.choice(plain))


@_sort
def drop_table(chance: Chance, schema: Schema) -> None:
    """A table goes."""
    if len(schema.tables) > 1:
        schema.forget(_table(chance, schema))


@_sort
def drop_other(chance: Chance, schema: Schema) -> None:
    """An index, a view or a trigger goes."""
    if schema.others:
        schema.forget(chance.choice(schema.others))


@_sort
def other_type(chance: Chance, schema: Schema) -> None:
    """Another type."""
    table, column = _plain(chance, schema)
    column.type = new_type(chance, table)
    if column.default and table.strict:
        column.default = new_default(chance, table, column)


@_sort
def other_default(chance: Chance, schema: Schema) -> None:
    """Another default, or none."""
    table, column = _plain(chance, schema)
    if not column.generated:
        column.default = new_default(chance, table, column) if chance.happens(0.8) else ""


@_sort
def other_null(chance: Chance, schema: Schema) -> None:
    """NOT NULL or not, with another name or another way of refusing."""
    _, column = _plain(chance, schema)
    if not column.generated:
        column.not_null = "" if column.not_null and chance.happens(0.5) else new_not_null(chance)


@_sort
def other_collation(chance: Chance, schema: Schema) -> None:
    """Another collation."""
    _, column = _plain(chance, schema)
    column.collate = chance.choice(("", *COLLATIONS))


@_sort
def other_order(chance: Chance, schema: Schema) -> None:
    """The columns in another order, and a comment."""
    chance.shuffle(_table(chance, schema).columns)


@_sort
def computed_or_not(chance: Chance, schema: Schema) -> None:
    """A computed column becomes a plain one, or another one, or a plain one is computed."""
    table, column = _plain(chance, schema)
    computed = [one for one in table.columns if one.generated]
    if computed and chance.happens(0.7):
        column = chance.choice(computed)
        column.generated, column.stored = chance.choice((column.generated, "", *GENERATED)), chance.happens(0.5)
        column.of = column.of if column.generated else []
    elif not column.generated and not any(column in one.columns for one in table.constraints):
        plain = [one for one in table.columns if not one.generated and one is not column]
        if plain and not any(column in one.of for one in table.columns):
            compute(chance, column, plain)


@_sort
def other_key(chance: Chance, schema: Schema) -> None:
    """Another primary key, or none."""
    table = _table(chance, schema)
    if table.key is not None:
        schema.forget_key(table, table.key)
    if chance.happens(0.7):
        add_primary_key(chance, table)


@_sort
def new_unique(chance: Chance, schema: Schema) -> None:
    """A UNIQUE more."""
    add_unique(chance, _table(chance, schema))


@_sort
def new_check(chance: Chance, schema: Schema) -> None:
    """A CHECK more."""
    add_check(chance, _table(chance, schema))


@_sort
def new_reference(chance: Chance, schema: Schema) -> None:
    """A foreign key more."""
    add_foreign_key(chance, schema, _table(chance, schema))


@_sort
def drop_constraint(chance: Chance, schema: Schema) -> None:
    """A constraint goes."""
    found = _constraint(chance, schema, "unique", "check", "foreign key", "primary key")
    if found is not None:
        schema.forget_key(*found)


@_sort
def other_reference(chance: Chance, schema: Schema) -> None:
    """A foreign key does something else, or goes the other way about."""
    found = _constraint(chance, schema, "foreign key")
    if found is not None:
        found[1].text = foreign_text(chance)


@_sort
def other_check(chance: Chance, schema: Schema) -> None:
    """A CHECK asks for something else, or is called something else."""
    found = _constraint(chance, schema, "check")
    if found is not None:
        found[1].text, found[1].name = chance.choice((found[1].text, *CHECKS)), new_name(chance)


@_sort
def other_unique(chance: Chance, schema: Schema) -> None:
    """A UNIQUE in another order, or which does something else about what is there twice."""
    found = _constraint(chance, schema, "unique")
    if found is not None:
        found[1].text = chance.choice(("", "on conflict ignore", "on conflict fail"))
        found[1].name = new_name(chance)


@_sort
def elsewhere(chance: Chance, schema: Schema) -> None:
    """A constraint is written at the end of its table instead of in its column, or the other way about: nothing changes."""
    found = _constraint(chance, schema, "unique", "check", "foreign key")
    if found is not None and len(found[1].columns) == 1 and not any(found[1].orders):
        found[1].inline = not found[1].inline
        found[1].orders = [""] * (found[1].sort == "unique")


@_sort
def strict_or_not(chance: Chance, schema: Schema) -> None:
    """STRICT comes or goes."""
    table = _table(chance, schema)
    table.strict = not table.strict
    for column in table.columns if table.strict else ():
        column.type = column.type if column is table.alias else "ANY"


@_sort
def without_rowid_or_not(chance: Chance, schema: Schema) -> None:
    """WITHOUT ROWID comes or goes."""
    table = _table(chance, schema)
    if table.key is not None and "autoincrement" not in table.key.text:
        table.without_rowid = not table.without_rowid


@_sort
def autoincrement_or_not(chance: Chance, schema: Schema) -> None:
    """AUTOINCREMENT comes or goes."""
    found = [table for table in schema.tables if table.alias is not None and table.key is not None]
    key = chance.choice(found).key if found else None
    if key is not None:
        key.text = "" if key.text else "autoincrement"
        key.orders = [""]


@_sort
def rename_column(chance: Chance, schema: Schema) -> None:
    """Another name for a column, wherever it is named."""
    table = _table(chance, schema)
    taken = frozenset(one.name.lower() for one in table.columns)
    chance.choice(table.columns).name = chance.name(Schema(), taken)


@_sort
def rename_table(chance: Chance, schema: Schema) -> None:
    """Another name for a table, wherever it is named."""
    _table(chance, schema).name = chance.name(schema)


@_sort
def rename_other(chance: Chance, schema: Schema) -> None:
    """Another name for an index, a view or a trigger."""
    if schema.others:
        chance.choice(schema.others).name = chance.name(schema)


@_sort
def other_index(chance: Chance, schema: Schema) -> None:
    """An index of the same name that is another."""
    found = [one for one in schema.others if one.sort.endswith("index")]
    if found:
        one = chance.choice(found)
        table = one.about[0]
        assert isinstance(table, Table)
        columns = chance.some(table.columns, 2)
        about: list[Table | Column | Other] = [table, *columns]
        one.text, one.about = f"on {{}} ({', '.join(chance.choice(INDEX_KEYS) for _ in columns)})", about
