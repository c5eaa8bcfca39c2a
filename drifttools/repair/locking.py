"""Who may work on a database, and which locks a repair takes first, in one fixed order.

Everything here only asks or composes; the executor passes in how, and runs what is composed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drifttools.model.plan import Lock, Step
from drifttools.repair.hazards import rule_of
from drifttools.sql.compose import Sql, compose, deparsed, name

Ask = Callable[..., list[tuple[Any, ...]]]

# Relations by their quoted names, as the server resolves them; those that are not there yet are left out.
_RELATIONS = """
select w.name, c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, c.relispopulated,
       pg_catalog.pg_has_role(c.relowner, 'usage'), pg_catalog.pg_get_userbyid(c.relowner)::text,
       pg_catalog.has_table_privilege(c.oid, 'references'), pg_catalog.has_table_privilege(c.oid, 'select')
from pg_catalog.unnest(%s::text[]) with ordinality w(name, place)
join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(w.name)
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
order by w.place
"""
_HOLDER = """
select l.pid, coalesce(a.application_name, ''), coalesce(a.client_addr::text, 'local'),
       coalesce(extract(epoch from pg_catalog.now() - a.backend_start)::int, 0)
from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.pid <> pg_catalog.pg_backend_pid()
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
  and l.classid::bigint = (%(key)s::bigint >> 32) & 4294967295 and l.objid::bigint = %(key)s::bigint & 4294967295
  and l.objsubid = 1
"""
_LINGERING = """
select a.pid from pg_catalog.pg_stat_activity a
where a.application_name = %s and a.datname = pg_catalog.current_database() and not (a.pid = any(%s::int[]))
"""
_BLOCKERS = """
select distinct l.pid, coalesce(a.application_name, ''),
       coalesce(extract(epoch from pg_catalog.now() - a.xact_start)::int, 0), coalesce(a.state, '')
from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.granted and l.relation = any(%s::oid[]) and not (l.pid = any(%s::int[]))
  and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
order by 3 desc, 1
"""

_TABLES = frozenset("rp")
_SELECTABLE = frozenset("vmS")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a step locks, as the catalog has it now."""

    given: str
    oid: int
    schema: str
    name: str
    relkind: str
    populated: bool
    owned: bool
    owner: str
    may_reference: bool
    may_select: bool

    @property
    def label(self) -> str:
        """The dotted name for a person."""
        return f"{self.schema}.{self.name}"

    @property
    def sql(self) -> Sql:
        """The quoted, qualified name."""
        return name(self.schema, self.name)


def relations(ask: Ask, names: Iterable[str]) -> tuple[Relation, ...]:
    """The relations behind quoted names; one that does not exist (yet) is left out."""
    listed = list(dict.fromkeys(names))
    return tuple(Relation(*row) for row in ask(_RELATIONS, [listed])) if listed else ()


def lock_statements(ask: Ask, steps: Sequence[Step], extra: Iterable[tuple[str, str]] = ()) -> tuple[Sql, ...]:
    """Statements that take the steps' locks before anything is checked, sorted by name.

    Checking first would leave a gap in which somebody else changes what was checked. Always in the same order,
    because two sessions that lock the same tables crosswise wait for each other until the server ends one of them.

    Args:
        steps: Those of one transaction.
        extra: Further (schema, relation) pairs to hold as they are.
    """
    wanted: dict[str, Lock] = {str(name(*pair)): Lock.ACCESS_SHARE for pair in extra}
    for step in steps:
        others = _others(step)
        for place, relation in enumerate(step.locked):
            lock = others if place else step.lock
            wanted[relation] = max(wanted.get(relation, lock), lock, key=lambda one: one.strength)
    found = relations(ask, wanted)
    strongest: dict[Relation, Lock] = {}
    for one in sorted(found, key=lambda one: (one.schema, one.name, wanted[one.given].strength)):
        strongest[replace(one, given="")] = wanted[one.given]
    statements = (_lock(held, lock) for held, lock in strongest.items())
    return tuple(statement for statement in statements if statement is not None)


def _others(step: Step) -> Lock:
    """The lock on relations beside the target, as measured for the step's rules; its own lock where none is named."""
    locks = [rule_of(hazard.rule).others for hazard in step.hazards]
    return max(locks, key=lambda lock: lock.strength) if locks else step.lock


def _lock(relation: Relation, lock: Lock) -> Sql | None:
    if relation.relkind in _TABLES:
        if relation.owned and lock is not Lock.NO_LOCK:
            # ONLY: partitions and children are locked by the steps that touch them
            return compose("lock table only {} in {} mode", relation.sql, deparsed(lock.value.lower()))
        return compose("lock table only {} in access share mode", relation.sql) if relation.may_select else None
    if relation.relkind in _SELECTABLE and relation.may_select and relation.populated:
        # LOCK TABLE takes no sequence or materialized view, and through a view it would lock the tables too. An empty
        # SELECT takes ACCESS SHARE, which is enough to keep everybody else's DDL away.
        return compose("select from {} limit 0", relation.sql)
    return None


def advisory_key(database: str) -> int:
    """The number of the lock that every apply on this database takes (a signed 64-bit integer)."""
    digest = hashlib.sha256(f"drifttools apply {database}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def holder(ask: Ask, key: int) -> str:
    """Who holds the advisory lock, for a person."""
    rows = ask(_HOLDER, {"key": key})
    if not rows:
        return "a session that has ended meanwhile"
    pid, application, client, seconds = rows[0]
    return f"process {pid} ({application or 'no application name'}, from {client}, connected for {seconds} s)"


def lingering(ask: Ask, application: str, own: Iterable[int]) -> tuple[int, ...]:
    """Server processes of an earlier run of the same plan that was killed: they may still be executing a statement."""
    return tuple(pid for (pid,) in ask(_LINGERING, [application, list(own)]))


def blockers(ask: Ask, oids: Iterable[int], own: Iterable[int]) -> str:
    """Who holds locks on these relations, for a person; what they run is not shown, for it may hold data."""
    rows = ask(_BLOCKERS, [list(oids), list(own)])
    told = [
        f"process {pid} ({application or 'no application name'}, {state or 'state hidden'}, transaction {seconds} s old)"
        for pid, application, seconds, state in rows
    ]
    return "; ".join(told) or "a session that has ended meanwhile"
