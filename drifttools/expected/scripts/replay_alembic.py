"""Upgrades a scratch database with the project's own env.py, and tells which revisions there are.

`replay_alembic.py CONFIG [ARGUMENT OF alembic ...] upgrade|downgrade REVISION`. The database comes from the environment.
With `history` in the place of both nothing is run: which revisions there are is told of their files alone.
Runs under the interpreter of the project: Python 3.8 or later, Alembic 1.7 or later, SQLAlchemy 1.4, 2.0 or 2.1.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has no collections.abc.Iterator[...]

import drift_child  # type: ignore[import-not-found] # found beside this script, which is run by its path
import only_scratch  # type: ignore[import-not-found] # as above

_NO_SCHEMA = ("", "public", "pg_catalog", "$user")
# Alembic only warns of a history that contradicts itself, and goes on with one half of it.
_CONTRADICTIONS = r"Revision .* is (present more than once|not present)"
_UNDEFINED_TABLE = ("42P01", "SQLITE_ERROR no such table")
_ENGINE = "engine="
_BASE = (
    "if the history begins with tables that something else makes (create_all, a dump), name that: "
    "alembic:alembic.ini?base=models:app.first:Base, or ?base=sql:schema.sql"
)


def main() -> None:
    """Replay, answer."""
    doing = [""]
    try:
        only = sys.argv[-1] == "history"
        if only:
            only_scratch.refuse()
        else:
            only_scratch.install(json.loads(os.environ["DRIFTTOOLS_DATABASE"]))
        drift_child.begin()
        warnings.filterwarnings("error", message=_CONTRADICTIONS)
        arguments = sys.argv[2:]
        engine = arguments.pop(0).partition("=")[2] if arguments[0].startswith(_ENGINE) else ""
        config = configured(sys.argv[1], arguments)
        from alembic.script import ScriptDirectory

        script = ScriptDirectory.from_config(config)
        if only:
            drift_child.answer({"revisions": in_order(revisions(script), [])})
            return
        doing[0] = "while env.py was run"
        applied, ledger = upgrade(config, script, doing, engine)
        doing[0] = "while its revisions were read"  # only now: env.py may have said where they are
        told = in_order(revisions(script), applied)
        drift_child.answer({"revisions": told, "applied": len(applied), "ledger": ledger})
    except BaseException as error:  # noqa: BLE001 - sys.exit() in a module is a failure too
        described = drift_child.describe(error, doing[0])
        if isinstance(error, SeveralDatabases):
            described["error"].update(message=str(error), hint=error.hint)
        if described["error"].get("sqlstate") in _UNDEFINED_TABLE:
            described["error"]["hint"] = described["error"]["hint"] or _BASE
        drift_child.answer(described)


class SeveralDatabases(Exception):
    """env.py migrates several databases, as the template `multidb` does, and nothing says which one is meant."""

    def __init__(self, engine: str, named: str) -> None:
        super().__init__(f"env.py migrates several databases ({named or engine}), and a scratch database is one of them")
        self.hint = f"name the one that the target is: alembic:alembic.ini?engine={engine}"


def configured(path: str, arguments: list[str]) -> Any:
    """Read the configuration as the command `alembic` would, with its arguments where env.py looks for them."""
    from alembic.config import CommandLine, Config

    options = CommandLine().parser.parse_args(arguments)
    places: dict[str, Any] = {"toml_file": path} if path.endswith(".toml") else {"file_": path}
    beside = Path("pyproject.toml")
    if "file_" in places and beside.is_file() and "toml_file" in inspect.signature(Config).parameters:
        places["toml_file"] = str(beside)
    config = Config(ini_section=options.name, cmd_opts=options, **places)
    named = config.get_section(config.config_ini_section, {}).get("sqlalchemy.url", "")
    scheme = named.partition("://")[0]
    wanted = only_scratch.dialect()
    url = only_scratch.url(scheme if scheme.startswith(wanted[:8]) else wanted)
    config.set_main_option("sqlalchemy.url", url)
    return config


def upgrade(config: Any, script: Any, doing: list[str], engine: str = "") -> Any:
    """Run env.py; each revision is announced, so that a failure can name its own.

    Args:
        config, script: Alembic's own.
        doing: What is being done, for messages.
        engine: Of several databases the one that is migrated, as `run_migrations(engine_name=...)` names it.

    Returns:
        The revisions that were applied, in order, and where the ledger of the last configured context is.
    """
    from alembic.runtime.environment import EnvironmentContext

    target, forth = config.cmd_opts.revision, config.cmd_opts.cmd[0].__name__ != "downgrade"
    plan = script._upgrade_revs if forth else script._downgrade_revs  # noqa: SLF001 - what `alembic` itself calls
    applied: list[str] = []
    ledger: dict[str, Any] = {}

    def done(context: Any, label: str) -> None:
        if drift_child.stepwise():
            # most projects run all revisions in one transaction, which nobody else can look into
            context.connection.connection.commit()
            drift_child.step(label)

    def steps(current: Any, context: Any) -> Iterator[Any]:
        done(context, "")  # the ledger is there by now, and is no revision's
        for step in plan(target, current):
            revision = step.revision
            doing[0] = f"while it ran {'up' if forth else 'down'}grade() of {revision.revision}"
            verb = "upgrading to" if forth else "downgrading from"
            drift_child.progress(f"{verb} {revision.revision}: {revision.doc}")
            applied.append(revision.revision)
            yield step
            done(context, revision.revision)
        doing[0] = "while env.py ended"

    environment: Any = EnvironmentContext(config, script, fn=steps, destination_rev=target)
    configure = environment.configure

    def configured_on_scratch(connection: Any = None, **options: Any) -> None:
        schema = options.get("version_table_schema")
        ledger.update(schema=schema, table=options.get("version_table", "alembic_version"))
        if connection is not None and only_scratch.dialect() == "postgresql":
            make_schemas(connection, schema)
        configure(connection=connection, **options)

    run_migrations = environment.run_migrations

    def run_of_one(**options: Any) -> None:
        named = options.get("engine_name")
        if named is not None and not engine:
            raise SeveralDatabases(named, config.get_main_option("databases", ""))
        if named is None or named == engine:
            run_migrations(**options)

    environment.run_migrations = run_of_one
    environment.configure = configured_on_scratch  # of the object: `alembic.context` stands for this very class
    with environment:
        run_env(script, applied)
    return applied, ledger


def run_env(script: Any, applied: list[str]) -> None:
    """Run env.py; where it hands its work to an event loop of AnyIO, within the worker thread that its own program uses."""
    try:
        script.run_env()
    except RuntimeError as error:
        # Prefect's, for one: `from_thread.run` outside of such a thread. AnyIO 4 has a class of its own for that.
        outside = type(error).__name__ == "NoEventLoopError" or "AnyIO worker thread" in str(error)
        if applied or not outside:
            raise
        import anyio  # type: ignore[import-not-found,unused-ignore] # the project's own: it has just raised this

        anyio.run(anyio.to_thread.run_sync, script.run_env)


def make_schemas(connection: Any, ledger: Any) -> None:
    """Make the schema of the ledger and those of the search_path: on an empty database nobody has made them yet."""
    from sqlalchemy import text
    from sqlalchemy.schema import CreateSchema

    started = not connection.in_transaction()
    path = str(connection.execute(text("SHOW search_path")).scalar())
    wanted = [name.strip().strip('"') for name in path.split(",")] + [ledger or ""]
    for schema in dict.fromkeys(name for name in wanted if name not in _NO_SCHEMA):
        there = text("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :schema")
        if connection.execute(there, {"schema": schema}).scalar() is None:
            connection.execute(CreateSchema(schema))
    # Alembic commits only transactions that it has begun itself.
    if started and connection.in_transaction():
        connection.get_transaction().commit()


def revisions(script: Any) -> dict[str, dict[str, Any]]:
    """Describe every revision on disk, from the first on."""
    described = [_revision(one) for one in script.walk_revisions()]
    return {one["revision"]: one for one in reversed(described)}


def in_order(known: dict[str, dict[str, Any]], applied: list[str]) -> list[dict[str, Any]]:
    """List the revisions as they were applied, then the others."""
    return [known[name] for name in dict.fromkeys([*applied, *known])]


def _revision(one: Any) -> dict[str, Any]:
    down = one.down_revision or ()
    down = (down,) if isinstance(down, str) else down
    return {
        "revision": one.revision,
        "file": one.path,
        "message": one.doc or "",
        # `dependencies` may name branches or parts of ids; resolved they are ids.
        "depends_on": [*down, *one._resolved_dependencies],  # noqa: SLF001 - as above
        "branches": sorted(one.branch_labels),
    }


if __name__ == "__main__":
    main()
