"""Tables that the models lack: a class, or a `Table(...)` that only links two others."""

from __future__ import annotations

import ast
import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.new_files import export_from_package, new_model_file
from drifttools.modelcode.python_file import PythonFile
from drifttools.modelcode.sqlalchemy_column_text import ColumnWriter
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.sqlalchemy_parts import constraint_call, index_call
from drifttools.modelcode.sqlalchemy_relations import relate
from drifttools.modelcode.words import attribute_name, class_name, snake

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint

_STORAGE_SINCE = (2, 1)  # before, a table has no option for them, and the models could not be imported


def add_table(models: Models, key: Key) -> bool:
    """Write a table that the models lack; False where its shape cannot be said in models."""
    table, label = models.live.tables[key], ".".join(key)
    if table.partition_of or table.server or table.of_type:
        what = "a partition" if table.partition_of else "a foreign table" if table.server else "a typed table"
        models.project.note(f"table {label}", f"it is {what}, which models do not declare")
        return False
    # one that only links two others is a class too there, which their `Relationship` names
    if (_links_only(models, key) and not models.base(key).sqlmodel) or models.live.primary_key(key) is None:
        return _add_link(models, key)
    return _add_class(models, key)


def _links_only(models: Models, key: Key) -> bool:
    """Whether it has nothing but the two keys of what it links."""
    columns = {column.column for column in models.live.columns.get(key, ())}
    primary = models.live.primary_key(key)
    foreign = [one for one in models.live.constraints.get(key, ()) if one.type == "foreign key"]
    linking = {column for one in foreign for column in one.columns or ()}
    return len(foreign) == 2 and primary is not None and columns == linking == set(primary.columns or ())  # noqa: PLR2004 - two


def _home(models: Models, key: Key) -> tuple[PythonFile | None, str]:
    """The file that a new table is written to, and the directory of a file of its own where each class has one."""
    described = models.described
    same = [table for table in described.tables.values() if table.is_class and table.key in models.base(key).tables]
    files = Counter(table.place.file for table in same if models.project.file(table.place.file) is not None)
    folders = {posixpath.dirname(path) for path in files}
    if len(files) > 1 and len(folders) == 1 and set(files.values()) == {1}:
        return None, next(iter(folders))
    targets = [referenced(one) for one in models.live.constraints.get(key, ()) if one.type == "foreign key"]
    near = Counter(table.place.file for table in same if table.key in targets and table.place.file in files)
    ranked = near.most_common() or files.most_common()
    path = ranked[0][0] if ranked else models.base(key).place.file
    return models.project.file(path), ""


def _add_class(models: Models, key: Key) -> bool:
    label = class_name(key[1])
    taken = {table.place.name for table in models.described.tables.values()} | {
        name for name, _ in models.new_tables.values()
    }
    while label in taken:
        label += "Model"
    file, folder = _home(models, key)
    if file is None and folder:
        file = new_model_file(models, key, posixpath.join(folder, f"{snake(label)}.py"))
    if file is None:
        models.project.note(f"table {'.'.join(key)}", "no file of the project holds models that it could stand beside")
        return False
    while label in Imports(file).bound():
        label += "Model"
    base = _base_name(models, key, file)
    if not base:
        models.project.note(f"table {'.'.join(key)}", "the models have no declarative base that a class could inherit from")
        return False
    models.new_tables[key] = (label, file.path)
    text = _class_text(models, key, file, label, base)
    file.append(text)
    if folder:
        export_from_package(models, folder, file.path, label)
    relate(models, key)
    return True


def _base_name(models: Models, key: Key, file: PythonFile) -> str:
    place = models.base(key).place
    if not place.name or not place.module:
        return ""
    if place.module.partition(".")[0] == "sqlmodel":
        return Imports(file).name("sqlmodel", place.name)
    if place.file == file.path or place.name in Imports(file).bound():
        return place.name
    return Imports(file).name(place.module, place.name)


def _class_text(models: Models, key: Key, file: PythonFile, label: str, base: str) -> str:
    typed = models.is_typed(_some_class(models, file))
    writer = ColumnWriter(models, key, file)
    header = f"{base}, table=True" if models.base(key).sqlmodel else base
    lines = [f"class {label}({header}):", f"    __tablename__ = {file.literal(key[1])}"]
    attributes: set[str] = set()
    columns = []
    for column in models.live.columns.get(key, ()):
        attribute = attribute_name(column.column)
        while attribute in attributes:
            attribute += "_"
        attributes.add(attribute)
        columns.append(writer.statement(column, attribute, "    ", typed=typed))
    arguments = [*_arguments(models, key, file), *_options(models, key, file)]
    if len(arguments) == 1 and arguments[0].startswith("{"):
        lines.append(f"    __table_args__ = {arguments[0]}")
    elif arguments:
        lines.append("    " + file.call("", arguments, "    ", "__table_args__ = "))
    return "\n".join([*lines, "", *columns])


def _some_class(models: Models, file: PythonFile) -> ast.ClassDef | None:
    """A model that stands in the same file, else any: the new one is written as it is."""
    tables = sorted(models.described.tables.values(), key=lambda table: (table.place.file != file.path, table.key))
    for table in tables:
        found = models.class_of(table)
        if found is not None and models.table_call(table) is None:
            return found[1]
    return None


