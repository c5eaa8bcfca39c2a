"""Sequences that are behind the column that they fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.hindrance import Rows
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground
from drifttools.sql.compose import compose, name, value


class Sequences(DataProbe):
    """Rows whose key is not before the next value of the sequence that makes such keys.

    A restore that took rows and not the state of sequences, or an INSERT with keys of its own, leaves a sequence behind its
    column: the next INSERTs meet keys that are there (`duplicate key value violates unique constraint`), one after the
    other. Serial and identity columns are looked at, and defaults that name any other sequence.
    """

    id: ClassVar[str] = "sequences"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for use in ground.sequences:
            following = compose(
                "(select case when s.is_called then s.last_value + {} else s.last_value end from {} s)",
                value(use.increment),
                name(*use.sequence),
            )
            column = compose("t.{}", name(use.column))
            where = compose("{} >= {}", column, following) if use.increment > 0 else compose("{} <= {}", column, following)
            about = (
                f"rows of {'.'.join(use.table)} whose {use.column} the sequence {'.'.join(use.sequence)} has yet to reach"
            )
            rows = Rows(use.table, about, where=where)
            yield Asked(rows, Basis.DECLARED, (use.column,), because="the sequence fills the column", by_index=True)
