"""Where a column of a SQLAlchemy model is declared."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.python_file import PythonFile, assigned_names, called
from drifttools.modelcode.sqlalchemy_models import Declarations, column_call, named_column
from drifttools.modelcode.words import attribute_name


@dataclass(frozen=True, slots=True)
class Declared:
    """Where a column is declared.

    Args:
        file: The file.
        statement: What assigns it; None within a call of `Table`.
        call: `mapped_column(...)` or `Column(...)`; None where there is only an annotation, or something else.
        own: Whether it is the class of the table itself, and not one that it inherits from.
    """

    file: PythonFile
    statement: ast.Assign | ast.AnnAssign | None
    call: ast.Call | None
    own: bool = True


def declared_column(models: Declarations, table: DescribedTable, column: str) -> Declared | None:
    """Where a column is declared, in the class itself or in one that it inherits from."""
    if not table.is_class:
        return _in_table(models, table, column)
    attribute = table.columns.get(column, attribute_name(column))
    for at in table.bases:
        found = models.place(at)
        if found is None:
            continue
        file, node = found
        for statement in reversed(node.body):
            if isinstance(statement, ast.Assign | ast.AnnAssign) and attribute in assigned_names(statement):
                return Declared(file, statement, column_call(statement.value), own=at == table.place)
    return _in_table(models, table, column)


def _in_table(models: Declarations, table: DescribedTable, column: str) -> Declared | None:
    found = models.table_call(table)
    if found is None:
        return None
    file, call = found
    for argument in call.args:
        if isinstance(argument, ast.Call) and called(argument) == "Column" and named_column(argument) == column:
            return Declared(file, None, argument)
    return None
