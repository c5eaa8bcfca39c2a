"""Tells every metadata of a package, and which of them some names mean: `find_bases.py MODULE[:ATTRIBUTE][,...] USES`.

USES is JSON: a list of `{"named": [...], "imports": [...]}`. A module that cannot be imported is told, and hides no other.
Runs under the interpreter of the project, as `dump_models.py`.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import sys
from types import ModuleType
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import drift_child  # type: ignore[import-not-found] # found beside this script, which is run by its path
import dump_models  # type: ignore[import-not-found] # as above
import find_models  # type: ignore[import-not-found] # as above
import only_scratch  # type: ignore[import-not-found] # as above
import overlay  # type: ignore[import-not-found] # as above


def main() -> None:
    """Import, look, answer."""
    drift_child.begin()
    overlay.install()
    try:
        only_scratch.refuse()
        drift_child.answer(found(sys.argv[1].split(","), json.loads(sys.argv[2])))
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error))


def found(specs: list[str], uses: list[dict[str, Any]]) -> dict[str, Any]:
    """Find what the uses mean, before anything else is imported; then every metadata of the packages."""
    unread: dict[str, str] = {}
    packages = sorted({spec.strip().partition(":")[0].split(".")[0] for spec in specs})
    meant = [use_of(use, packages, unread) for use in uses]
    named = [meaning(spec.strip(), unread) for spec in specs]
    names = [name for package in packages for name in modules_of(package, unread)]
    answer = [dict(one, expected=any(one["metadata"] is value for value in named)) for one in metadata_in(names)]
    if not all(value is not None for value in named):
        # a spec without an attribute means all that its package has
        inside = [spec.strip() for spec in specs if ":" not in spec]
        for one in answer:
            one["expected"] = one["expected"] or any(one["name"].startswith(spec) for spec in inside)
    told = {id(one["metadata"]): one["name"] for one in answer}
    return {
        "metadata": [
            {
                "name": one["name"],
                "file": one["file"],
                "line": one["line"],
                "expected": one["expected"],
                "tables": list(dump_models.declared(one["metadata"])),
            }
            for one in answer
        ],
        "uses": [
            {"metadata": [told[id(value)] for value in values if id(value) in told], "registered": registered}
            for values, registered in meant
        ],
        "unread": sorted(unread.items()),
        "package": ", ".join(packages),
    }


def imported(name: str, unread: dict[str, str]) -> ModuleType | None:
    """Import a module; one that cannot be is told."""
    try:
        return importlib.import_module(name)
    except BaseException as error:  # noqa: BLE001 - as in main()
        unread[name] = f"{type(error).__name__}: {error}".partition("\n")[0]
        return None


def meaning(named: str, unread: dict[str, str]) -> Any:
    """The metadata that `module:attribute` is; None where it is none."""
    module_name, _, attribute = named.partition(":")
    module = imported(module_name, unread)
    if module is None or not attribute:
        return None
    value: Any = module
    for part in attribute.split("."):
        if isinstance(value, ModuleType) and not hasattr(value, part) and is_module(f"{value.__name__}.{part}"):
            imported(f"{value.__name__}.{part}", unread)  # `from app import db` imports a module
        value = getattr(value, part, None)
    return find_models.as_metadata(value)


def is_module(name: str) -> bool:
    """Whether a name is a module's, and not what one has in it."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def use_of(use: dict[str, Any], packages: list[str], unread: dict[str, str]) -> tuple[list[Any], int | None]:
    """The metadata that a file means, and how many tables they have with what it imports."""
    # a base of a library, SQLModel's, has its tables from modules of the package
    roots = {*packages, *(name.partition(":")[0].split(".")[0] for name in use["named"])}
    for module in use["imports"]:
        if module.split(".")[0] in roots and is_module(module):
            imported(module, unread)
    values = [meaning(name, unread) for name in use["named"]]
    metadata = [value for value in values if value is not None]
    return metadata, sum(len(one.tables) for one in metadata) if metadata else None


def modules_of(package: str, unread: dict[str, str]) -> list[str]:
    """Import all modules of a package that declare tables."""
    module = imported(package, unread)
    if module is None:
        return []
    below = list(find_models._modules_of(module))  # noqa: SLF001 - of the script beside this one
    names = [package, *(name for name in below if imported(name, unread) is not None)]
    own = [name for name in sys.modules if name == package or name.startswith(package + ".")]
    return sorted({*names, *own})


def metadata_in(names: list[str]) -> Iterator[dict[str, Any]]:
    """Every metadata that modules name, each once: by where it is declared, and by its base rather than bare."""
    from sqlalchemy import MetaData

    seen: dict[int, dict[str, Any]] = {}
    for name in names:
        module = sys.modules.get(name)
        if module is None:
            continue
        for attribute, value in sorted(vars(module).items()):
            if inspect.ismodule(value):
                continue
            metadata = find_models.as_metadata(value)
            if metadata is None:
                continue
            file, line = find_models._place(module, attribute, value)  # noqa: SLF001 - as above
            here = getattr(value, "__module__", None) in (name, None) if inspect.isclass(value) else bool(line)
            # a mapped class tells of one that nothing else names: a bind of Flask-SQLAlchemy
            mapped = inspect.isclass(value) and getattr(value, "__table__", None) is not None
            rank = (mapped, not here, isinstance(value, MetaData), not inspect.isclass(value))
            known = seen.get(id(metadata))
            if known is None or rank < known["rank"]:
                place = {"name": f"{name}:{attribute}", "file": file, "line": line}
                seen[id(metadata)] = dict(place, metadata=metadata, rank=rank)
    yield from seen.values()


if __name__ == "__main__":
    main()
