"""What was recognised in an error text that somebody pasted. Names only: a value of a row is never kept. No I/O."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementTable:
    """A table that the quoted statement names.

    Args:
        name: As it is written there, unquoted; may hold a schema.
        alias: What the statement calls it; empty where it has no other name.
    """

    name: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One error of a text.

    Args:
        family: The id of the declaration that knows it (`missing-table`); `unknown` where none does.
        title: What happened, in a few words.
        kind: The kind of object that it is about, as `locate` names kinds; empty where it is about none.
        names: The names in it by their role: `relation`, `column`, `schema`, `type`, `function`, `constraint`, `role`,
            `label` (a word that is no label of an enum) ...
        object: The object as one dotted name; empty where the text names none.
        message: The words of the server or tool, on one line, without values.
        dialect: `postgresql`, `sqlite`, or empty where either may say so.
        sqlstate: Five characters, where the text has them or the class of the exception stands for them.
        code: A code of PostgREST or Prisma: `PGRST204`, `P2021`.
        exception: The class of the driver's exception, as the text names it.
        tools: Who wrote the text, from the database outwards: `PostgreSQL`, `psycopg`, `SQLAlchemy` ...
        role, database: Of the session, where a log line says so.
        hint: The name that the server proposes in its place.
        related: Names of DETAIL: columns of the key, the table that is referred to; `session_path`: what the text sets
            search_path to before the error.
        tables: The tables that the quoted statement names.
        position: Where in the statement the server points to, as the text says it: `line 1` or `character 15`.
        seen: How many times it is in the text; at least, where it is there a thousand times.
        cut: Whether the text ends within it, so that its last name may lack its end.
    """

    family: str
    title: str
    kind: str = ""
    names: tuple[tuple[str, str], ...] = ()
    object: str = ""
    message: str = ""
    dialect: str = ""
    sqlstate: str = ""
    code: str = ""
    exception: str = ""
    tools: tuple[str, ...] = ()
    role: str = ""
    database: str = ""
    hint: str = ""
    related: tuple[tuple[str, str], ...] = ()
    tables: tuple[StatementTable, ...] = ()
    position: str = ""
    seen: int = 1
    cut: bool = False

    def name(self, role: str) -> str:
        """The name in a role; empty where the text has none."""
        return dict(self.names).get(role, "")


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything that was recognised in one text.

    Args:
        errors: In the order in which they are first met.
        size: Characters of the text.
        unread: Characters in the middle of it that were not looked at, because it is too long.
    """

    errors: tuple[Recognised, ...]
    size: int = 0
    unread: int = 0
