"""Emits the DDL of SQLAlchemy metadata for PostgreSQL, without a database: `dump_models.py MODULE[:ATTRIBUTE]`.

Runs under the interpreter of the project: Python 3.8 or later, SQLAlchemy 1.4, 2.0 or 2.1.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import drift_child  # type: ignore[import-not-found] # found beside this script, which is run by its path

_USUAL = ("Base", "metadata", "db", "SQLModel", "Model")


def main() -> None:
    """Import, emit, answer."""
    drift_child.begin()
    module_name, _, attribute = sys.argv[1].partition(":")
    try:
        module = importlib.import_module(module_name)
        metadata = find(module, attribute)
        if metadata is not None:
            drift_child.answer({"statements": ddl(metadata), "tables": list(declared(metadata))})
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def find(module: ModuleType, attribute: str) -> Any:
    """Find the metadata that the argument names; None where an error was answered."""
    if not attribute:
        usual = {name: as_metadata(getattr(module, name, None)) for name in _USUAL}
        found = {id(one): name for name, one in usual.items() if one is not None}
        if len(found) != 1:
            hint = f"name it: models:{module.__name__}:Base; found were: {listed(candidates(None))}"
            drift_child.refuse("the module alone does not say which metadata is meant", hint, module.__file__)
            return None
        attribute = next(iter(found.values()))
    value: Any = module
    for part in attribute.split("."):
        if not hasattr(value, part):
            near = sorted(name for name, one in vars(module).items() if as_metadata(one) is not None)
            hint = f"it has {', '.join(near)}" if near else f"found elsewhere: {listed(candidates(None))}"
            drift_child.refuse(f"module {module.__name__} has no {attribute}", hint, module.__file__)
            return None
        value = getattr(value, part)
    return usable(as_metadata(value), f"{module.__name__}:{attribute}", module.__file__)


def usable(metadata: Any, name: str, file: str | None) -> Any:
    """Refuse what is no metadata, and metadata without tables: an empty expected state would be a wrong one."""
    if metadata is None:
        hint = f"found were: {listed(candidates(None))}"
        drift_child.refuse(f"{name} is neither a declarative base nor a MetaData", hint, file)
    elif not metadata.tables:
        others = candidates(metadata)
        hint = "the modules that declare the tables were not imported: name a module that imports them"
        hint = f"other metadata with tables: {listed(others)}" if others else hint
        drift_child.refuse(f"{name} has no tables", hint, file)
    else:
        return metadata
    return None


def as_metadata(value: Any) -> Any:
    """Return the MetaData behind a declarative base, a registry, Flask-SQLAlchemy's `db`, or itself; else None."""
    from sqlalchemy import MetaData

    if isinstance(value, MetaData):
        return value
    try:
        inner = getattr(value, "metadata", None)
    except Exception:  # noqa: BLE001 - a lazy object of the project
        return None
    return inner if isinstance(inner, MetaData) else None


def candidates(apart_from: Any) -> list[str]:
    """Name every metadata with tables in the imported modules, as `module:name (n tables)`."""
    found: dict[int, str] = {}
    for module_name, module in sorted(sys.modules.items()):
        if module_name.split(".")[0] in ("sqlalchemy", "sqlmodel", "__main__"):
            continue
        for name, value in sorted(getattr(module, "__dict__", {}).items()):
            if inspect.ismodule(value) or (inspect.isclass(value) and getattr(value, "__table__", None) is not None):
                continue  # a model has its base's metadata too
            metadata = as_metadata(value)
            if metadata is not None and metadata is not apart_from and metadata.tables and id(metadata) not in found:
                found[id(metadata)] = f"{module_name}:{name} ({len(metadata.tables)} tables)"
    return list(found.values())


def listed(names: list[str]) -> str:
    """Join names for a sentence."""
    return "; ".join(names) or "none"


def ddl(metadata: Any) -> list[str]:
    """Emit the statements of `create_all`, after those for the schemas that the metadata names."""
    from sqlalchemy import create_mock_engine
    from sqlalchemy.dialects.postgresql.base import PGDialect
    from sqlalchemy.schema import CreateSchema

    # `named` is a style in which no driver wants a `%` to be doubled.
    made: Any = PGDialect  # its constructor has no annotations
    dialect = made(paramstyle="named")
    statements: list[str] = []

    def keep(statement: Any, *_parameters: Any, **_options: Any) -> None:
        text = statement if isinstance(statement, str) else str(statement.compile(dialect=dialect))
        # An enum that two tables share is emitted for each of them by some releases.
        if text.strip() and not (text.strip().startswith("CREATE TYPE") and text in statements):
            statements.append(text)

    columns = [column for table in metadata.tables.values() for column in table.columns]
    schemas = {table.schema for table in metadata.tables.values()} | {metadata.schema}
    schemas |= {getattr(column.type, "schema", None) for column in columns}
    for schema in sorted(one for one in schemas if one and one != "public"):
        keep(CreateSchema(schema))
    engine = create_mock_engine("postgresql://", keep, paramstyle="named")
    metadata.create_all(engine, checkfirst=False)
    return statements


def declared(metadata: Any) -> Iterator[dict[str, Any]]:
    """Tell where each table is declared: by a class, or by a variable of a module."""
    places: dict[str, dict[str, Any]] = {}
    for module in list(sys.modules.values()):
        if not getattr(module, "__file__", None) or module.__name__.split(".")[0] == "sqlalchemy":
            continue
        for name, value in list(vars(module).items()):
            table: Any = getattr(value, "__table__", None) if inspect.isclass(value) else value
            # By identity: a lazy object of the project may answer anything when it is asked whether it is equal.
            if not any(table is one for one in metadata.tables.values()):
                continue
            if inspect.isclass(value):
                places[table.key] = of_class(value)
            elif table.key not in places:
                places[table.key] = of_variable(module, name)
    nowhere = {"class": "", "module": "", "file": "", "line": 0, "last_line": 0}
    for key, table in sorted(metadata.tables.items()):
        yield dict(places.get(key, nowhere), table=table.name, schema=table.schema or "")


def of_class(cls: type) -> dict[str, Any]:
    """Tell the file and the lines of a class."""
    place = {"class": cls.__qualname__, "module": cls.__module__, "file": "", "line": 0, "last_line": 0}
    try:
        lines, first = inspect.getsourcelines(cls)
        place.update(file=inspect.getsourcefile(cls) or "", line=first, last_line=first + len(lines) - 1)
    except (OSError, TypeError):
        pass  # made at run time: it has no lines
    return place


def of_variable(module: ModuleType, name: str) -> dict[str, Any]:
    """Tell the lines of the assignment of a `Table(...)` without a class."""
    file = module.__file__ or ""
    place = {"class": name, "module": module.__name__, "file": file, "line": 0, "last_line": 0}
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return place
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            place.update(line=node.lineno, last_line=node.end_lineno or node.lineno)
    return place


if __name__ == "__main__":
    main()
