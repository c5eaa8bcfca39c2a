"""SQL from a literal template and quoted parts; nothing else may put values into SQL.

`compose("alter table {} set schema {}", name(schema, table), name(target))`: the template is a `LiteralString`, so a type
checker refuses text that came from anywhere else, and every part says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from drifttools.sql.quoting import demand_whole, literal, qualified


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of finished SQL."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Sql("")


def name(*parts: str) -> Sql:
    """A quoted, dotted identifier for PostgreSQL; raises UsageError for one that the server would cut."""
    demand_whole(parts)
    return Sql(qualified(*parts))


def value(of: str | bool | int | None) -> Sql:  # noqa: FBT001 - any literal, not a switch
    """A quoted literal."""
    return Sql(literal(of))


def deparsed(text: str) -> Sql:
    """Text that the server itself printed from its catalog: an expression, a type, a definition, already quoted."""
    return Sql(text)


def word(text: LiteralString) -> Sql:
    """A key word that stands in our source."""
    return Sql(text)


def compose(template: LiteralString, *parts: Sql) -> Sql:
    """Fill the `{}` of a template in order; raises ValueError where their number differs."""
    pieces = template.split("{}")
    if len(pieces) != len(parts) + 1:
        raise ValueError(f"{template!r} wants {len(pieces) - 1} parts, got {len(parts)}")
    return Sql(pieces[0] + "".join(str(part) + piece for part, piece in zip(parts, pieces[1:], strict=True)))


def joined(parts: Iterable[Sql], separator: LiteralString = ", ") -> Sql:
    """Parts beside each other; empty ones are left out."""
    return Sql(separator.join(str(part) for part in parts if part))


def names(parts: Iterable[str], separator: LiteralString = ", ") -> Sql:
    """Identifiers beside each other, each quoted."""
    return joined((name(part) for part in parts), separator)
