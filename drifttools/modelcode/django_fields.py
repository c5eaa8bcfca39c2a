"""A column as a field of Django."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.described import DEFAULT_SCHEMA
from drifttools.modelcode.django_models import DjangoModel, DjangoRound
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.sqlalchemy_types import unwrapped
from drifttools.modelcode.words import attribute_name, camel

if TYPE_CHECKING:
    from drifttools.kinds.column import Column
    from drifttools.kinds.constraint import Constraint

_PLAIN = {
    "integer": "IntegerField",
    "bigint": "BigIntegerField",
    "smallint": "SmallIntegerField",
    "text": "TextField",
    "character varying": "CharField",
    "boolean": "BooleanField",
    "date": "DateField",
    "timestamp with time zone": "DateTimeField",
    "time without time zone": "TimeField",
    "interval": "DurationField",
    "double precision": "FloatField",
    "bytea": "BinaryField",
    "uuid": "UUIDField",
    "jsonb": "JSONField",
    "inet": "GenericIPAddressField",
}
_POSTGRES = {
    "tsvector": ("django.contrib.postgres.search", "SearchVectorField"),
    "hstore": ("django.contrib.postgres.fields", "HStoreField"),
    "int4range": ("django.contrib.postgres.fields", "IntegerRangeField"),
    "int8range": ("django.contrib.postgres.fields", "BigIntegerRangeField"),
    "numrange": ("django.contrib.postgres.fields", "DecimalRangeField"),
    "daterange": ("django.contrib.postgres.fields", "DateRangeField"),
    "tstzrange": ("django.contrib.postgres.fields", "DateTimeRangeField"),
}
_AUTO = {"integer": "AutoField", "bigint": "BigAutoField", "smallint": "SmallAutoField"}
_SIZED = re.compile(r"^(character varying|numeric)\((\d+)(?:,(\d+))?\)$")
_ON_DELETE = {"cascade": "CASCADE", "set null": "SET_NULL", "restrict": "RESTRICT", "set default": "SET_DEFAULT"}
_LITERAL = re.compile(r"^'((?:[^']|'')*)'(?:::[\w\". ]+(?:\(\d+(?:,\d+)?\))?)?$")
_NUMBER = re.compile(r"^\(?(-?\d+(?:\.\d+)?)\)?(?:::[\w ]+(?:\(\d+(?:,\d+)?\))?)?$")
_OF_DJANGO = re.compile(r"_[0-9a-f]{8}$")
LONGEST_INDEX = 30  # letters that Django allows in the name of one
_SINCE_DEFAULTS = (5, 0)
_SINCE_COMMENTS = (4, 2)


class FieldWriter:
    """Writes the fields of one table in one file.

    Args:
        round_: The round of edits.
        key: The table.
        file: Where it is written.
    """

    def __init__(self, round_: DjangoRound, key: Key, file: PythonFile) -> None:
        self.round = round_
        self.key = key
        self.file = file
        self.imports = Imports(file)

    def models(self, name: str) -> str:
        """How the file writes something of `django.db.models`."""
        known = self.imports.has("django.db.models", name)
        return known or f"{self.imports.name('django.db', 'models')}.{name}"

    def type(self, column: Column) -> tuple[str, list[str]]:
        """The class of a field for a type, and what the type says of it."""
        if column.type.endswith("[]"):
            inner, options = self.type_named(column.type[:-2])
            called = self.imports.name("django.contrib.postgres.fields", "ArrayField")
            return called, [f"{inner}({', '.join(options)})"]
        return self.type_named(column.type)

    def type_named(self, printed: str) -> tuple[str, list[str]]:
        """As `type`, of an element."""
        sized = _SIZED.match(printed)
        if sized is not None and sized[1] == "numeric":
            return self.models("DecimalField"), [f"max_digits={sized[2]}", f"decimal_places={sized[3] or 0}"]
        if sized is not None:
            return self.models("CharField"), [f"max_length={sized[2]}"]
        if printed in _PLAIN:
            return self.models(_PLAIN[printed]), []
        if printed in _POSTGRES:
            return self.imports.name(*_POSTGRES[printed]), []
        return self.own(printed), []

    def own(self, printed: str) -> str:
        """A class of the file for a type that Django has no field for."""
        label = f"{camel(parts_of(re.sub(r'[(].*', '', printed))[-1])}Field"
        spec = self.file.literal(printed.removeprefix(f"{DEFAULT_SCHEMA}."))
        while (found := self.file.find_class(label)) is not None:
            if f"return {spec}" in self.file.segment(found):
                return label
            label = f"Own{label}"
        base = self.models("Field")
        text = f"class {label}({base}):\n    def db_type(self, connection):\n        return {spec}"
        first = next((node for node in self.file.tree.body if type(node).__name__ == "ClassDef"), None)
        if first is not None:
            self.file.insert_line_before(first, text, blank=2)
        else:
            self.file.append(text)
        return label

    def foreign_key(self, column: Column) -> Constraint | None:
        """The foreign key of a column alone, to a model that Django knows."""
        found = self.round.live.foreign_key(self.key, column.column)
        if found is None:
            return None
        target = referenced(found)
        known = self.round.model(target) is not None or target in self.round.new or target == self.key
        return found if known else None

    def target(self, constraint: Constraint) -> str:
        """The model that a foreign key leads to, as a field names it."""
        key = referenced(constraint)
        if key == self.key:
            return self.file.literal("self")
        model = self.round.model(key)
        app, label = (model.app, model.place.name) if model is not None else self.round.new[key]
        if model is not None and model.label == self.round.described.user:
            return f"{self.imports.name('django.conf', 'settings')}.AUTH_USER_MODEL"
        if label in self.imports.bound():
            return label if self.file.find_class(label) is None else self.file.literal(label)
        own = self.round.model(self.key)
        near = (own.app if own is not None else self.round.new.get(self.key, ("", ""))[0]) == app
        return self.file.literal(label if near else f"{app}.{label}")

    def name(self, column: Column, taken: frozenset[str] = frozenset()) -> str:
        """The field of a column that has none yet."""
        foreign = self.foreign_key(column)
        name = attribute_name(column.column).strip("_").replace("__", "_")
        if foreign is not None and name.endswith("_id"):
            name = name[:-3]
        # Django takes no name with an underscore at its end
        while name in taken or keyword.iskeyword(name):
            name += "_field"
        return name

    def default(self, column: Column) -> str:
        """What `db_default=` says; empty where there is none, or where this Django cannot say it."""
        if column.default is None or column.generated or column.identity or "nextval(" in column.default:
            return ""
        if self.round.described.version < _SINCE_DEFAULTS:
            self.round.project.note(f"column {column.label}: default", "Django writes defaults of columns from 5.0 on")
            return ""
        if column.default == "statement_timestamp()":  # that is what Django's Now is
            return f"{self.imports.name('django.db.models.functions', 'Now')}()"
        if column.type == "boolean" and column.default in ("true", "false"):
            return column.default.capitalize()
        literal, number = _LITERAL.match(column.default), _NUMBER.match(column.default)
        if literal is not None and column.type.startswith(("text", "character")) and "\\" not in literal[1]:
            return self.file.literal(literal[1].replace("''", "'"))
        if number is not None and column.type in ("integer", "bigint", "smallint"):
            return number[1]
        return self.raw(column.default)

    def raw(self, expression: str, output: str = "") -> str:
        """An expression of SQL; a percent sign would be a parameter."""
        text = self.file.literal(unwrapped(expression).replace("%", "%%"))
        field = f", output_field={output}()" if output else ""
        return f"{self.imports.name('django.db.models.expressions', 'RawSQL')}({text}, (){field})"

    def options(self, column: Column, name: str) -> list[str]:
        """What a field says beside its type."""
        live, written = self.round.live, []
        foreign = self.foreign_key(column)
        primary = live.primary_key(self.key)
        if primary is not None and primary.columns == (column.column,):
            written.append("primary_key=True")
        elif not column.not_null:
            written += ["blank=True", "null=True"]
        attname = f"{name}_id" if foreign is not None else name
        if attname != column.column:
            written.append(f"db_column={self.file.literal(column.column)}")
        if foreign is not None and self._is_one_of_several(foreign):
            model = self.round.model(self.key)
            owner = model.place.name if model is not None else self.round.new[self.key][1]
            written.append(f"related_name={self.file.literal(f'{owner.lower()}_{name}_set')}")
        if foreign is not None and not self.has_own_index(column.column):
            written.append("db_index=False")
        if column.collation is not None:
            written.append(f"db_collation={self.file.literal(parts_of(column.collation)[-1])}")
        default = self.default(column)
        written += [f"db_default={default}"] if default else []
        comment = live.comment(self.key, column.column, "column")
        if comment and self.round.described.version >= _SINCE_COMMENTS:
            written.append(f"db_comment={self.file.literal(comment)}")
        return written

    def _is_one_of_several(self, foreign: Constraint) -> bool:
        """Whether another key leads to the same model: the names by which that leads back would be one."""
        keys = [one for one in self.round.live.constraints.get(self.key, ()) if one.type == "foreign key"]
        return sum(referenced(one) == referenced(foreign) for one in keys) > 1

    def has_own_index(self, column: str) -> bool:
        """Whether the index that Django makes for a foreign key is there, or one whose name no model could say."""
        found = [one for one in self.round.live.indexes.get(self.key, ()) if one.keys == (column,) and not one.unique]
        return any(_OF_DJANGO.search(one.index) or len(one.index) > LONGEST_INDEX for one in found)

    def call(self, column: Column, name: str) -> str:
        """The whole field."""
        foreign, primary = self.foreign_key(column), self.round.live.primary_key(self.key)
        options = self.options(column, name)
        if column.generated is not None:
            called, said = self.type(column)
            field = f"{called}({', '.join(said)})"
            expression = self.raw(column.default or "")
            stored = f"db_persist={column.generated == 'stored'}"
            return self._call(self.models("GeneratedField"), [f"expression={expression}", f"output_field={field}", stored])
        if foreign is not None:
            alone = self.round.live.unique_alone(self.key, column.column)
            kind = "OneToOneField" if alone else "ForeignKey"
            delete = _ON_DELETE.get(foreign.on_delete or "", "DO_NOTHING")
            return self._call(self.models(kind), [self.target(foreign), self.models(delete), *options])
        auto = column.identity is not None or "nextval(" in (column.default or "")
        if auto and primary is not None and primary.columns == (column.column,) and column.type in _AUTO:
            return self._call(self.models(_AUTO[column.type]), options)
        called, said = self.type(column)
        return self._call(called, [*said, *options])

    def _call(self, called: str, arguments: list[str]) -> str:
        return f"{called}({', '.join(arguments)})"

    def statement(self, column: Column, name: str, indent: str) -> str:
        """The line of a class that declares a field, folded where it is too long."""
        line = f"{indent}{name} = {self.call(column, name)}"
        if len(line) <= self.file.width:
            return line
        import ast

        call = ast.parse(line.strip()).body[0]
        value = getattr(call, "value", None)
        if not isinstance(value, ast.Call):
            return line
        source = line.strip()
        parts = [ast.get_source_segment(source, one) or "" for one in [*value.args, *value.keywords]]
        called = ast.get_source_segment(source, value.func) or ""
        return indent + self.file.call(called, parts, indent, f"{name} = ")


def model_field(round_: DjangoRound, model: DjangoModel, column: str) -> str:
    """The field of a column, in a model as it will be."""
    if column in model.fields:
        return model.fields[column].name
    live = round_.live.column(model.key, column)
    found = round_.class_of(model)
    if live is None or found is None:
        return column
    return FieldWriter(round_, model.key, found[0]).name(live)
