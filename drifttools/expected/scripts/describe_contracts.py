"""Describes the Pydantic models and the mapped classes of a project: `describe_contracts.py MODULE [MODULE...]`.

Runs under the interpreter of the project: Python 3.8 or later, Pydantic 2, SQLAlchemy 1.4, 2.0 or 2.1. A module that
cannot be imported is named and stops no other; endpoints are only parsed, for importing them might start a server.
"""

from __future__ import annotations

import ast
import datetime as dt
import decimal
import enum
import importlib
import inspect
import re
import sys
import types
import typing
import uuid
from pathlib import Path
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import class_places  # type: ignore[import-not-found] # found beside this script, which is run by its path
import drift_child  # type: ignore[import-not-found] # as above
import only_scratch  # type: ignore[import-not-found] # as above

# What a module that declares either says somewhere. Only such modules are imported: others may start a server.
_DECLARES = re.compile(
    r"\bBaseModel\b|\bfrom_attributes\b|\borm_mode\b|\bmodel_config\b|__tablename__|\bmapped_column\(|\bMapped\[|\bColumn\("
    r"|\bSQLModel\b|\bDeclarativeBase\b|\bdeclarative_base\("
)
_STARTS = re.compile(
    r"^\s*from\s+alembic\s+import\s+(?:op|context)\b|^\s*(?:app|application)\s*[:=].*\bFastAPI\(", re.MULTILINE
)
_NOT_LOOKED_AT = ("__main__", "conftest", "setup", "tests", "test", "node_modules", "migrations", "alembic")
_SCALARS = (
    (bool, "bool"), (int, "int"), (float, "float"), (decimal.Decimal, "decimal"), (dt.datetime, "datetime"),
    (dt.date, "date"), (dt.time, "time"), (dt.timedelta, "timedelta"), (uuid.UUID, "uuid"),
    (bytes, "bytes"), (str, "str"), (dict, "json"), (list, "list"), (set, "list"), (tuple, "list"), (frozenset, "list"),
)  # fmt: skip
_UNIONS = tuple(one for one in (typing.Union, getattr(types, "UnionType", None)) if one is not None)


def main() -> None:
    """Import, describe, answer."""
    drift_child.begin()
    try:
        only_scratch.refuse()
        try:
            import pydantic
        except ImportError:
            drift_child.refuse(
                f"Pydantic is not installed for {sys.executable}",
                "name the project's interpreter: `python` under [project] in drift.toml",
            )
            return
        if int(pydantic.VERSION.split(".")[0]) < 2:  # noqa: PLR2004 - the release whose fields are described otherwise
            drift_child.refuse(f"Pydantic {pydantic.VERSION} is not read, only 2 and later", None)
            return
        names, unread = imported(sys.argv[1:])
        schemas, models = [], []
        seen: set[int] = set()
        _configure(unread)
        for name in names:
            for cls in list(vars(sys.modules[name]).values()):
                if not inspect.isclass(cls) or id(cls) in seen or cls.__module__ not in names:
                    continue
                seen.add(id(cls))
                mapper = _mapper(cls)
                if mapper is not None:
                    models.append(described_model(cls, mapper))
                elif issubclass(cls, pydantic.BaseModel) and cls.__name__ != "BaseSettings":
                    schemas.append(described_schema(cls))
        drift_child.answer(
            {"schemas": schemas, "models": models, "unread": unread, "endpoints": list(endpoints(sys.argv[1:]))}
        )
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def imported(roots: list[str]) -> tuple[list[str], list[dict[str, Any]]]:
    """Import the modules, of packages those that declare something; the names of all, and what could not be imported."""
    names: list[str] = []
    unread: list[dict[str, Any]] = []
    for root in roots:
        try:
            module = importlib.import_module(root)
        except Exception as error:  # noqa: BLE001 - told, and the others are read
            unread.append(dict(drift_child.describe(error)["error"], module=root))
            continue
        names.append(root)
        for name in _below(module):
            drift_child.progress(f"importing {name}")
            try:
                importlib.import_module(name)
            except Exception as error:  # noqa: BLE001 - as above
                unread.append(dict(drift_child.describe(error)["error"], module=name))
            else:
                names.append(name)
    return list(dict.fromkeys(names)), unread


