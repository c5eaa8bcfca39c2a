"""Nulls where there are to be none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.column import Column
from drifttools.kinds.hindrance import Rows, any_null
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of


class Nulls(DataProbe):
    """Rows in the way of NOT NULL: expected, or there and NOT VALID (18 and later).

    A new column that is NOT NULL and has no default is in this, too: no row that is there gets a value for it.
    """

    id: ClassVar[str] = "nulls"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if hindrance.wants_value:
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
        for column in ground.every(Column):
            if column.not_null and not column.not_null_validated and not column.inherited and not column.remote:
                about = f"rows of {column.schema}.{column.table} with a null in {column.column}"
                rows = Rows((column.schema, column.table), about, where=any_null([column.column]))
                yield Asked(rows, Basis.DECLARED, (column.column,), because="its NOT NULL is NOT VALID")