def _arguments(models: Models, key: Key, file: PythonFile) -> list[str]:
    """Constraints and indexes that no column says."""
    writer = ColumnWriter(models, key, file)
    found = []
    for constraint in sorted(
        models.live.constraints.get(key, ()), key=lambda one: (_ORDER.index(one.type), one.constraint)
    ):
        if constraint.inherited or _said_by_column(models, key, constraint, writer):
            continue
        if constraint.type == "foreign key" and not _reachable(models, key, constraint):
            continue
        text = constraint_call(models, key, constraint, file)
        if text is None:
            models.project.note(f"constraint {constraint.label}", "SQLAlchemy has no words for it")
        else:
            found.append(text)
    for index in models.live.indexes.get(key, ()):
        text = index_call(index, file)
        if text is None:
            models.project.note(f"index {index.label}", "SQLAlchemy has no words for what it stores or how it is kept")
        else:
            found.append(text)
    return found


_ORDER = ("primary key", "foreign key", "unique", "check", "exclusion")


def _reachable(models: Models, key: Key, constraint: Constraint) -> bool:
    target = referenced(constraint)
    if target == key or models.table(target) or target in models.new_tables:
        return True
    models.project.note(
        f"constraint {constraint.label}", f"the models have no table {'.'.join(target)} that it could lead to"
    )
    return False


def _said_by_column(models: Models, key: Key, constraint: Constraint, writer: ColumnWriter) -> bool:
    from drifttools.modelcode.sqlalchemy_parts import constraint_name

    columns = constraint.columns or ()
    if constraint.type == "primary key":
        in_order = [column.column for column in models.live.columns.get(key, ()) if column.column in columns]
        named = constraint_name(models, key, constraint, writer.file, writer.imports)
        plain = not (constraint.included or constraint.deferrable)
        return not named and plain and in_order == list(columns)
    if constraint.type == "foreign key" and len(columns) == 1:
        column = models.live.column(key, columns[0])
        return column is not None and constraint.validated and writer.foreign_key(column) is constraint
    return False


def _options(models: Models, key: Key, file: PythonFile) -> list[str]:
    """The options of the table as a dictionary, in a list of one; none where it has none."""
    entries = table_options(models, key, file)
    schema = models.schema_of_new(key)
    entries = {**({"schema": file.literal(schema)} if schema else {}), **entries}
    return ["{" + ", ".join(f"{file.literal(name)}: {text}" for name, text in entries.items()) + "}"] if entries else []


def table_options(models: Models, key: Key, file: PythonFile) -> dict[str, str]:
    """What a table says of itself beside its columns: the text of each option by its name."""
    table = models.live.tables[key]
    found: dict[str, str] = {}
    comment = models.live.comment(key)
    if comment:
        found["comment"] = file.literal(comment)
    if table.persistence == "unlogged":
        found["prefixes"] = f"[{file.literal('UNLOGGED')}]"
    if table.options and models.described.version < _STORAGE_SINCE:
        models.project.note(f"table {'.'.join(key)}: options", "SQLAlchemy has words for storage parameters from 2.1 on")
    elif table.options:
        pairs = [one.partition("=") for one in table.options]
        inner = ", ".join(f"{file.literal(name)}: {file.literal(value)}" for name, _, value in pairs)
        found["postgresql_with"] = f"{{{inner}}}"
    if table.partition_key:
        found["postgresql_partition_by"] = file.literal(table.partition_key)
    if table.tablespace:
        found["postgresql_tablespace"] = file.literal(table.tablespace)
    if table.access_method:
        found["postgresql_using"] = file.literal(table.access_method)
    return found


def _add_link(models: Models, key: Key) -> bool:
    """A table without a class: it only links two others, or no class can be mapped to it."""
    file, folder = _home(models, key)
    if file is None and folder:
        file = new_model_file(models, key, posixpath.join(folder, f"{attribute_name(key[1])}.py"))
    if file is None:
        return False
    variable = attribute_name(key[1])
    while variable in Imports(file).bound():
        variable += "_table"
    metadata = _metadata(models, key, file)
    models.new_tables[key] = (variable, file.path)
    imports = Imports(file)
    called_ = imports.name("sqlalchemy", "Table")
    writer = ColumnWriter(models, key, file)
    columns = [writer.in_table(column) for column in models.live.columns.get(key, ())]
    arguments = [file.literal(key[1]), metadata, *columns, *_arguments(models, key, file)]
    schema = models.schema_of_new(key)
    arguments += [f"schema={file.literal(schema)}"] if schema else []
    arguments += [f"{name}={text}" for name, text in table_options(models, key, file).items()]
    lines = "".join(f"    {one},\n" for one in arguments)
    file.append(f"{variable} = {called_}(\n{lines})")
    if folder:
        export_from_package(models, folder, file.path, variable)
    if _links_only(models, key):
        relate(models, key, link=True)
    return True


def _metadata(models: Models, key: Key, file: PythonFile) -> str:
    base = _base_name(models, key, file)
    if base:
        return f"{base}.metadata"
    module, _, attribute = models.base(key).spec.partition(":")
    first, dot, rest = attribute.partition(".")
    bound = Imports(file).bound()
    return (first if first in bound else Imports(file).name(module, first)) + dot + rest


def remove_table(models: Models, table: DescribedTable) -> bool:
    """Take the class or the variable of a table away; the proof tells where something still names it."""
    if table.is_class:
        found = models.class_of(table)
        if found is None:
            return False
        found[0].remove(found[1])
        return True
    file = models.project.file(table.place.file)
    statement = file.find_assignment(table.place.name) if file is not None else None
    if file is None or statement is None:
        return False
    file.remove(statement)
    return True
