"""A smoke test that is a query: one value, read only, as the role that the application has where one is named."""

from __future__ import annotations

import time

import psycopg

from drifttools.catalog.connect import Connection, connect_readonly
from drifttools.catalog.statement import one_reading_statement
from drifttools.config import SmokeTest, Target
from drifttools.config.personas import Persona
from drifttools.errors import DriftToolsError, UsageError
from drifttools.model.verdict import Check, State
from drifttools.probes.rls.acting import Failed, acting, fetch
from drifttools.probes.rls.facts import RoleFacts, role_facts
from drifttools.redact import redactor
from drifttools.sql.compose import compose, deparsed
from drifttools.verify.error_text import shorten
from drifttools.verify.smoke_result import GROUP, SmokeResult, another_error

_WHO = compose("select current_user::pg_catalog.text")


def run_query(test: SmokeTest, before: SmokeResult | None, target: Target | None) -> SmokeResult:
    """Send it once; see `smoke`."""
    started = time.monotonic()
    error = ""
    try:
        value = _value(test, target)
    except Failed as problem:
        error = shorten(problem.said, 300) if problem.known else ""
        further = another_error(error, before)
        state = State.PARTIAL if further else State.FAIL if problem.known else State.NOT_RUN
        actual, reason = "an error" if problem.known else "", further or problem.said
    except (DriftToolsError, psycopg.Error) as problem:
        state, actual = State.NOT_RUN, ""
        reason = problem.what if isinstance(problem, DriftToolsError) else type(problem).__name__
    else:
        same = value == test.expect
        # a number tells how far it is from right; another value may be one that reports should not have
        state, actual = (State.PASS if same else State.FAIL), value if same or value.isdigit() else "another value"
        reason = "" if same else f"the query gives {actual}"
    took = round((time.monotonic() - started) * 1000)
    who = f"as {test.role}: " if test.role else ""
    expected = shorten(test.expect, 80)
    check = Check(GROUP, test.name, state, expected, actual, who + shorten(test.sql, 400), redactor.clean(reason), took)
    return SmokeResult(check, error)


def _value(test: SmokeTest, target: Target | None) -> str:
    if target is None:
        raise Failed("no database was named", known=False)
    statement = one_reading_statement(test.sql)
    timeout = round(test.timeout_s * 1000)
    with connect_readonly(target, statement_timeout_ms=timeout) as connection:
        persona, role = _sender(connection, test)
        with acting(connection, persona, role, timeout):
            rows = fetch(connection, deparsed(statement), timeout)
    if len(rows) != 1 or len(rows[0]) != 1:
        raise UsageError("the query does not give one row with one value")
    found = rows[0][0]
    return "NULL" if found is None else str(found).lower() if isinstance(found, bool) else str(found)


def _sender(connection: Connection, test: SmokeTest) -> tuple[Persona, RoleFacts]:
    """The role that is named, else the one that connects; with the search_path that its sessions have."""
    timeout = round(test.timeout_s * 1000)
    persona = Persona(test.name, test.role or str(fetch(connection, _WHO, timeout)[0][0]))
    role = role_facts(connection, persona)
    connection.rollback()
    if role is None or not role.takeable:
        why = "there is no role" if role is None else "the role that connects may not take on"
        raise Failed(f"{why} {persona.role}", known=False)
    return persona, role
