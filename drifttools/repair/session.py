"""What the executor's connections can do, for those who decide what is sent and must not send it themselves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg

from drifttools.catalog.reader import Extent
from drifttools.config import Target
from drifttools.model.plan import Plan
from drifttools.model.snapshot import Snapshot
from drifttools.repair import journal
from drifttools.repair.journal import Recorded, recorded
from drifttools.version import __version__

_XID_STATUS = "select pg_catalog.pg_xact_status(%s::text::xid8)"
_HAS_JOURNAL = "select pg_catalog.to_regclass('drifttools.journal') is not null"


class Session(Protocol):  # documented where it is implemented, in executor.py
    """A connection, as the executor gives it."""

    pid: int

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def ask(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """Send a query and return its rows."""
        ...

    def run(self, statement: str, parameters: Any = None) -> None:
        """Send a statement of the plan, or of the journal."""
        ...

    def read(self, extent: Extent) -> Snapshot:
        """Read the catalog as this transaction sees it."""
        ...

    def limit(self, lock_ms: int, statement_ms: int) -> None:
        """Set how long a lock is waited for, and how long a statement may take."""
        ...

    def commit(self) -> None:
        """End the transaction and keep what it did."""
        ...

    def rollback(self) -> None:
        """End the transaction and keep nothing."""
        ...

    def savepoint(self) -> AbstractContextManager[None]:
        """Take back what is done within where it fails."""
        ...

    def each_alone(self) -> AbstractContextManager[None]:
        """Commit each statement within by itself: for what PostgreSQL refuses in a transaction."""
        ...

    @property
    def lost(self) -> bool:
        """Whether the connection is gone, so that what was sent last may or may not have been done."""
        ...


Connect = Callable[[Target, str], Session]


def application_of(plan: Plan) -> str:
    """What `pg_stat_activity` shows of the session that works on a plan."""
    return f"drifttools/{__version__} {plan.id}"


def recorded_of(session: Session, plan: Plan) -> Recorded:
    """What the database's journal says of the plan; ends the transaction."""
    found = Recorded()
    if session.ask(_HAS_JOURNAL)[0][0]:
        found = recorded(session.ask(journal.SELECT, [plan.digest]))
    session.rollback()
    return found


def fate_of(session: Session, xid: str) -> str:
    """`committed`, `aborted`, `in progress`, or `forgotten` where the server knows it no longer; ends the transaction."""
    try:
        fate = session.ask(_XID_STATUS, [xid])[0][0]
    except psycopg.Error:
        fate = None
    session.rollback()
    return str(fate or "forgotten")
