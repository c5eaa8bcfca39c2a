"""Materialized views that a plan makes, or makes again, and that nobody could fill.

Their query runs when they are made. Through a view it reads with the rights of that view's owner, and one who has none
stops the plan. So the owners' rights, as the expected side has them, are put to the server before there is a plan: it alone
knows who is a member of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from drifttools.kinds.base import Kind
from drifttools.kinds.column_privilege import ColumnPrivilege
from drifttools.kinds.owner import Owner
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.registry import BY_NAME
from drifttools.kinds.view import View
from drifttools.model.plan import Unplanned
from drifttools.model.question import Counted, Question, sentence
from drifttools.repair.node import Node
from drifttools.repair.rebuild import Rebuilds
from drifttools.repair.sides import Dependencies, Place, SideRecords
from drifttools.sql.compose import compose, joined, value

_INVOKER = frozenset(f"security_invoker={on}" for on in ("true", "on", "yes", "1"))
_READABLE = ("table", "view", "materialized view")
_MISSING = Counted(reason="it was not asked")

_Reading = tuple[str, str, tuple[str, ...]]
"""Who reads, empty for who repairs; what; and the roles that may."""


class Filling:
    """Finds the materialized views that could not be filled, and what they keep from being done.

    Args:
        wanted: Dependencies of the expected side and its records; `found`: those of the actual side.
        rebuilds: Knows what steps aside for a node.
    """

    def __init__(
        self, wanted: tuple[Dependencies, SideRecords], found: tuple[Dependencies, SideRecords], rebuilds: Rebuilds
    ) -> None:
        self._forth = _Rights(*wanted, "reads")
        self._back = _Rights(*found, "would read on the way back")
        self._rebuilds = rebuilds

    def questions(self, nodes: Iterable[Node]) -> tuple[Question, ...]:
        """What has to be asked before these nodes are sure to work, and to be taken back."""
        nodes = self._rebuilds.around(nodes)
        asked = [self._forth.question(node.record) for node in nodes if _fills(node)]
        asked += [self._back.question(node.record) for node in nodes if _empties(node)]
        return tuple(question for question in asked if question is not None)

    def settle(self, nodes: list[Node], answers: Mapping[str, Counted] | None) -> tuple[list[Node], list[Unplanned]]:
        """The nodes without those that need one filled that cannot be, and the findings of those."""
        if answers is None:
            return nodes, []
        nodes = [self._for_good(node, answers) for node in nodes]
        refused = {
            node.place: f"{node.record.label} could not be filled: {reason}"
            for node in self._rebuilds.around(nodes)
            if _fills(node) and (reason := self._forth.refusal(node.record, answers))
        }
        left: dict[Place, str] = {}
        for node in nodes if refused else ():
            for one in self._rebuilds.around([node]):
                if one.place in refused and (_fills(one) or _empties(one)):
                    left[node.place] = refused[one.place]
        kept = [node for node in nodes if node.place not in left]
        return kept, [Unplanned(one, left[node.place]) for node in nodes if node.place in left for one in node.findings]

    def _for_good(self, node: Node, answers: Mapping[str, Counted]) -> Node:
        """A removal without a way back where nobody could fill it again."""
        reason = self._back.refusal(node.record, answers) if _empties(node) else ""
        return replace(node, inverse=(), notes=(*node.notes, f"no way back: {reason}")) if reason else node


def _fills(node: Node) -> bool:
    return node.verb in ("create", "restore") and node.record.filled


def _empties(node: Node) -> bool:
    return node.verb in ("drop", "set aside") and node.record.filled


class _Rights:
    """Who may read what on one side.

    Args:
        needs: Its dependencies; `side`: its records.
        reads: How the question says it.
    """

    def __init__(self, needs: Dependencies, side: SideRecords, reads: str) -> None:
        self._needs, self._side, self._reads = needs, side, reads

    def refusal(self, record: Kind, answers: Mapping[str, Counted]) -> str:
        """Why it cannot be filled, with whom and what; empty where it can."""
        question = self.question(record)
        if question is None:
            return ""
        answer = answers.get(question.id, _MISSING)
        return sentence(question, answer) if answer.in_the_way else ""

    def question(self, record: Kind) -> Question | None:
        """Who of those whose rights count may not read; none where each is the owner of what it reads."""
        readings = [one for one in dict.fromkeys(self._readings(record.place, "")) if one[0] not in one[2]]
        if not readings:
            return None
        about = f"tables or views that {record.label} {self._reads} as the owner of a view who may not"
        rows = (
            compose("({}, {}, array[{}]::text[])", value(who), value(what), joined(map(value, may)))
            for who, what, may in readings
        )
        denied = compose(
            "(values {}) u(reader, used, may) where not exists (select from pg_catalog.unnest(u.may) m(role)"
            " left join pg_catalog.pg_roles h on h.rolname = m.role"
            " where m.role = 'PUBLIC' or pg_catalog.pg_has_role(u.reader::pg_catalog.name, h.oid, 'usage'))"
            " and exists (select from pg_catalog.pg_roles k where k.rolname = u.reader)",
            joined(rows),
        )
        return Question(
            id=about,
            table=(record.key[0], record.key[-1]),
            about=about,
            count=str(compose("select pg_catalog.count(*) from {}", denied)),
            sample=str(compose("select u.reader || ' on ' || u.used from {} order by 1 limit 3", denied)),
            key="owner and what it may not read",
        )

    def _readings(self, place: Place, reader: str) -> Iterator[_Reading]:
        """All that is read, in chains; only what is read as the owner of a view can be refused to who repairs."""
        for used in dict.fromkeys(filter(None, map(self._relation, self._needs.needs(place)))):
            if reader:
                yield reader, used.label, tuple(sorted(self._readers(used)))
            if isinstance(used, View):
                invoker = not _INVOKER.isdisjoint(used.options or ())
                yield from self._readings(used.place, reader if invoker else self._owner(used))

    def _relation(self, place: Place) -> Kind | None:
        """What is read: a column stands for what it is of."""
        kinds = BY_NAME[place[0]].parents if BY_NAME[place[0]].inline else (place[0],)
        found = (self._side.find(BY_NAME[kind], place[1][:2]) for kind in kinds if kind in _READABLE)
        return next((record for record in found if record is not None), None)

    def _owner(self, record: Kind) -> str:
        owner = self._side.find(Owner, (*record.key, record.kind))
        return owner.owner if isinstance(owner, Owner) else ""

    def _readers(self, record: Kind) -> Iterator[str]:
        """The roles that may read it, or a part of it."""
        given = self._side.children(Privilege, record)
        if not any(one.owner for one in given):
            yield self._owner(record)
        rights: Iterable[Privilege | ColumnPrivilege] = (*given, *self._side.children(ColumnPrivilege, record))
        for one in rights:
            if {"SELECT", "SELECT*"} & set(one.privileges):
                yield one.grantee
