"""What each command of a persona comes to, on the live database and by SELECT alone.

SELECT itself is sent, as the role. Of the others the server evaluates the conditions, as the role and for each row, and
they are put together as PostgreSQL puts them together; `sending.py` sends the commands themselves where that is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drifttools.catalog.connect import Connection
from drifttools.config.personas import Persona
from drifttools.model.rls import COMMANDS, Access, Behaviour, How, PolicyPart
from drifttools.probes.rls.acting import Failed, acting, fetch
from drifttools.probes.rls.combining import Condition, conditions, holding, passing
from drifttools.probes.rls.facts import RoleFacts, TableFacts, role_facts, table_facts
from drifttools.sql.compose import Sql, compose, joined, name, value

_NOT_A_MEMBER = "the role that connects may not take on {}: GRANT {} TO it, or connect as one that may"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far it goes.

    Args:
        timeout_ms: For each statement.
        rows: How many rows of a table the policies are evaluated for, one by one.
    """

    timeout_ms: int = 30_000
    rows: int = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """A table as it was looked at.

    Args:
        total: All its rows; None where the role that connects cannot see them all, or it took too long.
        rows: Some of them, as the text of the whole row: those that the persona sees, and others.
        visible: How many the persona sees; None where `refused` says why not.
    """

    table: TableFacts
    total: int | None
    rows: tuple[str, ...]
    visible: int | None
    refused: Failed | None = None
    duration_ms: int = 0


def try_persona(
    connection: Connection, persona: Persona, limits: Limits, *, left_out: Sequence[str] = ()
) -> Iterator[Behaviour]:
    """Try every command on every table.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        left_out: Schemas of the platform.
    """
    role = role_facts(connection, persona)
    if role is None:
        connection.rollback()
        yield _unknown(persona, "*", "SELECT", f"there is no role {persona.role}")
        return
    tables = table_facts(connection, persona, left_out)
    connection.rollback()
    for table in tables:
        if not role.takeable:
            why = _NOT_A_MEMBER.format(persona.role, persona.role)
            yield from (_unknown(persona, table.dotted, command, why) for command in COMMANDS)
            continue
        try:
            yield from _try_table(connection, persona, role, table, limits)
        except Failed as problem:
            yield from (_unknown(persona, table.dotted, command, problem.said) for command in COMMANDS)


