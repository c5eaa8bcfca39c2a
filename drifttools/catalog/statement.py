"""Decides whether a text is one statement that only reads, before the server sees it.

The READ ONLY transaction is the fence; this is the gate in front of it, because a read-only transaction still allows
NOTIFY, ending other sessions, switching WAL and more (docs/faults.md, F22), and because `commit; drop table t` would
leave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from drifttools.errors import UsageError

ALLOWED = ("select", "with", "table", "values", "show", "explain")

# What a read-only transaction lets through although it has effects on the server, other sessions or files.
_EFFECTS = re.compile(
    r"""pg_(?:terminate_backend|cancel_backend|reload_conf|rotate_logfile|switch_wal|notify|promote|create_restore_point
    |backup_start|backup_stop|start_backup|stop_backup|log_backend_memory_contexts|log_standby_snapshot
    |wal_replay_\w+|stat_reset\w*|stat_force_next_flush|replication_\w+|logical_\w+|create_\w+_replication_slot
    |copy_\w+_replication_slot|drop_replication_slot|sync_replication_slots|(?:try_)?advisory_\w+
    |read_file|read_binary_file|ls_\w+|file_\w+|restore_\w+_stats|clear_\w+_stats)
    |set_config|setval|nextval|setseed|lo_\w+|loread|lowrite|dblink\w*|query_to_xml\w*|\w+_to_xml\w*""",
    re.VERBOSE,
)

_LEXEME = re.compile(
    r"""
      (?P<space>\s+|--[^\n\r]*)
    | (?P<comment>/\*)
    | (?P<escaped>[eE]'(?:[^'\\]|\\.|'')*')
    | (?P<string>(?:[uU]&|[bBxXnN])?'(?:[^']|'')*')
    | (?P<quoted>(?:[uU]&)?"(?:[^"]|"")+")
    | (?P<dollar>\$(?P<tag>(?:[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)?)\$)
    | (?P<word>[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*)
    | (?P<number>\d[\w.]*)
    | (?P<semicolon>;)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["word", "quoted", "semicolon", "other"]
    text: str
    at: int


def one_reading_statement(text: str) -> str:
    """The statement without a final semicolon.

    Args:
        text: What a person typed.

    Raises:
        UsageError: It is empty, several statements, or does not start with one of `ALLOWED`; or it calls a function
            that has effects although a read-only transaction allows it.
    """
    if "\0" in text:
        raise UsageError("the statement holds a NUL character, which PostgreSQL does not accept")
    tokens = list(_tokens(text))
    end = next((token for token in tokens if token.kind == "semicolon"), None)
    if end is not None:
        if any(token.kind != "semicolon" and token.at > end.at for token in tokens):
            raise UsageError(
                "the text holds several statements; sql() takes one",
                hint="call sql() once for each statement",
            )
        text, tokens = text[: end.at], [token for token in tokens if token.at < end.at]
    first = next((token for token in tokens if token.text != "("), None)
    if first is None:
        raise UsageError("there is no statement in the text", hint='for example sql("select count(*) from public.users")')
    if first.kind != "word" or first.text.lower() not in ALLOWED:
        raise UsageError(
            f"sql() only reads, and {first.text[:40]!r} does not start a statement that reads",
            hint=f"start it with {', '.join(word.upper() for word in ALLOWED)}; changes go through a plan (drift plan)",
        )
    _refuse_effects(tokens)
    return text.strip()


def starts_with(statement: str) -> str:
    """The first word of a statement that `one_reading_statement` has accepted, in lower case."""
    return next(token.text.lower() for token in _tokens(statement) if token.text != "(")


def _refuse_effects(tokens: list[_Token]) -> None:
    for token, following in pairwise(tokens):
        if following.text != "(":
            continue
        name = token.text.lower() if token.kind == "word" else token.text[1:-1]
        if token.kind == "quoted" and token.text[0] != '"':
            # U&"\0073..." may spell any name; nobody needs it for a function
            raise UsageError('a function is called by a U&"" name, which sql() does not read', hint="write its name")
        if token.kind in ("word", "quoted") and _EFFECTS.fullmatch(name):
            raise UsageError(
                f"{name}() has effects beyond this session or can leave the read-only transaction: sql() does not call it",
                hint="run it with psql if it is meant",
            )


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _LEXEME.match(text, at)
        if found is None:  # the last alternative takes any character
            raise UsageError(f"the statement cannot be read from character {at + 1} on")
        start, at = at, found.end()
        match found.lastgroup:
            case "space":
                continue
            case "comment":
                at = _end_of_comment(text, at)
            case "tag" | "dollar":
                closing = text.find(found["dollar"], at)
                if closing < 0:
                    raise UsageError(f"the text that starts with {found['dollar']!r} is not closed")
                at = closing + len(found["dollar"])
                yield _Token("other", "", start)
            case "word" | "quoted" as kind:
                yield _Token(kind, found[0], start)
            case "semicolon":
                yield _Token("semicolon", ";", start)
            case "sign" if found[0] in "'\"":
                raise UsageError(f"the quote at character {start + 1} is not closed")
            case _:
                yield _Token("other", found[0], start)


def _end_of_comment(text: str, at: int) -> int:
    """The end of a comment that has just begun; PostgreSQL nests them."""
    depth = 1
    while depth:
        found = re.compile(r"/\*|\*/").search(text, at)
        if found is None:
            raise UsageError("a comment /* is not closed")
        depth += 1 if found[0] == "/*" else -1
        at = found.end()
    return at
