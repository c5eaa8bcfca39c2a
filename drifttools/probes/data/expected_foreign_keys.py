"""Orphans of foreign keys that are expected, and missing or leading elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.hindrance import Orphans
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of


class ExpectedForeignKeys(DataProbe):
    """Rows that an expected foreign key would refuse: it is missing, or leads to another table.

    It is the question that a plan asks before it makes the foreign key; here it is asked without a plan.
    """

    id: ClassVar[str] = "expected-foreign-keys"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if isinstance(hindrance, Orphans):
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
