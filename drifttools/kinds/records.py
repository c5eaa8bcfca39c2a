"""The objects of a snapshot as records: all of a kind, or those that are found by their key, and only they are decoded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from drifttools.kinds.base import K
from drifttools.kinds.declare import is_whole
from drifttools.model.rows import Rows, encode_line
from drifttools.model.snapshot import Snapshot


def records(snapshot: Snapshot, kind: type[K], *key: str) -> Iterator[K]:
    """The objects of a kind, or those whose key begins with these parts.

    Args:
        snapshot: A database; what its damaged catalog has only in part is left out.
        kind: The kind.
        key: The first parts of their keys: of a trigger the schema and the table, for all that are on it.
    """
    rows = snapshot.rows.get(kind.kind)
    if rows is None:
        return
    lines = _beginning(rows, key) if key else rows.lines
    yield from (kind.record(values) for values in rows.decode(lines) if is_whole(kind, values))


def _beginning(rows: Rows, key: tuple[str, ...]) -> tuple[bytes, ...]:
    """The lines that begin with a key: they are sorted by their bytes, so all of them stand together."""
    begin = encode_line(key) + (b"\t" if len(key) < len(rows.fields) else b"")
    first = last = bisect_left(rows.lines, begin)
    while last < len(rows.lines) and rows.lines[last].startswith(begin):
        last += 1
    return rows.lines[first:last]


def record_at(snapshot: Snapshot, kind: type[K], key: tuple[str, ...]) -> K | None:
    """One object; None where this side has none of that name."""
    return next((one for one in records(snapshot, kind, *key) if one.key == key), None)
