"""The name that SQLAlchemy or PostgreSQL gives a constraint where the models give none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from drifttools.sql.quoting import LONGEST_NAME

_PREFIX = {"primary key": "pk", "unique": "uq", "foreign key": "fk", "check": "ck", "index": "ix"}


def implied_name(
    kind: str, table: str, columns: Sequence[str], referred: str, conventions: Mapping[str, str]
) -> str | None:
    """The name of a constraint that is written without one; None where that cannot be told.

    Args:
        kind: `primary key`, `unique`, `foreign key` or `check`.
        table, columns: What it is on.
        referred: The table that a foreign key leads to.
        conventions: The naming convention of the metadata.
    """
    pattern = conventions.get(_PREFIX.get(kind, ""))
    if pattern is None:
        ending = {"primary key": "pkey", "unique": "key", "foreign key": "fkey"}.get(kind)
        named = (table, "pkey") if kind == "primary key" else (table, *columns, ending or "")
        name = "_".join(named)
        return name if ending and len(name) <= LONGEST_NAME else None
    tokens = {"table_name": table, "referred_table_name": referred}
    if columns:
        tokens |= {
            "column_0_name": columns[0],
            "column_0_key": columns[0],
            "column_0_label": f"{table}_{columns[0]}",
            "column_0_N_name": "_".join(columns),
            "column_0N_name": "".join(columns),
        }
    if set(re.findall(r"%\((\w+)\)s", pattern)) - set(tokens):
        return None
    name = pattern % tokens
    return name if len(name) <= LONGEST_NAME else None


def is_completed(kind: str, conventions: Mapping[str, str]) -> bool:
    """Whether the convention makes a longer name of the one that is given, unless it is marked as whole (`conv`)."""
    return "%(constraint_name)s" in conventions.get(_PREFIX.get(kind, ""), "")
