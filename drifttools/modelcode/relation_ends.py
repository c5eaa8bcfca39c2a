"""The two ends of a relationship: a class that the models had, or one that was written in this round."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.modelcode.live import Key
from drifttools.modelcode.python_file import PythonFile, assigned_names
from drifttools.modelcode.sqlalchemy_enums import module_of
from drifttools.modelcode.sqlalchemy_models import Models
from drifttools.modelcode.words import attribute_name

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class End:
    """A class at one end.

    Args:
        key: Its table.
        label: Its name; `module`: where it is imported from.
        path: Its file.
        columns: The attribute of each column that it had before; that of another is called after it.
        attributes: Every name that it has.
    """

    key: Key
    label: str
    module: str
    path: str
    columns: Mapping[str, str]
    attributes: frozenset[str]


def end_of(models: Models, key: Key, beside: End | None = None) -> End | None:
    """The class of a table as it is now; None where none is mapped to it.

    Args:
        models: The round of edits.
        key: The table.
        beside: A class whose package a new module is in.
    """
    table = models.table(key)
    if table is not None:
        found = models.class_of(table)
        if found is None:
            return None
        attributes = table.attributes | _assigned(found[1]) | _of_columns(models, key)
        return End(key, table.place.name, table.place.module, found[0].path, table.columns, attributes)
    label, path = models.new_tables.get(key, ("", ""))
    file = models.project.file(path) if path else None
    node = file.find_class(label) if file is not None else None
    if node is None:
        return None
    attributes = _of_columns(models, key) | _assigned(node)
    return End(key, label, _module(models, path, beside), path, {}, attributes)


def class_at(models: Models, end: End) -> tuple[PythonFile, ast.ClassDef] | None:
    """The file and the class statement of an end, looked up anew: each edit moves it."""
    file = models.project.file(end.path)
    node = file.find_class(end.label) if file is not None else None
    return (file, node) if file is not None and node is not None else None


def _assigned(node: ast.ClassDef) -> frozenset[str]:
    return frozenset(name for statement in node.body for name in assigned_names(statement))


def _of_columns(models: Models, key: Key) -> frozenset[str]:
    """What the columns are called that the class has now, or will have once the round is over."""
    return frozenset(attribute_name(one.column) for one in models.live.columns.get(key, ()))


def _module(models: Models, path: str, beside: End | None) -> str:
    """The module of a file that may be new: in the package of a model beside it."""
    if beside is not None and path == beside.path:
        return beside.module
    known = module_of(models, path)
    if "." in known:
        return known
    siblings = [table.place for table in models.described.tables.values() if table.place.module]
    folder = path.rpartition("/")[0]
    near = next((one.module for one in siblings if one.file.rpartition("/")[0] == folder), "")
    package = (near or (beside.module if beside is not None else "")).rpartition(".")[0]
    return f"{package}.{known}" if package else known
