"""Whether anything changed that the plan had no business with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from drifttools.kinds.base import Compare, Kind
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.registry import KINDS
from drifttools.model.rows import Rows, Value
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State
from drifttools.sql.quoting import qualified

Relation = tuple[str, str]

GROUP = "scope"
_LISTED = 5


def outside_unchanged(
    before: Snapshot, after: Snapshot, focus: Collection[Relation], moved: Mapping[Relation, Relation] | None = None
) -> tuple[Check, ...]:
    """One check for each kind: outside the plan's scope, its objects are what they were.

    Args:
        before, after: The database before and after the repair, read with the same extent.
        focus: (schema, name) of relations and other objects that the plan touches, under their old and new names.
        moved: Relations that the plan moved or renamed: a text that differs elsewhere only by such a name, as the
            definition of a view or a foreign key does, has followed and is no change.
    """
    moves = moved or {}
    scope = frozenset(focus) | frozenset(moves) | frozenset(moves.values())
    return tuple(
        _check(kind, before, after, scope, moves) for kind in KINDS if kind.kind in before.rows or kind.kind in after.rows
    )


def _check(
    kind: type[Kind], before: Snapshot, after: Snapshot, scope: frozenset[Relation], moves: Mapping[Relation, Relation]
) -> Check:
    name = f"{kind.plural.replace('_', ' ')} outside the plan"
    query = f"drifttools reader: {kind.kind}, before and after"
    unread = [one for one in (*before.unread, *after.unread) if one.kind in (kind.kind, "table")]
    if kind.kind not in before.rows or kind.kind not in after.rows:
        reason = "; ".join(one.reason for one in unread) or "it was not read on both occasions"
        return Check(GROUP, name, State.NOT_RUN, "unchanged", "", query, reason)
    changed = sorted(set(_changes(kind, before.rows[kind.kind], after.rows[kind.kind], scope, moves)))
    if changed:
        more = f" and {len(changed) - _LISTED} more" if len(changed) > _LISTED else ""
        reason = f"changed: {', '.join(changed[:_LISTED])}{more}"
        return Check(GROUP, name, State.FAIL, "unchanged", f"{len(changed)} changed", query, reason)
    if unread:
        reason = f"not all could be read: {'; '.join(f'{one.object}: {one.reason}' for one in unread)}"
        return Check(GROUP, name, State.PARTIAL, "unchanged", "unchanged as far as it was read", query, reason)
    return Check(GROUP, name, State.PASS, "unchanged", "unchanged", query)


def _changes(
    kind: type[Kind], before: Rows, after: Rows, scope: frozenset[Relation], moves: Mapping[Relation, Relation]
) -> Iterator[str]:
    """Labels of objects outside the scope that differ. Only lines that differ are ever decoded."""
    gone = _records(kind, before, before.as_set - after.as_set, scope)
    come = _records(kind, after, after.as_set - before.as_set, scope)
    for key in gone.keys() | come.keys():
        if key not in gone or key not in come or not _followed(kind, gone[key], come[key], moves):
            yield ".".join(key)


def _records(
    kind: type[Kind], rows: Rows, lines: Collection[bytes], scope: frozenset[Relation]
) -> dict[tuple[str, ...], Mapping[str, Value]]:
    records = {}
    for row in rows.decode(lines):
        record = kind.record(row)
        if record.focus not in scope:
            records[record.key] = row
    return records


def _followed(
    kind: type[Kind], before: Mapping[str, Value], after: Mapping[str, Value], moves: Mapping[Relation, Relation]
) -> bool:
    """Whether two rows of one object differ only in how moved relations are named."""
    follows = {attribute.name for attribute in attributes_of(kind) if attribute.compare is not Compare.EXACT}
    return all(
        before[name] == after[name] or (name in follows and _renamed(before[name], moves) == _renamed(after[name], moves))
        for name in before
    )


def _renamed(text: Value, moves: Mapping[Relation, Relation]) -> Value:
    if isinstance(text, tuple):
        return tuple(str(_renamed(part, moves)) for part in text)
    if not isinstance(text, str):
        return text
    # the longer name first: `s.t` must not replace the beginning of `s.t2`
    for old, new in sorted(moves.items(), key=lambda move: -len(qualified(*move[0]))):
        text = text.replace(qualified(*old), qualified(*new))
    return text
