"""Edits of one field that a model declares; it is looked up anew each time, because every edit moves it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from drifttools.modelcode.django_fields import FieldWriter
from drifttools.modelcode.django_models import DjangoModel, DjangoRound
from drifttools.modelcode.python_file import PythonFile, arguments_of, keyword_of

if TYPE_CHECKING:
    from drifttools.kinds.column import Column

_TYPE_OPTIONS = ("max_length", "max_digits", "decimal_places", "base_field", "size")


class FieldEdit:
    """The declaration of one field.

    Args:
        round_: The round of edits.
        model: Its model.
        name: The field; it is declared there by a call.
    """

    def __init__(self, round_: DjangoRound, model: DjangoModel, name: str) -> None:
        self.round = round_
        self.model = model
        self.name = name

    def _found(self) -> tuple[PythonFile, ast.stmt, ast.Call]:
        found = self.round.declaration(self.model, self.name)
        assert found is not None  # noqa: S101 - it was found before, and an edit takes nothing away
        assert isinstance(found[1].value, ast.Call)  # noqa: S101 - as before
        return found[0], found[1], found[1].value

    def keyword(self, name: str, text: str) -> None:
        """Set an option, or take it away where the text is empty."""
        file, _, call = self._found()
        said = keyword_of(call, name)
        if said is not None and text:
            file.replace(said.value, text)
        elif said is not None:
            file.drop_member(arguments_of(call), said)
        elif text:
            file.add_argument(call, f"{name}={text}")

    def retype(self, writer: FieldWriter, column: Column) -> None:
        """Give it the class of another type, with what that says; all else that it says stays."""
        options = writer.options(column, self.name)
        counts = column.identity is not None or "nextval(" in (column.default or "")
        if "primary_key=True" in options and counts:
            called, said = writer.call(column, self.name).partition("(")[0], list[str]()
        else:
            called, said = writer.type(column)
        file, _, call = self._found()
        file.replace(call.func, called)
        for option in _TYPE_OPTIONS:
            self.keyword(option, "")
        for argument in said:
            option, equals, text = argument.partition("=")
            if equals and option.isidentifier():
                self.keyword(option, text)
            else:
                file, _, call = self._found()
                members = arguments_of(call)
                file.add_argument(call, argument, before=members[0] if members else None)

    def fold(self) -> None:
        """Put its arguments on lines of their own where the line is too long."""
        file, statement, _ = self._found()
        file.fold(statement)
