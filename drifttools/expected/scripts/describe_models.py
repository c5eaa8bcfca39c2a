"""Tells how SQLAlchemy models are written: `describe_models.py MODULE[:ATTRIBUTE][,...]`; imports them and no more.

Runs under the interpreter of the project, as `dump_models.py`.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import drift_child  # type: ignore[import-not-found] # found beside this script, which is run by its path
import dump_models  # type: ignore[import-not-found] # as above
import find_models  # type: ignore[import-not-found] # as above
import only_scratch  # type: ignore[import-not-found] # as above
import overlay  # type: ignore[import-not-found] # as above

_NOT_THE_PROJECT = ("builtins", "typing", "abc", "sqlalchemy", "sqlmodel", "flask_sqlalchemy", "pydantic")


def main() -> None:
    """Import, look, answer."""
    drift_child.begin()
    overlay.install()
    try:
        only_scratch.refuse()
        found = find_models.find_all(sys.argv[1])
        drift_child.answer(dict(describe(found), mappers=configured()))
    except find_models.Refused as refused:
        drift_child.refuse(str(refused), refused.hint, refused.file)
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def configured() -> str:
    """Let SQLAlchemy resolve all relationships; what it says where it cannot, else nothing."""
    from sqlalchemy.orm import configure_mappers

    try:
        configure_mappers()
    except Exception as error:  # noqa: BLE001 - whatever the models make it say
        return f"{type(error).__name__}: {error}"
    return ""


def describe(found: list[Any]) -> dict[str, Any]:
    """Everything that somebody who edits the models needs to know of them."""
    import sqlalchemy

    configured()
    mapped = {table.key: cls for one in found for table, cls in _mapped(one.metadata)}
    tables = [dict(table, **_of_class(mapped.get(table["key"]))) for one in found for table in _declared(one.metadata)]
    return {
        "tables": tables,
        "enums": [enum for one in found for enum in _enums(one.metadata)],
        "bases": [_base(one, mapped) for one in found],
        "version": sqlalchemy.__version__,
        "python": list(sys.version_info[:2]),
    }


def _mapped(metadata: Any) -> Iterator[tuple[Any, type]]:
    """Each table with the class that is mapped to it; of a hierarchy in one table, the class at its root."""
    from sqlalchemy import inspect as look

    tables = {id(table): table for table in metadata.tables.values()}
    found: dict[int, type] = {}
    for module in list(sys.modules.values()):
        for value in list(vars(module).values()):
            table: Any = getattr(value, "__table__", None) if inspect.isclass(value) else None
            if id(table) not in tables:
                continue
            mapper = look(value, False)  # noqa: FBT003 - SQLAlchemy 1.4 has no name for it
            if mapper is not None and mapper.local_table is table:
                known = found.get(id(table))
                if known is None or issubclass(known, value):
                    found[id(table)] = value
    for key, cls in found.items():
        yield tables[key], cls


def _declared(metadata: Any) -> Iterator[dict[str, Any]]:
    keys = sorted(metadata.tables)
    for key, table in zip(keys, dump_models.declared(metadata)):  # noqa: B905 - Python 3.8; both sorted by key
        yield dict(table, key=key)


def _of_class(cls: Any) -> dict[str, Any]:
    """The attribute of each column, what else the class has, and where its parts may be written."""
    if cls is None:
        return {"columns": {}, "attributes": [], "bases": [], "relations": {}}
    mapper = cls.__mapper__
    columns = {column.name: key for key, column in mapper.columns.items() if column.table is cls.__table__}
    try:
        relations = {prop.key: _relation(prop) for prop in mapper.relationships}
    except Exception:  # noqa: BLE001 - they cannot be resolved, which `configured` tells
        relations = {}
    bases = [_where(one) for one in cls.__mro__ if one.__module__.split(".")[0] not in _NOT_THE_PROJECT]
    return {
        "columns": columns,
        "attributes": sorted(set(dir(cls)) | set(relations)),
        "bases": bases,
        "relations": relations,
    }


def _relation(prop: Any) -> dict[str, Any]:
    """Where a relationship leads, by which columns of the two tables, and whether that is said in the source."""
    return {
        "class": prop.mapper.class_.__qualname__,
        "columns": sorted({column.name for pair in prop.local_remote_pairs for column in pair if column.foreign_keys}),
        "through": prop.secondary is not None,
    }


def _where(cls: type) -> dict[str, Any]:
    """Where a class is written; its file also where an overlay says something else than the file on disk."""
    place: dict[str, Any] = dump_models.of_class(cls)
    return dict(place, file=place["file"] or getattr(sys.modules.get(cls.__module__), "__file__", None) or "")


def _enums(metadata: Any) -> Iterator[dict[str, Any]]:
    """The enum types that columns have, what they send, and the class that they are made of."""
    from sqlalchemy import Enum

    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for table in metadata.tables.values():
        for column in table.columns:
            kind = getattr(column.type, "item_type", column.type)
            if not isinstance(kind, Enum) or not kind.name or not getattr(kind, "native_enum", True):
                continue
            key = (kind.schema or table.schema or metadata.schema or "", kind.name)
            if key not in seen:
                seen[key] = dict(_enum(kind), schema=key[0], name=key[1], columns=[])
            seen[key]["columns"].append([table.schema or "", table.name, column.name])
    yield from seen.values()


def _enum(kind: Any) -> dict[str, Any]:
    cls = kind.enum_class
    told: dict[str, Any] = {"labels": list(kind.enums), "sends": "strings", "members": {}}
    if cls is None:
        return dict(told, **{"class": "", "module": "", "file": "", "line": 0, "last_line": 0})
    members = list(cls.__members__.items())
    names, values = [name for name, _ in members], [str(member.value) for _, member in members]
    sends = "values" if getattr(kind, "values_callable", None) else "names"
    if told["labels"] != (values if sends == "values" else names):
        sends = "other"
    return dict(told, **_where(cls), sends=sends, members=dict(zip(names, values)))  # noqa: B905 - Python 3.8


def _base(found: Any, mapped: dict[str, Any]) -> dict[str, Any]:
    """How a class or a table of this metadata is declared: its base, the metadata, its naming convention."""
    metadata = found.metadata
    classes = [cls for key, cls in mapped.items() if key in metadata.tables]
    base = next((one for cls in classes for one in cls.__mro__[1:] if _is_base(one, metadata)), None)
    told = _where(base) if base is not None else {}
    if base is not None and not told.get("line"):  # `Base = declarative_base()`
        told = _variable(base) or told
    where = told or {"class": "", "module": "", "file": "", "line": 0, "last_line": 0}
    return dict(
        where,
        tables=[[table.schema or "", table.name] for table in metadata.tables.values()],
        schema=metadata.schema or "",
        conventions={str(key): str(value) for key, value in metadata.naming_convention.items() if isinstance(key, str)},
        spec=found.name,
        types=bool(getattr(getattr(base, "registry", None), "type_annotation_map", None)),
        dataclass=any("__dataclass_fields__" in vars(cls) for cls in classes),
        sqlmodel=any(one.__module__.startswith("sqlmodel") for cls in classes for one in cls.__mro__),
    )


def _is_base(cls: type, metadata: Any) -> bool:
    """Whether it is what models of a metadata inherit from: it has the metadata, and is no model itself."""
    own = vars(cls)
    made = "metadata" in own or "registry" in own or "_sa_registry" in own
    return made and getattr(cls, "metadata", None) is metadata and getattr(cls, "__table__", None) is None


def _variable(base: type) -> dict[str, Any] | None:
    """The module variable that a base without a class statement is assigned to."""
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if value is base and getattr(module, "__file__", None):
                place: dict[str, Any] = dump_models.of_variable(module, name)
                if place["line"]:
                    return place
    return None


if __name__ == "__main__":
    main()
