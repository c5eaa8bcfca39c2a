"""A stamp of the catalog: equal stamps mean that nothing in it was changed in between.

Every change of a catalog row gives it a new `xmin`, so the sum of all of them together with their number moves with any
DDL. It is taken from the rows, not from their text, and costs a few per cent of a reading (PERFORMANCE.md, "Same database
again"). It means nothing in another database, and nothing after a dump and restore.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import psycopg

from drifttools.sql.compose import compose, joined, name, value

_CATALOGS = (
    "pg_class",
    "pg_attribute",
    "pg_attrdef",
    "pg_constraint",
    "pg_index",
    "pg_type",
    "pg_enum",
    "pg_proc",
    "pg_rewrite",
    "pg_trigger",
    "pg_policy",
    "pg_namespace",
    "pg_extension",
    "pg_inherits",
    "pg_sequence",
    "pg_db_role_setting",
)
# named and sorted: the server may run the branches of a UNION ALL side by side and give them in any order
_QUERY = str(
    compose(
        "{} order by 1",
        joined(
            (
                compose(
                    "select {}, pg_catalog.count(*), pg_catalog.sum(c.xmin::text::bigint) from {} c",
                    value(catalog),
                    name("pg_catalog", catalog),
                )
                for catalog in _CATALOGS
            ),
            " union all ",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the catalog was at one moment: per system catalog its name, its number of rows, the sum of their `xmin`."""

    parts: tuple[tuple[str, int, object], ...]

    @property
    def size(self) -> int:
        """How many rows there are in all."""
        return sum(count for _, count, _ in self.parts)


def read_stamp(connection: psycopg.Connection[tuple[object, ...]]) -> Stamp:
    """The stamp as the newest committed state has it; ends the transaction that it is taken in."""
    rows = connection.execute(_QUERY.encode()).fetchall()
    connection.rollback()
    return Stamp(tuple(cast("list[tuple[str, int, object]]", rows)))
