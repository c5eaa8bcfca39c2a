"""What a copy of a live schema lacks when `pg_dump` has made it: the settings and properties of the database itself.

`pg_dump` writes them only with `--create`, which gives the copy the name of the live database. A scratch server that is
the live one's own would then be changed; so they are read, and made with the name of the copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.config import Target
from drifttools.kinds.base import K, Kind, Reach
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.registry import KINDS
from drifttools.model.snapshot import Snapshot
from drifttools.sql.database import in_database

# a session of a server without the library would not begin
_NOT_COPIED = frozenset({"local_preload_libraries", "session_preload_libraries", "shared_preload_libraries"})


def statements_beside_dump(live: Target, copy: Target, reach: frozenset[Reach]) -> Iterator[str]:
    """The statements that give the copy what the live database has beside its schema.

    Args:
        reach: `DATABASE`, and `CLUSTER` where the copy's server belongs to nobody else.
    """
    kinds = tuple(kind for kind in KINDS if kind.reach in reach)
    wanted, found = (_read(target, kinds) for target in (live, copy))
    for kind in kinds:
        present = {record.key: record for record in _records(found, kind)}
        for record in _records(wanted, kind):
            if record.key[-1] in _NOT_COPIED:
                continue
            before = present.get(record.key)
            names = (attribute.name for attribute in attributes_of(kind))
            changed = frozenset(name for name in names if before and getattr(before, name) != getattr(record, name))
            made = before.alter(record, changed & kind.alterable) if before else record.create(_Alone())
            for statement in made:
                yield in_database(statement.sql, found.server.database)


class _Alone:
    """What such an object asks its side for: it has no parts."""

    def children(self, kind: type[K], parent: Kind) -> tuple[K, ...]:
        del kind, parent
        return ()


def _read(target: Target, kinds: tuple[type[Kind], ...]) -> Snapshot:
    with connect_readonly(target) as connection:
        return read(connection, Extent(kinds))


def _records(snapshot: Snapshot, kind: type[Kind]) -> Iterator[Kind]:
    rows = snapshot.rows.get(kind.kind)
    return map(kind.record, rows.decode(rows.lines) if rows is not None else ())
