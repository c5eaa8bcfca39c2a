"""Records of either side for the few objects that a cause looks at more closely: found by key, only they are decoded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile
from typing import TypeVar

from drifttools.kinds.base import Kind
from drifttools.kinds.declare import is_whole
from drifttools.model.rows import encode_line
from drifttools.model.snapshot import Snapshot

K = TypeVar("K", bound=Kind)


def records(snapshot: Snapshot, kind: type[K], *key: str) -> Iterator[K]:
    """The objects of a kind, or those whose key begins with these parts.

    Args:
        snapshot: One of the two sides.
        kind: The kind.
        key: The first parts of their keys: of a trigger the schema and the table, for all that are on it.
    """
    rows = snapshot.rows.get(kind.kind)
    if rows is None:
        return
    begin = encode_line(key) + b"\t" if key else b""
    # lines are sorted by their bytes, so all with one beginning stand together
    first = bisect_left(rows.lines, begin)
    lines = takewhile(lambda line: line.startswith(begin), rows.lines[first:])
    yield from (kind.record(values) for values in rows.decode(lines) if is_whole(kind, values))


def record(snapshot: Snapshot, kind: type[K], key: tuple[str, ...]) -> K | None:
    """One object; None where this side has none of that name."""
    return next(records(snapshot, kind, *key), None)
