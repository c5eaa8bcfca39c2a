"""How many columns, indexes and constraints each table has, counted in the snapshots that the folder keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drifttools.errors import SnapshotError

BEFORE = "actual"
AFTER = "after"
_KEYS = ["schema", "table"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table is made of; None where the snapshot does not hold that kind."""

    columns: int | None
    indexes: int | None
    constraints: int | None


def shapes_in(folder: Path) -> Mapping[str, Shape] | None:
    """Shapes of all tables of a snapshot, by dotted name; None where there is no snapshot.

    Raises:
        SnapshotError: A file of it cannot be read.
    """
    if not folder.is_dir():
        return None
    columns, indexes, constraints = (_counted(folder / f"{kind}.parquet") for kind in ("column", "index", "constraint"))
    return {
        ".".join(table): Shape(
            number,
            None if indexes is None else indexes.get(table, 0),
            None if constraints is None else constraints.get(table, 0),
        )
        for table, number in (columns or {}).items()
    }


def _counted(file: Path) -> dict[tuple[str, str], int] | None:
    if not file.is_file():
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        grouped = pq.read_table(file, columns=_KEYS).group_by(_KEYS).aggregate([([], "count_all")])
        schemas, tables, numbers = (grouped.column(label).to_pylist() for label in (*_KEYS, "count_all"))
    except (OSError, pa.ArrowException, ValueError, KeyError) as problem:
        raise SnapshotError(f"{file.parent.name}/{file.name} cannot be read") from problem
    return {(schema, table): number for schema, table, number in zip(schemas, tables, numbers, strict=True)}
