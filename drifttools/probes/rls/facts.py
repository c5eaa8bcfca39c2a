"""What the catalog says before anything is tried: tables, policies, privileges, and a role's search_path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from drifttools.catalog.connect import Connection
from drifttools.catalog.search_path import BUILT_IN
from drifttools.config.personas import Persona

# A role may have a command on some columns only; DELETE knows none.
_TABLES = """
    select c.oid::pg_catalog.int8, n.nspname::pg_catalog.text, c.relname::pg_catalog.text,
           c.relrowsecurity,
           pg_catalog.pg_has_role(r.oid, c.relowner, 'usage') and not c.relforcerowsecurity,
           pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage'),
           array_remove(array[
               case when pg_catalog.has_any_column_privilege(r.oid, c.oid, 'select') then 'SELECT' end,
               case when pg_catalog.has_any_column_privilege(r.oid, c.oid, 'insert') then 'INSERT' end,
               case when pg_catalog.has_any_column_privilege(r.oid, c.oid, 'update') then 'UPDATE' end,
               case when pg_catalog.has_table_privilege(r.oid, c.oid, 'delete') then 'DELETE' end], null),
           exists (select from pg_catalog.pg_policy p where p.polrelid = c.oid),
           (select array_agg(t.tgname::pg_catalog.text order by t.tgname) from pg_catalog.pg_trigger t
            where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 2 <> 0
              and t.tgtype & 1 <> 0 and t.tgtype & 20 <> 0),
           greatest(c.reltuples, 0)::pg_catalog.int8
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_roles r on r.rolname = %(role)s
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
      and n.nspname not in ('information_schema', 'drifttools') and n.nspname !~ '^pg_'
    order by 2, 3
"""
_POLICIES = """
    select p.polrelid::pg_catalog.int8, p.polname::pg_catalog.text, p.polcmd::pg_catalog.text, p.polpermissive,
           exists (select from pg_catalog.unnest(p.polroles) u(role)
                   where u.role = 0 or pg_catalog.pg_has_role(r.oid, u.role, 'usage')),
           pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
    from pg_catalog.pg_policy p
    join pg_catalog.pg_roles r on r.rolname = %(role)s
    where p.polrelid = any(%(tables)s::pg_catalog.oid[])
    order by 1, 2
"""
_ROLE = """
    select r.rolsuper or r.rolbypassrls, pg_catalog.pg_has_role(current_user, r.oid, 'member'),
           (select pg_catalog.substr(one, 13)
            from pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) one
            where s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d
                                        where d.datname = pg_catalog.current_database()))
              and s.setrole in (0, r.oid) and one like 'search_path=%%'
            order by s.setrole = 0, s.setdatabase = 0 limit 1)
    from pg_catalog.pg_roles r where r.rolname = %(role)s
"""
_COMMANDS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE", "*": "ALL"}


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as the server prints it.

    Args:
        command: `SELECT`, `INSERT`, `UPDATE`, `DELETE` or `ALL`.
        applies: Whether it is for the role.
    """

    name: str
    command: str
    permissive: bool
    applies: bool
    using: str | None
    check: str | None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What decides before any row is looked at.

    Args:
        secured: Whether policies are applied to the role: row security is on, and it is not the owner without FORCE.
        usable: Whether it may name what is in the schema.
        privileges: The commands that it may send, on some column at least.
        changing: Triggers that may change or drop a row before the policies see it.
        estimate: How many rows the planner believes in.
        policies: All of the table.
    """

    oid: int
    schema: str
    name: str
    secured: bool
    usable: bool
    privileges: frozenset[str]
    changing: tuple[str, ...] = ()
    estimate: int = 0
    policies: tuple[PolicyText, ...] = ()

    @property
    def dotted(self) -> str:
        """Schema and name, for a person."""
        return f"{self.schema}.{self.name}"

    @property
    def digest(self) -> str:
        """Of the texts of all policies, and whether they are applied."""
        return hashlib.sha256(repr((self.secured, self.policies)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role.

    Args:
        above: Whether no policy is applied to it: a superuser, or BYPASSRLS.
        takeable: Whether the role that connects may take it on.
        search_path: Of its sessions.
    """

    above: bool
    takeable: bool
    search_path: str


def role_facts(connection: Connection, persona: Persona) -> RoleFacts | None:
    """What the server says of a role; None where there is none."""
    row = connection.execute(_ROLE, {"role": persona.role}).fetchone()
    if row is None:
        return None
    path = ", ".join(f'"{one}"' for one in persona.search_path) or str(row[2] or BUILT_IN)
    return RoleFacts(bool(row[0]), bool(row[1]), path)


def table_facts(connection: Connection, persona: Persona, left_out: Sequence[str]) -> tuple[TableFacts, ...]:
    """The tables that the persona is tried on, with their policies.

    Args:
        left_out: Schemas that are the platform's, and are tried only where a pattern names them.
    """
    rows = connection.execute(_TABLES, {"role": persona.role}).fetchall()
    chosen = [row for row in rows if _chosen(persona, str(row[1]), str(row[2]), bool(row[3] or row[7]), left_out)]
    found = connection.execute(_POLICIES, {"role": persona.role, "tables": [row[0] for row in chosen]}).fetchall()
    policies: dict[int, tuple[PolicyText, ...]] = {}
    for oid, name, command, permissive, applies, using, check in found:
        one = PolicyText(name, _COMMANDS[command], permissive, applies, using, check)
        policies[oid] = (*policies.get(oid, ()), one)
    return tuple(
        TableFacts(
            oid=oid,
            schema=schema,
            name=name,
            secured=on and not exempt,
            usable=usable,
            privileges=frozenset(privileges),
            changing=tuple(triggers or ()),
            estimate=estimate,
            policies=policies.get(oid, ()),
        )
        for oid, schema, name, on, exempt, usable, privileges, _, triggers, estimate in chosen
    )


def _chosen(persona: Persona, schema: str, name: str, concerned: bool, left_out: Sequence[str]) -> bool:  # noqa: FBT001 - a fact of the table
    if persona.tables:
        return any(fnmatchcase(f"{schema}.{name}", one) or fnmatchcase(name, one) for one in persona.tables)
    return concerned and schema not in left_out
