"""Text beside an enum that says which words there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.column import Column
from drifttools.kinds.enum import Enum
from drifttools.kinds.hindrance import Rows
from drifttools.kinds.names import parts_of
from drifttools.model.cause import Confidence
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of
from drifttools.probes.wording import singular, snake
from drifttools.sql.compose import compose, joined, name, value

_TEXTS = ("text", "character varying")


class OutsideEnum(DataProbe):
    """Values of text columns that are no label of the enum that they seem to be of, and labels that are to go.

    A text column is taken for one of an enum where the enum is called like table and column together
    (`order_status` for `orders.status`), where it is the only enum that is called like the column, or where every column
    of that name that is an enum is of this one. That is a suggestion, and the answer says so: where no value fits, it was
    wrong.
    """

    id: ClassVar[str] = "outside-enum"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if difference.kind is Enum:
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
        retyped = {d.key for d in ground.comparison.differences if d.kind is Column and "type" in d.changed}
        for columns in ground.columns.values():
            for column in columns:
                if column.type.partition("(")[0] in _TEXTS and column.key not in retyped:
                    yield from self._seeming(column, ground)

    def _seeming(self, column: Column, ground: Ground) -> Iterator[Asked]:
        word, table = snake(column.column), snake(column.table)
        together = {f"{table}_{word}", f"{singular(table)}_{word}"}
        named = [one for one in ground.enums if _base(one) in together]
        because, sure = "the enum {} is called like table and column", Confidence.LIKELY
        if not named:
            types = ground.enum_columns.get(column.column, frozenset())
            named = [one for one in ground.enums if len(types) == 1 and one.key == parts_of(next(iter(types)))]
            because = "other columns of that name are of the enum {}"
        if not named:
            named = [one for one in ground.enums if _base(one) == word]
            because, sure = "the enum {} is called like the column", Confidence.LIKELY
        if len(named) != 1 or not named[0].labels:
            return
        enum, held = named[0], compose("t.{}", name(column.column))
        called = ".".join(enum.key)
        labels = joined(value(label) for label in enum.labels)
        rows = Rows(
            (column.schema, column.table),
            f"rows of {column.schema}.{column.table} whose {column.column} is no label of {called}",
            where=compose("{}::pg_catalog.text not in ({})", held, labels),
        )
        filled = compose("{} is not null", held)
        yield Asked(
            rows, Basis.SUGGESTED, (column.column,), confidence=sure, because=because.format(called), considered=filled
        )


def _base(enum: Enum) -> str:
    """Its name without the words that only say that it is a type."""
    return snake(enum.enum).removesuffix("_enum").removesuffix("_type") or snake(enum.enum)
