"""Which rows a partitioned table has a partition for, told from its key and the bounds as the server prints them.

`pg_get_partition_constraintdef()` says it too, but only of tables that are there already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from math import lcm

from drifttools.kinds.names import split_at_top, until_closed
from drifttools.kinds.table import Table
from drifttools.sql.compose import Sql, compose, deparsed, joined, word

Partitions = Callable[[Table], Sequence[Table]]

ALL, NONE = word("true"), word("false")
_HASH = re.compile(r"modulus (\d+), remainder \d+")
# the name of a column, a call or an expression in parentheses; then a collation, then an operator class
_ELEMENT = re.compile(r'"(?:[^"]|"")*"|[^\W\d][\w$]*(?:\.[^\W\d][\w$]*)*')
_COLLATION = re.compile(r'\s+COLLATE\s+(?:(?:"(?:[^"]|"")*"|[\w$]+)\.?)+')


def homeless(table: Table, partitions: Partitions) -> Sql | None:
    """The condition on a row that no partition takes it; None where there is no such row, or nobody can tell."""
    taken = _taken(table, partitions)
    return None if taken is None or taken == ALL else compose("not ({})", taken)


def _taken(table: Table, partitions: Partitions) -> Sql | None:
    """The condition that some partition takes the row, never null; None where it cannot be told."""
    strategy, _, listed = (table.partition_key or "").partition(" ")
    keys = [_bare(element) for element in split_at_top(until_closed(listed, 0)[0])]
    parts = partitions(table)
    bounds = [part.partition_bound or "" for part in parts]
    if strategy == "HASH":
        moduli = [int(found[1]) for bound in bounds if (found := _HASH.search(bound))]
        whole = sum(lcm(*moduli) // modulus for modulus in moduli) == lcm(*moduli)
        whole = whole and not any(part.partition_key for part in parts)
        # which rows a hash leaves over only the table itself could say, once it is there
        return ALL if whole else NONE if not parts else None
    if any(key is None for key in keys):
        return None
    expressions = [key for key in keys if key is not None]
    own = [_within(bound, strategy, expressions) for bound in bounds if bound != "DEFAULT"]
    conditions = []
    for part, bound in zip(parts, bounds, strict=True):
        inner = _taken(part, partitions) if part.partition_key else ALL
        if inner is None:
            return None
        if bound == "DEFAULT":
            others = joined((compose("not ({})", other) for other in own), " and ") or ALL
            if inner == ALL:
                return ALL
            conditions.append(compose("({}) and ({})", others, inner))
        else:
            outer = _within(bound, strategy, expressions)
            conditions.append(outer if inner == ALL else compose("({}) and ({})", outer, inner))
    return joined((compose("({})", condition) for condition in conditions), " or ") or NONE


def _bare(element: str) -> Sql | None:
    """The expression of one element of a partition key; None with an operator class, whose order may be another."""
    end = 0
    if found := _ELEMENT.match(element):
        end = found.end()
    if element[end : end + 1] == "(":
        end = len(element) - len(until_closed(element, end)[1])
    if found := _COLLATION.match(element, end):
        end = found.end()
    return None if element[end:].strip() else deparsed(element[:end])


def _within(bound: str, strategy: str, keys: Sequence[Sql]) -> Sql:
    """The condition that a row is within a bound, never null."""
    if strategy == "LIST":
        values = split_at_top(until_closed(bound, bound.index("("))[0])
        named = [deparsed(one) for one in values if one != "NULL"]
        conditions = [compose("coalesce({} in ({}), false)", keys[0], joined(named))] if named else []
        conditions += [compose("{} is null", keys[0])] if "NULL" in values else []
        return joined(conditions, " or ") or NONE
    lower, rest = until_closed(bound, bound.index("("))
    upper, _ = until_closed(rest, rest.index("("))
    filled = [compose("{} is not null", key) for key in keys]
    limits = (_limit(lower, keys, above=True), _limit(upper, keys, above=False))
    return joined((*filled, *(limit for limit in limits if limit is not None)), " and ")


def _limit(limit: str, keys: Sequence[Sql], *, above: bool) -> Sql | None:
    """One end of a range; what stands behind MINVALUE or MAXVALUE says nothing any more."""
    values = split_at_top(limit)
    open_ = next((place for place, one in enumerate(values) if one in ("MINVALUE", "MAXVALUE")), len(values))
    if not open_:
        return None
    within = values[open_] == ("MINVALUE" if above else "MAXVALUE") if open_ < len(values) else above
    operator = word({(True, True): ">=", (True, False): ">", (False, True): "<=", (False, False): "<"}[above, within])
    return compose("{} {} {}", _row(keys[:open_]), operator, _row(map(deparsed, values[:open_])))


def _row(values: Iterable[Sql]) -> Sql:
    listed = list(values)
    return listed[0] if len(listed) == 1 else compose("({})", joined(listed))
