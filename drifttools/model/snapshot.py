"""Snapshot: one state of one catalog, from one reader, whichever side it is. No I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from drifttools.model.rows import Rows

if TYPE_CHECKING:
    import pandas as pd

FINGERPRINT_VERSION = 2


@dataclass(frozen=True, slots=True)
class Server:
    """Where a snapshot was taken: enough to know the database again, nothing secret.

    Args:
        dialect: `postgresql` or `sqlite`.
        version: What the server calls itself; `version_num`: as `server_version_num`, 180003 for 18.3.
        system_identifier: Of the cluster; empty where the role may not see it.
        role: The role that read it; what it could not see is in `Snapshot.unread`.
    """

    dialect: str
    version: str
    version_num: int
    database: str
    system_identifier: str = ""
    role: str = ""

    @property
    def major(self) -> int:
        """15 for 15.18."""
        return self.version_num // 10000


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: it is never equal to anything.

    Args:
        kind: The kind that was being read.
        object: The object where it is known, else empty: then the whole kind is unread.
        reason: What the server said, and who holds the lock where it was a lock.
    """

    kind: str
    object: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`dependent` needs `referenced`: one row of `pg_depend` between objects that kinds cover.

    Both ends are (kind, key). `column` names the column of the referenced relation where the edge is on one.
    """

    dependent: tuple[str, tuple[str, ...]]
    referenced: tuple[str, tuple[str, ...]]
    column: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The rows of every kind, and what is needed to judge them.

    Args:
        server: Where it was taken.
        taken_at: UTC, the server's own clock.
        rows: Kind to its rows; a kind that is absent was not read.
        origin: The spec or target that it was made from.
        edges: Dependencies; None where they were not asked for.
        unread: What could not be read.
        silent: Kinds that this source says nothing about (models know no privileges): they are not compared.
        apart: Objects that it says nothing about, each as `kind:name` (`schema:auth`, with all that is in it): they belong
            to the platform that hosts the database, and are not compared. `but:trigger:auth`: triggers in it are.
        unnamed: Constraints whose names it did not choose, as `schema.table.constraint`: models leave most of them to
            PostgreSQL, and one of another name that is the same otherwise is what they ask for.
        roles: Those of the server, which no schema holds but much of one names; None where they are not known.
    """

    server: Server
    taken_at: datetime
    rows: Mapping[str, Rows]
    origin: str
    edges: Sequence[Edge] | None = None
    unread: tuple[Unread, ...] = ()
    silent: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] | None = None
    apart: frozenset[str] = field(default_factory=frozenset)
    unnamed: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the digests of every kind's rows: the order in which objects were created does not matter."""
        digest = hashlib.sha256(f"drifttools snapshot {FINGERPRINT_VERSION}\n".encode())
        for kind, rows in sorted(self.rows.items()):
            digest.update(f"{kind} {len(rows)} {rows.digest}\n".encode())
        return digest.hexdigest()

    def frame(self, kind: str) -> pd.DataFrame:
        """The rows of one kind as a DataFrame, indexed by key (`Rows.frame`); raises KeyError for an unread kind."""
        return self.rows[kind].frame()

    def count(self, kind: str) -> int:
        """How many objects of the kind were read."""
        return len(self.rows[kind]) if kind in self.rows else 0
