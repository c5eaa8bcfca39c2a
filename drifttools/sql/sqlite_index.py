"""What a CREATE INDEX says that no pragma of SQLite does: expressions and the condition."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.sql.sqlite_table import Cursor, read_keys
from drifttools.sql.sqlite_tokens import one_spelling, without_parentheses


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


def read_index(sql: str, columns: frozenset[str] | None = None) -> IndexText:
    """Read a CREATE INDEX as `sqlite_schema` has it.

    Args:
        columns: Those of its table, folded: what stands in double quotes and is none of them is a text.

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
    keys = tuple(read_keys(cursor.enclosed(), columns))
    predicate = None
    if cursor.take("where"):
        predicate = one_spelling(without_parentheses(cursor.rest), columns)
    elif not cursor.done:
        raise cursor.unexpected("WHERE")
    return IndexText(unique, keys, predicate)
