"""Leads every engine and every connection of a project to the scratch database, whatever its code asks for.

An env.py takes its URL from the ini file, from settings, from a secret store, from a `.env` that it finds itself; it
may open connections beside SQLAlchemy. None of that is followed: of what is asked for only the driver, the search_path
and what changes nothing but the protocol are kept. It must be installed before any module of the project is imported.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
from typing import Any, Callable  # noqa: UP035 - Python 3.8 has no collections.abc.Callable[...]

# Options of a connection that say how it speaks, not to whom.
_KEPT = (
    "autocommit",
    "connection_class",
    "connection_factory",
    "cursor_factory",
    "loop",
    "prepare_threshold",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "row_factory",
    "statement_cache_size",
)
_ASYNC = ("asyncpg", "psycopg", "psycopg_async")
_BY_DEFAULT = ("psycopg2", "psycopg", "pg8000")
_SCRATCH: dict[str, str] = {}
_REFUSED: list[bool] = []


def install(scratch: dict[str, str]) -> None:
    """Wrap what opens connections: `create_engine` of SQLAlchemy, and the drivers that are installed.

    Args:
        scratch: The libpq parameters of the scratch database; of a SQLite file its `dialect` and `path`.
    """
    _SCRATCH.update(scratch)
    _wrap_drivers()
    _wrap_engines()


def refuse() -> None:
    """Let engines be made and nothing be connected: a module that connects when it is imported is told so."""
    _REFUSED.append(True)
    _wrap_drivers()


def allow(scratch: dict[str, str]) -> None:
    """Lead connections to the scratch database from now on: after `refuse`, once the models were imported.

    Args:
        scratch: As of `install`.
    """
    _REFUSED.clear()
    _SCRATCH.update(scratch)
    _wrap_engines()


def url(scheme: str = "postgresql") -> str:
    """Write the scratch database as a URL without a percent sign, which ini files would take for their own."""
    if dialect() == "sqlite":
        return f"{scheme}:///{_SCRATCH['path']}"
    host, port = _SCRATCH.get("host", "localhost"), _SCRATCH.get("port", "5432")
    # A host that is a directory stands in the query; wherever this leads to is replaced all the same.
    named = "localhost" if host.startswith("/") else host
    return f"{scheme}://{_SCRATCH.get('user', 'postgres')}@{named}:{port}/{_SCRATCH.get('dbname', '')}"


def dialect() -> str:
    """Return what the scratch database is: `postgresql` or `sqlite`."""
    return _SCRATCH.get("dialect", "postgresql")


def search_path_of(options: object) -> str:
    """Return what `-c search_path=...` says in the options of libpq, as it stands there."""
    found = re.search(r"search_path=((?:\\.|[^\s\\])*)", str(options or ""))
    return found[1] if found else ""


# ---------------------------------------------------------------------------------------------- SQLAlchemy


def _wrap_engines() -> None:
    engines: Any = importlib.import_module("sqlalchemy.engine.create")
    make = engines.create_engine

    @functools.wraps(make)
    def create_engine(asked: Any, *rest: Any, **options: Any) -> Any:
        # Who brings connections of their own would bring them from elsewhere.
        for creator in ("creator", "async_creator", "pool", "plugins"):
            options.pop(creator, None)
        wanted, options["connect_args"] = _engine(asked, options.get("connect_args"), options.get("_is_async", False))
        return make(wanted, *rest, **options)

    for name in ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.engine.create", "sqlalchemy.future"):
        if importlib.util.find_spec(name):
            module: Any = importlib.import_module(name)
            module.create_engine = create_engine
    # It keeps the function under a name of its own, and takes a long time to import: only where it can be used.
    if importlib.util.find_spec("greenlet"):
        module = importlib.import_module("sqlalchemy.ext.asyncio.engine")
        module._create_engine = create_engine  # noqa: SLF001 - see above


def _engine(asked: Any, arguments: Any, is_async: bool) -> Any:  # noqa: FBT001 - SQLAlchemy's own flag, handed on
    """Return the URL of the scratch database with the driver that was asked for, and its connect arguments."""
    from sqlalchemy.engine import URL, make_url

    asked = make_url(asked)
    if dialect() == "sqlite":
        return _sqlite_engine(asked, dict(arguments or {}), is_async)
    driver = _driver(asked.drivername, is_async)
    query = dict(asked.query)
    arguments = dict(arguments or {})
    kept = {name: value for name, value in arguments.items() if name in _KEPT}
    path = search_path_of(query.get("options")) or search_path_of(arguments.get("options"))
    path = (arguments.get("server_settings") or {}).get("search_path", path)
    if path and driver.endswith("asyncpg"):
        kept["server_settings"] = {"search_path": path}
    elif path and not driver.endswith("pg8000"):
        kept["options"] = f"-c search_path={path}"
    place = {name: query[name] for name in ("async_fallback", "prepared_statement_cache_size") if name in query}
    names = {"user": "username", "password": "password", "dbname": "database"}
    scratch: dict[str, Any] = {names[name]: value for name, value in _SCRATCH.items() if name in names}
    host, port = _SCRATCH.get("host", "localhost"), _SCRATCH.get("port", "5432")
    if not host.startswith("/"):
        scratch.update(host=host, port=int(port))
    elif driver.endswith("pg8000"):
        kept["unix_sock"] = f"{host}/.s.PGSQL.{port}"
    else:
        place.update(host=host, port=port)
    return URL.create(driver, query=place, **scratch), kept


def _sqlite_engine(asked: Any, arguments: dict[str, Any], is_async: bool) -> Any:  # noqa: FBT001 - as above
    """Return the URL of the scratch file, and those connect arguments that say how Python speaks to it."""
    from sqlalchemy.engine import URL

    driver = asked.drivername if asked.drivername in ("sqlite", "sqlite+pysqlite", "sqlite+aiosqlite") else "sqlite"
    if (is_async or asked.drivername.partition("+")[2] in _ASYNC) and driver != "sqlite+aiosqlite":
        driver = "sqlite+aiosqlite"
    kept = {name: arguments[name] for name in ("check_same_thread", "detect_types", "isolation_level") if name in arguments}
    return URL.create(driver, database=_SCRATCH["path"]), kept


def _driver(asked: str, is_async: bool) -> str:  # noqa: FBT001 - as above
    """Return the driver that was asked for, or an installed one where another database or nothing was."""
    dialect, _, driver = asked.partition("+")
    is_async = is_async or driver in ("aiosqlite", "aiomysql", "asyncmy")
    if driver and dialect.startswith("postgres") and (driver in _ASYNC or not is_async):
        return "postgresql+" + driver
    usual = _ASYNC if is_async else _BY_DEFAULT
    return "postgresql+" + next((name for name in usual if importlib.util.find_spec(name)), usual[0])


# ---------------------------------------------------------------------------------------------- drivers


def _wrap_drivers() -> None:
    if dialect() == "sqlite":
        _lead_sqlite()
    if importlib.util.find_spec("psycopg"):
        psycopg: Any = importlib.import_module("psycopg")
        for cls in (psycopg.Connection, psycopg.AsyncConnection):
            _wrap_class_method(cls)
        psycopg.connect = psycopg.Connection.connect
    if importlib.util.find_spec("psycopg2"):
        psycopg2: Any = importlib.import_module("psycopg2")
        psycopg2.connect = _led(psycopg2.connect)
    if importlib.util.find_spec("asyncpg"):
        for name in ("asyncpg", "asyncpg.connection"):
            module: Any = importlib.import_module(name)
            module.connect = _led(module.connect, "database")


def _lead_sqlite() -> None:
    """Lead every file that is opened to the scratch file; a database in memory is nobody else's."""
    import sqlite3
    from sqlite3 import dbapi2

    connect: Any = sqlite3.connect

    @functools.wraps(connect)
    def led(database: Any, *rest: Any, **options: Any) -> Any:
        own = str(database) in (":memory:", "") or "mode=memory" in str(database)
        if not own:
            database, options = _SCRATCH["path"], dict(options, uri=False)
        return connect(database, *rest[:5], **options)  # the seventh of its parameters is `uri`

    sqlite3.connect = dbapi2.connect = led


