"""What is where: one row an object, one column a schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import psycopg

from drifttools.catalog.object_classes import RELATIONS, TYPES
from drifttools.catalog.query import read_frame
from drifttools.catalog.search_path import read_search_path

if TYPE_CHECKING:
    import pandas as pd

Connection = psycopg.Connection[tuple[object, ...]]


def presence(connection: Connection, names: Iterable[str], *, rows: bool = False) -> pd.DataFrame:
    """Show in which schemas relations and types of these names are.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        names: Names without a schema, as they are (case matters).
        rows: Whether the kind is followed by the planner's estimate of the rows, as in `table (~120 rows)`.

    Returns:
        Column `object` in the order of `names`, then one column for each schema of the connected role's search_path
        and each other schema that holds one of them: the kind, or an empty text.
    """
    import pandas as pd

    wanted = list(dict.fromkeys(names))
    path = read_search_path(connection)
    parameters = {"names": wanted, "folded": [], "role": path.role_oid, "path": list(path.searched)}
    found = pd.concat([read_frame(connection, query, parameters) for query in (RELATIONS, TYPES)], ignore_index=True)
    connection.rollback()
    if rows:
        told = " (~" + found["rows_estimate"].astype("string") + " rows)"
        found["kind"] = found["kind"] + told.fillna("")
    order = {schema: place for place, schema in enumerate(path.reached)}
    others = sorted(set(found["schema"]) - set(order))
    cells = found.groupby(["name", "schema"])["kind"].agg(", ".join) if len(found) else None
    result = pd.DataFrame({"object": pd.Series(wanted, dtype="string")})
    held = {} if cells is None else dict(zip(cells.index.tolist(), cells.tolist(), strict=True))
    for schema in [*order, *others]:
        column = pd.Series([held.get((name, schema), "") for name in wanted], dtype="string")
        # a schema may be called `object` as well
        result.insert(len(result.columns), schema, column, allow_duplicates=True)
    return result
