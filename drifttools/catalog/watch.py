"""Whether anything in the catalog was changed while it was read.

The text functions of PostgreSQL see the newest catalog and not the transaction's, so a reading is only whole when nothing
changed from its first query to its last. Two ways tell, and the first one costs nothing:

- No transaction began or ended. The server's own list of transactions is the same at both ends.
- Others were at work, but not at the catalog: its stamp is the same (`stamp.py`). The stamp of the beginning can be taken
  at the end, by the transaction that was open all the while; where none was, the reading is done again, carefully: with a
  stamp before anything is read.

On a standby the list of transactions leaves out those that the primary has not ended, so there every reading is careful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from drifttools.catalog.stamp import Stamp, read_stamp, stamp_in_transaction

Connection = psycopg.Connection[tuple[object, ...]]

_MOMENT = "select pg_catalog.pg_current_snapshot()::text, pg_catalog.pg_is_in_recovery()"


@dataclass(slots=True)
class Watch:
    """A reading under watch; from `begin`.

    Args:
        moment: The server's list of transactions when it began.
        before: The stamp of that time, where it was taken.
        open: Whether the transaction of that time is still open, on the first connection.
    """

    moment: object
    before: Stamp | None
    open: bool = True

    def lost(self) -> None:
        """Say that the first connection's transaction has ended."""
        self.open = False

    def nothing_changed(self, connections: Sequence[Connection]) -> bool:
        """Whether the catalog is what it was. Ends the transactions of all connections; may be asked again.

        Args:
            connections: The first is the one that it began with.
        """
        for other in connections[1:]:
            other.rollback()
        if self.before is None and self.open and len(connections) > 1:
            now, _ = _moment(connections[1])
            connections[1].rollback()
            if now == self.moment:
                return True
            self.before = stamp_in_transaction(connections[0])
        connections[0].rollback()
        self.open = False
        if self.before is None:
            now, _ = _moment(connections[0])
            connections[0].rollback()
            return now == self.moment
        return read_stamp(connections) == self.before


def begin(connection: Connection, *, careful: bool) -> Watch:
    """Begin a transaction and watch from here on.

    Args:
        connection: Not in a transaction; the one that is begun stays open.
        careful: Whether to take the stamp now.
    """
    moment, standby = _moment(connection)
    return Watch(moment, stamp_in_transaction(connection) if careful or standby else None)


def _moment(connection: Connection) -> tuple[object, object]:
    found = connection.execute(_MOMENT).fetchone()
    if found is None:
        raise psycopg.DataError("the server gave no row where one is certain")
    return found[0], found[1]
