"""Fields of SQLModel: an annotation for Pydantic, and beside it the column as SQLAlchemy writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drifttools.modelcode.python_file import called

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.modelcode.python_file import PythonFile
    from drifttools.modelcode.sqlalchemy_column_text import ColumnWriter

# what `sa_column=` says instead, and what Pydantic would check although the type no longer does
_SAID_BY_COLUMN = frozenset(
    "primary_key foreign_key ondelete unique nullable index sa_type sa_column sa_column_args sa_column_kwargs"
    " max_length max_digits decimal_places".split()
)


def field_line(writer: ColumnWriter, column: Column, attribute: str, indent: str, kept: tuple[str, ...] = ()) -> str:
    """The line of a class that declares a column.

    Args:
        writer: Of its table and file.
        column: As the database has it.
        attribute: What it is called.
        indent: What the line begins with.
        kept: What the field said beside the column until now.
    """
    type_ = writer.type(column)
    call = writer.imports.name("sqlalchemy", "Column")
    made = f"{call}({', '.join(writer.arguments(column, typed=False, attribute=None))})"
    comes_by_itself = column.default is not None or column.identity is not None or column.generated is not None
    said = list(kept)
    optional = writer.nullable(column) or comes_by_itself
    if optional and not any(one.startswith(("default=", "default_factory=")) for one in said):
        # SQLAlchemy leaves a None out where the server has a value of its own
        said.insert(0, "default=None")
    annotation = writer.optional(type_.python) if optional else type_.python
    field = writer.imports.name("sqlmodel", "Field")
    return indent + writer.file.call(field, [*said, f"sa_column={made}"], indent, f"{attribute}: {annotation} = ")


def kept_arguments(file: PythonFile, before: ast.expr | None) -> Iterator[str]:
    """What a field says beside its column: defaults in Python, descriptions, aliases ...

    Args:
        file: Its file, not yet edited since the field was found.
        before: What is assigned.
    """
    if before is None:
        return
    if not isinstance(before, ast.Call) or called(before) != "Field":
        yield f"default={file.segment(before)}"
        return
    if before.args and file.segment(before.args[0]) != "...":
        yield f"default={file.segment(before.args[0])}"
    for keyword in before.keywords:
        if keyword.arg and keyword.arg not in _SAID_BY_COLUMN:
            yield f"{keyword.arg}={file.segment(keyword.value)}"