def _files(module: types.ModuleType) -> Iterator[tuple[tuple[str, ...], Path]]:
    for root in getattr(module, "__path__", ()):
        for path in sorted(Path(root).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if all(part not in _NOT_LOOKED_AT and part.isidentifier() and not part.startswith("test_") for part in parts):
                yield parts, path


def _below(module: types.ModuleType) -> Iterator[str]:
    for parts, path in _files(module):
        text = path.read_bytes().decode("utf-8", "replace")
        if _DECLARES.search(text) and not _STARTS.search(text):
            inner = parts[:-1] if parts[-1] == "__init__" else parts
            if inner:
                yield ".".join((module.__name__, *inner))


def _configure(unread: list[dict[str, Any]]) -> None:
    if "sqlalchemy" not in sys.modules:
        return
    try:
        from sqlalchemy.orm import configure_mappers

        configure_mappers()
    except Exception as error:  # noqa: BLE001 - relations stay unknown, columns are described all the same
        unread.append(dict(drift_child.describe(error)["error"], module="the relations of the models"))


def _mapper(cls: type) -> Any:
    if "sqlalchemy" not in sys.modules or (getattr(cls, "__abstract__", False) and "__abstract__" in vars(cls)):
        return None
    import sqlalchemy

    try:
        mapper: Any = sqlalchemy.inspect(cls, raiseerr=False)
    except Exception:  # noqa: BLE001 - a class that only looks mapped
        return None
    return mapper if hasattr(mapper, "column_attrs") else None


# ---------------------------------------------------------------------------------------------- Pydantic


def described_schema(cls: Any) -> dict[str, Any]:
    """Describe a Pydantic model: its fields, what they take, whether it is read from objects."""
    fields = []
    for name, one in cls.model_fields.items():
        file, line = field_place(cls, name)
        names = attribute_names(cls, name, one)
        fields.append(
            dict(
                described_type(one.annotation),
                name=name,
                attributes=names,
                required=one.is_required(),
                validated=_validated_before(cls, name),
                file=file,
                line=line,
            )
        )
    return dict(
        place_of(cls),
        name=cls.__name__,
        module=cls.__module__,
        bases=[f"{one.__module__}.{one.__name__}" for one in cls.__mro__[1:]],
        from_attributes=bool(cls.model_config.get("from_attributes")),
        fields=fields,
        before=any(one.info.mode in ("before", "wrap") for one in cls.__pydantic_decorators__.model_validators.values()),
    )


def _validated_before(cls: Any, name: str) -> bool:
    """Whether code of the project sees the value before Pydantic does: then its type says little."""
    decorators = cls.__pydantic_decorators__.field_validators.values()
    own = any(
        one.info.mode in ("before", "wrap", "plain") and (name in one.info.fields or "*" in one.info.fields)
        for one in decorators
    )
    metadata = cls.model_fields[name].metadata
    return own or any(type(one).__name__ in ("BeforeValidator", "WrapValidator", "PlainValidator") for one in metadata)


def attribute_names(cls: Any, name: str, field: Any) -> list[str]:
    """Under which attributes Pydantic looks for a field of an object: its alias, and its name where that is allowed."""
    alias = field.validation_alias if field.validation_alias is not None else field.alias
    if alias is None:
        return [name]
    found: list[str] = []
    for one in getattr(alias, "choices", [alias]):
        path = getattr(one, "path", None)
        found.append(str(path[0]) if path else str(one))
    by_name = cls.model_config.get("populate_by_name") or cls.model_config.get("validate_by_name")
    return [*found, name] if by_name else found


def described_type(annotation: Any) -> dict[str, Any]:
    """Describe what a field takes: its kind, whether None is allowed, the labels of an enum or a Literal."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is type(None):
        return {"kind": "none", "optional": True}
    if origin in _UNIONS:
        inner = [described_type(one) for one in arguments]
        rest = [one for one in inner if one["kind"] != "none"]
        optional = any(one["optional"] for one in inner)
        if len(rest) == 1:
            return dict(rest[0], optional=optional)
        return {"kind": "union", "optional": optional, "kinds": sorted({one["kind"] for one in rest})}
    if origin is not None and str(origin).endswith("Annotated"):
        return described_type(arguments[0])
    if origin is typing.Literal:
        labels = [one for one in arguments if isinstance(one, str)]
        whole = len(labels) == len([one for one in arguments if one is not None])
        return {"kind": "literal" if whole else "any", "optional": None in arguments, "labels": labels}
    if annotation is typing.Any or isinstance(annotation, typing.TypeVar):
        return {"kind": "any", "optional": True}
    cls = origin if origin is not None else annotation
    if not inspect.isclass(cls):
        return {"kind": "any", "optional": False}
    return dict(of_class(cls, arguments), optional=False)


def of_class(cls: type, arguments: tuple[Any, ...] = ()) -> dict[str, Any]:
    """Describe a class as the type of a value."""
    if issubclass(cls, enum.Enum):
        values = [one.value for one in cls]
        return {
            "kind": "enum",
            "enum": f"{cls.__module__}.{cls.__qualname__}",
            "labels": [one for one in values if isinstance(one, str)],
            "names": [one.name for one in cls],
            "is_str": issubclass(cls, str),
        }
    if hasattr(cls, "model_fields") and hasattr(cls, "model_config"):
        return {"kind": "schema", "schema": cls.__name__}
    for known, kind in _SCALARS:
        if issubclass(cls, known):
            inner = described_type(arguments[0]) if kind == "list" and arguments and arguments[0] is not Ellipsis else None
            return {"kind": kind, "item": inner}
    if cls.__name__ in ("Sequence", "Iterable", "Collection", "MutableSequence", "Set", "AbstractSet"):
        return {"kind": "list", "item": described_type(arguments[0]) if arguments else None}
    if cls.__name__ in ("Mapping", "MutableMapping"):
        return {"kind": "json", "item": None}
    # EmailStr and the like say themselves what they are made of
    return {"kind": "str" if "Str" in cls.__name__ else "any", "item": None}


# ---------------------------------------------------------------------------------------------- SQLAlchemy


def described_model(cls: type, mapper: Any) -> dict[str, Any]:
    """Describe a mapped class: its columns, its relations, and all else that an instance of it has."""
    members: dict[str, dict[str, Any]] = {}
    for name in dir(cls):
        if not name.startswith("_") and name not in ("metadata", "registry"):
            value = inspect.getattr_static(cls, name, None)
            returns = getattr(getattr(value, "fget", None), "__annotations__", {}).get("return")
            known = described_type(returns) if inspect.isclass(returns) else {"kind": "any", "optional": False}
            members[name] = dict(known, sort="method" if inspect.isfunction(value) else "other")
    for one in mapper.column_attrs:
        members[one.key] = dict(described_column(one.columns[0]), sort="column")
    try:
        for one in mapper.relationships:
            members[one.key] = {
                "sort": "relation",
                "kind": "list" if one.uselist else "object",
                "optional": not one.uselist and all(column.nullable for column in one.local_columns),
                "target": one.mapper.class_.__name__,
            }
    except Exception:  # noqa: BLE001 - relations that could not be configured were told already
        members["__relations__"] = {"sort": "unknown", "kind": "any", "optional": True}
    return dict(place_of(cls), name=cls.__name__, module=cls.__module__, table=str(mapper.local_table), members=members)


def described_column(column: Any) -> dict[str, Any]:
    """Describe a column: what it gives, whether it may be NULL, whether it fills itself."""
    described: dict[str, Any] = {"kind": "any", "item": None}
    type_ = column.type
    labels = getattr(type_, "enums", None)
    if labels is not None:
        enum_class = getattr(type_, "enum_class", None)
        described = {"kind": "enum" if enum_class is not None else "literal", "labels": list(labels)}
        if enum_class is not None:
            described = dict(of_class(enum_class), sent=list(labels))
    elif type(type_).__name__ in ("JSON", "JSONB"):
        described = {"kind": "json_any", "item": None}
    else:
        try:
            described = of_class(type_.python_type)
        except Exception:  # noqa: BLE001 - a type that does not say what it gives
            described = {"kind": "any", "item": None}
    primary = bool(column.primary_key)
    makes_itself = column.default is not None or column.server_default is not None or column.identity is not None
    if primary and not column.foreign_keys and described["kind"] == "int":
        makes_itself = True
    return dict(
        described,
        optional=bool(column.nullable) and not primary,
        filled=makes_itself or column.computed is not None,
        foreign=bool(column.foreign_keys),
        primary=primary,
    )


# ---------------------------------------------------------------------------------------------- places


def place_of(cls: type) -> dict[str, Any]:
    """Tell where a class is declared."""
    found = class_places.place_of(cls)
    return {"file": found.file, "line": found.line} if found else {"file": "", "line": 0}


def field_place(cls: type, name: str) -> tuple[str, int]:
    """Tell where a field is declared: in the class itself, or in the base that it comes from."""
    for one in cls.__mro__:
        if name not in vars(one).get("__annotations__", {}) and name not in getattr(one, "__annotations__", {}):
            continue
        found = class_places.place_of(one)
        for at, line in enumerate(found.lines if found else ()):
            if found and re.match(rf"\s+{re.escape(name)}\s*:", line):
                return found.file, found.line + at
    place = place_of(cls)
    return place["file"], place["line"]


def endpoints(roots: list[str]) -> Iterator[dict[str, Any]]:
    """Tell which functions answer with which schema, and what other names they use: parsed, not imported."""
    for root in roots:
        module = sys.modules.get(root)
        files = [path for _, path in _files(module)] if module is not None else []
        if module is not None and getattr(module, "__file__", None) and not files:
            files = [Path(str(module.__file__))]
        for path in files:
            try:
                tree = ast.parse(path.read_bytes())
            except (SyntaxError, ValueError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    answer = _answer(node)
                    if answer:
                        yield {
                            "file": str(path),
                            "line": node.lineno,
                            "schemas": sorted(answer),
                            "names": sorted(_names(node.body)),
                        }


def _answer(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The schemas of `response_model=`, or of the annotation of what an endpoint returns."""
    calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
    for call in calls:
        for keyword in call.keywords:
            if keyword.arg == "response_model":
                return _names([keyword.value])
    routed = any(
        isinstance(one.func, ast.Attribute) and one.func.attr in ("get", "post", "put", "patch", "delete") for one in calls
    )
    return _names([node.returns]) if routed and node.returns is not None else set()


def _names(nodes: list[Any]) -> set[str]:
    found = set()
    for node in nodes:
        for one in ast.walk(node):
            if isinstance(one, ast.Name):
                found.add(one.id)
            elif isinstance(one, ast.Attribute):
                found.add(one.attr)
    return found


if __name__ == "__main__":
    main()
