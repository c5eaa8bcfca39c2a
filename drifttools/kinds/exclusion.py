"""Exclusion constraints as the server prints them, taken apart."""

from __future__ import annotations

from drifttools.kinds.names import split_at_top, until_closed
from drifttools.sql.compose import Sql, deparsed


def exclusion_elements(definition: str) -> tuple[tuple[tuple[Sql, Sql], ...], Sql]:
    """Expression and operator of each element of an exclusion constraint as the server prints it, and its condition."""
    opening = definition.index("(")
    inside, rest = until_closed(definition, opening)
    elements = []
    for element in split_at_top(inside):
        what, _, operator = element.rpartition(" WITH ")
        # an operator class behind the expression is no part of it
        bare = what if what.endswith(")") or " COLLATE " in what else what.split(" ", maxsplit=1)[0]
        elements.append((deparsed(bare.strip()), deparsed(operator.strip())))
    where = rest.partition(" WHERE ")[2].strip()
    return tuple(elements), deparsed(where)
