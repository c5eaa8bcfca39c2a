"""Platforms that host databases and bring roles, schemas and extensions with them, which no migration makes.

What a platform provides is provided on the scratch database before anything is replayed, as far as migrations use it: by
declarations of ours with the same names, columns and signatures, not by the platform's own code. Its own schemas are
then left out of the comparison, on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.sql.compose import compose, name, names
from drifttools.sql.split import PieceKind, split

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch, ScratchDatabase
    from drifttools.model.snapshot import Snapshot

_CREATE_EXTENSION = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/)*create\s+extension\s+(?:if\s+not\s+exists\s+)?\"?(?P<name>[\w-]+)\"?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Platform:
    """What a platform brings along.

    Args:
        name: As in `[project] platform`.
        roles: Those that migrations grant to.
        script: The file beside this one that makes the rest.
        search_path: Of every session.
        schemas: Its own: nothing in them is compared,
        users: but what users put there and the platform does not, as `kind:schema`.
        extensions: Those that it has installed, or lets users install, and that a scratch server lacks: passed over.
        others: Objects without a schema that are its own, as `kind:name`.
    """

    name: str
    roles: tuple[str, ...]
    script: str
    search_path: tuple[str, ...]
    schemas: tuple[str, ...]
    users: tuple[str, ...]
    extensions: tuple[str, ...]
    others: tuple[str, ...]

    def provide(self, scratch: Scratch, database: ScratchDatabase) -> None:
        """Make what it brings along on an empty scratch database.

        Raises:
            ScratchError: The scratch server refused.
        """
        scratch.ensure_roles(self.roles)
        script = (Path(__file__).parent / self.script).read_text(encoding="utf-8")
        database.run(piece.text for piece in split(script) if piece.kind is PieceKind.STATEMENT)
        path = names(self.search_path)
        database.run([str(compose("alter database {} set search_path to {}", name(database.name), path))])

    def take_back(self, database: ScratchDatabase) -> None:
        """Remove what is not of the schema: the search_path is the platform's, and not set by any migration."""
        database.run([str(compose("alter database {} reset search_path", name(database.name)))])

    def passes_over(self, statement: str) -> str | None:
        """The extension that a statement would create and that only the platform has; None for any other statement."""
        found = _CREATE_EXTENSION.match(statement)
        return found["name"] if found and found["name"] in self.extensions else None

    def left_out(self, snapshot: Snapshot) -> Snapshot:
        """The same snapshot, which says nothing about what is the platform's own."""
        own = [f"schema:{one}" for one in self.schemas] + [f"extension:{one}" for one in self.extensions]
        own += [*self.others, *(f"but:{one}" for one in self.users)]
        # who runs migrations there is not the role of the scratch server
        silent = snapshot.silent | {"default privilege", "database setting"}
        return replace(snapshot, apart=snapshot.apart | frozenset(own), silent=silent)


PLATFORMS: Mapping[str, Platform] = {
    "supabase": Platform(
        name="supabase",
        roles=(
            *("postgres", "anon", "authenticated", "service_role", "authenticator", "dashboard_user", "pgbouncer"),
            *("supabase_admin", "supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin"),
            *("supabase_replication_admin", "supabase_read_only_user", "supabase_functions_admin"),
        ),
        script="platform_supabase.sql",
        search_path=("$user", "public", "extensions"),
        schemas=(
            *("auth", "storage", "realtime", "_realtime", "extensions", "graphql", "graphql_public", "vault", "pgsodium"),
            *("pgsodium_masks", "pgbouncer", "supabase_functions", "supabase_migrations", "net", "cron", "_analytics"),
        ),
        users=("trigger:auth", "policy:storage", "policy:realtime"),
        extensions=(
            *("pg_graphql", "pg_net", "pgsodium", "supabase_vault", "pgjwt", "pg_cron", "wrappers", "http", "pgmq"),
            *("index_advisor", "hypopg", "pgaudit", "plpgsql_check", "pg_stat_statements", "pg_hashids"),
        ),
        others=(
            *(f"event trigger:{one}" for one in ("pgrst_ddl_watch", "pgrst_drop_watch", "issue_graphql_placeholder")),
            *(f"event trigger:issue_{one}_access" for one in ("pg_cron", "pg_graphql", "pg_net")),
            "publication:supabase_realtime_messages_publication",
            *("extension:uuid-ossp", "extension:pgcrypto"),  # there from the beginning, in a schema of the platform
        ),
    ),
}


def platform_of(wanted: str | None, recognised: str = "") -> Platform | None:
    """The platform that a project names, or else that its files were written for.

    Args:
        wanted: `[project] platform`; `none` is none, whatever the files say.
        recognised: The tool whose layout the files have.
    """
    return PLATFORMS.get(wanted or recognised)
