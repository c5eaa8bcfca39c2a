"""How much free disk a step may need while it runs. PostgreSQL does not tell how much there is.

A rewrite writes the table and all of its indexes anew beside the old ones, which go when it is committed, and all of that
into the write-ahead log too. An index, and new versions of rows, take up to as much as the rows do. A disk that fills up
meanwhile ends the statement (53100) and changes nothing; what it costs is time under a lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drifttools.kinds.names import parts_of
from drifttools.model.question import TableSize
from drifttools.repair.hazards import rule_of
from drifttools.repair.node import Node
from drifttools.repair.sight import Present

_MB = 1024 * 1024
_WORTH_SAYING = 16 * _MB


def with_room(node: Node, present: Present, sizes: Mapping[tuple[str, str], TableSize]) -> Node:
    """The node with a note of the disk that it may need, where that is worth a note and the size is known.

    Args:
        present: How tables are named now.
        sizes: Of the tables, as they are named now.
    """
    needed = 0
    for statement in node.statements:
        rules = [rule_of(hazard) for hazard in statement.hazards]
        # the first of the locks is the target's; a rewrite of one table leaves those that refer to it as they are
        place = present.now(parts_of(statement.locks[0])) if statement.locks else ()
        size = sizes.get((place[0], place[-1])) if place else None
        if size is None:
            continue
        if any(rule.rewrites for rule in rules):
            needed += 2 * size.files
        elif any(rule.grows for rule in rules):
            needed += size.bytes
    if needed < _WORTH_SAYING:
        return node
    return replace(node, notes=(*node.notes, f"may need up to {needed / _MB:,.0f} MB of free disk while it runs"))
