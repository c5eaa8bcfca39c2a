"""Values that do not become what they are to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.column import Column
from drifttools.kinds.range import Range
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of


class Conversions(DataProbe):
    """Values that the expected type of their column would refuse, cut, round or take for something else.

    It is the question that a plan asks before it changes a type. Where the server can only tell by trying (before
    PostgreSQL 16 for most types), the answer is that at least one value does not convert, without its key.
    """

    id: ClassVar[str] = "conversions"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if difference.kind in (Column, Range) and not hindrance.wants_value:
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
