"""Runs inside the demo project's own interpreter: migrates, loads rows, asks the endpoints.

One process does all. It is started as a script in the project's directory with the steps as JSON on
standard input, and answers with one line of JSON on standard output. It must not import drifttools: the
project's interpreter need not have it.

Steps are `["require_empty"]`, `["search_path", PATH]`, `["schema", NAME]`, `["migrate", APP, STATE]`,
`["seed"]`, `["ledger_times", {APP: {NAME: TIME}}, TIME]`, `["get", [PATH, ...]]`, `["count"]` and `["tables",
SCHEMA]`. A search path is set the way the project sets it, through its environment variable, and holds for
new connections.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from psycopg import sql

Answer = dict[str, Any]


def main() -> int:
    """Do the steps in their order and print what they gave."""
    request = json.load(sys.stdin)
    output = sys.stdout
    sys.stdout = sys.stderr  # what commands print is not the answer
    sys.path[0] = os.getcwd()  # noqa: PTH109 - the project instead of the folder of this script
    answer: Answer = {}
    try:
        importlib.import_module("django").setup()
        for verb, *arguments in request["steps"]:
            answer.update(STEPS[verb](*arguments) or {})
    except Exception as error:  # noqa: BLE001 - the parent turns whatever it is into an error of its own
        answer = {"error": f"{type(error).__name__}: {str(error).strip()}"}
    print(json.dumps(answer), file=output)
    return 1 if "error" in answer else 0


def connection() -> Any:
    """Django's connection to the database."""
    return importlib.import_module("django.db").connection


def search_path(path: str) -> None:
    """Connect anew, with the project's settings for this search path; an empty one leaves it to the role."""
    os.environ["PLAYERHUB_DB_SEARCH_PATH"] = path
    database = importlib.import_module("playerhub.settings").database(dict(os.environ))
    current = connection()
    current.close()
    current.settings_dict.update(database)


def require_empty() -> None:
    """Refuse a database that holds anything."""
    with connection().cursor() as cursor:
        cursor.execute(
            "select quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'"
            " order by 1 limit 1"
        )
        row = cursor.fetchone()
    if row:
        raise ValueError(f"the database is not empty: it has {row[0]}")


def schema(name: str) -> None:
    """Create a schema."""
    with connection().cursor() as cursor:
        cursor.execute(sql.SQL("create schema {}").format(sql.Identifier(name)))


def migrate(*target: str) -> None:
    """Run Django's `migrate` for everything, or for an app, or for an app up to a state."""
    call_command("migrate", *target, verbosity=0, interactive=False)


def seed() -> None:
    """Load the rows."""
    call_command("seed", verbosity=0)


def call_command(*arguments: str, **options: object) -> None:
    """Run a management command."""
    importlib.import_module("django.core.management").call_command(*arguments, **options)


def ledger_times(times: dict[str, dict[str, str]], otherwise: str) -> None:
    """Set when each migration was applied, for the ledger; `otherwise` is for Django's own apps."""
    recorder = importlib.import_module("django.db.migrations.recorder").MigrationRecorder
    rows = list(recorder.Migration.objects.all())
    for row in rows:
        row.applied = times[row.app][row.name] if row.app in times else otherwise
    recorder.Migration.objects.bulk_update(rows, ["applied"])


def get(paths: list[str]) -> Answer:
    """Ask endpoints; the answer has the text of each that did not answer 200."""
    client = importlib.import_module("django.test").Client(SERVER_NAME="127.0.0.1")
    errors = {}
    for path in paths:
        response = client.get(path)
        if response.status_code != HTTPStatus.OK:
            errors[path] = response.content.decode().strip()
    return {"errors": errors}


def count() -> Answer:
    """Count the rows of every table of the project."""
    apps = importlib.import_module("django.apps").apps
    models = apps.get_models(include_auto_created=True)
    rows = {}
    with connection().cursor() as cursor:
        for table in sorted(model._meta.db_table for model in models):  # noqa: SLF001 - Django documents it
            cursor.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table)))
            rows[table] = cursor.fetchone()[0]
    return {"rows": rows}


def tables(name: str) -> Answer:
    """List the tables of a schema."""
    with connection().cursor() as cursor:
        cursor.execute("select tablename from pg_catalog.pg_tables where schemaname = %s", [name])
        return {"tables": sorted(row[0] for row in cursor.fetchall())}


STEPS: dict[str, Callable[..., Answer | None]] = {
    "count": count,
    "get": get,
    "ledger_times": ledger_times,
    "migrate": migrate,
    "require_empty": require_empty,
    "schema": schema,
    "search_path": search_path,
    "seed": seed,
    "tables": tables,
}

if __name__ == "__main__":
    raise SystemExit(main())
