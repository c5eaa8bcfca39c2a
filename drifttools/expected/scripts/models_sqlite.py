"""Emits the DDL of SQLAlchemy metadata for SQLite, and tells what SQLite's dialect has no words for.

Models that were written for PostgreSQL hold types that cannot be compiled here (JSONB, ARRAY): their columns are told with
the reason, and everything else of the table is emitted. Python 3.8 or later, SQLAlchemy 1.4, 2.0 or 2.1.
"""

from __future__ import annotations

from typing import Any


def emitted(found: list[Any]) -> dict[str, Any]:
    """Return the statements of `create_all`, and what could not be emitted.

    Args:
        found: The MetaData.

    Returns:
        `statements`; `about`: for each the table that it is of, and its index or an empty text; `untold`: what SQLite
        cannot have, as kind, table, name and reason; `schemas`: those that the models name, which SQLite has none of.
    """
    from sqlalchemy import create_mock_engine
    from sqlalchemy.dialects.sqlite.base import SQLiteDialect
    from sqlalchemy.exc import CompileError
    from sqlalchemy.schema import CreateIndex, CreateTable

    made: Any = SQLiteDialect
    dialect = made(paramstyle="named")
    statements: list[str] = []
    about: list[list[str]] = []
    untold: list[list[str]] = []
    tables = [table for metadata in found for table in metadata.tables.values()]
    untold += _columns(tables, dialect)
    untold_columns = {(entry[1], entry[2]) for entry in untold}
    schemas = _without_schemas(tables)

    def keep(statement: Any, *_parameters: Any, **_options: Any) -> None:
        table = getattr(getattr(statement, "element", None), "table", getattr(statement, "element", None))
        name = str(getattr(table, "name", ""))
        index = str(statement.element.name or "") if isinstance(statement, CreateIndex) else ""
        if index and any((name, column.name) in untold_columns for column in statement.element.columns):
            untold.append(["index", name, index, "it is of a column that SQLite cannot have"])
            return
        try:
            text = str(statement.compile(dialect=dialect))
        except CompileError as problem:
            kind = "index" if index else "table"
            untold.append([kind, name, index, str(problem).split("\n")[0]])
            return
        if text.strip() and not (isinstance(statement, CreateIndex) and text in statements):
            statements.append(text)
            about.append([name if isinstance(statement, (CreateIndex, CreateTable)) else "", index])

    engine = create_mock_engine("sqlite://", keep)
    for metadata in found:
        metadata.create_all(engine, checkfirst=False)
    return {"statements": statements, "about": about, "untold": untold, "schemas": schemas}


def _without_schemas(tables: list[Any]) -> list[str]:
    """Let the tables of all schemas stand beside each other, because a SQLite file has none; return the schemas."""
    schemas = sorted({table.schema for table in tables if table.schema})
    for table in tables:
        table.schema = None
        table.fullname = table.name
    return schemas


def _columns(tables: list[Any], dialect: Any) -> list[list[str]]:
    """Tell the columns whose type cannot be compiled, and let them be emitted without one."""
    from sqlalchemy.types import UserDefinedType

    class Untyped(UserDefinedType):  # type: ignore[type-arg,unused-ignore] # generic in SQLAlchemy 2 only
        cache_ok = True

        def get_col_spec(self, **_options: Any) -> str:
            return ""

    compiler = getattr(dialect, "type_compiler_instance", None) or dialect.type_compiler
    untold = []
    for table in tables:
        for column in table.columns:
            try:
                compiler.process(column.type)
            except Exception as problem:  # noqa: BLE001 - a type of the project may raise anything
                said = str(problem).split("\n")[0]
                untold.append(["column", table.name, column.name, said])
                column.type = Untyped()
    return untold
