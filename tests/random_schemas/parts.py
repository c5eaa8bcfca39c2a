"""What random schemas are made of: names, types with values for their rows, tables with columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from drifttools.sql.quoting import qualified, quote_name

T = TypeVar("T")
PLAIN = (
    "account address batch booking cart claim comment device document event grant holiday invoice item job label ledger "
    "message note offer order parcel partner plan price project quote rating refund region report route segment sensor "
    "shipment site slot survey task team tenant ticket token user vehicle visit voucher"
).split()
HOSTILE = ('say "x"', "it's", "a.b", "Mixed Case", "select", "%s {}", "ünïcode", "-- no", "back\\slash", "$1")

TYPES: dict[str, tuple[str, ...]] = {
    # the type, and values for the rows where `{n}` is the number of the row: no two rows have the same one
    "integer": ("{n}", "{n} + 7"),
    "bigint": ("{n} * 1000",),
    "smallint": ("{n}",),
    "text": ("'text ' || {n}",),
    "character varying(40)": ("'code ' || {n}",),
    "character(6)": ("'c' || {n}",),
    "numeric(12,2)": ("{n} * 1.25",),
    "double precision": ("{n} / 4.0",),
    "boolean": ("{n} % 2 = 0",),
    "date": ("date '2025-01-01' + {n}::int",),
    "timestamp with time zone": ("timestamptz '2025-01-01 00:00+00' + {n} * interval '1 day'",),
    "timestamp(3) without time zone": ("timestamp '2025-01-01 00:00' + {n} * interval '1 hour'",),
    "interval": ("{n} * interval '1 minute'",),
    "jsonb": ("jsonb_build_object('n', {n})",),
    "uuid": ("md5({n}::text)::uuid",),
    "bytea": ("decode(lpad({n}::text, 4, '0'), 'hex')",),
    "integer[]": ("array[{n}::int, 0]",),
    "text[]": ("array['a' || {n}]",),
    "inet": ("inet '10.0.0.0' + {n}",),
    "daterange": ("daterange(date '2025-01-01' + {n}::int * 10, date '2025-01-03' + {n}::int * 10)",),
}
DEFAULTS: dict[str, tuple[str, ...]] = {
    "integer": ("1", "2 + 2", "-5"),
    "bigint": ("5",),
    "smallint": ("'3'",),
    "text": ("'x'", "'it''s'", "current_user", "''"),
    "character varying(40)": ("'y'", "upper('z')"),
    "numeric(12,2)": ("1.50", "0"),
    "boolean": ("true", "false"),
    "date": ("current_date", "'2025-02-03'"),
    "timestamp with time zone": ("now()", "'2025-02-03 04:05:06+00'"),
    "interval": ("'1 day'",),
    "jsonb": ("'{}'", """'{"a": [1, null]}'"""),
    "uuid": ("gen_random_uuid()",),
    "integer[]": ("'{1,2}'", "array[3]"),
    "text[]": ("'{}'",),
}
ORDERED = frozenset(TYPES) - {"jsonb", "integer[]", "text[]", "boolean", "daterange", "bytea"}
"""Types whose values a unique constraint or a plain index may be on, whatever the rows are."""


@dataclass
class Column:
    """A column as it is made.

    Args:
        value: The expression of its value in row `{n}`; empty where the server gives it.
    """

    name: str
    type: str
    value: str = ""
    more: str = ""

    @property
    def quoted(self) -> str:
        """Its name in SQL."""
        return quote_name(self.name)

    @property
    def sql(self) -> str:
        """Its definition."""
        return f"{self.quoted} {self.type} {self.more}".rstrip()


@dataclass
class Table:
    """A table that others may refer to.

    Args:
        key: The columns of its primary key.
        partitioned: Whether it is; `insertable`: whether any row fits.
    """

    schema: str
    name: str
    columns: list[Column] = field(default_factory=list)
    key: tuple[Column, ...] = ()
    partitioned: bool = False
    insertable: bool = True

    @property
    def sql(self) -> str:
        """Its qualified name in SQL."""
        return qualified(self.schema, self.name)

    def of(self, *types: str) -> list[Column]:
        """Columns of these types."""
        return [column for column in self.columns if column.type in types]

    @property
    def ordered(self) -> list[Column]:
        """Columns that an index may be on and that are no generated ones."""
        return [column for column in self.columns if column.type in ORDERED]


class Chance:
    """Random decisions that are the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self._taken: set[str] = set()

    def name(self, prefix: str = "") -> str:
        """A name that was not given before; now and then one that hurts."""
        while True:
            word = self.random.choice(HOSTILE) if self.random.random() < 0.12 else self.random.choice(PLAIN)
            name = f"{prefix}{word}"
            if self.random.random() < 0.5 or name in self._taken:
                name = f"{name}_{self.random.randrange(1000)}"
            if name not in self._taken:
                self._taken.add(name)
                return name

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.random.random() < probability

    def one(self, items: Sequence[T]) -> T:
        """One of them."""
        return self.random.choice(items)

    def some(self, items: Sequence[T], most: int, least: int = 0) -> list[T]:
        """A few of them, none twice."""
        return self.random.sample(list(items), min(len(items), self.random.randint(least, max(least, most))))
