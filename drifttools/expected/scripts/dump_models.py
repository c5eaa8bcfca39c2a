"""Emits the DDL of SQLAlchemy metadata, without a database: `dump_models.py MODULE[:ATTRIBUTE][,...]`.

It is for PostgreSQL; with `keys-apart` after it, foreign keys are statements of their own, after all tables. With `sqlite`
after it, it is for SQLite, and what that cannot compile is told beside.
Runs under the interpreter of the project: Python 3.8 or later, SQLAlchemy 1.4, 2.0 or 2.1.
"""

from __future__ import annotations

import ast
import inspect
import sys
from types import ModuleType
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import class_places  # type: ignore[import-not-found] # found beside this script, which is run by its path
import drift_child  # type: ignore[import-not-found] # as above
import find_models  # type: ignore[import-not-found] # as above
import models_sqlite  # type: ignore[import-not-found] # as above
import only_scratch  # type: ignore[import-not-found] # as above
import overlay  # type: ignore[import-not-found] # as above

_ONCE = ("CREATE TYPE", "CREATE INDEX", "CREATE UNIQUE INDEX")


def main() -> None:
    """Import, emit, answer."""
    drift_child.begin()
    overlay.install()
    try:
        only_scratch.refuse()
        found = [one.metadata for one in find_models.find_all(sys.argv[1])]
        tables = [table for metadata in found for table in declared(metadata)]
        if sys.argv[2:] == ["sqlite"]:
            drift_child.answer(dict(models_sqlite.emitted(found), tables=tables))
            return
        drift_child.answer({"statements": ddl(found, keys_apart=sys.argv[2:] == ["keys-apart"]), "tables": tables})
    except find_models.Refused as refused:
        drift_child.refuse(str(refused), refused.hint, refused.file)
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def ddl(found: list[Any], *, keys_apart: bool) -> list[str]:
    """Emit the statements of `create_all`, after those for the schemas that the metadata name."""
    from sqlalchemy import create_mock_engine
    from sqlalchemy.dialects.postgresql.base import PGDialect
    from sqlalchemy.schema import AddConstraint, CreateSchema, CreateTable

    # `named` is a style in which no driver wants a `%` to be doubled.
    made: Any = PGDialect  # its constructor has no annotations
    dialect = made(paramstyle="named")
    statements: list[str] = []
    keys: list[Any] = []
    known: set[str] = set()

    def keep(statement: Any, *_parameters: Any, **_options: Any) -> None:
        if keys_apart and isinstance(statement, CreateTable):
            table: Any = statement.element
            within: Any = statement.include_foreign_key_constraints
            keys.extend(key for key in table.foreign_key_constraints if within is None or key in within)
            statement = CreateTable(table, include_foreign_key_constraints=[])
        text = statement if isinstance(statement, str) else str(statement.compile(dialect=dialect))
        # An enum that two tables share is emitted for each of them by some releases, and an index that models declare
        # twice in the same words, by `index=True` and by `Index(...)`, is one.
        if text.strip() and not (text.strip().startswith(_ONCE) and text in known):
            statements.append(text)
        known.add(text)

    tables = [table for metadata in found for table in metadata.tables.values()]
    columns = [column for table in tables for column in table.columns]
    schemas = {table.schema for table in tables} | {metadata.schema for metadata in found}
    schemas |= {getattr(column.type, "schema", None) for column in columns}
    for schema in sorted(one for one in schemas if one and one != "public"):
        keep(CreateSchema(schema))
    engine = create_mock_engine("postgresql://", keep, paramstyle="named")
    for metadata in found:
        metadata.create_all(engine, checkfirst=False)
    for key in sorted(keys, key=lambda key: (key.parent.key, key.column_keys)):
        keep(AddConstraint(key))
    return statements


def declared(metadata: Any) -> Iterator[dict[str, Any]]:
    """Tell where each table is declared: by a class, or by a variable of a module."""
    places: dict[str, dict[str, Any]] = {}
    # by identity: a lazy object of the project may answer anything when it is asked whether it is equal
    tables = {id(table) for table in metadata.tables.values()}
    for module in list(sys.modules.values()):
        if not getattr(module, "__file__", None) or module.__name__.split(".")[0] == "sqlalchemy":
            continue
        for name, value in list(vars(module).items()):
            table: Any = getattr(value, "__table__", None) if inspect.isclass(value) else value
            if id(table) not in tables:
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
    found = class_places.place_of(cls)
    if found is not None:
        place.update(file=found.file, line=found.line, last_line=found.last_line)
    return place


def of_variable(module: ModuleType, name: str) -> dict[str, Any]:
    """Tell the lines of the assignment of a `Table(...)` without a class."""
    file = module.__file__ or ""
    place = {"class": name, "module": module.__name__, "file": file, "line": 0, "last_line": 0}
    try:
        tree = ast.parse(overlay.text_of(file))
    except (OSError, SyntaxError, ValueError):
        return place
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            place.update(line=node.lineno, last_line=node.end_lineno or node.lineno)
    return place


if __name__ == "__main__":
    main()
