"""Constraints and indexes of tables that the models have: written, written otherwise, taken away."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.live import referenced
from drifttools.modelcode.python_file import PythonFile, arguments_of, called, keyword_of
from drifttools.modelcode.sqlalchemy_column_text import ColumnWriter
from drifttools.modelcode.sqlalchemy_declared import declared_column
from drifttools.modelcode.sqlalchemy_models import Models, named_column
from drifttools.modelcode.sqlalchemy_parts import constraint_call, index_call
from drifttools.modelcode.table_arguments import TableArguments, module_calls

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint
    from drifttools.kinds.index import Index

_CALLS = {
    "primary key": "PrimaryKeyConstraint",
    "unique": "UniqueConstraint",
    "foreign key": "ForeignKeyConstraint",
    "check": "CheckConstraint",
    "exclusion": "ExcludeConstraint",
}


def add_constraint(models: Models, table: DescribedTable, constraint: Constraint) -> bool:
    """Write a constraint that the models lack."""
    label = f"constraint {constraint.label}"
    if constraint.inherited:
        return False
    if constraint.type == "primary key":
        return _primary_key(models, table, constraint)
    if constraint.type == "foreign key":
        target = referenced(constraint)
        if not (models.table(target) or target in models.new_tables or target == table.key):
            models.project.note(label, f"the models have no table {'.'.join(target)} that it could lead to")
            return False
        if _foreign_key_in_column(models, table, constraint):
            return True
    arguments = TableArguments(models, table)
    if arguments.file is None:
        return False
    text = constraint_call(models, table.key, constraint, arguments.file)
    if text is None:
        models.project.note(label, "SQLAlchemy has no words for it")
        return False
    return _added(models, arguments, text, label)


def _added(models: Models, arguments: TableArguments, text: str, label: str) -> bool:
    if arguments.add(text):
        return True
    models.project.note(label, f"__table_args__ is made by code: write {text} there")
    return False


def _foreign_key_in_column(models: Models, table: DescribedTable, constraint: Constraint) -> bool:
    """Write a foreign key of one column into it, where it is declared by a call in the table's own class."""
    columns = constraint.columns or ()
    if len(columns) != 1 or not constraint.validated:
        return False
    found = declared_column(models, table, columns[0])
    if found is None or not found.own or found.call is None:
        return False
    writer = ColumnWriter(models, table.key, found.file)
    text = writer.foreign_key_call(constraint)
    again = declared_column(models, table, columns[0])
    if again is None or again.call is None:
        return False
    old = [one for one in again.call.args if called(one) == "ForeignKey"]
    if old:
        found.file.replace(old[0], text)
    else:
        found.file.add_argument(again.call, text, before=_after_type(again.call))
    last = declared_column(models, table, columns[0])
    if last is not None and last.statement is not None:
        found.file.fold(last.statement)
    return True


def _after_type(call: ast.Call) -> ast.expr | ast.keyword | None:
    """What a foreign key is written before: all but the name and the type."""
    members = arguments_of(call)
    at = 1 if named_column(call) is not None and call.args else 0
    if len(call.args) > at and called(call.args[at]) not in ("ForeignKey", "Computed", "Identity", "Sequence"):
        at += 1
    return members[at] if at < len(members) else None


def _primary_key(models: Models, table: DescribedTable, constraint: Constraint) -> bool:
    """Mark the columns of a key; its name and the order of its columns need a constraint of their own."""
    wanted = constraint.columns or ()
    known = models.live.columns.get(table.key, ())
    done = False
    for column in known:
        found = declared_column(models, table, column.column)
        if found is None or found.call is None or not found.own:
            continue
        said = keyword_of(found.call, "primary_key")
        if column.column in wanted and said is None:
            found.file.add_argument(found.call, "primary_key=True")
            done = True
        elif column.column not in wanted and said is not None:
            found.file.drop_member(arguments_of(found.call), said)
            done = True
    arguments = TableArguments(models, table)
    if arguments.file is None:
        return done
    writer = ColumnWriter(models, table.key, arguments.file)
    from drifttools.modelcode.sqlalchemy_parts import constraint_name

    name = constraint_name(models, table.key, constraint, arguments.file, writer.imports)
    in_order = [column.column for column in known if column.column in wanted] == list(wanted)
    old = arguments.calls("PrimaryKeyConstraint")
    if not (name or not in_order or constraint.included or constraint.deferrable or old):
        return done
    text = constraint_call(models, table.key, constraint, arguments.file) or ""
    old = arguments.calls("PrimaryKeyConstraint")
    return arguments.replace(old[0], text) if old else _added(models, arguments, text, f"constraint {constraint.label}")


def change_constraint(models: Models, table: DescribedTable, have: Constraint, want: Constraint) -> bool:
    """Write a constraint as the database has it."""
    if want.type == "primary key":
        return _primary_key(models, table, want)
    inline = want.type == "foreign key" and have.columns == want.columns and _has_inline(models, table, have)
    if inline and _foreign_key_in_column(models, table, want):
        return True
    arguments = TableArguments(models, table)
    old = _argument(arguments, have)
    if old is not None and arguments.file is not None:
        text = constraint_call(models, table.key, want, arguments.file)
        again = _argument(arguments, have)
        if text is None or again is None:
            models.project.note(f"constraint {want.label}", "SQLAlchemy has no words for it")
            return False
        return arguments.replace(again, text)
    return remove_constraint(models, table, have) and add_constraint(models, table, want)


