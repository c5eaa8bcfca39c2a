"""Columns of SQLAlchemy models: a new one, and one that the database has otherwise."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.python_file import arguments_of, assigned_names, called, keyword_of
from drifttools.modelcode.sqlalchemy_column_edit import EDITS, ColumnEdit
from drifttools.modelcode.sqlalchemy_column_text import ColumnWriter
from drifttools.modelcode.sqlalchemy_declared import Declared, declared_column
from drifttools.modelcode.sqlalchemy_models import Models, column_call, named_column
from drifttools.modelcode.sqlmodel_fields import kept_arguments
from drifttools.modelcode.words import attribute_name

if TYPE_CHECKING:
    from drifttools.kinds.column import Column


def add_column(models: Models, table: DescribedTable, column: Column) -> bool:
    """Write a column that the models lack; False where there is no place for it."""
    within = models.class_of(table)
    if within is None or models.table_call(table) is not None:
        called_ = models.table_call(table)
        if called_ is None:
            return False
        file, _ = called_
        text = ColumnWriter(models, table.key, file).in_table(column)
        again = models.table_call(table)  # an import may have moved it
        if again is None:
            return False
        columns = [one for one in again[1].args if isinstance(one, ast.Call) and called(one) == "Column"]
        members = arguments_of(again[1])
        after = members[members.index(columns[-1]) + 1 :] if columns else []
        file.add_argument(again[1], text, before=after[0] if after else None)
        return True
    file, node = within
    attribute = attribute_name(column.column)
    while attribute in table.attributes:
        attribute += "_"
    writer = ColumnWriter(models, table.key, file)
    indent = file.indent_of(node.body[0])
    line = writer.statement(column, attribute, indent, typed=models.is_typed(node))
    again_ = models.class_of(table)
    if again_ is None:
        return False
    file.insert_line_after(_last_column(again_[1]), line)
    return True


def _last_column(node: ast.ClassDef) -> ast.stmt:
    """After which statement of a class a new column stands."""
    columns = [
        one
        for one in node.body
        if isinstance(one, ast.Assign | ast.AnnAssign) and (column_call(one.value) or called(one.value) == "Field")
    ]
    plain = [
        one
        for one in node.body
        if isinstance(one, ast.Assign) and set(assigned_names(one)) & {"__tablename__", "__table_args__"}
    ]
    bare = [one for one in node.body if isinstance(one, ast.AnnAssign) and one.value is None]
    found = [*columns, *bare] or plain
    return max(found, key=lambda one: one.lineno) if found else node.body[0]


def remove_column(models: Models, table: DescribedTable, column: str) -> bool:
    """Take the declaration of a column away; False where it is not the table's own."""
    found = declared_column(models, table, column)
    if found is None or not found.own:
        return False
    if found.statement is not None:
        found.file.remove(found.statement)
        return True
    call = models.table_call(table)
    if call is None or found.call is None:
        return False
    found.file.drop_member(arguments_of(call[1]), found.call)
    return True


def change_column(models: Models, table: DescribedTable, column: Column, changed: frozenset[str]) -> bool:
    """Give the declaration of a column what the database has; False where nothing of it can be said."""
    found = declared_column(models, table, column.column)
    if found is None:
        return False
    if not found.own or (found.statement is not None and found.call is None and found.statement.value is not None):
        return _override(models, table, column, found)
    edit = ColumnEdit(models, table, column, found.file)
    done = [getattr(edit, EDITS[attribute])() for attribute in sorted(changed & set(EDITS))]
    edit.fold()
    return any(done)


def rename_column(models: Models, table: DescribedTable, old: str, new: str) -> bool:
    """Give a column its name in the database; the attribute keeps its own."""
    found = declared_column(models, table, old)
    if found is None or (found.statement is not None and found.call is None and found.statement.value is not None):
        return False
    edit = ColumnEdit(models, table, None, found.file, old)
    call = edit.call()
    literal = found.file.literal(new)
    named = keyword_of(call, "name")
    if named is not None:
        found.file.replace(named.value, literal)
    elif named_column(call) is not None:
        found.file.replace(call.args[0], literal)
    else:
        members = arguments_of(call)
        found.file.add_argument(call, literal, before=members[0] if members else None)
    edit.fold()
    return True


def _override(models: Models, table: DescribedTable, column: Column, found: Declared) -> bool:
    """Declare a column in the class itself, where what it inherits from is others' too."""
    within = models.class_of(table)
    if within is None:
        return False
    file, node = within
    attribute = table.columns.get(column.column, attribute_name(column.column))
    writer = ColumnWriter(models, table.key, file)
    # read before an import moves it
    kept = tuple(kept_arguments(file, found.statement.value)) if found.own and found.statement is not None else ()
    indent = file.indent_of(node.body[0])
    line = writer.statement(column, attribute, indent, typed=models.is_typed(node), kept=kept)
    again = models.class_of(table)
    if again is None:
        return False
    if found.own and found.statement is not None:
        own = file.find_assignment(attribute, again[1].body)
        assert own is not None  # noqa: S101 - it was found there
        file.replace(own, line.lstrip())
    else:
        first = [one for one in again[1].body if set(assigned_names(one)) & {"__tablename__", "__table_args__"}]
        file.insert_line_after(first[-1] if first else again[1].body[0], line)
    return True