def _wrap_class_method(cls: Any) -> None:
    connect = cls.connect.__func__

    def led(owner: Any, /, conninfo: str = "", **options: Any) -> Any:
        return connect(owner, **_parameters("dbname", conninfo, options))

    cls.connect = classmethod(led)


def _led(connect: Callable[..., Any], database: str = "dbname") -> Callable[..., Any]:
    @functools.wraps(connect)
    def led(dsn: Any = None, *_rest: Any, **options: Any) -> Any:
        return connect(**_parameters(database, dsn, options))

    return led


def _parameters(database: str, dsn: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of the scratch database with what is kept of those that were asked for."""
    if _REFUSED or dialect() == "sqlite":
        message = "models are imported without a database, and this connects to one"
        if not _REFUSED:
            message = "a SQLite file is what the project's migrations are made on, and this connects to PostgreSQL"
        raise ConnectionRefusedError(message)
    kept = {name: value for name, value in options.items() if name in _KEPT}
    path = search_path_of(options.get("options")) or search_path_of(dsn)
    path = (options.get("server_settings") or {}).get("search_path", path)
    if path and database == "database":
        kept["server_settings"] = {"search_path": path}
    elif path:
        kept["options"] = f"-c search_path={path}"
    names = {"host": "host", "port": "port", "user": "user", "password": "password", "dbname": database}
    return dict(kept, **{names[name]: value for name, value in _SCRATCH.items() if name in names})
