"""Describes migrations and models of a Django project that is set up: which operation made which table, and where.

Names are those of the state *at* each migration, so that a later rename is known. States are not rendered: that would
cost seconds for a large project.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any, Iterator, NamedTuple  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import class_places  # type: ignore[import-not-found] # found beside this script, which is run by its path

_ONLY_BELIEVED = ("AlterModelManagers", "AlterModelOptions")
_LONGEST_NAME = 63


class Place(NamedTuple):
    """The line of an operation, and those of the operations within it by the name of their argument."""

    line: int | None
    within: dict[str, list[Place]]


def migrations() -> list[dict[str, Any]]:
    """Describe every migration on disk in the order of application."""
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    order: dict[Any, None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    state = ProjectState()
    described = [_migration(loader.graph.nodes[key], state) for key in order]
    # What a squashed migration stands for is not in the graph; its operations are told with the squashed one.
    replaced = sorted(set(loader.disk_migrations) - set(order))
    return described + [_migration(loader.disk_migrations[key], None) for key in replaced]


def models() -> list[dict[str, Any]]:
    """Tell where each table of the present models is declared."""
    from django.apps import apps
    from django.db import router

    found = []
    for model in apps.get_models():
        options = model._meta  # noqa: SLF001 - the documented name of Django's model API
        if options.proxy or not options.managed or not router.allow_migrate_model("default", model):
            continue
        declared = dict(_lines_of_class(model), app=options.app_label, model=model.__name__)
        found.append(dict(declared, table=_plain(options.db_table)))
        for field in options.local_many_to_many:
            through = field.remote_field.through._meta  # noqa: SLF001 - as above
            if through.auto_created:
                link = f"{model.__name__}.{field.name}"
                found.append(dict(declared, model=link, table=_plain(through.db_table)))
    return found


def _migration(migration: Any, state: Any) -> dict[str, Any]:
    """Describe one migration; `state` is moved on, and None for one whose names are not known."""
    file = sys.modules[type(migration).__module__].__file__ or ""
    line, places = _lines_of_migration(file)
    if len(places) != len(migration.operations):
        places = [Place(None, {})] * len(migration.operations)
    operations: list[dict[str, Any]] = []
    for operation, place in zip(migration.operations, places):  # noqa: B905 - Python 3.8; equal, see above
        operations += _operation(operation, place, migration.app_label, state)
    return {
        "app": migration.app_label,
        "name": migration.name,
        "file": file,
        "line": line,
        "operations": operations,
        "depends_on": [list(key) for key in migration.dependencies if not key[1].startswith("__")],
        "replaces": [list(key) for key in migration.replaces],
    }


def _operation(operation: Any, place: Place, app: str, state: Any, *, state_only: bool = False) -> Iterator[dict[str, Any]]:
    """Describe one operation, and those that it holds or implies (a table for a many-to-many field)."""
    kind = type(operation).__name__
    if kind == "SeparateDatabaseAndState":
        yield from _separate(operation, place, app, state, state_only=state_only)
        return
    before = _tables(state, app)
    if state is not None:
        operation.state_forwards(app, state)
    after = _tables(state, app)
    model = _model_name(operation, kind)
    there = after.get(model) or before.get(model) or {}
    table = there.get("table")
    told = {
        "op": kind,
        "table": table,
        "column": None,
        "line": place.line,
        "creates": kind == "CreateModel",
        "renamed_from": None,
        "state_only": state_only or not there.get("made", True) or kind in _ONLY_BELIEVED,
    }
    if kind in ("RenameModel", "AlterModelTable"):
        former = before.get(operation.old_name.lower() if kind == "RenameModel" else model, {}).get("table")
        told["renamed_from"] = former if former != table else None
    field = getattr(operation, "new_name" if kind == "RenameField" else "name", None)
    if kind in ("AddField", "AlterField", "RenameField", "RemoveField"):
        told["column"] = (before if kind == "RemoveField" else after).get(model, {}).get("columns", {}).get(field)
    yield told
    links = there.get("links", {})
    for name in sorted(links):
        if kind == "CreateModel" or (kind == "AddField" and name == field):
            yield dict(told, table=links[name], column=None, creates=True)


def _separate(operation: Any, place: Place, app: str, state: Any, *, state_only: bool) -> Iterator[dict[str, Any]]:
    """Describe both halves: what is done moves a state of its own, what is believed moves the project's."""
    done = state.clone() if state is not None else None
    for name, half, believed in (("database_operations", done, state_only), ("state_operations", state, True)):
        parts = getattr(operation, name)
        places = place.within.get(name, [])
        if len(places) != len(parts):
            places = [Place(place.line, {})] * len(parts)
        for part, spot in zip(parts, places):  # noqa: B905 - Python 3.8; equal, see above
            yield from _operation(part, spot, app, half, state_only=believed)


def _model_name(operation: Any, kind: str) -> str:
    name = operation.new_name if kind == "RenameModel" else getattr(operation, "model_name", None)
    return str(name or getattr(operation, "name", None) or "").lower()


def _tables(state: Any, app: str) -> dict[str, dict[str, Any]]:
    """The models of an app in a state: table, columns, tables of many-to-many fields, whether Django makes it."""
    known = state.models if state is not None else {}
    return {name: _table(model) for (label, name), model in known.items() if label == app}


def _table(model: Any) -> dict[str, Any]:
    from django.db import router
    from django.db.backends.utils import strip_quotes, truncate_name

    options = model.options
    table = options.get("db_table") or truncate_name(f"{model.app_label}_{model.name_lower}", _LONGEST_NAME)
    columns, links = {}, {}
    for name, field in dict(model.fields).items():
        if field.many_to_many:
            if field.remote_field.through is None:
                own = getattr(field, "db_table", None)
                links[name] = _plain(own or truncate_name(f"{strip_quotes(table)}_{name}", _LONGEST_NAME))
            continue
        bound = field.clone()
        bound.set_attributes_from_name(name)
        columns[name] = bound.column
    made = options.get("managed", True) and not options.get("proxy", False)
    made = made and router.allow_migrate("default", model.app_label, model_name=model.name_lower)
    return {"table": _plain(table), "columns": columns, "links": links, "made": made}


def _plain(table: str) -> str:
    """A table's name without the quotes by which some projects smuggle a schema into it."""
    return table.replace('"."', ".").replace('"', "")


def _lines_of_migration(file: str) -> tuple[int, list[Place]]:
    """The line of the class, and the place of each operation where their list is written out."""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return 1, []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == "Migration":
            for part in node.body:
                target = part.targets[0] if isinstance(part, ast.Assign) else getattr(part, "target", None)
                listed = getattr(part, "value", None)
                if isinstance(target, ast.Name) and target.id == "operations" and isinstance(listed, ast.List):
                    return node.lineno, [_place(element) for element in listed.elts]
            return node.lineno, []
    return 1, []


def _place(node: ast.expr) -> Place:
    within = {}
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if keyword.arg and isinstance(keyword.value, (ast.List, ast.Tuple)):
            within[keyword.arg] = [_place(element) for element in keyword.value.elts]
    return Place(node.lineno, within)


def _lines_of_class(model: type) -> dict[str, Any]:
    found = class_places.place_of(model)
    if found is None:
        return {"file": "", "first_line": 0, "last_line": 0}
    return {"file": found.file, "first_line": found.line, "last_line": found.last_line}
