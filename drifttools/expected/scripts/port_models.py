"""Tries SQLAlchemy models on SQLite and on PostgreSQL: `port_models.py MODULE[:ATTRIBUTE][,...]`.

Types, defaults, constraints and indexes are compiled for both dialects and made real, in a SQLite database in memory and in
the scratch database; sample values are written and read. It tells what each did, and judges nothing.
Runs under the interpreter of the project, as `dump_models.py`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import describe_models  # type: ignore[import-not-found] # found beside this script, which is run by its path
import drift_child  # type: ignore[import-not-found] # as above
import find_models  # type: ignore[import-not-found] # as above
import only_scratch  # type: ignore[import-not-found] # as above
import overlay  # type: ignore[import-not-found] # as above
import port_databases  # type: ignore[import-not-found] # as above
import port_generated  # type: ignore[import-not-found] # as above
import port_samples  # type: ignore[import-not-found] # as above

_LONGEST_NAME = 63  # bytes


def main() -> None:
    """Import, try, answer."""
    drift_child.begin()
    overlay.install()
    try:
        only_scratch.refuse()
        provide()
        found = find_models.find_all(sys.argv[1])
        described = dict(describe_models.describe(found), mappers=describe_models.configured())
        databases = list(port_databases.opened())
        tables = [table for one in found for table in one.metadata.sorted_tables]
        answer = tried(tables, databases)
        drift_child.answer(dict(answer, described=described, dialects={one.name: one.trouble for one in databases}))
    except find_models.Refused as refused:
        drift_child.refuse(str(refused), refused.hint, refused.file)
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def provide() -> None:
    """Let edited models import the types of ours, and nothing else of where drifttools is installed."""
    package = Path(__file__).resolve().parents[2]
    spec = importlib.util.spec_from_file_location(
        "drifttools", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["drifttools"] = module
        spec.loader.exec_module(module)


def tried(tables: list[Any], databases: list[port_databases.Database]) -> dict[str, Any]:
    """Everything that the models consist of, tried on each database; equal types once."""
    types: dict[str, dict[str, Any]] = {}
    stand_ins: dict[str, set[str]] = {one.name: set() for one in databases}
    defaults: dict[str, dict[str, Any]] = {}
    answer: dict[str, Any] = {"columns": [], "defaults": [], "keys": [], "constraints": [], "indexes": [], "tables": []}
    for at, table in enumerate(tables):
        if not at % 50:
            drift_child.progress(f"trying {table.name} and what follows")
        place = {"table": table.name, "schema": table.schema or ""}
        for column in table.columns:
            known = key_of(column.type)
            if known not in types:
                types[known] = dict(of_type(column.type, databases), id=len(types))
                for one in databases:
                    if "ok" not in types[known]["trial"][one.name]:
                        stand_ins[one.name].add(known)
            fact = dict(place, column=column.name, type=types[known]["id"])
            answer["columns"].append(fact)
            if column.server_default is not None and column.computed is None:
                default = f"{known} {default_text(column.server_default, databases)}"
                if default not in defaults:
                    defaults[default] = of_default(column, databases, stand_ins)
                answer["defaults"].append(dict(fact, **defaults[default]))
        answer["keys"] += [dict(place, **one) for one in port_generated.of_keys(table, databases)]
        standing = {one.name: columns_of(table, stand_ins[one.name]) for one in databases}
        answer["defaults"] += [
            dict(place, type=types[key_of(column.type)]["id"], **port_generated.of_computed(column, standing, databases))
            for column in table.columns
            if column.computed is not None
        ]
        answer["constraints"] += [dict(place, **one) for one in of_constraints(table, standing, databases)]
        answer["indexes"] += [dict(place, **one) for one in of_indexes(table, standing, databases)]
        answer["tables"].append(dict(place, **of_options(table, standing, databases)))
    return dict(answer, types=list(types.values()), manners=manners(databases))


def key_of(type_: Any) -> str:
    """What equal types have in common."""
    return f"{type(type_).__module__} {type_!r}"


def of_type(type_: Any, databases: list[port_databases.Database]) -> dict[str, Any]:
    """How a type is called, what it compiles to, and what becomes of sample values."""
    values, trial = _first_that_is_taken(type_, databases)
    return {
        "name": type(type_).__name__,
        "module": type(type_).__module__,
        "repr": repr(type_),
        "traits": traits(type_),
        "compiled": {one.name: compiled(type_, one) for one in databases},
        "wrote": [port_samples.told(value) for value in values],
        "trial": trial,
    }


def _first_that_is_taken(
    type_: Any, databases: list[port_databases.Database]
) -> tuple[list[Any], dict[str, dict[str, Any]]]:
    """Sample values that every database takes, and what became of them; the last that were tried where none are."""
    values: list[Any] = []
    trial: dict[str, dict[str, Any]] = {}
    for values in port_samples.guesses(type_):
        trial = {one.name: one.attempt(lambda connection: round_trip(connection, type_, values)) for one in databases}  # noqa: B023 - called at once
        if all("error" not in one for one in trial.values()):
            break
    return values, trial


def traits(type_: Any) -> dict[str, Any]:
    """What rules may ask of a type beside its class."""
    from sqlalchemy import types

    names = ("timezone", "length", "precision", "scale", "collation", "as_uuid", "create_constraint", "native_enum")
    found = {name: getattr(type_, name) for name in names if isinstance(getattr(type_, name, None), (bool, int, str))}
    labels = list(type_.enums) if isinstance(type_, types.Enum) else []
    item = getattr(type_, "item_type", None)
    classes = [one.__name__ for one in type(type_).__mro__]
    return dict(found, labels=labels, item=type(item).__name__ if item is not None else "", classes=classes)


def compiled(element: Any, database: port_databases.Database) -> dict[str, Any]:
    """The SQL of an element, or why there is none."""
    try:
        return {"ok": str(element.compile(dialect=database.dialect))}
    except Exception as error:  # noqa: BLE001 - CompileError, and whatever a type of the project raises
        return {"error": port_databases.said(error)}


def round_trip(connection: Any, type_: Any, values: list[Any]) -> dict[str, Any]:
    """Write values, read them, and let the database put them into order and tell which are equal to the first."""
    from sqlalchemy import Column, Integer, MetaData, Table, select

    own = MetaData()
    table = Table(port_generated.trial_name(), own, Column("id", Integer, primary_key=True), Column("value", copied(type_)))
    own.create_all(connection, checkfirst=False)
    for at, value in enumerate(values):
        connection.execute(table.insert().values(id=at, value=value))
    query = select(table.c.value)
    read = [port_samples.told(read_again(connection, query.where(table.c.id == at), one)) for at, one in enumerate(values)]
    result: dict[str, Any] = {"read": read, "order": [], "equal": []}
    try:
        with connection.begin_nested() if connection.dialect.name == "postgresql" else contextlib.nullcontext():
            ordered = connection.execute(select(table.c.id).order_by(table.c.value, table.c.id)).fetchall()
            result["order"] = [row[0] for row in ordered]
            same = connection.execute(select(table.c.id).where(table.c.value == values[0])).fetchall() if values else []
            result["equal"] = sorted(row[0] for row in same)
    except Exception as error:  # noqa: BLE001 - `json` of PostgreSQL has neither order nor equality
        result["incomparable"] = port_databases.said(error)
    return result


def read_again(connection: Any, query: Any, value: Any) -> Any:
    """Read a value; raises ValueError that says which one, where the type makes nothing of what is stored."""
    try:
        return connection.execute(query).fetchall()[0][0]
    except Exception as error:
        raise ValueError(f"{port_samples.told(value)} cannot be read again: {port_databases.said(error)}") from error


def copied(type_: Any) -> Any:
    """A type that is not bound to the metadata of the project, so that an enum is made with the table of the trial."""
    copy = getattr(type_, "copy", None)
    return copy() if copy is not None else type_


def default_text(default: Any, databases: list[port_databases.Database]) -> str:
    """What equal defaults have in common."""
    argument = getattr(default, "arg", default)
    if isinstance(argument, str):
        return f"literal {argument}"
    if not hasattr(argument, "compile"):
        return f"{type(argument).__name__} {id(argument)}"
    return f"{type(argument).__name__} {[compiled(argument, one) for one in databases]}"


def of_default(column: Any, databases: list[port_databases.Database], stand_ins: dict[str, set[str]]) -> dict[str, Any]:
    """What a server's default compiles to, and which value it gives."""
    from sqlalchemy import Column, Identity, Integer, MetaData, Table, Text, select

    default = column.server_default
    if isinstance(default, Identity) or not hasattr(default, "arg"):
        return {"text": type(default).__name__, "sort": type(default).__name__.lower(), "trial": {}}

    def made(connection: Any) -> str:
        port_generated.make_sequences(connection, column.table.metadata)
        own = MetaData()
        stands_in = key_of(column.type) in stand_ins[connection.dialect.name]
        value = Column("value", Text() if stands_in else copied(column.type), server_default=default.arg)
        table = Table(port_generated.trial_name(), own, Column("id", Integer, primary_key=True), value)
        own.create_all(connection, checkfirst=False)
        connection.execute(table.insert().values(id=1))
        told: str = port_samples.told(connection.execute(select(table.c.value)).scalar())
        return told

    argument = default.arg
    text = argument if isinstance(argument, str) else compiled(argument, databases[-1]).get("ok", str(argument))
    return {
        "text": text,
        "sort": "literal" if isinstance(argument, str) else "expression",
        "trial": {one.name: one.attempt(made) for one in databases},
    }


