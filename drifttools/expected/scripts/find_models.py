"""Finds SQLAlchemy metadata: where a name says what is meant, and by looking through a package where none does."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Iterator, NamedTuple  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import drift_child  # type: ignore[import-not-found] # found beside this script, which is run by its path
import overlay  # type: ignore[import-not-found] # as above

_OF_LIBRARIES = ("sqlalchemy", "sqlmodel", "flask_sqlalchemy", "__main__", "drift_child", "find_models")
# What a module that declares tables says somewhere. Only such modules are imported: others may start a server.
_DECLARES = re.compile(
    r"__tablename__|__table__|\bTable\(|\bmapped_column\(|\bMapped\[|\bColumn\(|\btable\s*=\s*True"
    r"|\bDeclarativeBase\b|\bdeclarative_base\(|\bregistry\(|\bMetaData\("
)
# A revision or an env.py of Alembic only runs within Alembic.
_OF_ALEMBIC = re.compile(r"^\s*from\s+alembic\s+import\s+(?:op|context)\b|^\s*import\s+alembic\.op\b", re.MULTILINE)
_NOT_LOOKED_AT = ("__main__", "conftest", "setup", "tests", "test", "node_modules")


class Found(NamedTuple):
    """A metadata and where it is."""

    name: str  # module:attribute
    metadata: Any
    file: str
    line: int

    @property
    def text(self) -> str:
        """It, for people."""
        place = f" at {Path(self.file).name}:{self.line}" if self.file and self.line else ""
        return f"{self.name} ({len(self.metadata.tables)} tables){place}"


class Refused(Exception):
    """What was named is no metadata, or has no tables."""

    def __init__(self, message: str, hint: str, file: str | None) -> None:
        super().__init__(message)
        self.hint = hint
        self.file = file


def find_all(argument: str) -> list[Found]:
    """Find the metadata that `module[:attribute][,module[:attribute]...]` names, each once, referenced ones first."""
    found: dict[int, Found] = {}
    for part in argument.split(","):
        module_name, _, attribute = part.strip().partition(":")
        module = importlib.import_module(module_name)
        for one in [_named(module, attribute)] if attribute else _looked_for(module):
            found.setdefault(id(one.metadata), one)
    _refuse_doubles(list(found.values()))
    return _in_order(list(found.values()))


def _named(module: ModuleType, attribute: str) -> Found:
    value: Any = module
    for part in attribute.split("."):
        if not hasattr(value, part):
            near = sorted(name for name, one in vars(module).items() if as_metadata(one) is not None)
            hint = f"it has {', '.join(near)}" if near else f"found elsewhere: {_listed(_elsewhere(None))}"
            raise Refused(f"module {module.__name__} has no {attribute}", hint, module.__file__)
        value = getattr(value, part)
    name, metadata = f"{module.__name__}:{attribute}", as_metadata(value)
    if metadata is None:
        hint = f"found were: {_listed(_elsewhere(None))}"
        raise Refused(f"{name} is neither a declarative base nor a MetaData", hint, module.__file__)
    if not metadata.tables:  # an empty expected state would be a wrong one
        raise Refused(f"{name} has no tables", _hint_of_empty(module, metadata), module.__file__)
    return Found(name, metadata, *_place(module, attribute, value))


def _hint_of_empty(module: ModuleType, metadata: Any) -> str:
    """Where the tables are, once the whole package is imported."""
    package = module.__name__.partition(".")[0]
    whole = sys.modules.get(package)
    for name in _modules_of(whole) if whole is not None else ():
        try:
            importlib.import_module(name)
        except BaseException:  # noqa: BLE001, S112 - of no matter: it only has no table to tell of
            continue
    if metadata.tables:
        return f"the modules that declare its tables are not imported there: name the package, models:{package}"
    names = [
        name for name in sorted(sys.modules) if name.split(".")[0] == package and isinstance(sys.modules[name], ModuleType)
    ]
    others = sorted(_among(names, classes=False), key=lambda one: -len(one.metadata.tables))
    if not others:
        return f"nothing else in the package has tables either: drift bases {package}"
    others = [one._replace(name=_declared_as(one.name)) for one in others]
    return f"the models are of {_listed([one.text for one in others])}: --expected models:{others[0].name}"


def _declared_as(name: str) -> str:
    """The name of a base in the module that declares it, and not in one that hands it on."""
    module, _, attribute = name.partition(":")
    value = getattr(sys.modules[module], attribute)
    if not inspect.isclass(value):
        return name
    home = value.__module__
    known = getattr(sys.modules.get(home), value.__name__, None) is value
    return f"{home}:{value.__name__}" if known else name


def _looked_for(module: ModuleType) -> list[Found]:
    """Every metadata with tables in a module; in a package, in all its modules that declare any."""
    within = list(_modules_of(module))
    for name in within:
        drift_child.progress(f"importing {name}")
        importlib.import_module(name)
    names = [module.__name__, *within]
    found = list(_among(names, classes=False))
    known = {id(one.metadata) for one in found}
    found += [one for one in _among(names, classes=True) if id(one.metadata) not in known]
    for one in found:
        drift_child.progress(f"found {one.text}")
    if not found:
        looked = f"the package {module.__name__}" if within or hasattr(module, "__path__") else f"module {module.__name__}"
        raise Refused(
            f"{looked} has no metadata with tables", f"found elsewhere: {_listed(_elsewhere(None))}", module.__file__
        )
    return found


def _modules_of(module: ModuleType) -> Iterator[str]:
    """Name the modules below a package that declare tables, without importing one."""
    for root in getattr(module, "__path__", ()):
        for path in sorted({*Path(root).rglob("*.py"), *overlay.new_files(Path(root))}):
            parts = path.relative_to(root).with_suffix("").parts
            if any(part in _NOT_LOOKED_AT or not part.isidentifier() or part.startswith("test_") for part in parts):
                continue
            text = overlay.text_of(path).decode("utf-8", "replace")
            if _DECLARES.search(text) and not _OF_ALEMBIC.search(text):
                inner = parts[:-1] if parts[-1] == "__init__" else parts
                yield ".".join((module.__name__, *inner))


def _among(names: list[str], *, classes: bool) -> Iterator[Found]:
    """Yield the metadata with tables that modules name: as such or by a base, or else by a mapped class."""
    seen: set[int] = set()
    for name in names:
        module = sys.modules[name]
        for attribute, value in sorted(vars(module).items()):
            mapped = inspect.isclass(value) and getattr(value, "__table__", None) is not None
            if inspect.ismodule(value) or mapped != classes:
                continue
            metadata = as_metadata(value)
            if metadata is not None and metadata.tables and id(metadata) not in seen:
                seen.add(id(metadata))
                yield Found(f"{name}:{attribute}", metadata, *_place(module, attribute, value))


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


def _elsewhere(apart_from: Any) -> list[str]:
    """Name every metadata with tables in the imported modules."""
    names = [name for name in sorted(sys.modules) if name.split(".")[0] not in _OF_LIBRARIES]
    names = [name for name in names if isinstance(sys.modules[name], ModuleType)]
    return [one.text for one in _among(names, classes=False) if one.metadata is not apart_from]


def _listed(names: list[str]) -> str:
    return "; ".join(names) or "none"


def _place(module: ModuleType, attribute: str, value: Any) -> tuple[str, int]:
    """Tell where a base or a metadata is declared; line 0 where that is unknown."""
    if inspect.isclass(value):
        try:
            return inspect.getsourcefile(value) or "", inspect.getsourcelines(value)[1]
        except (OSError, TypeError):
            pass  # `Base = declarative_base()`
    try:
        file = module.__file__ or ""
        assigned = re.compile(rf"^{re.escape(attribute)}\s*(?::[^=\n]+)?=", re.MULTILINE)
        text = Path(file).read_bytes().decode("utf-8", "replace")
        found = assigned.search(text)
        return file, text.count("\n", 0, found.start()) + 1 if found else 0
    except (OSError, TypeError):
        return "", 0


def _refuse_doubles(found: list[Found]) -> None:
    """Refuse two metadata that declare one table: nobody could tell which is meant."""
    owners: dict[str, Found] = {}
    for one in found:
        for key in one.metadata.tables:
            first = owners.setdefault(key, one)
            if first is not one:
                hint = "name the one that is meant; several are joined by commas: models:app.a:Base,app.b:Base"
                raise Refused(f"both {first.name} and {one.name} declare a table {key}", hint, one.file or None)


def _in_order(found: list[Found]) -> list[Found]:
    """Put a metadata whose tables others reference before them."""
    ordered: list[Found] = []
    waiting = list(found)
    while waiting:
        later = {id(one.metadata) for one in waiting}
        free = [one for one in waiting if not (_referenced(one.metadata) - {id(one.metadata)}) & later]
        taken = free or waiting  # in a circle the order of the spec is as good as any
        ordered += taken
        waiting = [one for one in waiting if one not in taken]
    return ordered


def _referenced(metadata: Any) -> set[int]:
    keys = (key for table in metadata.tables.values() for key in table.foreign_keys)
    # A key by its name is always to a table of the same metadata; one by its column may lead elsewhere.
    return {id(key.column.table.metadata) for key in keys if not isinstance(key._colspec, str)}  # noqa: SLF001 - as SQLAlchemy