def look(connection: Connection, persona: Persona, role: RoleFacts, table: TableFacts, limits: Limits) -> Looked:
    """Count a table, as the role that connects and as the persona, and take some rows."""
    relation, some = name(table.schema, table.name), value(limits.rows // 2)
    counting = compose("select pg_catalog.count(*) from {}", relation)
    taking = compose("select t::pg_catalog.text from {} t limit {}", relation, some)
    total, rows = _as_connected(connection, counting, taking, limits)
    if "SELECT" not in table.privileges or not table.usable:
        return Looked(table, total, rows, None)
    started = time.monotonic()
    with acting(connection, persona, role, limits.timeout_ms):
        try:
            visible = int(str(fetch(connection, counting, limits.timeout_ms)[0][0]))
            own = [str(row[0]) for row in fetch(connection, taking, limits.timeout_ms)]
        except Failed as problem:
            return Looked(table, total, rows, None, problem)
    took = round((time.monotonic() - started) * 1000)
    # no more than all: the rows that both saw are the same rows where their texts are
    every = tuple(dict.fromkeys((*own, *rows))) if total is None or total > len(rows) else rows
    return Looked(table, total, every, visible, duration_ms=took)


def _as_connected(connection: Connection, counting: Sql, taking: Sql, limits: Limits) -> tuple[int | None, tuple[str, ...]]:
    try:
        connection.pin()
        connection.execute("select pg_catalog.set_config('statement_timeout', %s, true)", (str(limits.timeout_ms),))
        rows = tuple(str(row[0]) for row in fetch(connection, taking, limits.timeout_ms))
        try:
            total = int(str(fetch(connection, counting, limits.timeout_ms)[0][0]))
        except Failed:
            total = None
    except Failed:
        return None, ()  # policies hide rows from the role that connects, too
    finally:
        connection.rollback()
    return total, rows


def _try_table(
    connection: Connection, persona: Persona, role: RoleFacts, table: TableFacts, limits: Limits
) -> Iterator[Behaviour]:
    looked = look(connection, persona, role, table, limits)
    for command in COMMANDS:
        found = _try_command(connection, persona, role, looked, command, limits)
        yield replace(found, texts=table.digest)


def _try_command(
    connection: Connection, persona: Persona, role: RoleFacts, looked: Looked, command: str, limits: Limits
) -> Behaviour:
    table = looked.table
    base = Behaviour(persona.name, persona.role, table.dotted, command, Access.UNKNOWN, of=looked.total)
    if not table.usable:
        return replace(
            base, access=Access.DENIED, rows=0, reason=f"{persona.role} lacks USAGE on the schema {table.schema}"
        )
    if command not in table.privileges:
        return replace(base, access=Access.DENIED, rows=0, reason=f"{persona.role} lacks {command} on the table")
    free = _free(role, table)
    found = () if free else conditions(table.policies, command)
    if not free and not any(one.policy.permissive for one in found):
        why = f"no permissive policy for {command} is for {persona.role}, so every row is refused"
        how = How.TRIED if command == "SELECT" and looked.visible is not None else How.EVALUATED
        return replace(base, access=Access.DENIED, how=how, rows=looked.visible if how is How.TRIED else 0, reason=why)
    parts = _parts(connection, persona, role, looked, found, limits)
    base = replace(base, policies=parts)
    if command == "SELECT":
        return _selected(base, looked, free, found)
    if free:
        return replace(base, access=Access.ALLOWED, rows=looked.total, reason=free)
    try:
        return _evaluated(connection, persona, role, (looked, found), base, limits)
    except Failed as problem:
        return _failed(base, problem)


def _free(role: RoleFacts, table: TableFacts) -> str:
    """Why no policy is asked; empty where they are."""
    if role.above:
        return "no policy is applied to the role: BYPASSRLS, or a superuser"
    return "" if table.secured else "row-level security is not applied to it on this table: it is off, or it is the owner"


def _selected(base: Behaviour, looked: Looked, free: str, found: Sequence[Condition]) -> Behaviour:
    query = str(compose("select pg_catalog.count(*) from {}", name(looked.table.schema, looked.table.name)))
    base = replace(base, how=How.TRIED, query=query, duration_ms=looked.duration_ms)
    if looked.refused is not None:
        return _failed(base, looked.refused)
    return judged(replace(base, rows=looked.visible), free, found)


def _evaluated(
    connection: Connection,
    persona: Persona,
    role: RoleFacts,
    asked: tuple[Looked, Sequence[Condition]],
    base: Behaviour,
    limits: Limits,
) -> Behaviour:
    looked, found = asked
    started = time.monotonic()
    relation = name(looked.table.schema, looked.table.name)
    condition = passing(found, base.command)
    if base.command == "INSERT" or looked.visible is None:
        query = compose("select pg_catalog.count(*) filter (where {}) from {}", condition, _given(looked))
        rest = "" if base.command == "INSERT" else "only without WHERE, for it lacks SELECT"
        of: int | None = len(looked.rows)
        shown = compose("select count(*) from {} where {}", relation, condition)
    else:
        # who names rows in WHERE must see them: so these are the rows that the command finds
        query = shown = compose("select pg_catalog.count(*) from {} where {}", relation, condition)
        of, rest = looked.total, ""
    with acting(connection, persona, role, limits.timeout_ms):
        rows = int(str(fetch(connection, query, limits.timeout_ms)[0][0]))
        if base.command == "INSERT" and rows and "SELECT" in looked.table.privileges:
            rest = _returning(connection, looked, condition, rows, limits)
    took = round((time.monotonic() - started) * 1000)
    answer = judged(replace(base, rows=rows, of=of, query=str(shown), duration_ms=took), "", found)
    triggers = ", ".join(looked.table.changing)
    told = (answer.reason, rest, f"triggers may change the row before ({triggers})" if triggers else "")
    return replace(answer, reason="; ".join(filter(None, told)))


def _returning(connection: Connection, looked: Looked, condition: Sql, rows: int, limits: Limits) -> str:
    """What RETURNING adds, which an API asks for that gives back what it has made: the new row must be visible."""
    seen = holding(conditions(looked.table.policies, "SELECT"), checks=False)
    query = compose("select pg_catalog.count(*) filter (where ({}) and ({})) from {}", condition, seen, _given(looked))
    try:
        back = int(str(fetch(connection, query, limits.timeout_ms)[0][0]))
    except Failed:
        return ""
    return "" if back == rows else f"with RETURNING for {back:,} of these rows, for the others it may not see"


def judged(found: Behaviour, free: str, asked: Sequence[Condition]) -> Behaviour:
    """The answer that the numbers give, and what decided it."""
    rows, of = found.rows or 0, found.of
    if of == 0:
        always = any(one.always for one in asked if one.policy.permissive) and all(one.policy.permissive for one in asked)
        if free or always:
            return replace(
                found, access=Access.ALLOWED, rows=0, reason=free or "the condition is always true; no row is there"
            )
        return replace(found, rows=None, reason="the table has no rows to try it with")
    if of is None and not rows:
        return replace(found, access=Access.DENIED, reason=decided(found, free))
    access = Access.ALLOWED if rows == of else Access.PARTLY if rows else Access.DENIED
    return replace(found, access=access, reason=decided(found, free))


def decided(found: Behaviour, free: str = "") -> str:
    """Which policy decided, in words; what could not be evaluated is said."""
    if free:
        return free
    lets = [one for one in found.policies if one.permissive and one.holds]
    keeps = [one for one in found.policies if not one.permissive and one.holds is not None and one.holds < one.of]
    silent = [one for one in found.policies if one.holds is None]
    told = []
    if lets:
        told.append("let in by " + ", ".join(f"{one.policy} ({one.holds:,} of {one.of:,} rows)" for one in lets))
    elif not silent:
        named = ", ".join(one.policy for one in found.policies if one.permissive)
        told.append(f"for no row that was looked at the condition of {named} holds" if named else "")
    if keeps:
        out = (f"{one.policy} ({one.of - (one.holds or 0):,} of {one.of:,} rows)" for one in keeps)
        told.append(f"kept out by {', '.join(out)}")
    if silent:
        told.append("could not tell: " + ", ".join(f"{one.policy} ({one.reason})" for one in silent))
    return "; ".join(filter(None, told))


def _parts(
    connection: Connection,
    persona: Persona,
    role: RoleFacts,
    looked: Looked,
    found: Sequence[Condition],
    limits: Limits,
) -> tuple[PolicyPart, ...]:
    """For how many of the rows each policy holds by itself."""
    if not found:
        return ()
    with acting(connection, persona, role, limits.timeout_ms):
        together = joined(compose("pg_catalog.count(*) filter (where {})", one.whole or value(of=True)) for one in found)
        try:
            numbers = fetch(connection, compose("select {} from {}", together, _given(looked)), limits.timeout_ms)[0]
            return tuple(
                PolicyPart(one.policy.name, one.policy.permissive, int(str(number)), len(looked.rows))
                for one, number in zip(found, numbers, strict=True)
            )
        except Failed:
            return tuple(_part(connection, looked, one, limits) for one in found)  # one of them: which?


def _part(connection: Connection, looked: Looked, one: Condition, limits: Limits) -> PolicyPart:
    query = compose("select pg_catalog.count(*) filter (where {}) from {}", one.whole or value(of=True), _given(looked))
    try:
        number: int | None = int(str(fetch(connection, query, limits.timeout_ms)[0][0]))
        why = ""
    except Failed as problem:
        number, why = None, problem.said
    return PolicyPart(one.policy.name, one.policy.permissive, number, len(looked.rows), why)


def _given(looked: Looked) -> Sql:
    """The rows as a source that no policy stands before, named like the table, as printed conditions want it."""
    relation = name(looked.table.schema, looked.table.name)
    texts = joined(value(row) for row in looked.rows)
    return compose(
        "pg_catalog.unnest(array(select one::{} from pg_catalog.unnest(array[{}]::pg_catalog.text[]) one)) as {}",
        relation,
        texts,
        name(looked.table.name),
    )


def _failed(base: Behaviour, problem: Failed) -> Behaviour:
    if not problem.known:
        return replace(base, reason=problem.said)
    return replace(base, access=Access.DENIED, rows=0, reason=f"every such statement ends in an error: {problem.said}")


def _unknown(persona: Persona, table: str, command: str, reason: str) -> Behaviour:
    return Behaviour(persona.name, persona.role, table, command, Access.UNKNOWN, reason=reason)