def columns_of(table: Any, stand_ins: set[str]) -> list[tuple[str, Any]]:
    """Name and type of each column of a table; a stand-in where the dialect does not have the type."""
    from sqlalchemy import Enum, Text

    made = []
    for column in table.columns:
        replaced = isinstance(column.type, Enum) or key_of(column.type) in stand_ins
        made.append((column.name, Text() if replaced else copied(column.type)))
    return made


def of_constraints(table: Any, standing: dict[str, Any], databases: list[port_databases.Database]) -> Any:
    """Each constraint that is more than a plain key, made real beside stand-ins."""
    from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

    for constraint in sorted(table.constraints, key=lambda one: (type(one).__name__, str(one.name), str(one))):
        sort = type(constraint).__name__
        deferrable = bool(constraint.deferrable or constraint.initially)
        options = options_of(constraint)
        plain = (ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint)
        bound = getattr(constraint, "_type_bound", False)  # made by a type: Enum, Boolean
        if bound or (isinstance(constraint, plain) and not deferrable and not options and not is_long(constraint)):
            continue

        def made(connection: Any, one: Any = constraint) -> str:
            trial = port_generated.standing_table(standing[connection.dialect.name], table.name)
            if isinstance(one, ForeignKeyConstraint):
                # what it leads to is not there: only what is said of the key is tried
                names = list(one.column_keys)
                trial.append_constraint(
                    ForeignKeyConstraint(
                        names, [f"{table.name}.{name}" for name in names], **kept(one, "deferrable", "initially")
                    )
                )
                trial.append_constraint(UniqueConstraint(*names))
            else:
                copy = getattr(one, "_copy", None) or one.copy
                trial.append_constraint(copy(target_table=trial))
            trial.create(connection, checkfirst=False)
            return "made"

        text = str(getattr(constraint, "sqltext", "")) if isinstance(constraint, CheckConstraint) else ""
        yield {
            "name": str(constraint.name or ""),
            "sort": sort,
            "columns": [column.name for column in getattr(constraint, "columns", ())],
            "deferrable": deferrable,
            "options": options,
            "text": text,
            "trial": {one.name: left_out(constraint, one) or one.attempt(made) for one in databases},
        }


