"""A view or a trigger of SQLite in one spelling: equal for two that say the same in other words.

SQLite stores what was typed. What it ignores goes: spaces, comments, the case of words, how names are quoted, `main.`, and
the words that stand for what is meant without them. Texts in quotes stay letter for letter.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_table import Cursor
from drifttools.sql.sqlite_tokens import Token, TokenKind, one_spelling, tokens_of

_EVENTS = frozenset({"delete", "insert", "update"})
_OUTER = frozenset({"left", "right", "full"})
# what stands before a token in double quotes that can only be a name, and what stands behind one
_BEFORE_NAME = frozenset("as from join into update of table on collate".split())
_AFTER_NAME = frozenset({".", "("})


def definition_spelling(sql: str, columns: Collection[str] = ()) -> str:
    """A view or a trigger in one spelling, from what follows its name on: what stands before that says only what it is.

    Args:
        sql: As `sqlite_schema` has it.
        columns: Those of `doubtful_names` that something is called; what else is in double quotes is a text to SQLite,
            unless its place says that it is a name.

    Raises:
        Unparsed: It is no such statement.
    """
    cursor = Cursor(sql)
    cursor.want("create")
    _ = cursor.take("temp") or cursor.take("temporary")
    trigger = cursor.take("trigger")
    if not trigger:
        cursor.want("view")
    cursor.take("if", "not", "exists")
    cursor.qualified_name()
    rest = list(cursor.rest)
    while rest and rest[-1].value == ";":
        rest.pop()
    rest = [*_without_noise(_without_main([*_head(rest)] if trigger else rest))]
    names = {folded(one.value) for before, one in itertools.pairwise(rest) if before.word == "as"} | set(columns)
    return one_spelling([*_told_apart(rest, names)])


def doubtful_names(sql: str) -> frozenset[str]:
    """What stands in double quotes, folded, and would not be spelt alike as a name and as a text."""
    quoted = (one.value for one in tokens_of(sql) if one.kind is TokenKind.QUOTED)
    return frozenset(folded(value) for value in quoted if folded(value) != value)


def _head(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a trigger with BEFORE and without FOR EACH ROW, which are meant where nothing else is said."""
    body = False
    skip = 0
    if tokens and tokens[0].word in _EVENTS:
        yield tokens[0]._replace(value="before")
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        body = body or token.word in ("begin", "when")
        if not body and [one.word for one in tokens[place : place + 3]] == ["for", "each", "row"]:
            skip = 2
            continue
        yield token


def _without_main(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without `main.`, unless something else is called so."""
    pairs = [*zip(tokens, [*tokens[1:], None], strict=True)]
    named = [
        (one, other) for one, other in pairs if one.names and one.kind is not TokenKind.TEXT and folded(one.value) == "main"
    ]
    other_meaning = any(other is None or other.value != "." for _, other in named)
    skip = False
    for one, other in pairs:
        if skip:
            skip = False
        elif not other_meaning and (one, other) in named:
            skip = True
        else:
            yield one


def _without_noise(tokens: Iterator[Token]) -> Iterator[Token]:
    """The tokens without the INNER and OUTER of a join."""
    kept = [*tokens]
    for before, token, after in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        follows = after.word if after is not None else ""
        if token.word == "inner" and follows == "join":
            continue
        if token.word == "outer" and follows == "join" and before is not None and before.word in _OUTER:
            continue
        yield token


def _told_apart(tokens: Sequence[Token], names: Collection[str]) -> Iterator[Token]:
    """The tokens, those in double quotes as a name or a text where it can be told which they are."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.kind is TokenKind.QUOTED and (
            folded(token.value) in names
            or (before is not None and (before.word in _BEFORE_NAME or before.value == "."))
            or (after is not None and after.value in _AFTER_NAME and after.kind is TokenKind.SIGN)
        ):
            yield Token(TokenKind.NAME, token.value, token.start, token.end)
        else:
            yield token
