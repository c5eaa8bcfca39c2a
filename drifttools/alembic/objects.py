"""`include_object`: what is in the database and belongs to somebody else is no table that the models lack."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

IncludeObject = Callable[[Any, "str | None", str, bool, Any], bool]

PLATFORM = frozenset(
    "auth storage realtime _realtime vault extensions graphql graphql_public pgbouncer pgsodium pgsodium_masks net cron "
    "supabase_functions supabase_migrations _analytics".split()
)
"""Schemas that a platform (Supabase) makes and migrates by itself."""
LEDGERS = frozenset(
    "alembic_version django_migrations schema_migrations flyway_schema_history databasechangelog databasechangeloglock "
    "_prisma_migrations knex_migrations knex_migrations_lock ar_internal_metadata".split()
)
"""Tables in which migration tools note what they have done."""

_OTHERS = """
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relispartition OR EXISTS (
  SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid OPERATOR(pg_catalog.=) c.oid
    AND d.deptype OPERATOR(pg_catalog.=) 'e')
"""


def include_object(connection: Connection | None = None) -> IncludeObject:
    """A function for the argument `include_object` of `context.configure`.

    What the models declare is always included. Of what is only in the database, ledgers, tables of platforms, partitions
    and what extensions own are left out.

    Args:
        connection: That of `env.py`; without it partitions and tables of extensions are not known.
    """

    @cache
    def others() -> frozenset[tuple[str, str]]:
        if connection is None or connection.dialect.name != "postgresql":
            return frozenset()
        return frozenset((schema, relation) for schema, relation in connection.execute(text(_OTHERS)))

    def included(obj: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:  # noqa: FBT001 - Alembic's signature
        if not reflected or compare_to is not None:
            return True
        table = obj if type_ == "table" else getattr(obj, "table", None)
        if table is None:
            return True
        default = connection.dialect.default_schema_name if connection is not None else "public"
        schema = table.schema or default or "public"
        mine = schema not in PLATFORM and (schema, table.name) not in others()
        return mine and not (type_ == "table" and name in LEDGERS)

    return included