def is_long(named: Any) -> bool:
    """Whether a name is longer than what PostgreSQL keeps."""
    return len(str(named.name or "").encode()) > _LONGEST_NAME


def left_out(element: Any, database: port_databases.Database) -> dict[str, Any]:
    """The outcome of what is said for another dialect only, by `ddl_if`; empty for everything else."""
    only = getattr(getattr(element, "_ddl_if", None), "dialect", None)
    named = (only,) if isinstance(only, str) else only
    return {"ok": "left out"} if named and database.name not in named else {}


def kept(constraint: Any, *names: str) -> dict[str, Any]:
    """Some options of a constraint."""
    return {name: getattr(constraint, name) for name in names}


def options_of(element: Any) -> dict[str, dict[str, str]]:
    """The options that were said for one dialect: dialect to option to text."""
    found: dict[str, dict[str, str]] = {}
    for name in list(getattr(element, "dialect_kwargs", ())):
        dialect, _, option = name.partition("_")
        value = element.dialect_kwargs[name]
        if value not in (None, False) and value not in ({}, []):
            found.setdefault(dialect, {})[option] = str(value)
    return found


def of_indexes(table: Any, standing: dict[str, Any], databases: list[port_databases.Database]) -> Any:
    """Each index with an expression or with options, made real beside stand-ins."""
    from sqlalchemy import Column

    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        options = options_of(index)
        expressions = [str(one) for one in index.expressions if not isinstance(one, Column)]
        if not options and not expressions and not is_long(index):
            continue

        def made(connection: Any, one: Any = index) -> str:
            from sqlalchemy.schema import CreateIndex

            trial = port_generated.standing_table(standing[connection.dialect.name], table.name)
            trial.create(connection, checkfirst=False)
            connection.execute(CreateIndex(one))  # on what has the name of its table
            return str(CreateIndex(one).compile(dialect=connection.dialect))

        yield {
            "name": str(index.name or ""),
            "unique": bool(index.unique),
            "columns": [one.name for one in index.expressions if isinstance(one, Column)],
            "expressions": expressions,
            "options": options,
            "trial": {one.name: left_out(index, one) or one.attempt(made) for one in databases},
        }


