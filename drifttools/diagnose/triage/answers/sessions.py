"""Answers about sessions, plans, locks and connections: nothing that a migration repairs."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers import sqlite
from drifttools.diagnose.triage.known import Draft, Known
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Advice, Origin


def stale_plan(known: Known) -> Draft:
    """`cached plan must not change result type`."""
    draft = Draft()
    error, facts = known.error, known.facts
    draft.advice += [advice.restart_pool(error.tools), advice.forget_plans()]
    if facts is not None and error.dialect != "sqlite":
        draft.shows(f"{facts.sessions} other sessions of {facts.role} are open now.", "pg_stat_activity")
        draft.advice.append(advice.end_sessions(facts.role, facts.database))
    draft.not_("The schema is wrong.", "The server found the table; its columns changed after the statement was prepared.")
    return draft.is_(
        Origin.STALE_CACHE,
        Confidence.PROVEN,
        "A session had prepared the statement before columns of its table changed, and still has the old result in mind."
        " New sessions are not concerned; a pool keeps failing until it has replaced its sessions.",
    )


def stale_cache(known: Known) -> Draft:
    """`cache lookup failed ...`."""
    draft = Draft()
    draft.advice.append(advice.restart_pool(known.error.tools))
    return draft.is_(
        Origin.STALE_CACHE,
        Confidence.LIKELY,
        "The session, or a function in it, still knows something by a number that the catalog no longer has: dropped or"
        " made anew meanwhile. Where it stays in new sessions, the catalog itself is damaged.",
    )


def missing_statement(_known: Known) -> Draft:
    """A prepared statement that the session does not have."""
    draft = Draft()
    draft.advice += [
        Advice("psycopg: without prepared statements.", "connect(..., prepare_threshold=None)", "python"),
        Advice("asyncpg: the same.", "connect(..., statement_cache_size=0)", "python"),
    ]
    return draft.is_(
        Origin.SESSION,
        Confidence.LIKELY,
        "The driver prepared a statement in one session and used it in another: a pooler in transaction mode (PgBouncer)"
        " stands between them.",
    )


def failed_transaction(_known: Known) -> Draft:
    """What follows the first error of a transaction."""
    return Draft().is_(
        Origin.CODE,
        Confidence.PROVEN,
        "It only follows: an earlier statement of the transaction failed, and that error counts. Paste it too.",
    )


def lock(known: Known) -> Draft:
    """A lock that did not come."""
    draft = Draft()
    if known.facts is not None:
        command = f'dt.investigate("{known.target}").catalog.locks()'
        draft.advice.append(Advice("Who holds what, and who waits.", command, "python"))
    if known.error.dialect == "sqlite":
        return draft.is_(Origin.SESSION, Confidence.PROVEN, "Another connection has the file's write lock.")
    return draft.is_(
        Origin.SESSION,
        Confidence.PROVEN,
        f"Another session holds {known.error.object or 'what is needed'}: nothing is wrong with the schema.",
    )


def timeout(known: Known) -> Draft:
    """A statement that was stopped."""
    if known.error.dialect == "sqlite":
        said = "The program interrupted the statement: SQLite has no time limit of its own."
        return Draft().is_(Origin.SESSION, Confidence.PROVEN, said)
    return Draft().is_(
        Origin.SESSION,
        Confidence.PROVEN,
        "The statement took longer than statement_timeout allows, or was cancelled: nothing is said of the schema. A"
        " missing index can be the reason; an audit names those that are expected.",
    )


def conflict(known: Known) -> Draft:
    """Deadlocks and serialization failures."""
    return Draft().is_(
        Origin.SESSION,
        Confidence.PROVEN,
        f"{known.error.title[0].upper()}{known.error.title[1:]}: try the transaction again.",
    )


def read_only(known: Known) -> Draft:
    """A write where only reading is allowed."""
    if known.error.dialect == "sqlite":
        return Draft().is_(Origin.CONNECTION, Confidence.PROVEN, "The file, or its directory, may not be written.")
    return Draft().is_(
        Origin.CONNECTION,
        Confidence.LIKELY,
        "The session may only read: a standby, default_transaction_read_only, or a read-only user.",
    )


def no_connection(known: Known) -> Draft:
    """The server is not reached, or has no room; or the file."""
    if known.error.dialect == "sqlite":
        return sqlite.file(known)
    draft = Draft()
    if known.facts is not None:
        draft.not_("The server is down.", f"It answered drifttools just now, as {known.facts.role}.")
    return draft.is_(
        Origin.CONNECTION,
        Confidence.PROVEN,
        f"{known.error.title[0].upper()}{known.error.title[1:]}: {known.error.message}.",
    )


def sequence_unused(known: Known) -> Draft:
    """`currval` too early."""
    return Draft().is_(
        Origin.CODE,
        Confidence.PROVEN,
        f"currval({known.error.object or '...'}) wants a nextval of the same session first; INSERT ... RETURNING needs"
        " neither.",
    )
