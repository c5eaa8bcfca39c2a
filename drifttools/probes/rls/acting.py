"""A transaction in which the connection is somebody else: role, claims, settings, search_path. It is always rolled back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import LiteralString

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.config.personas import Persona
from drifttools.probes.counting import REFUSED_VALUES
from drifttools.probes.rls.facts import RoleFacts
from drifttools.redact import redactor
from drifttools.sql.compose import Sql

_SET = "select pg_catalog.set_config(%s, %s, true)"
# The pins of a reading session: rows that policies hide are no error here but the answer, and a policy may read a view.
_UNPIN = """
    select pg_catalog.set_config('row_security', 'on', true),
           (select pg_catalog.set_config('restrict_nonsystem_relation_kind', '', true)
            where pg_catalog.current_setting('restrict_nonsystem_relation_kind', true) is not null)
"""


class Failed(Exception):
    """A statement failed.

    Args:
        said: What the server said, without values.
        known: Whether that is an answer: who sends the command meets the same error. Else it is only that it took too long,
            or that somebody held a lock.
    """

    def __init__(self, said: str, *, known: bool, sqlstate: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.known = known
        self.sqlstate = sqlstate


@contextmanager
def acting(
    connection: Connection, persona: Persona, role: RoleFacts, timeout_ms: int, *, first: Sequence[LiteralString] = ()
) -> Iterator[Connection]:
    """Be the persona until the end of the block; raises Failed where the role cannot be taken on.

    Args:
        connection: Not in a transaction.
        timeout_ms: For each statement.
        first: Settings that the role itself may have no right to.
    """
    try:
        connection.pin()
        for setting in (_UNPIN, *first):
            connection.execute(setting)
        settings = {"statement_timeout": str(timeout_ms), "search_path": role.search_path, **_claims(persona)}
        # the role comes last: it may have no right to set the others
        for name, text in {**settings, **persona.settings, "role": persona.role}.items():
            try:
                connection.execute(_SET, (name, text))
            except psycopg.Error as problem:
                raise Failed(_words(problem), known=False, sqlstate=problem.sqlstate or "") from None
        yield connection
    finally:
        connection.rollback()


def _claims(persona: Persona) -> dict[str, str]:
    """As PostgREST sets them: all as JSON, and, as it did before its release 9, one setting for each.

    Without a token it sets the role alone. Left unset, a setting that was local to an earlier transaction of this session
    is an empty text and not null: `''::jsonb` would fail where a request does not.
    """
    claims = dict(persona.claims) or {"role": persona.role}
    single = {
        f"request.jwt.claim.{name}": text if isinstance(text, str) else json.dumps(text)
        for name, text in claims.items()
        if name.isidentifier()  # what is no name of a setting never was one there
    }
    return {"request.jwt.claims": json.dumps(claims), **single}


def fetch(connection: Connection, query: Sql, timeout_ms: int) -> list[tuple[object, ...]]:
    """The rows of one SELECT; raises Failed, and the transaction goes on."""
    try:
        with connection.transaction():  # a savepoint
            return [tuple(row) for row in connection.execute(str(query).encode()).fetchall()]
    except psycopg.Error as problem:
        raise failure(problem, timeout_ms) from None


def failure(problem: psycopg.Error, timeout_ms: int) -> Failed:
    """What an error of the server says here."""
    if isinstance(problem, psycopg.errors.QueryCanceled):
        return Failed(f"it takes longer than {timeout_ms:,} ms", known=False)
    busy = isinstance(problem, psycopg.errors.LockNotAvailable | psycopg.OperationalError)
    return Failed(_words(problem), known=not busy, sqlstate=problem.sqlstate or "")


def _words(problem: psycopg.Error) -> str:
    """Without DETAIL and CONTEXT, and never the message of a data error, which quotes the value."""
    code = problem.sqlstate or ""
    if code[:2] in REFUSED_VALUES:
        return f"a value was refused (SQLSTATE {code})"
    return redactor.clean(problem.diag.message_primary or type(problem).__name__)
