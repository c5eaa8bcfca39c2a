"""Edits of the declaration of one column: an attribute each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.python_file import PythonFile, arguments_of, called, keyword_of
from drifttools.modelcode.sqlalchemy_models import Models, named_column, type_argument
from drifttools.modelcode.sqlalchemy_types import Written

if TYPE_CHECKING:
    from drifttools.kinds.column import Column

from drifttools.modelcode.sqlalchemy_column_text import ColumnWriter
from drifttools.modelcode.sqlalchemy_declared import Declared, declared_column


class ColumnEdit:
    """Edits of one declaration; what it consists of is looked up anew each time, because every edit moves it."""

    def __init__(
        self, models: Models, table: DescribedTable, column: Column | None, file: PythonFile, name: str = ""
    ) -> None:
        self.models, self.table, self.file = models, table, file
        self._column, self._name = column, column.column if column is not None else name
        self.writer = ColumnWriter(models, table.key, file)

    @property
    def column(self) -> Column:
        """The column as the database has it."""
        if self._column is None:
            raise ValueError("a rename knows no record")
        return self._column

    def found(self) -> Declared:
        """Where the declaration stands now."""
        found = declared_column(self.models, self.table, self._name)
        assert found is not None  # noqa: S101 - it was found before, and an edit takes nothing away
        return found

    def call(self) -> ast.Call:
        """The call of the declaration; an annotation alone is given one."""
        found = self.found()
        if found.call is None:
            assert found.statement is not None  # noqa: S101 - a column of a Table is a call
            made = self.writer.imports.name("sqlalchemy.orm", "mapped_column")
            statement = self.found().statement
            assert statement is not None  # noqa: S101 - as above
            end = self.file.span(statement)[1]
            self.file.splice(end, end, f" = {made}()")
            found = self.found()
        assert found.call is not None  # noqa: S101 - it has one now
        return found.call

    def fold(self) -> None:
        """Break the declaration into lines where it has become too long."""
        statement = self.found().statement
        if statement is not None:
            self.file.fold(statement)

    # --------------------------------------------------------------------------------- one method an attribute

    def type(self) -> bool:
        """The type argument, and the annotation beside it."""
        written = self.writer.type(self.column, annotated=isinstance(self.found().statement, ast.AnnAssign))
        self._set_type(written.expression)
        self._annotate(written)
        return True

    def _set_type(self, expression: str) -> None:
        call = self.call()
        named = keyword_of(call, "type_")
        if named is not None:
            self.file.replace(named.value, expression)
            return
        place = type_argument(call)
        if place is not None:
            self.file.replace(place, expression)
            return
        members = arguments_of(call)
        after_name = members[1:] if named_column(call) is not None and call.args else members
        self.file.add_argument(call, expression, before=after_name[0] if after_name else None)

    def _annotate(self, written: Written) -> None:
        statement = self.found().statement
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.annotation, ast.Subscript):
            return
        text = self.writer.annotation(self.column, written)
        again = self.found().statement  # an import may have moved it
        assert isinstance(again, ast.AnnAssign)  # noqa: S101 - as before
        self.file.replace(again.annotation, text)

    def null(self) -> bool:
        """`nullable=`, and None in the annotation."""
        statement = self.found().statement
        wanted = self.writer.nullable(self.column)
        annotated = isinstance(statement, ast.AnnAssign) and isinstance(statement.annotation, ast.Subscript)
        if annotated:
            assert isinstance(statement, ast.AnnAssign)  # noqa: S101 - see above
            assert isinstance(statement.annotation, ast.Subscript)  # noqa: S101 - see above
            inner = statement.annotation.slice
            plain = _without_none(self.file, inner)
            text = self.writer.optional(plain) if wanted else plain
            again = self.found().statement  # an import may have moved it
            assert isinstance(again, ast.AnnAssign)  # noqa: S101 - as before
            assert isinstance(again.annotation, ast.Subscript)  # noqa: S101 - as before
            self.file.replace(again.annotation.slice, text)
        call = self.found().call
        said = keyword_of(call, "nullable") if call is not None else None
        if said is not None:
            self.file.replace(said.value, str(wanted))
        elif not annotated:
            self.file.add_argument(self.call(), f"nullable={wanted}")
        return True

    def default(self) -> bool:
        """`server_default=`, `Computed(...)` or `Identity(...)`."""
        computed, sequence, default = (
            self.writer.computed(self.column),
            self.writer.sequence(self.column),
            self.writer.default(self.column),
        )
        autoincrement = self.writer.autoincrement(self.column)
        for argument in list(self.call().args):
            if called(argument) in ("Computed", "Identity", "Sequence", "FetchedValue"):
                call = self.call()
                same = next(one for one in call.args if called(one) == called(argument))
                self.file.drop_member(arguments_of(call), same)
        self._keyword("server_default", default)
        self._keyword("autoincrement", autoincrement)
        for text in (computed, sequence):
            if text:
                keywords = self.call().keywords
                self.file.add_argument(self.call(), text, before=keywords[0] if keywords else None)
        return True

    def comment(self) -> bool:
        """`comment=`."""
        text = self.models.live.comment(self.table.key, self._name, "column")
        self._keyword("comment", self.file.literal(text) if text else "")
        return True

    def _keyword(self, name: str, text: str) -> None:
        call = self.call()
        said = keyword_of(call, name)
        if said is not None and text:
            self.file.replace(said.value, text)
        elif said is not None:
            self.file.drop_member(arguments_of(call), said)
        elif text:
            self.file.add_argument(call, f"{name}={text}")


EDITS = {
    "type": "type",
    "collation": "type",
    "not_null": "null",
    "default": "default",
    "generated": "default",
    "identity": "default",
    "identity_options": "default",
    "comment": "comment",
}


def _without_none(file: PythonFile, node: ast.expr) -> str:
    """The text of an annotation without the None in it."""
    if isinstance(node, ast.Subscript) and called(node.value) == "Optional":
        return file.segment(node.slice)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return " | ".join(file.segment(one) for one in _united(node) if not _is_none(one))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        inner = " | ".join(part for part in map(str.strip, node.value.split("|")) if part != "None")
        return file.literal(re.sub(r"^Optional\[(.*)\]$", r"\1", inner))
    return file.segment(node)


def _united(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _united(node.left)
        yield from _united(node.right)
    else:
        yield node


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
