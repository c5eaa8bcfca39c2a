"""Large tables are not held still: what would read or rewrite one under its lock is done in parts that let others work.

Which tables are large is a number of bytes (`Options.online_above`). Where none is given, or no size is known, everything
is done in the short way, in one transaction. Each part says why it was chosen; where a large table has to be held because
PostgreSQL has no other statement, the step says that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drifttools.kinds.base import Kind, Part
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.names import parts_of
from drifttools.kinds.table import Table
from drifttools.model.plan import Lock, Probe
from drifttools.model.question import TableSize
from drifttools.repair.hazards import rule_of
from drifttools.repair.node import Node
from drifttools.repair.options import Options
from drifttools.repair.sides import Key, Place, SideRecords
from drifttools.repair.sight import Present
from drifttools.sql.compose import compose

_MB = 1024 * 1024
_HOLDS = Lock.SHARE  # this and every stronger lock keeps writers out


class Online:
    """Takes the nodes of a plan apart where they would hold a large table.

    Args:
        comparison: What differs.
        present: How tables are named now, for their sizes.
        wanted: The expected side.
        options: Sizes, and from which one on a table is large.
    """

    def __init__(self, comparison: Comparison, present: Present, wanted: SideRecords, options: Options) -> None:
        self._present, self._wanted, self._options = present, wanted, options
        self._comparison = comparison

    def apart(self, nodes: Sequence[Node]) -> list[Node]:
        """The nodes in their order, some of them in parts; what may wait comes last."""
        if self._options.online_above is None:
            return list(nodes)
        differences = {d.place: d for d in self._comparison.differences}
        replaced = self._replaced(nodes)
        done: list[Node] = []
        for node in nodes:
            place = node.place
            if node.verb == "drop" and place in replaced:
                continue  # the parts that make its successor drop it
            large = self._large(node)
            parts: tuple[Part, ...] = ()
            if large and not node.chosen:
                parts = replaced.get(place, ()) if node.verb == "create" else ()
                parts = parts or self._parts(node, differences.get(place))
            done += self._nodes(node, parts, large) if parts else [self._told(node, large)]
        return [node for node in done if not node.late] + [node for node in done if node.late]

    def _replaced(self, nodes: Sequence[Node]) -> dict[Place, tuple[Part, ...]]:
        """What the plan drops to make it anew, and the parts that do both."""
        going = {node.place: node for node in nodes if node.verb == "drop"}
        found = {}
        for node in nodes:
            former = going.get(node.place)
            free = not node.chosen and not self._partitioned(node)
            if node.verb == "create" and former is not None and self._large(node) and free:
                parts = former.record.replace_online(node.record)
                if parts:
                    found[node.place] = parts
        return found

    def _large(self, node: Node) -> str:
        """The large tables that the node would hold, with their sizes; empty for none."""
        found = [f"{'.'.join(place)} has {size.bytes / _MB:,.0f} MB" for place, size in self._held(node)]
        return ", ".join(found)

    def _held(self, node: Node) -> Iterator[tuple[Key, TableSize]]:
        for name in dict.fromkeys(lock for statement in node.statements for lock in statement.locks):
            place = self._present.now(parts_of(name))
            size = self._options.sizes.get((place[0], place[-1])) if place else None
            if size is not None and size.bytes >= (self._options.online_above or 0):
                yield place, size

    def _parts(self, node: Node, difference: Difference | None) -> tuple[Part, ...]:
        record = node.record
        whole = self._partitioned(node)
        if node.verb == "drop":
            return () if whole else record.drop_online()
        if node.verb == "create":
            parts = self._on_partitions(record) if whole else record.create_online(self._present)
            plain = tuple(self._wanted.made(record))
            if not parts or node.statements[: len(plain)] != plain:
                return ()
            # what belongs to the object, such as its comment, comes with it
            rest = node.statements[len(plain) :]
            last = max(place for place, part in enumerate(parts) if not part.late)
            return tuple(
                replace(part, statements=(*part.statements, *rest)) if place == last else part
                for place, part in enumerate(parts)
            )
        if node.verb == "alter" and difference is not None and difference.actual and difference.expected:
            expected, actual = difference.expected, difference.actual
            changed = difference.changed - actual.lets_go(expected, difference.changed)
            return actual.alter_online(expected, changed, self._present)
        return ()

    def _on_partitions(self, record: Kind) -> tuple[Part, ...]:
        """What is made for a partitioned table, and for each partition apart: none may lack its own."""
        table = self._wanted.find(Table, record.parent_key)
        if not isinstance(table, Table):
            return ()
        below = tuple(self._below(record, table))
        return () if None in below else record.create_on_partitions([one for one in below if one is not None])

    def _below(self, record: Kind, table: Table) -> Iterator[Kind | None]:
        for partition in self._wanted.partitions(table):
            own = next(
                (one for one in self._wanted.children(type(record), partition) if one.comes_from == record.key), None
            )
            yield own
            if own is not None:
                yield from self._below(own, partition)

    def _partitioned(self, node: Node) -> bool:
        """Whether a table is partitioned: CONCURRENTLY is refused for those, and has to be said of each partition."""
        return any(size.partitioned for _, size in self._held(node))

    def _nodes(self, node: Node, parts: tuple[Part, ...], large: str) -> Iterator[Node]:
        above = round((self._options.online_above or 0) / _MB)
        why = f"in {len(parts)} parts that let others work: {large} (from {above} MB on)"
        # the question about the rows is asked where nothing is held: a count under a lock is what the parts avoid
        asking = next((place for place, part in enumerate(parts) if part.alone), 0)
        for place, part in enumerate(parts):
            yield replace(
                node,
                verb="part",
                label=part.title,
                statements=part.statements,
                inverse=part.inverse,
                alone=part.alone,
                late=part.late,
                checks=node.checks if place == asking else (),
                notes=(*(node.notes if place == asking else ()), why),
                done=(_done(part),) if part.done else (),
            )

    def _told(self, node: Node, large: str) -> Node:
        rules = [rule_of(hazard) for statement in node.statements for hazard in statement.hazards]
        held = any((rule.scans or rule.rewrites) and rule.lock.strength >= _HOLDS.strength for rule in rules)
        if not large or not held:
            return node
        return replace(node, notes=(*node.notes, f"holds a large table while it works, there is no other way: {large}"))


def _done(part: Part) -> Probe:
    return Probe(f"done: {part.title}", str(compose("select ({})::pg_catalog.text", part.done)), "true")
