"""Makes the models of a Django project real, whatever its migrations say, and tells how they are written.

The migrations are applied, then what `makemigrations` would write for the models as they are, without a file. In the
process of `replay_django.py`, which sets Django up.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any


def make_real() -> list[str]:
    """Apply what the models have and the migrations lack; name the apps in question."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.migrations.state import ProjectState

    executor = MigrationExecutor(connection)
    loader = executor.loader
    state = loader.project_state()
    found = MigrationAutodetector(state, ProjectState.from_apps(apps), MigrationQuestioner({"ask_initial": True}))
    changes = found.changes(graph=loader.graph)
    waiting = [migration for migrations in changes.values() for migration in migrations]
    keys = {(migration.app_label, migration.name) for migration in waiting}
    state = state.clone()
    while waiting:
        done = [one for one in waiting if not keys & {tuple(key) for key in one.dependencies}] or waiting[:1]
        for migration in done:
            with connection.schema_editor(atomic=migration.atomic) as editor:
                state = migration.apply(state, editor)
            keys.discard((migration.app_label, migration.name))
            waiting.remove(migration)
    return sorted(changes)


def trouble() -> str:
    """Name the first errors that Django's own checks find in the models."""
    from django.apps import apps
    from django.core import checks

    errors = [one for config in apps.get_app_configs() for one in checks.run_checks(app_configs=[config], tags=["models"])]
    return "; ".join(f"{one.obj}: {one.msg}" for one in errors if one.level >= checks.ERROR and not one.is_silenced())


def describe() -> dict[str, Any]:
    """Everything that somebody who edits the models needs to know of them."""
    import django
    from django.apps import apps
    from django.db import connection, router

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_catalog.current_schema()")
        schema = cursor.fetchone()[0]
    found = []
    for model in apps.get_models():
        options = model._meta  # noqa: SLF001 - the documented name of Django's model API
        if options.proxy or not options.managed or not router.allow_migrate_model("default", model):
            continue
        found.append(_model(model, schema or "public"))
    configs = [
        {"label": one.label, "models": getattr(one.models_module, "__file__", None) or "", "module": one.name}
        for one in apps.get_app_configs()
    ]
    return {
        "models": found,
        "apps": configs,
        "version": list(django.VERSION[:2]),
        "user": _user(),
    }


def _user() -> str:
    """The model of users, which others refer to by a setting; empty where there are no users."""
    from django.apps import apps
    from django.conf import settings

    if not apps.is_installed("django.contrib.auth"):
        return ""
    return str(apps.get_model(settings.AUTH_USER_MODEL)._meta.label)  # noqa: SLF001 - as above


def _model(model: Any, schema: str) -> dict[str, Any]:
    options = model._meta  # noqa: SLF001 - as above
    place, _, table = options.db_table.replace('"."', ".").replace('"', "").rpartition(".")
    links = []
    for field in options.local_many_to_many:
        through = field.remote_field.through._meta  # noqa: SLF001 - as above
        if through.auto_created:
            links.append(through.db_table.replace('"', ""))
    return {
        "label": options.label,
        "app": options.app_label,
        "table": table,
        "schema": place or schema,
        "class": model.__qualname__,
        "module": model.__module__,
        "file": _file(model),
        "bases": [{"class": one.__qualname__, "module": one.__module__, "file": _file(one)} for one in model.__mro__[:-1]],
        "fields": {field.column: _field(field) for field in options.local_concrete_fields},
        "names": sorted(set(dir(model))),
        "links": links,
    }


def _field(field: Any) -> dict[str, Any]:
    return {
        "name": field.name,
        "class": type(field).__name__,
        "implied": bool(field.auto_created),  # the key that Django adds by itself
        "relation": bool(field.is_relation),
    }


def _file(cls: type) -> str:
    try:
        return inspect.getsourcefile(cls) or ""
    except (OSError, TypeError):
        return getattr(sys.modules.get(cls.__module__), "__file__", None) or ""
