"""Only one repair at a time works on a database."""

from __future__ import annotations

import time

from drifttools.config import Target
from drifttools.errors import BusyError, ConnectionFailed
from drifttools.model.plan import Plan
from drifttools.repair.locking import advisory_key, holder, lingering
from drifttools.repair.session import Session, application_of

_TRY_LOCK = "select pg_catalog.pg_try_advisory_lock(%s), pg_catalog.pg_backend_pid()"
_UNLOCK = "select pg_catalog.pg_advisory_unlock(%s)"
# Only where the server knows it (14 and later): an idle guard that the server disconnects guards nothing.
_STAY = """
select pg_catalog.set_config('idle_session_timeout', '0', false)
where pg_catalog.current_setting('idle_session_timeout', true) is not null
"""
_BUSY_WAIT_S = 1.0
_LINGER_WAIT_S = 3.0


def take_the_database(guard: Session, work: Session, plan: Plan, target: Target, again: str) -> None:
    """Take the advisory lock, and see that it means something.

    Args:
        guard: Holds the lock, idle and outside of any transaction, until it is closed.
        work: The connection that the steps will run on.
        again: The command that tries again, for messages.

    Raises:
        BusyError: Somebody else has it, or an earlier run of the plan still works.
        ConnectionFailed: A pooler shares server sessions between clients, where the lock means nothing.
    """
    guard.ask(_STAY)
    key = advisory_key(plan.database)
    deadline = time.monotonic() + _BUSY_WAIT_S
    while not (answer := guard.ask(_TRY_LOCK, [key])[0])[0]:
        # polled, never waited for: a blocked waiter holds a snapshot, which CREATE INDEX CONCURRENTLY waits for
        if time.monotonic() > deadline:
            raise BusyError(
                f"another drifttools works on {target.name}: {holder(guard.ask, key)}; nothing was changed",
                hint=f"wait for it to end, then: {again}",
            )
        time.sleep(0.1)
    for _ in range(2):
        again, working = work.ask(_TRY_LOCK, [key])[0]
        work.rollback()
        if again or working == answer[1]:
            work.ask(_UNLOCK, [key])
            raise ConnectionFailed(
                f"{target.name} is reached through a pooler that shares sessions: no lock would hold",
                hint="give the address of the server itself",
            )
    deadline = time.monotonic() + _LINGER_WAIT_S
    while alive := lingering(guard.ask, application_of(plan), (work.pid,)):
        if time.monotonic() > deadline:
            raise BusyError(
                f"process {alive[0]} of an earlier run of {plan.id} still works on {target.name}",
                hint=f"wait for it, or end it with pg_terminate_backend({alive[0]}); then: {again}",
            )
        time.sleep(0.1)
