"""Connects to a database: read-only for everything that looks, read-write for the executor of repairs alone.

What a catalog function prints depends on settings (search_path, TimeZone, DateStyle ...), and an
unqualified name can be hijacked by whoever may create objects. Hence every setting is pinned in the startup
packet, before the first query. A pooler such as pgbouncer takes no such packet, and a setting of the
session would leak to its next client: there the same pins are set for the transaction only.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any, Self

import psycopg
from psycopg import IsolationLevel
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow

from drifttools.catalog.refusal import refusal
from drifttools.config import Target, parse_target, secrets_of
from drifttools.config.dsn import conninfo
from drifttools.errors import ConnectionFailed, UsageError
from drifttools.redact import redactor

__all__ = ["Connection", "Target", "connect_apply", "connect_readonly", "parse_target", "secrets_of"]

PINS: Mapping[str, str] = {
    "search_path": "",
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "extra_float_digits": "3",
    "bytea_output": "hex",
    "quote_all_identifiers": "off",
    "standard_conforming_strings": "on",
    # A row that a policy hides would be a wrong answer; so it is an error instead.
    "row_security": "off",
    "client_min_messages": "error",
    # The planner's estimates for catalogs are far too high: compiling a query would take longer than running it.
    "jit": "off",
}
_READ_PINS: Mapping[str, str] = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable read",
    # Each worker would have to learn every table anew whose expressions it prints: that costs more than it saves.
    "max_parallel_workers_per_gather": "0",
    # One connection may wait for the other, in the transaction that remembers what was there when the reading began.
    "idle_in_transaction_session_timeout": "0",
}
# What a reading asks for where the user did not: a catalog of 10,000 tables would be joined in temporary files.
_READ_DEFAULTS: Mapping[str, str] = {"work_mem": "32MB"}
_APPLY_PINS: Mapping[str, str] = {
    "default_transaction_isolation": "read committed",
    # a database may have been set to read-only: that is then what is to be repaired
    "default_transaction_read_only": "off",
    # the body of a function may name what a later step makes, or what only its own search_path finds
    "check_function_bodies": "off",
}

# Set where the server knows them; unknown in a startup packet, they would end the connection.
_READ_WHERE_KNOWN: Mapping[str, str] = {
    # Selecting from a view can call anything, even a volatile function (CVE-2024-7348).
    "restrict_nonsystem_relation_kind": "view, foreign-table",
}
_APPLY_WHERE_KNOWN: Mapping[str, str] = {
    # Without it the server finishes, and commits, the statement of an owner that was killed.
    "client_connection_check_interval": "500",
}
_CONNECT_TIMEOUT_S = "10"

_SET_WHERE_KNOWN = """
SELECT pg_catalog.set_config(%(name)s, %(value)s, %(local)s)
WHERE pg_catalog.current_setting(%(name)s, true) IS NOT NULL
"""
_PINNED = """
SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_setting('TimeZone'),
       pg_catalog.current_setting('DateStyle'), pg_catalog.current_setting('extra_float_digits')
