"""INSERT, UPDATE and DELETE sent for real, for some rows, in a transaction that is always rolled back.

The one probe that sends more than SELECT, and only where it was asked for by name (`--live`). What a rollback does not take
back is kept from happening: no trigger fires (`session_replication_role`, or the table is left alone), no default draws a
number from a sequence (every column is given), and nothing waits long for a lock. Each row is a statement with its own
savepoint, so one refusal tells of one row. Left behind are row versions for VACUUM, at most three a row.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.config.personas import Persona
from drifttools.model.rls import Access, Behaviour, How
from drifttools.probes.rls.acting import Failed, acting, failure, fetch
from drifttools.probes.rls.facts import RoleFacts, TableFacts
from drifttools.probes.rls.trying import Looked
from drifttools.sql.compose import Sql, compose, name, names, value, word

# Columns that can be given, and whether the role may update them, and read them. Then the triggers: those that fire for
# everybody, and those that fire even for a session that applies replicated changes.
_COLUMNS = """
    select a.attname::pg_catalog.text,
           a.attidentity <> 'a' and pg_catalog.has_column_privilege(%(role)s, a.attrelid, a.attnum, 'update')
           and pg_catalog.has_column_privilege(%(role)s, a.attrelid, a.attnum, 'select'),
           pg_catalog.has_column_privilege(%(role)s, a.attrelid, a.attnum, 'insert')
    from pg_catalog.pg_attribute a
    where a.attrelid = %(table)s and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum
"""
_TRIGGERS = """
    select t.tgname::pg_catalog.text from pg_catalog.pg_trigger t
    where (t.tgrelid = %(table)s
           or t.tgrelid in (select i.inhrelid from pg_catalog.pg_inherits i where i.inhparent = %(table)s))
      and (t.tgenabled in ('A', 'R') or (t.tgenabled = 'O' and not %(quiet)s and (not t.tgisinternal or t.tgtype & 8 <> 0)))
    order by 1 limit 3
