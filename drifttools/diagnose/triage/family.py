"""What a family of error texts is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Error texts that say the same thing, as one declaration.

    Args:
        id: Its name, as it is read after "this is a".
        title: What happened, in a few words; a person reads it.
        texts: Its texts in English, as the source of the server or tool has them, with names in braces: see `template`.
        sqlstates: The codes that go with them. The first one is what the class of an exception stands for.
        exceptions: Names of the exceptions of drivers; asyncpg's `Error` at the end is left out.
        codes: Codes of PostgREST and Prisma.
        kind: The kind of the object that it is about.
        object: Which of the names are the object, outermost first.
        dialect: Whose text it is; empty where several say it.
        tool: Who writes it, where that is not the database.
        guess: Whether its SQLSTATE or exception alone is enough. Several families can share a code: the first one that
            may guess gets the text whose words are not known.
    """

    id: str
    title: str
    texts: tuple[str, ...] = ()
    sqlstates: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kind: str = ""
    object: tuple[str, ...] = ()
    dialect: str = "postgresql"
    tool: str = ""
    guess: bool = True
