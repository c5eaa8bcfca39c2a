"""What a statement does beside what it says, and what makes up for it.

A REVOKE on a table takes the same rights on its columns away. A sequence that is made for a column with rows begins at 1.
An identity that takes the place of a sequence, or a sequence that of an identity, knows nothing of the other's value.
A new owner inherits the grant options of the one before. The index of a partitioned table brings those of its partitions,
under names that PostgreSQL makes up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from drifttools.kinds.base import Kind
from drifttools.kinds.column import Column
from drifttools.kinds.comment import Comment
from drifttools.kinds.index import Index
from drifttools.kinds.owner import Owner
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.registry import BY_NAME
from drifttools.kinds.table import Table
from drifttools.model.plan import Statement
from drifttools.repair.names import aside
from drifttools.repair.node import Key, Node, Phase
from drifttools.repair.sides import Dependencies, Place, SideRecords
from drifttools.sql.compose import compose, deparsed, joined, name, value
from drifttools.sql.quoting import quote_name


class SideWork:
    """Adds to nodes what makes up for what their statements do beside.

    Args:
        wanted: Dependencies of the expected side.
        wanted_side, found_side: The records of both sides.
    """

    def __init__(self, wanted: Dependencies, wanted_side: SideRecords, found_side: SideRecords) -> None:
        self._wanted = wanted
        self._wanted_side, self._found_side = wanted_side, found_side

    def on(self, nodes: Iterable[Node]) -> list[Node]:
        """The nodes with all that makes up for them."""
        nodes = [self._on_what_is_there(node) for node in nodes]
        nodes = [self._without_former_options(self._with_what_was_overruled(node)) for node in nodes]
        nodes = [self._with_names_of_partitions(self._continued(self._with_storage_below(node))) for node in nodes]
        nodes += self._named_again(nodes)
        return self._carried_on(nodes)

    def _with_what_was_overruled(self, node: Node) -> Node:
        if not node.kind.overrules:
            return node
        return replace(
            node,
            statements=(*node.statements, *self._overruled(node.record, node.statements, self._wanted_side)),
            inverse=(*node.inverse, *self._overruled(node.record, node.inverse, self._found_side)),
        )

    def _overruled(self, record: Kind, statements: Iterable[Statement], side: SideRecords) -> Iterator[Statement]:
        if not any("revoke" in statement.hazards for statement in statements):
            return
        for overruled in record.overrules:
            kind = BY_NAME[overruled]
            for above in record.parents:
                parent = side.find(BY_NAME[above], record.parent_key)
                for other in side.children(kind, parent) if parent is not None else ():
                    if other.overruled_by(record):
                        yield from other.create(side)

    def _on_what_is_there(self, node: Node) -> Node:
        """A comment on a NOT NULL names it as it is called there: after its column, whatever that was called then."""
        comment = node.record
        if node.verb != "create" or not isinstance(comment, Comment) or comment.of != "not null":
            return node
        place = (comment.schema, comment.object, comment.part)
        present, wanted = (side.find(Column, place) for side in (self._found_side, self._wanted_side))
        if not isinstance(present, Column) or not isinstance(wanted, Column) or not present.not_null:
            return node
        if present.not_null_name != wanted.not_null_name:
            return node  # it is renamed before
        there = replace(comment, identity=quote_name(present.not_null_constraint or present.usual_not_null))
        return replace(node, statements=tuple(self._wanted_side.made(there)), inverse=tuple(there.drop()))

    def _without_former_options(self, node: Node) -> Node:
        """A new owner takes over what the former one held, with the right to pass it on that an owner has anyway.

        Where the former owner is to hold such rights that were granted, they were the owner's in name too.
        """
        former, later = node.record, node.after
        if node.verb != "alter" or not isinstance(former, Owner) or not isinstance(later, Owner):
            return node
        held = self._wanted_side.find(Privilege, (later.schema, later.object, former.owner))
        passed = [right.removesuffix("*") for right in getattr(held, "privileges", ()) if right.endswith("*")]
        if not passed:
            return node
        on = name(later.schema, later.object)
        listed = joined(map(deparsed, passed))
        taken = compose("revoke grant option for {} on {} from {}", listed, on, name(later.owner))
        given = compose("grant {} on {} to {} with grant option", listed, on, name(former.owner))
        return replace(
            node,
            statements=(*node.statements, Statement(str(taken), ("revoke",))),
            inverse=(*node.inverse, Statement(str(given), ("grant",))),
        )

    def _with_storage_below(self, node: Node) -> Node:
        """A new type brings its own storage to the column of each table below, and no compression."""
        column, later = node.record, node.after
        if node.verb != "alter" or not isinstance(column, Column) or not isinstance(later, Column):
            return node
        forth, back = map(_retypes, (node.statements, node.inverse))
        return replace(
            node,
            statements=(*node.statements, *(_stored_below(self._wanted_side, later) if forth else ())),
            inverse=(*node.inverse, *(_stored_below(self._found_side, column) if back else ())),
        )

    def _with_names_of_partitions(self, node: Node) -> Node:
        index = node.record
        if not isinstance(index, Index) or not index.partitioned:
            return node
        wanted, found = self._wanted_side, self._found_side
        if node.verb in ("create", "restore"):
            below = _below(wanted, index)
            # what is said of an index that was there before is lost with that, and no difference of its own
            kept = (made for one in below for made in _comments(wanted, one) if found.find(Comment, made.key) == made)
            return replace(node, statements=(*node.statements, *_named(index, below), *_made(wanted, kept)))
        if node.verb in ("drop", "set aside"):
            below = _below(found, index)
            kept = (made for one in below for made in _comments(found, one))
            return replace(node, inverse=(*node.inverse, *_named(index, below), *_made(found, kept)))
        return node

    def _continued(self, node: Node) -> Node:
        """A sequence that is made for columns with rows goes on after the values that are there."""
        record = node.after
        if node.verb != "create" or record is None:
            return node
        place = record.place
        users = [("column", record.owned_by)] if record.owned_by else []
        users += [user for user in self._wanted.needed_by(place) if user not in users]
        columns = [column for user in users if (column := self._there(user)) is not None]
        return replace(node, statements=(*node.statements, *(s for one in columns for s in record.go_on_after(one))))

    def _named_again(self, nodes: list[Node]) -> Iterator[Node]:
        """A table forgets that an index was its replica identity when that is dropped, if only to be made anew."""
        settled = {(node.kind.kind, node.key, node.verb) for node in nodes}
        settled |= {(*place, verb) for node in nodes if node.verb == "remake" for place in node.also for verb in _NAMING}
        for node in nodes:
            above = (place for place in node.record.part_of if place[0] in BY_NAME)  # a NOT NULL is no kind of its own
            for kind, key in above if node.verb in ("drop", "set aside") else ():
                found, wanted = (side.find(BY_NAME[kind], key) for side in (self._found_side, self._wanted_side))
                if found is None or wanted is None or not found.names_part(node.record):
                    continue
                if (kind, key, "release") not in settled:
                    yield _naming(found, found.incomplete(), found, "release")
                if wanted.names_part(node.record) and (kind, key, "complete") not in settled:
                    yield _naming(wanted, wanted, wanted.incomplete(), "complete")

    def _there(self, place: Place) -> Kind | None:
        kind = BY_NAME.get(place[0])
        return self._found_side.find(kind, place[1]) if kind is not None and kind.inline else None

    def _carried_on(self, nodes: list[Node]) -> list[Node]:
        """Between a sequence and the identity of the column that owned it, or will own it, the value is handed over."""
        taken = {node.key: node for node in nodes if node.verb == "alter" and _numbers(node.record) < _numbers(node.after)}
        left = {node.key: node for node in nodes if node.verb == "release" and _gives_up_numbers(node)}
        changed: dict[Node, Node] = {}
        for node in nodes:
            sequence = node.record
            owner = sequence.owned_by
            if node.verb == "drop" and owner in taken:
                apart = sequence.with_key((*sequence.key[:-1], aside(sequence.key[-1])))
                other = taken[owner]
                handed = (*sequence.hand_to(apart, other.record), *apart.drop())
                # what the column owns is what pg_get_serial_sequence() finds, before its identity
                let_go = sequence.release(frozenset({"owned_table"}))
                changed[node] = replace(node, statements=(*let_go, *sequence.rename(aside(sequence.key[-1]))))
                changed[other] = replace(other, statements=(*other.statements, *handed))
            elif node.verb == "create" and owner in left:
                apart = sequence.with_key((*sequence.key[:-1], aside(sequence.key[-1])))
                other = left[owner]
                own = tuple(s for s in node.statements if not s.sql.startswith(("create sequence", "select")))
                made = (*sequence.with_key(apart.key).create(self._wanted_side), *sequence.take_from(apart, other.record))
                changed[node] = replace(node, statements=(*apart.rename(sequence.key[-1]), *own))
                changed[other] = replace(other, statements=(*made, *other.statements))
        return [changed.get(node, node) for node in nodes]


def _retypes(statements: Iterable[Statement]) -> bool:
    return any(hazard.startswith("alter-type") for statement in statements for hazard in statement.hazards)


def _stored_below(side: SideRecords, column: Column) -> Iterator[Statement]:
    table = side.find(Table, column.parent_key)
    for below in side.below(table) if isinstance(table, Table) else ():
        child = side.find(Column, (*below.key, column.column))
        if isinstance(child, Column):
            yield from child.stored_again()
            yield from _stored_below(side, child)


def _below(side: SideRecords, index: Index) -> list[Index]:
    """The indexes of the partitions that come with one of their table."""
    children: dict[Key, list[Index]] = defaultdict(list)
    for one in side.every(Index):
        if one.comes_from:
            children[one.comes_from].append(one)
    found: list[Index] = []
    level = [index.key]
    while level:
        next_ones = sorted((one for key in level for one in children[key]), key=lambda one: one.key)
        found += next_ones
        level = [one.key for one in next_ones]
    return found


def _comments(side: SideRecords, index: Index) -> tuple[Comment, ...]:
    return side.children(Comment, index)


def _made(side: SideRecords, records: Iterable[Kind]) -> Iterator[Statement]:
    for record in records:
        yield from side.made(record)


def _named(index: Index, below: list[Index]) -> Iterator[Statement]:
    """Gives the indexes of the partitions, which have just been made, the names that they have on a side."""
    if all(one.index == one.usual_name() for one in below):
        return
    wanted = joined(compose("({}, {})", value(str(one.on)), value(one.index)) for one in below)
    body = compose(
        "declare one record; begin for one in select i.indexrelid::pg_catalog.regclass as found, w.called"
        " from (values {}) w(partition, called)"
        " join pg_catalog.pg_index i on i.indrelid = pg_catalog.to_regclass(w.partition)"
        " join pg_catalog.pg_class c on c.oid = i.indexrelid and c.relname <> w.called"
        " where i.indexrelid in (select t.relid from pg_catalog.pg_partition_tree({}) t)"
        " loop execute pg_catalog.format('alter index %s rename to %I', one.found, one.called); end loop; end",
        wanted,
        value(str(index.sql_name)),
    )
    yield Statement(str(compose("do {}", value(str(body)))), ("index-option",), tuple(str(one.sql_name) for one in below))


_NAMING = ("release", "complete")


def _naming(record: Kind, to: Kind, of: Kind, verb: str) -> Node:
    return Node(
        phase=Phase.DROPS if verb == "release" else Phase.CHANGES,
        verb=verb,
        record=record,
        after=record,
        statements=tuple(to.complete(of)),
        inverse=tuple(of.complete(to)),
    )


def _numbers(record: Kind | None) -> bool:
    """Whether a column numbers its rows as an identity."""
    return getattr(record, "identity", None) is not None and bool(record and record.inline)


def _gives_up_numbers(node: Node) -> bool:
    return _numbers(node.record) and any("drop identity" in statement.sql for statement in node.statements)
