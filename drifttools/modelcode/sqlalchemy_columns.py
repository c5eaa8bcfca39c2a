"""Columns of SQLAlchemy models: a new one, and one that the database has otherwise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.python_file import PythonFile, arguments_of, assigned_names, called, keyword_of
from drifttools.modelcode.sqlalchemy_enums import enum_type
from drifttools.modelcode.sqlalchemy_models import Models, column_call, named_column
from drifttools.modelcode.sqlalchemy_own import own_type
from drifttools.modelcode.sqlalchemy_parts import constraint_name, foreign_key_options
from drifttools.modelcode.sqlalchemy_types import Written, escaped, unwrapped, written_default, written_type
from drifttools.modelcode.words import attribute_name

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.kinds.constraint import Constraint

_SERIAL = re.compile(r"^nextval\('(?P<sequence>.*)'::regclass\)$")
_INTEGERS = ("integer", "bigint", "smallint")
_IDENTITY = re.compile(
    r"increment by (?P<increment>-?\d+) minvalue (?P<minvalue>-?\d+) maxvalue (?P<maxvalue>-?\d+) "
    r"start with (?P<start>-?\d+) cache (?P<cache>\d+) (?P<cycle>no cycle|cycle)"
)


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


class ColumnWriter:
    """Writes the columns of one table in one file.

    Args:
        models: The round of edits.
        key: The table.
        file: Where it is written.
    """

    def __init__(self, models: Models, key: Key, file: PythonFile) -> None:
        self.models = models
        self.key = key
        self.file = file
        self.imports = Imports(file)

    # ------------------------------------------------------------------------------------------- parts of a column

    def type(self, column: Column, *, bare: bool = False, annotated: bool = True) -> Written:
        """The type of a column; one that SQLAlchemy does not know is given a class in the file.

        Args:
            column: The column.
            bare: Whether a type that the annotation implies is left out.
            annotated: Whether there is an annotation.
        """
        found = written_type(
            column.type,
            self.imports.name,
            dotted=self.imports.dotted,
            collation=column.collation,
            enum=lambda printed: enum_type(self.models, self.file, self.key, column, printed),
            bare=bare and not self.models.base(self.key).has_type_map,
            annotated=annotated,
            quoted=self.file.literal,
        )
        return found or own_type(self.file, self.imports, column.type)

    def default(self, column: Column) -> str:
        """What `server_default=` says; empty where the column has none, or where the key itself brings it."""
        if column.default is None or column.generated or self.brings_its_sequence(column):
            return ""
        return written_default(column.default, column.type, self.imports.name, self.file.literal)

    def brings_its_sequence(self, column: Column) -> bool:
        """Whether SQLAlchemy makes the column a serial one without being told, or by `autoincrement=True`."""
        found = _SERIAL.match(column.default or "")
        primary = self.models.live.primary_key(self.key)
        if found is None or primary is None or column.column not in (primary.columns or ()):
            return False
        sequence = self.models.live.sequences.get(_sequence_key(self.key[0], found["sequence"]))
        owned = sequence is not None and (sequence.owned_table, sequence.owned_column) == (self.key[1], column.column)
        return owned and parts_of(found["sequence"])[-1] == f"{self.key[1]}_{column.column}_seq"

    def autoincrement(self, column: Column) -> str:
        """What `autoincrement=` has to say; empty where SQLAlchemy guesses right."""
        primary = self.models.live.primary_key(self.key)
        if primary is None or column.column not in (primary.columns or ()) or column.type not in _INTEGERS:
            return ""
        guessed = len(primary.columns or ()) == 1 and self.foreign_key(column) is None
        guessed = guessed and (column.default is None or self.brings_its_sequence(column)) and column.identity is None
        wanted = self.brings_its_sequence(column)
        return "" if guessed == wanted or column.identity is not None else str(wanted)

    def computed(self, column: Column) -> str:
        """`Identity(...)` or `Computed(...)`; empty for a plain column."""
        if column.identity is not None:
            options = ["always=True"] if column.identity == "always" else []
            found = _IDENTITY.fullmatch(column.identity_options or "")
            if found is not None:
                options += [f"{name}={found[name]}" for name in ("start", "increment", "minvalue", "maxvalue", "cache")]
                options += ["cycle=True"] if found["cycle"] == "cycle" else []
            return f"{self.imports.name('sqlalchemy', 'Identity')}({', '.join(options)})"
        if column.generated is not None:
            stored = "True" if column.generated == "stored" else "False"
            expression = self.file.literal(escaped(unwrapped(column.default or "")))
            return f"{self.imports.name('sqlalchemy', 'Computed')}({expression}, persisted={stored})"
        return ""

    def sequence(self, column: Column) -> str:
        """`Sequence(...)` for a default that takes its values from one that SQLAlchemy does not make by itself."""
        found = _SERIAL.match(column.default or "")
        if found is None or self.brings_its_sequence(column):
            return ""
        schema, name = _sequence_key(self.key[0], found["sequence"])
        named = [self.file.literal(name)]
        named += [f"schema={self.file.literal(schema)}"] if self.models.schema_of_new((schema, name)) else []
        return f"{self.imports.name('sqlalchemy', 'Sequence')}({', '.join(named)})"

    def foreign_key(self, column: Column) -> Constraint | None:
        """The foreign key that is written with the column: of it alone, and to a table that the models know."""
        found = self.models.live.foreign_key(self.key, column.column)
        if found is None or found.inherited:
            return None
        target = referenced(found)
        return found if self.models.table(target) or target in self.models.new_tables or target == self.key else None

    def foreign_key_call(self, constraint: Constraint) -> str:
        """`ForeignKey(...)`."""
        target = referenced(constraint)
        schema = self.models.schema_in_models(target)
        dotted = ".".join(filter(None, (schema, target[1], (constraint.referenced or ("",))[0])))
        options = foreign_key_options(constraint, self.file)
        name = constraint_name(self.models, self.key, constraint, self.file, self.imports)
        return f"{self.imports.name('sqlalchemy', 'ForeignKey')}({', '.join([self.file.literal(dotted), *name, *options])})"

    def nullable(self, column: Column) -> bool:
        """Whether the column takes null."""
        return not column.not_null

    # ------------------------------------------------------------------------------------------------ a whole one

    def arguments(self, column: Column, *, typed: bool, attribute: str | None, dataclass: bool = False) -> list[str]:
        """What stands in `mapped_column(...)` or `Column(...)` for a column that is written anew."""
        type_ = self.type(column, bare=typed and attribute == column.column, annotated=typed)
        foreign = self.foreign_key(column)
        primary = self.models.live.primary_key(self.key)
        is_key = primary is not None and column.column in (primary.columns or ())
        written = [] if attribute == column.column else [self.file.literal(column.column)]
        written += [type_.expression] if type_.expression else []
        written += [self.foreign_key_call(foreign)] if foreign is not None else []
        written += [text for text in (self.sequence(column), self.computed(column)) if text]
        written += ["primary_key=True"] if is_key else []
        written += [f"autoincrement={self.autoincrement(column)}"] if self.autoincrement(column) else []
        written += ["nullable=False"] if not typed and not is_key and not self.nullable(column) else []
        default = self.default(column)
        written += [f"server_default={default}"] if default else []
        comment = self.models.live.comment(self.key, column.column, "column")
        written += [f"comment={self.file.literal(comment)}"] if comment else []
        return [*written, "init=False"] if dataclass else written

    def annotation(self, column: Column, type_: Written) -> str:
        """What stands after the colon."""
        mapped = self.imports.name("sqlalchemy.orm", "Mapped")
        return f"{mapped}[{self.optional(type_.python) if self.nullable(column) else type_.python}]"

    def optional(self, python: str) -> str:
        """A type that may be None, as the file writes it."""
        known = self.imports.has("typing", "Optional")
        if known or self.models.described.python < (3, 10):
            return f"{known or self.imports.name('typing', 'Optional')}[{python}]"
        return f"{python} | None"

    def statement(self, column: Column, attribute: str, indent: str, *, typed: bool) -> str:
        """The line of a class that declares a column."""
        dataclass = self.models.base(self.key).dataclass
        arguments = self.arguments(column, typed=typed, attribute=attribute, dataclass=dataclass)
        if not typed:
            call = self.imports.name("sqlalchemy", "Column")
            return indent + self.file.call(call, arguments, indent, f"{attribute} = ")
        annotation = self.annotation(column, self.type(column, bare=True))
        if not arguments:
            return f"{indent}{attribute}: {annotation}"
        call = self.imports.name("sqlalchemy.orm", "mapped_column")
        return indent + self.file.call(call, arguments, indent, f"{attribute}: {annotation} = ")

    def in_table(self, column: Column) -> str:
        """The argument of `Table(...)` that declares a column."""
        arguments = self.arguments(column, typed=False, attribute=None)
        return f"{self.imports.name('sqlalchemy', 'Column')}({', '.join(arguments)})"


def _sequence_key(schema: str, printed: str) -> Key:
    parts = (schema, *parts_of(printed))
    return parts[-2], parts[-1]


# ------------------------------------------------------------------------------------------------ in the source


def declared_column(models: Models, table: DescribedTable, column: str) -> Declared | None:
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


def _in_table(models: Models, table: DescribedTable, column: str) -> Declared | None:
    found = models.table_call(table)
    if found is None:
        return None
    file, call = found
    for argument in call.args:
        if isinstance(argument, ast.Call) and called(argument) == "Column" and named_column(argument) == column:
            return Declared(file, None, argument)
    return None


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
    columns = [one for one in node.body if isinstance(one, ast.Assign | ast.AnnAssign) and column_call(one.value)]
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
    edit = _Edit(models, table, column, found.file)
    done = [getattr(edit, _EDITS[attribute])() for attribute in sorted(changed & set(_EDITS))]
    edit.fold()
    return any(done)


def rename_column(models: Models, table: DescribedTable, old: str, new: str) -> bool:
    """Give a column its name in the database; the attribute keeps its own."""
    found = declared_column(models, table, old)
    if found is None or (found.statement is not None and found.call is None and found.statement.value is not None):
        return False
    edit = _Edit(models, table, None, found.file, old)
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
    line = writer.statement(column, attribute, file.indent_of(node.body[0]), typed=models.is_typed(node))
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


class _Edit:
    """Edits of one declaration; what it consists of is looked up anew each time, because every edit moves it."""

    def __init__(
        self, models: Models, table: DescribedTable, column: Column | None, file: PythonFile, name: str = ""
    ) -> None:
        self.models, self.table, self.file = models, table, file
        self._column, self._name = column, column.column if column is not None else name
        self.writer = ColumnWriter(models, table.key, file)

    @property
    def column(self) -> Column:
        if self._column is None:
            raise ValueError("a rename knows no record")
        return self._column

    def found(self) -> Declared:
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
        place = _type_argument(call)
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


_EDITS = {
    "type": "type",
    "collation": "type",
    "not_null": "null",
    "default": "default",
    "generated": "default",
    "identity": "default",
    "identity_options": "default",
    "comment": "comment",
}
_NO_TYPE = ("ForeignKey", "Computed", "Identity", "Sequence", "CheckConstraint", "FetchedValue")


def _type_argument(call: ast.Call) -> ast.expr | None:
    """The positional argument that is the type."""
    for at, argument in enumerate(call.args[:2]):
        if at == 0 and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            continue
        return None if called(argument) in _NO_TYPE else argument
    return None


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