"""


class Connection(psycopg.Connection[TupleRow]):
    """A psycopg connection that keeps its settings pinned.

    Where `pooled` is true they hold for one transaction only, and every transaction begins with pinning them again.
    """

    pooled: bool = False
    _pins: Mapping[str, str] = {}
    _where_known: Mapping[str, str] = {}
    _pinning = False

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """Every query goes through a cursor: the first one of a transaction pins the settings."""
        if self.pooled and not self._pinning and self.info.transaction_status == TransactionStatus.IDLE:
            self.pin()
        return super().cursor(*args, **kwargs)

    def pin(self) -> Self:
        """Pin the settings for this transaction, if a pooler kept them from holding for the session."""
        if self.pooled:
            self._pinning = True
            try:
                for name, value in self._pins.items():
                    self.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))
                self._pin_where_known(local=True)
            finally:
                self._pinning = False
        return self

    def _pin_where_known(self, *, local: bool) -> None:
        for name, value in self._where_known.items():
            self.execute(_SET_WHERE_KNOWN, {"name": name, "value": value, "local": local})


def connect_readonly(
    target: Target,
    *,
    lock_timeout_ms: int = 2_000,
    statement_timeout_ms: int = 60_000,
    application_name: str = "drifttools",
) -> Connection:
    """Connect for reading: every transaction is READ ONLY and REPEATABLE READ, every setting is pinned.

    Args:
        target: The database.
        lock_timeout_ms: How long a query may wait for a lock.
        statement_timeout_ms: How long a query may run.
        application_name: What `pg_stat_activity` shows.

    Raises:
        ConnectionFailed: The server could not be reached or refused; the message never holds a password.
        UsageError: The target is not a PostgreSQL database.
    """
    pins = {**PINS, **_READ_PINS, **_timeouts(lock_timeout_ms, statement_timeout_ms)}
    return _open(target, pins, _READ_WHERE_KNOWN, application_name, read_only=True)


def connect_apply(
    target: Target,
    *,
    lock_timeout_ms: int = 2_000,
    statement_timeout_ms: int = 60_000,
    application_name: str = "drifttools-apply",
) -> Connection:
    """Connect for the executor of repairs: read-write, READ COMMITTED, the same pins.

    Args:
        target: The database.
        lock_timeout_ms: How long a statement may wait for a lock.
        statement_timeout_ms: How long a statement may run.
        application_name: What `pg_stat_activity` shows; the executor puts the id of its plan there.

    Raises:
        ConnectionFailed: As for `connect_readonly`; also where a pooler stands in between, because advisory
            locks and settings of a session mean nothing there.
        UsageError: The target is not a PostgreSQL database.
    """
    pins = {**PINS, **_APPLY_PINS, **_timeouts(lock_timeout_ms, statement_timeout_ms)}
    connection = _open(target, pins, _APPLY_WHERE_KNOWN, application_name, read_only=False)
    if connection.pooled:
        connection.close()
        raise ConnectionFailed(
            f"{target.name} is reached through a connection pooler, which cannot carry a repair",
            hint="give the address of the server itself (for pgbouncer: the port that PostgreSQL listens on)",
        )
    return connection


def _open(
    target: Target,
    pins: Mapping[str, str],
    where_known: Mapping[str, str],
    application_name: str,
    *,
    read_only: bool,
) -> Connection:
    if target.dialect != "postgresql":
        raise UsageError(f"{target.name} is not a PostgreSQL database", hint="give the DSN of a PostgreSQL server")
    for secret in (*secrets_of(target), os.environ.get("PGPASSWORD")):
        redactor.add(secret)
    parameters = _parameters(target, application_name)
    defaults = _READ_DEFAULTS if read_only else {}
    try:
        connection = _connect(target, {**parameters, "options": _options(parameters, pins, defaults)})
    except _PoolerRefused:
        connection = _connect(target, parameters)
        connection.pooled = True
    redactor.add(connection.info.password)  # it may come from a password file, a service or the environment
    connection._pins = pins  # noqa: SLF001 - made here and nowhere else
    connection._where_known = where_known  # noqa: SLF001 - as above
    if read_only:
        connection.read_only = True
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        _verify_pins(connection)
    except psycopg.Error as error:
        connection.close()
        raise ConnectionFailed(
            f"{target.name}: the settings of the session could not be pinned: {redactor.clean(str(error)).strip()}",
            hint="connect to the server itself rather than through a proxy",
        ) from None
    return connection


def _verify_pins(connection: Connection) -> None:
    """See that the pins hold, and set what cannot be in the startup packet. Leaves no transaction open."""
    if not connection.pooled:
        found = connection.execute(_PINNED).fetchone()
        wanted = tuple(PINS[name] for name in ("search_path", "TimeZone", "DateStyle", "extra_float_digits"))
        # A pooler may take the packet and drop the options in silence (ignore_startup_parameters =
        # options).
        connection.pooled = found != wanted
    if not connection.pooled:
        # client_connection_check_interval can only be 0 where the server's system lacks what it needs.
        with contextlib.suppress(psycopg.errors.InvalidParameterValue), connection.transaction():
            connection._pin_where_known(local=False)  # noqa: SLF001 - its maker, in this module
    connection.commit()
    connection.pin()


class _PoolerRefused(Exception):
    """A signal between two functions of this file."""


def _connect(target: Target, parameters: Mapping[str, str]) -> Connection:
    try:
        # No prepared statements: behind a pooler the next one may meet another server process.
        return Connection.connect(conninfo(parameters), prepare_threshold=None)
    except psycopg.Error as error:
        if "options" in parameters and "unsupported startup parameter" in str(error):
            raise _PoolerRefused from None
        # The chain is cut: psycopg's error and its frames hold the DSN.
        raise refusal(target, error) from None


def _parameters(target: Target, application_name: str) -> dict[str, str]:
    parameters = {"application_name": application_name, **target.parameters, "client_encoding": "UTF8"}
    if "PGCONNECT_TIMEOUT" not in os.environ and "service" not in parameters:
        parameters.setdefault("connect_timeout", _CONNECT_TIMEOUT_S)
    return parameters


def _options(parameters: Mapping[str, str], pins: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    # Options in the DSN replace PGOPTIONS in libpq; the user's own (a role, Neon's endpoint) must survive
    # ours. What comes last counts.
    own = parameters.get("options", os.environ.get("PGOPTIONS", ""))
    return " ".join(filter(None, (*_switches(defaults), own, *_switches(pins))))


def _switches(pins: Mapping[str, str]) -> Iterator[str]:
    for name, value in pins.items():
        escaped = value.replace("\\", "\\\\").replace(" ", "\\ ")
        yield f"-c {name}={escaped}"


def _timeouts(lock_ms: int, statement_ms: int) -> dict[str, str]:
    return {"lock_timeout": str(lock_ms), "statement_timeout": str(statement_ms)}
