"""Applies the migrations of a Django project to a scratch database and describes them.

`replay_django.py MANAGE.PY replay [APP [NAME]]`, `... models`, `... sqlmigrate APP NAME`: on the environment's database.
Runs under the interpreter of the project: Python 3.8 or later, Django 3.2 or later.
"""

from __future__ import annotations

import ast
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import describe_django  # type: ignore[import-not-found] # found beside this script, which is run by its path
import drift_child  # type: ignore[import-not-found] # as above
import models_django  # type: ignore[import-not-found] # as above
import overlay  # type: ignore[import-not-found] # as above

_VARIABLE = "DJANGO_SETTINGS_MODULE"
_SQLITE_ENGINES = ("sqlite", "spatialite")
_OTHER_ENGINES = ("sqlite", "mysql", "oracle", "dummy", "mssql", "spatialite")


def main() -> None:
    """Set up, replay, answer."""
    drift_child.begin()
    overlay.install()
    manage, action, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
    doing = [""]
    try:
        set_up(manage)
        if action == "sqlmigrate":
            drift_child.answer({"sql": sql_of(arguments[0], arguments[1])})
            return
        migrate(arguments, doing)
        if action == "models":
            doing[0] = "while its models were made"
            changes = models_django.make_real()
            drift_child.answer(
                {"changes": changes, "described": models_django.describe(), "trouble": models_django.trouble()}
            )
            return
        doing[0] = "while its migrations were described"
        drift_child.answer({"migrations": describe_django.migrations(), "models": describe_django.models()})
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        drift_child.answer(drift_child.describe(error, doing[0]))


def set_up(manage: str) -> None:
    """Load the settings that manage.py names, point every database at the scratch one, set Django up."""
    module = os.environ.get(_VARIABLE) or settings_of(manage)
    if not module:
        message = f"{manage} sets no {_VARIABLE}: put it under [project.env] in drift.toml"
        raise RuntimeError(message)
    os.environ[_VARIABLE] = module

    from django.conf import settings

    scratch = json.loads(os.environ["DRIFTTOOLS_DATABASE"])
    for alias in {*settings.DATABASES, "default"}:
        settings.DATABASES[alias] = redirected(settings.DATABASES.get(alias) or {}, scratch, alias)
    schemas = schemas_of(settings.DATABASES["default"]) if scratch.get("dialect") != "sqlite" else []
    settings.LOGGING_CONFIG = None  # its files and mail handlers are the application's own

    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        for schema in schemas:
            # The server quotes the name: what is sent is never put together here.
            cursor.execute("SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %%I', %s)", [schema])
            cursor.execute(cursor.fetchone()[0])


def settings_of(manage: str) -> str:
    """Read the settings module that a manage.py names, without running it."""
    for node in ast.walk(ast.parse(Path(manage).read_bytes(), manage)):
        pair: list[Any] = []
        if isinstance(node, ast.Call):  # os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
            pair = list(node.args)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            index: Any = node.targets[0].slice  # os.environ["DJANGO_SETTINGS_MODULE"] = ...; 3.8 wraps the index
            pair = [index if isinstance(index, ast.Constant) else getattr(index, "value", None), node.value]
        values = [getattr(one, "value", None) for one in pair]
        if values[:1] == [_VARIABLE] and isinstance(values[-1], str) and len(values) > 1:
            return values[-1]
    return ""


def redirected(database: dict[str, Any], scratch: dict[str, str], alias: str) -> dict[str, Any]:
    """Put the scratch database into one entry of DATABASES: no migration can reach what the settings name."""
    engine = database.get("ENGINE") or ""
    if scratch.get("dialect") == "sqlite":
        own = any(name in engine for name in _SQLITE_ENGINES)
        return {"ENGINE": engine if own else "django.db.backends.sqlite3", "NAME": scratch["path"]}
    foreign = any(name in engine for name in _OTHER_ENGINES)
    if foreign and alias != "default":
        return {"ENGINE": "django.db.backends.dummy"}
    kept: dict[str, Any] = {
        name: database[name] for name in ("ATOMIC_REQUESTS", "AUTOCOMMIT", "TIME_ZONE") if name in database
    }
    options = database.get("OPTIONS") or {}
    if "search_path" in str(options.get("options", "")):
        kept["OPTIONS"] = {"options": options["options"]}
    return dict(
        kept,
        ENGINE="django.db.backends.postgresql" if foreign or not engine else engine,
        NAME=scratch.get("dbname", ""),
        HOST=scratch.get("host", ""),
        PORT=scratch.get("port", ""),
        USER=scratch.get("user", ""),
        PASSWORD=scratch.get("password", ""),
    )


def schemas_of(database: dict[str, Any]) -> list[str]:
    """List the schemas of its search_path: on an empty database nobody has made them yet."""
    options = (database.get("OPTIONS") or {}).get("options", "")
    found = re.search(r"search_path=((?:\\.|[^\s\\])*)", options)
    names = re.sub(r"\\(.)", r"\1", found.group(1)).split(",") if found else []
    names = [name.strip().strip('"') for name in names]
    return [name for name in names if name not in ("", "public", "pg_catalog", "$user")]


def migrate(arguments: list[str], doing: list[str]) -> None:
    """Run the command itself; each migration is announced, so that a failure can name its own."""
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    apply_migration = MigrationExecutor.apply_migration
    begun: list[str] = []

    def announced(self: Any, state: Any, migration: Any, *rest: Any, **options: Any) -> Any:
        label = f"{migration.app_label}.{migration.name}"
        doing[0] = f"while it applied {label}"
        drift_child.progress(f"applying {label}")
        if not begun:
            begun.append(label)
            drift_child.step("")  # the ledger is there by now, and is no migration's
        after = apply_migration(self, state, migration, *rest, **options)
        drift_child.step(label)
        return after

    MigrationExecutor.apply_migration = announced
    call_command("migrate", *arguments, verbosity=0, interactive=False, database="default")


def sql_of(app: str, name: str) -> str:
    """Write the SQL of one migration, on a database that is where it starts from: some operations look names up there."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration_by_prefix(app, name)
    key = (migration.app_label, migration.name)
    before = sorted(node.key for node in executor.loader.graph.node_map[key].parents)
    if before:
        executor.migrate(before)
    out = io.StringIO()
    call_command("sqlmigrate", *key, stdout=out, no_color=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
