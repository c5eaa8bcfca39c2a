"""Columns of SQLAlchemy models as source: type, default, key, a whole declaration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.sqlalchemy_domains import domain_type
from drifttools.modelcode.sqlalchemy_enums import enum_type
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.sqlalchemy_own import own_type
from drifttools.modelcode.sqlalchemy_parts import constraint_name, foreign_key_options
from drifttools.modelcode.sqlalchemy_types import Written, escaped, unwrapped, written_default, written_type
from drifttools.modelcode.sqlmodel_fields import field_line

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.kinds.constraint import Constraint


_SERIAL = re.compile(r"^nextval\('(?P<sequence>.*)'::regclass\)$")


_INTEGERS = ("integer", "bigint", "smallint")


_IDENTITY = re.compile(
    r"increment by (?P<increment>-?\d+) minvalue (?P<minvalue>-?\d+) maxvalue (?P<maxvalue>-?\d+) "
    r"start with (?P<start>-?\d+) cache (?P<cache>\d+) (?P<cycle>no cycle|cycle)"
)


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
            enum=lambda printed: (
                enum_type(self.models, self.file, self.key, column, printed)
                or domain_type(self.models, self.file, self.imports, printed)
            ),
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

    def statement(self, column: Column, attribute: str, indent: str, *, typed: bool, kept: tuple[str, ...] = ()) -> str:
        """The line of a class that declares a column.

        Args:
            column: The column.
            attribute: What the class calls it.
            indent: What the line begins with.
            typed: Whether it is written with `Mapped[...]`.
            kept: What a field of SQLModel said beside the column until now.
        """
        if self.models.base(self.key).sqlmodel:
            return field_line(self, column, attribute, indent, kept)
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
