"""Storage parameters and other options that PostgreSQL keeps as a list of `name=value`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from drifttools.sql.compose import Sql, compose, deparsed, joined, name

Options = tuple[str, ...] | None


def listed(options: LiteralString) -> LiteralString:
    """The column of a query that gives such a list, in the order in which they were set, which is not compared."""
    return "array_to_json(" + options + ")::text"


def option_changes(before: Options, after: Options) -> Iterator[Sql]:
    """RESET and SET, as they stand within an ALTER: all are set again, so that they end in the wanted order."""
    kept = {_name_of(option) for option in after or ()}
    gone = joined(name(*called.split(".")) for called in sorted({_name_of(option) for option in before or ()} - kept))
    if gone:
        yield compose("reset ({})", gone)
    if after:
        yield compose("set ({})", joined(map(deparsed, after)))


def _name_of(option: str) -> str:
    return option.partition("=")[0]
