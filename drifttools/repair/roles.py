"""Roles belong to the server: a plan for a database names them and makes none."""

from __future__ import annotations

from drifttools.kinds.base import Kind


def lacks_roles(record: Kind, roles: frozenset[str] | None) -> str:
    """Why an object cannot be made, or be made what is expected, on a server with these roles; empty where it can.

    Args:
        roles: None where they are not known: then a step's own check tells, when it is applied.
    """
    unknown = sorted(set(record.named_roles) - roles) if roles is not None else []
    if not unknown:
        return ""
    if all(role.startswith("pg_") for role in unknown):
        # nobody can make those: `public` belongs to pg_database_owner from 15 on
        return (
            f'"{unknown[0]}" is a role of another release of PostgreSQL, and nobody can make it here: name a role of yours'
        )
    named = ", ".join(f'"{role}"' for role in unknown)
    if len(unknown) == 1:
        return f"the role {named} is not on the server: make it first, then plan again"
    return f"the roles {named} are not on the server: make them first, then plan again"
