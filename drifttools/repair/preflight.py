"""What must hold before the first change: the right database, not a standby, no pooler, ownership, a journal.

Everything here only asks; the executor passes in how.
"""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.errors import ApplyError, UsageError
from drifttools.model.plan import Plan, Step
from drifttools.repair.journal import MAY_USE
from drifttools.repair.locking import Ask, relations

_FACTS = """
select pg_catalog.current_database()::text, pg_catalog.pg_is_in_recovery(), current_user::text,
       pg_catalog.current_setting('server_version'), pg_catalog.clock_timestamp()::text,
       pg_catalog.pg_backend_pid(),
       pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute')
"""
_IDENTIFIER = "select system_identifier::text from pg_catalog.pg_control_system()"

# What no lock names: types, routines, schemas. Asked by the catalog that holds such objects.
_OWNED = {
    "enum": """
        select n.nspname || '.' || t.typname, pg_catalog.pg_get_userbyid(t.typowner)::text
        from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        where n.nspname = %s and t.typname = %s and not pg_catalog.pg_has_role(t.typowner, 'usage')""",
    "routine": """
        select n.nspname || '.' || p.proname, pg_catalog.pg_get_userbyid(p.proowner)::text
        from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname = %s and p.proname = %s and not pg_catalog.pg_has_role(p.proowner, 'usage')""",
    "schema": """
        select n.nspname::text, pg_catalog.pg_get_userbyid(n.nspowner)::text
        from pg_catalog.pg_namespace n
        where n.nspname = %s and not pg_catalog.pg_has_role(n.nspowner, 'usage')""",
}
_OWNED["domain"] = _OWNED["enum"]


def check_place(ask: Ask, plan: Plan) -> dict[str, str]:
    """See that this is the plan's database, on its primary.

    Returns:
        What the journal records of the server.

    Raises:
        UsageError: It is a standby, or another database or cluster.
    """
    database, standby, role, version, clock, pid, may_identify = ask(_FACTS)[0]
    if standby:
        raise UsageError(
            f"{plan.target} is a standby: it takes no changes, and nothing was sent",
            hint="apply the plan to the primary; the standby follows",
        )
    if database != plan.database:
        raise UsageError(
            f"{plan.id} was made for the database {plan.database!r}, and {plan.target} is {database!r}",
            hint="make a plan for this database: drift plan",
        )
    if may_identify and plan.system_identifier:
        found = ask(_IDENTIFIER)[0][0]
        if found != plan.system_identifier:
            raise UsageError(
                f"{plan.id} was made for the cluster {plan.system_identifier}, and {plan.target} is in {found}",
                hint="a copy or a restored server is another cluster: make a plan for it with drift plan",
            )
    return {"server": version, "server_time": clock, "role": role, "pid": str(pid)}


def check_journal(ask: Ask, database: str) -> tuple[bool, bool]:
    """See that the database's journal can be written, or made.

    Returns:
        Whether its table, and whether its schema, is there already.

    Raises:
        ApplyError: The role may not; the message has the statement that somebody else has to run.
    """
    table, schema, reach, write = ask(MAY_USE)[0]
    if reach and write:
        return bool(table), bool(schema)
    if table:
        hint = "GRANT USAGE ON SCHEMA drifttools TO the role; GRANT INSERT, SELECT ON drifttools.journal TO the role"
    elif schema:
        hint = "GRANT USAGE, CREATE ON SCHEMA drifttools TO the role"
    else:
        hint = "CREATE SCHEMA drifttools AUTHORIZATION the role that applies"
    raise ApplyError(
        f"the role may not write the journal (drifttools.journal) in {database!r}: nothing was changed", hint=hint
    )


def check_ownership(ask: Ask, steps: Iterable[Step]) -> None:
    """See that the role owns whatever the steps alter.

    Raises:
        ApplyError: It does not; the message names every such object and its owner.
    """
    lacking: dict[str, str] = {}
    for step in steps:
        own = ".".join(step.key[:2])
        for relation in relations(ask, step.locked):
            target = f"{relation.schema}.{relation.name}" == own
            # the table that a foreign key references needs that one privilege only
            if not relation.owned and (target or not relation.may_reference):
                lacking[relation.label] = relation.owner
        query = _OWNED.get(step.kind)
        if query is not None:
            lacking.update(dict(ask(query, step.key[: query.count("%s")])))
    if lacking:
        named = ", ".join(f"{label} (owner {owner})" for label, owner in sorted(lacking.items()))
        raise ApplyError(
            f"only owners may alter these objects, and the role is not one: {named}; nothing was changed",
            hint="connect as the owner, or as a role that is a member of it",
        )
