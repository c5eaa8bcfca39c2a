"""What to run where the repair is no DDL of a plan: caches, pools, search_path, grants. Texts only; nothing runs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drifttools.model.sighting import Advice
from drifttools.sql.compose import Sql, compose, joined, name, names, value, word


def _statement(sql: Sql) -> str:
    return f"{sql};"


def reload_postgrest() -> Advice:
    """Have PostgREST read the schema again."""
    return Advice(
        "Have PostgREST read the schema again; where its channel is off, restart it.",
        _statement(compose("notify pgrst, {}", value("reload schema"))),
    )


def reload_postgrest_config() -> Advice:
    """Have PostgREST read its settings again."""
    return Advice(
        "PostgREST then reads its settings again.", _statement(compose("notify pgrst, {}", value("reload config")))
    )


def restart_pool(tools: Sequence[str] = ()) -> Advice:
    """Have the application's pool open new sessions, in the words of its tools."""
    known = {
        "SQLAlchemy": "SQLAlchemy: engine.dispose()",
        "Django": "Django: restart the workers (CONN_MAX_AGE keeps sessions)",
        "ActiveRecord": "Rails: ActiveRecord::Base.connection_pool.disconnect!",
        "JDBC": "HikariCP: softEvictConnections()",
        "Prisma": "Prisma: restart the process, or prisma.$disconnect()",
        "node-postgres": "node-postgres: pool.end(), then a new Pool",
    }
    own = [text for tool, text in known.items() if tool in tools]
    how = "; ".join(own) if own else "restart the application, or RECONNECT on PgBouncer's console"
    return Advice(f"Open sessions keep what they know: have the pool open new ones. {how}.")


def end_sessions(role: str, database: str) -> Advice:
    """End the sessions of a role, so that a pool must open new ones: their transactions are rolled back."""
    return Advice(
        f"Where the application cannot be restarted: this ends the sessions of {role}, and rolls their transactions back.",
        _statement(
            compose(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = {} and datname = {}"
                " and pid <> pg_backend_pid()",
                value(role),
                value(database),
            )
        ),
    )


def forget_plans() -> Advice:
    """Drop what one session has prepared."""
    return Advice("In the session itself; or without prepared statements behind a pooler.", "discard plans;")


def path_of_role(role: str, database: str, schemas: Iterable[str]) -> Advice:
    """Set the search_path of one role in one database."""
    return Advice(
        f"The search_path of {role} in {database}; for new sessions only.",
        _statement(
            compose("alter role {} in database {} set search_path = {}", name(role), name(database), names(schemas))
        ),
    )


def use_schema(role: str, schema: str) -> Advice:
    """Let a role look into a schema."""
    return Advice(
        f"{role} may then name what is in {schema}.",
        _statement(
            compose("grant usage on schema {} to {}", name(schema), word("public") if role == "PUBLIC" else name(role))
        ),
    )


def create_in_schema(role: str, schema: str) -> Advice:
    """Let a role make objects in a schema."""
    return Advice(
        f"{role} may then make objects in {schema}.",
        _statement(compose("grant create on schema {} to {}", name(schema), name(role))),
    )


def use_table(role: str, schema: str, table: str, privileges: Sequence[str]) -> Advice:
    """Grant a role what it lacks on a table or view."""
    rights = {"SELECT": word("select"), "INSERT": word("insert"), "UPDATE": word("update"), "DELETE": word("delete")}
    asked = joined(rights[one] for one in privileges)
    return Advice(
        "Grant only what the application needs.",
        _statement(compose("grant {} on {} to {}", asked, name(schema, table), name(role))),
    )


def use_sequence(role: str, schema: str, sequence: str) -> Advice:
    """Let a role draw numbers."""
    return Advice(
        f"{role} may then draw numbers from it.",
        _statement(compose("grant usage on sequence {} to {}", name(schema, sequence), name(role))),
    )


def call_function(role: str, schema: str, function: str, types: Sql) -> Advice:
    """Let a role call a function; `types` is the server's own print of its arguments."""
    return Advice(
        f"{role} may then call it.",
        _statement(compose("grant execute on function {}({}) to {}", name(schema, function), types, name(role))),
    )


def join_role(role: str, owner: str) -> Advice:
    """Make a role a member of an owner."""
    return Advice(
        f"Run it as {owner}; or make {role} a member, which gives it all that {owner} may.",
        _statement(compose("grant {} to {}", name(owner), name(role))),
    )


def install(extension: str, schema: str) -> Advice:
    """Install an extension."""
    return Advice(
        "The server has its files; installing may need a superuser.",
        _statement(compose("create extension if not exists {} with schema {}", name(extension), name(schema))),
    )


def advance_sequence(schema: str, sequence: str, table: tuple[str, str], column: str) -> Advice:
    """Set a sequence behind the largest number that is there."""
    return Advice(
        "Set it behind the largest number that is there, while nobody inserts.",
        _statement(
            compose(
                "select setval({}, (select max({}) from {}))",
                value(str(name(schema, sequence))),
                name(column),
                name(*table),
            )
        ),
    )


def add_label(schema: str, enum: str, label: str) -> Advice:
    """Add a label to an enum."""
    return Advice(
        "Only where the label is right: it cannot be taken away again. Use it after the commit.",
        _statement(compose("alter type {} add value {}", name(schema, enum), value(label))),
    )


def send_values(enum: str) -> Advice:
    """Have SQLAlchemy send the values of a Python enum instead of its names."""
    return Advice(
        f"SQLAlchemy sends the names of a Python enum; {enum} holds its values.",
        f"Enum({_class_name(enum)}, name={enum!r}, values_callable=lambda e: [m.value for m in e])",
        "python",
    )


def _class_name(enum: str) -> str:
    return "".join(part.capitalize() for part in enum.split("_") if part.isidentifier()) or "TheEnum"


def serve_schema(schemas: Iterable[str]) -> Advice:
    """Have PostgREST serve further schemas."""
    return Advice(
        "PostgREST serves the schemas of db-schemas (Supabase: API settings, exposed schemas); set in the database it is:",
        _statement(compose("alter role authenticator set pgrst.db_schemas = {}", value(", ".join(schemas)))),
    )


def move_table(schema: str, table: str, goal: str) -> Advice:
    """Move a table to the schema where it is looked for."""
    return Advice(
        "By hand; a plan (drift plan) also takes care of types, grants, functions that name it, and the way back.",
        _statement(compose("alter table {} set schema {}", name(schema, table), name(goal))),
    )
