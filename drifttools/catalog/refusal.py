"""Says why a connection failed: one sentence, what to do, and no password."""

from __future__ import annotations

import re

import psycopg

from drifttools.config import Target
from drifttools.errors import ConnectionFailed
from drifttools.redact import redactor

# libpq reports no SQLSTATE for a connection that failed, only text: (what it says, what it means, what to
# do). The first that matches wins.
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"definition of service",
        "the service is not defined",
        "see PGSERVICEFILE and ~/.pg_service.conf, or give a DSN",
    ),
    (
        r"password authentication failed|no password supplied|authentication failed|SCRAM|wrong password",
        "authentication failed: wrong user or password",
        "check user and password (PGPASSFILE, `env` or `passfile` in drift.toml); never put it into a notebook",
    ),
    (
        r"no pg_hba\.conf entry|role .* does not exist|is not permitted to log in",
        "authentication failed: the server does not let this user in",
        "check the user's name, and pg_hba.conf for this host, database and encryption",
    ),
    (
        r"permission denied for database",
        "the role may not connect to this database",
        "GRANT CONNECT ON DATABASE the database TO the role: an audit needs no more",
    ),
    (
        r"database .* does not exist|is not currently accepting connections",
        "the database does not exist or takes no connections",
        "check `dbname`; `psql -l` lists the databases of a server",
    ),
    (
        r"timeout expired|timed out|timeout",
        "no answer in time",
        "check host, port and firewall; `connect_timeout=30` in the DSN waits longer",
    ),
    (
        r"could not translate host name|Name or service not known|nodename nor servname|name resolution|Errno -[0-9]",
        "host unreachable: its name is unknown",
        "check the spelling of the host, and DNS or VPN",
    ),
    (
        r"Connection refused|No such file or directory|No route to host|Network is unreachable|Host is down",
        "host unreachable: nothing answers there",
        "check that the server runs and listens on this host and port",
    ),
    (
        r"too many (clients|connections)|remaining connection slots|no more connections",
        "the server has no free connection",
        "close other sessions or try again later",
    ),
    (
        r"starting up|shutting down|recovery mode",
        "the server is starting up or shutting down",
        "try again in a moment",
    ),
    (
        r"\bSSL\b|certificate|\bTLS\b",
        "the encrypted connection could not be made",
        "check sslmode, sslrootcert and the server's certificate",
    ),
)


def refusal(target: Target, error: psycopg.Error) -> ConnectionFailed:
    """Turn what libpq said into an error for people.

    Args:
        target: The database that was to be reached; its secrets are known to the redactor.
        error: What psycopg raised.
    """
    said = " ".join(redactor.clean(str(error)).split())
    address = "" if target.where == target.name else f" ({target.where})"
    text = f"timeout: {said}" if isinstance(error, psycopg.errors.ConnectionTimeout) else said
    causes = (cause[1:] for cause in _CAUSES if re.search(cause[0], text, re.IGNORECASE))
    meaning, hint = next(causes, ("the connection failed", "check host, port, database and user"))
    return ConnectionFailed(
        f"cannot connect to {target.name}{address}: {meaning}. The server or libpq said: {said}", hint=hint
    )