def _has_inline(models: Models, table: DescribedTable, have: Constraint) -> bool:
    columns = have.columns or ()
    found = declared_column(models, table, columns[0]) if len(columns) == 1 else None
    return found is not None and found.call is not None and any(called(one) == "ForeignKey" for one in found.call.args)


def _argument(arguments: TableArguments, have: Constraint) -> ast.Call | None:
    """The argument that says a constraint: by its name, else by its columns, else the only one without a name."""
    calls = arguments.calls(_CALLS[have.type])
    for call in calls:
        if _name_of(call) == have.constraint:
            return call
    for call in calls:
        name = _name_of(call)
        if name is not None and have.constraint.endswith(f"_{name}"):
            return call
    if have.columns:
        for call in calls:
            if _name_of(call) is None and _strings(call) == list(have.columns):
                return call
    nameless = [call for call in calls if _name_of(call) is None]
    return nameless[0] if have.type in ("check", "exclusion") and len(nameless) == 1 else None


def _name_of(call: ast.Call) -> str | None:
    said = keyword_of(call, "name")
    if said is None:
        return None
    value = said.value.args[0] if isinstance(said.value, ast.Call) and said.value.args else said.value
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _strings(call: ast.Call) -> list[str]:
    first = call.args[0] if call.args else None
    members = first.elts if isinstance(first, ast.List | ast.Tuple) else call.args
    return [_string(one) for one in members]


def _string(node: ast.expr) -> str:
    """A column as an argument names it: by its name, or as an attribute of the class."""
    return str(node.value) if isinstance(node, ast.Constant) else called(node)


def remove_constraint(models: Models, table: DescribedTable, have: Constraint) -> bool:
    """Take a constraint away, wherever it is said."""
    arguments = TableArguments(models, table)
    old = _argument(arguments, have)
    if old is not None:
        return arguments.drop(old)
    columns = have.columns or ()
    if have.type == "primary key":
        return bool(sum(_drop_keyword(models, table, column, "primary_key") for column in columns))
    found = declared_column(models, table, columns[0]) if len(columns) == 1 else None
    if found is None or found.call is None or not found.own:
        return False
    if have.type == "unique":
        return _drop_keyword(models, table, columns[0], "unique")
    inline = [one for one in found.call.args if called(one) in ("ForeignKey", "CheckConstraint")]
    if not inline:
        return False
    found.file.drop_member(arguments_of(found.call), inline[0])
    return True


def _drop_keyword(models: Models, table: DescribedTable, column: str, name: str) -> bool:
    found = declared_column(models, table, column)
    said = keyword_of(found.call, name) if found is not None and found.call is not None and found.own else None
    if found is None or found.call is None or said is None:
        return False
    found.file.drop_member(arguments_of(found.call), said)
    return True


# -------------------------------------------------------------------------------------------------- indexes


def add_index(models: Models, table: DescribedTable, index: Index) -> bool:
    """Write an index that the models lack."""
    arguments = TableArguments(models, table)
    if index.attached_to or arguments.file is None:
        return False
    text = index_call(index, arguments.file)
    if text is None:
        models.project.note(f"index {index.label}", "SQLAlchemy has no words for what it stores or how it is kept")
        return False
    return _added(models, arguments, text, f"index {index.label}")


def change_index(models: Models, table: DescribedTable, have: Index, want: Index) -> bool:
    """Write an index as the database has it."""
    arguments = TableArguments(models, table)
    old = _index(arguments, have)
    if old is not None and arguments.file is not None:
        text = index_call(want, arguments.file)
        again = _index(arguments, have)
        if text is None or again is None:
            models.project.note(f"index {want.label}", "SQLAlchemy has no words for what it stores or how it is kept")
            return False
        return arguments.replace(again, text)
    return remove_index(models, table, have) and add_index(models, table, want)


def _index(arguments: TableArguments, have: Index) -> ast.Call | None:
    calls = arguments.calls("Index")
    named = next((call for call in calls if call.args and _string(call.args[0]) == have.index), None)
    if named is not None:
        return named
    nameless = [
        call for call in calls if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value is None
    ]
    columns = [parts_of(one)[0] if parts_of(one) else "" for one in have.keys]
    return next((call for call in nameless if [_string(one) for one in call.args[1:]] == columns), None)


def remove_index(models: Models, table: DescribedTable, have: Index) -> bool:
    """Take an index away, wherever it is said."""
    arguments = TableArguments(models, table)
    old = _index(arguments, have)
    if old is not None:
        return arguments.drop(old)
    for file, statement in _beside(models, table, have):
        file.remove(statement)
        return True
    if len(have.keys) != 1:
        return False
    column = (parts_of(have.keys[0]) or ("",))[0]
    done = _drop_keyword(models, table, column, "index")
    # `index=True, unique=True` is one unique index
    return (have.unique and _drop_keyword(models, table, column, "unique")) or done


def _beside(models: Models, table: DescribedTable, have: Index) -> Iterator[tuple[PythonFile, ast.stmt]]:
    """An index that stands beside the classes of a module."""
    paths = {one.place.file for one in models.described.tables.values()}
    for path in sorted(paths, key=lambda one: one != table.place.file):
        file = models.project.file(path)
        if file is None:
            continue
        for statement in module_calls(
            file, lambda call: called(call) == "Index" and bool(call.args) and _string(call.args[0]) == have.index
        ):
            yield file, statement
