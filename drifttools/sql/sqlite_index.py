"""What a CREATE INDEX says that no pragma of SQLite does: expressions and the condition."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.sql.sqlite_table import Cursor, read_keys
from drifttools.sql.sqlite_tokens import one_spelling, tokens_of, without_parentheses


@dataclass(frozen=True, slots=True)
class IndexText:
    """A CREATE INDEX that was read.

    Args:
        keys: Each in one spelling, with its collation and order.
        predicate: The condition of a partial index.
    """

    unique: bool
    keys: tuple[str, ...]
    predicate: str | None


def read_index(sql: str) -> IndexText:
    """Read a CREATE INDEX as `sqlite_schema` has it.

    Raises:
        Unparsed: It is none that SQLite would have stored.
    """
    cursor = Cursor(sql)
    cursor.want("create")
    unique = cursor.take("unique")
    cursor.want("index")
    cursor.take("if", "not", "exists")
    cursor.qualified_name()
    cursor.want("on")
    cursor.name()
    keys = tuple(read_keys(cursor.enclosed(), None))
    predicate = None
    if cursor.take("where"):
        predicate = one_spelling(without_parentheses(cursor.rest))
    elif not cursor.done:
        raise cursor.unexpected("WHERE")
    return IndexText(unique, keys, predicate)


_HEAD = ("create", "view", "trigger", "temp", "temporary", "if", "not", "exists")


def definition_spelling(sql: str) -> str:
    """A view or a trigger in one spelling, from its name on: what stands before that says only what it is."""
    tokens = list(tokens_of(sql))
    while tokens and tokens[0].word in _HEAD:
        tokens.pop(0)
    while tokens and tokens[-1].value == ";":
        tokens.pop()
    # `CREATE VIEW main.v`: the schema is where it is stored
    if len(tokens) > 2 and tokens[1].value == ".":  # noqa: PLR2004 - schema, point, name
        tokens = tokens[2:]
    return one_spelling(tokens[1:])
