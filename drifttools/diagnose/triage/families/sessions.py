"""PostgreSQL is there, but the session, the plan or a lock is not as it should be."""

from __future__ import annotations

from drifttools.diagnose.triage.family import Family

FAMILIES = (
    Family(
        id="stale-plan",
        title="a prepared statement was planned before the table changed",
        texts=(
            "cached plan must not change result type",
            "cached statement plan is invalid due to a database schema or configuration change",
        ),
        sqlstates=("0A000",),
        exceptions=("InvalidCachedStatement", "InvalidCachedStatementError"),
        guess=False,
    ),
    Family(
        id="stale-cache",
        title="something that the session remembers is gone from the catalog",
        texts=(
            "cache lookup failed for {kind} {number}",
            "could not open relation with OID {number}",
            "type of parameter {number} ({type}) does not match that when preparing the plan ({other_type})",
        ),
        sqlstates=("XX000", "42804"),
        exceptions=("InternalError_",),
        guess=False,
    ),
    Family(
        id="not-supported",
        title="the server does not support that",
        sqlstates=("0A000",),
        exceptions=("FeatureNotSupported",),
    ),
    Family(
        id="lock-timeout",
        title="a lock did not come in time",
        texts=(
            "canceling statement due to lock timeout",
            'could not obtain lock on relation "{relation}"',
            'could not obtain lock on row in relation "{relation}"',
        ),
        sqlstates=("55P03",),
        exceptions=("LockNotAvailable",),
        kind="table",
        object=("relation",),
    ),
    Family(
        id="statement-timeout",
        title="a statement took too long and was stopped",
        texts=("canceling statement due to statement timeout", "canceling statement due to user request"),
        sqlstates=("57014",),
        exceptions=("QueryCanceled",),
    ),
    Family(
        id="deadlock",
        title="two transactions waited for each other",
        texts=("deadlock detected",),
        sqlstates=("40P01",),
        exceptions=("DeadlockDetected",),
    ),
    Family(
        id="serialization",
        title="two transactions changed the same rows",
        texts=("could not serialize access due to concurrent update", "could not serialize access due to {any}"),
        sqlstates=("40001",),
        exceptions=("SerializationFailure", "Serialization"),
    ),
    Family(
        id="failed-transaction",
        title="an earlier statement of the transaction failed; that one is the error",
        texts=("current transaction is aborted, commands ignored until end of transaction block",),
        sqlstates=("25P02",),
        exceptions=("InFailedSqlTransaction", "InFailedSQLTransaction"),
    ),
    Family(
        id="sequence-unused",
        title="currval before nextval in this session",
        texts=('currval of sequence "{relation}" is not yet defined in this session',),
        sqlstates=("55000",),
        kind="sequence",
        object=("relation",),
        guess=False,
    ),
    Family(
        id="no-connection",
        title="the server cannot be reached, or takes no more connections",
        texts=(
            "could not connect to server: {any}",
            "failed: Connection refused",
            "failed: timeout expired",
            "connection timeout expired",
            "connect ECONNREFUSED {host}",
            'could not translate host name "{host}" to address',
            "sorry, too many clients already",
            "remaining connection slots are reserved",
            "server closed the connection unexpectedly",
            "the database system is starting up",
            'database "{database}" is not currently accepting connections',
            "terminating connection due to administrator command",
            "SSL connection has been closed unexpectedly",
        ),
        sqlstates=("53300", "57P03", "57P01", "08006", "08001", "08003"),
        exceptions=("TooManyConnections", "CannotConnectNow", "AdminShutdown", "ConnectionDoesNotExist"),
    ),
    Family(
        id="disk-full",
        title="the server has no room left",
        texts=('could not extend file "{path}"',),
        sqlstates=("53100",),
        exceptions=("DiskFull",),
    ),
)
