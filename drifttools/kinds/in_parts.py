"""The changes of a large table in parts that let others work meanwhile; `repair/online.py` asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from drifttools.kinds.hindrance import Sight
from drifttools.kinds.traits import Part


class InParts:
    """What a kind offers in place of its statements, which hold the table for as long as they take."""

    def create_online(self, sight: Sight) -> tuple[Part, ...]:
        """`create` in parts that let others use the table; none where there is no such way."""
        del sight
        return ()

    def create_on_partitions(self, below: Iterable[Self]) -> tuple[Part, ...]:
        """The same for a partitioned table.

        Args:
            below: What comes with it on the partitions, each after what it comes from.
        """
        del below
        return ()

    def drop_online(self) -> tuple[Part, ...]:
        """`drop` in such parts."""
        return ()

    def alter_online(self, expected: Self, changed: frozenset[str], sight: Sight) -> tuple[Part, ...]:
        """`alter` in such parts."""
        del expected, changed, sight
        return ()

    def replace_online(self, expected: Self) -> tuple[Part, ...]:
        """Dropping this object and making `expected` in its place in such parts."""
        del expected
        return ()