def of_options(table: Any, standing: dict[str, Any], databases: list[port_databases.Database]) -> dict[str, Any]:
    """What is said of a table beside its columns; a schema is tried where there could be none."""
    prefixes = [str(one) for one in getattr(table, "_prefixes", ())]

    def made(connection: Any) -> str:
        from sqlalchemy import Column, MetaData, Table

        columns = [Column(named, type_) for named, type_ in standing[connection.dialect.name]]
        schema = table.schema if connection.dialect.name == "sqlite" else None
        Table(table.name, MetaData(), *columns, schema=schema, prefixes=prefixes).create(connection, checkfirst=False)
        return "made"

    trial = {one.name: one.attempt(made) for one in databases} if table.schema or prefixes else {}
    return {"options": options_of(table), "prefixes": prefixes, "trial": trial}


# What is so of each dialect, whatever the models say; the answer of each is the first column of the last statement.
_MANNERS = {
    "like": ("SELECT CAST('abc' LIKE 'ABC' AS INTEGER)",),
    "text-order": ("SELECT CAST('a' < 'B' AS INTEGER)",),
    "length": ("CREATE TABLE drift_trial (v VARCHAR(2))", "INSERT INTO drift_trial VALUES ('abc')", "SELECT 1"),
    "integer-range": ("CREATE TABLE drift_trial (v INTEGER)", "INSERT INTO drift_trial VALUES (3000000000)", "SELECT 1"),
    "foreign-keys": (
        "CREATE TABLE drift_trial (id INTEGER PRIMARY KEY, other INTEGER REFERENCES drift_trial (id))",
        "INSERT INTO drift_trial VALUES (1, 2)",
        "SELECT 1",
    ),
}


def manners(databases: list[port_databases.Database]) -> dict[str, Any]:
    """What each dialect does of its own accord."""

    def asked(connection: Any, statements: tuple[str, ...]) -> str:
        for statement in statements[:-1]:
            connection.exec_driver_sql(statement)
        return str(connection.exec_driver_sql(statements[-1]).scalar())

    return {
        name: {one.name: one.attempt(lambda connection: asked(connection, statements)) for one in databases}  # noqa: B023 - called at once
        for name, statements in _MANNERS.items()
    }


if __name__ == "__main__":
    main()