"""
_QUIET = "select pg_catalog.set_config('session_replication_role', 'replica', true)"
_LOCK = "select pg_catalog.set_config('lock_timeout', '1000', true)"
_CONSTRAINT = "23"
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class _Columns:
    given: tuple[str, ...]
    updated: str


def send(
    connection: Connection,
    persona: Persona,
    role: RoleFacts,
    looked: Looked,
    found: Behaviour,
    *,
    rows: int,
    timeout_ms: int,
) -> Behaviour:
    """Send one command for some rows, each by itself, and take everything back.

    Args:
        connection: From `connect_apply`, not in a transaction.
        looked: The table, with some of its rows.
        found: What was evaluated: it is given back where nothing could be sent, with the reason.
        rows: For how many rows at most.
        timeout_ms: For each statement.
    """
    table = looked.table
    if found.command not in WRITING or found.command not in table.privileges or not table.usable:
        return found
    started = time.monotonic()
    try:
        quiet = _may_be_quiet(connection)
        if triggers := _triggers(connection, table, quiet=quiet):
            return _not_sent(found, f"its triggers would fire ({', '.join(triggers)})")
        columns = _columns(connection, table, persona)
        with acting(connection, persona, role, timeout_ms, first=(_LOCK, _QUIET) if quiet else (_LOCK,)):
            statements = tuple(_statements(connection, looked, columns, found.command, rows, timeout_ms))
            outcomes = [_one(connection, statement, timeout_ms) for statement in statements]
    except Failed as problem:
        return _not_sent(found, problem.said)
    if not outcomes:
        return _not_sent(found, "no row that the role sees or may write" if looked.rows else "the table has no rows")
    went = sum(one == "" for one in outcomes)
    access = Access.ALLOWED if went == len(outcomes) else Access.PARTLY if went else Access.DENIED
    refused = ", ".join(dict.fromkeys(one for one in outcomes if one))
    reason = "; ".join(filter(None, (f"sent for {len(outcomes)} rows and rolled back", refused, found.reason)))
    took = round((time.monotonic() - started) * 1000)
    # the rows of a table stay in memory: what is kept is the shape of the statement
    query = str(_shape(table, columns, found.command))
    return replace(
        found, access=access, how=How.TRIED, rows=went, of=len(outcomes), reason=reason, query=query, duration_ms=took
    )


def _not_sent(found: Behaviour, why: str) -> Behaviour:
    return replace(found, reason="; ".join(filter(None, (f"not sent: {why}", found.reason))))


def _one(connection: Connection, statement: Sql, timeout_ms: int) -> str:
    """Why one row was refused; empty where it went through. The row is as it was afterwards."""
    try:
        with connection.transaction(force_rollback=True):
            done = connection.execute(str(statement).encode()).rowcount
    except psycopg.Error as problem:
        told = failure(problem, timeout_ms)
        if not told.known:
            raise told from None
        # constraints and unique indexes are looked at after the policies: who comes so far has passed them
        return "" if told.sqlstate.startswith(_CONSTRAINT) else told.said
    return "" if done else "no policy lets it find the row"


def _may_be_quiet(connection: Connection) -> bool:
    """Whether the role that connects may keep triggers from firing: a superuser, or one that was granted it."""
    try:
        connection.execute(_QUIET)
    except psycopg.errors.InsufficientPrivilege:
        return False
    finally:
        connection.rollback()
    return True


def _triggers(connection: Connection, table: TableFacts, *, quiet: bool) -> tuple[str, ...]:
    found = connection.execute(_TRIGGERS, {"table": table.oid, "quiet": quiet}).fetchall()
    connection.rollback()
    return tuple(str(row[0]) for row in found)


def _columns(connection: Connection, table: TableFacts, persona: Persona) -> _Columns:
    found = connection.execute(_COLUMNS, {"table": table.oid, "role": persona.role}).fetchall()
    connection.rollback()
    return _Columns(
        given=tuple(str(row[0]) for row in found if row[2]),
        updated=next((str(row[0]) for row in found if row[1]), ""),
    )


def _statements(
    connection: Connection, looked: Looked, columns: _Columns, command: str, rows: int, timeout_ms: int
) -> Iterator[Sql]:
    """One statement a row. Rows are named by where they are, which needs no key; INSERT puts a row in again as it is."""
    table = looked.table
    if command == "INSERT":
        if columns.given:
            yield from (_inserting(table, columns, value(text)) for text in looked.rows[:rows])
        return
    if command == "UPDATE" and not columns.updated:
        raise Failed("no column that the role may both read and update", known=False)
    places = compose(
        "select tableoid::pg_catalog.oid::pg_catalog.text, ctid::pg_catalog.text from {} limit {}",
        name(table.schema, table.name),
        value(rows),
    )
    for part, place in fetch(connection, places, timeout_ms):
        yield _changing(
            table, columns, command, compose("tableoid = {} and ctid = {}", value(str(part)), value(str(place)))
        )


def _shape(table: TableFacts, columns: _Columns, command: str) -> Sql:
    if command == "INSERT":
        return _inserting(table, columns, word("..."))
    return _changing(table, columns, command, word("..."))


def _inserting(table: TableFacts, columns: _Columns, row: Sql) -> Sql:
    relation, given = name(table.schema, table.name), names(columns.given)
    return compose(
        "insert into {} ({}) overriding system value select {} from pg_catalog.unnest(array[({})::{}]) t",
        relation,
        given,
        given,
        row,
        relation,
    )


def _changing(table: TableFacts, columns: _Columns, command: str, place: Sql) -> Sql:
    relation = name(table.schema, table.name)
    if command == "DELETE":
        return compose("delete from {} where {}", relation, place)
    same = name(columns.updated)
    return compose("update {} set {} = {} where {}", relation, same, same, place)
