"""SQL beside a vocabulary: which texts are SQL, and what of them does not fit."""

from __future__ import annotations

import re

from drifttools.code import placeholders
from drifttools.code.checker import Checker, Sure
from drifttools.code.placeholders import Way, prepare
from drifttools.code.sql_reading import Reading
from drifttools.code.sql_statements import Statements
from drifttools.code.sql_tree import Unparsed, parse
from drifttools.code.values import HOLE, Text

_VERB = re.compile(
    r"\s*(?:(?:--[^\n]*\n|/\*.*?\*/)\s*)*\(*\s*(?P<verb>select|insert|update|delete|with|merge|values"
    r"|table|create\s+(?:(?:local|global)\s+)?(?:(?:temp|temporary|unlogged)\s+)?table)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_sql(text: str) -> bool:
    """Whether a text begins as a statement that reads or writes rows."""
    return _VERB.match(text) is not None


def writes(text: str) -> bool:
    """Whether a statement begins as one that changes rows."""
    found = _VERB.match(text)
    return found is not None and found["verb"].lower() in ("insert", "update", "delete", "merge")


_TARGET = re.compile(
    r"\b(?:insert\s+into|update(?:\s+only)?|delete\s+from|merge\s+into)\s+(?P<table>[\w.\"]+)", re.IGNORECASE
)


def written_table(text: str) -> str:
    """The table that a statement changes, as it is written there; empty where only the running program knows it."""
    found = _TARGET.search(text)
    return found["table"].replace('"', "") if found else ""


def check_sql(checker: Checker, text: Text, sure: Sure, *, bound: bool = False) -> None:
    """Compare a statement, or a script of some, with the vocabulary.

    Args:
        checker: Where findings go.
        text: As the program holds it, with its places.
        sure: How sure it is that this text is sent to this database.
        bound: Whether its holes are parameters, as in a tagged template: then they hold values and no names.
    """
    failed = ""
    ways = (Way.FITTING, Way.BARE, Way.NOTHING) if HOLE in text.text or "?" in text.text else (Way.FITTING,)
    for way in ways:
        prepared = prepare(text.text, way)
        try:
            statements = parse(prepared.sql)
        except Unparsed as problem:
            failed = failed or str(problem)
            continue
        read = Statements(Reading(checker, text, prepared, sure)).read
        for one in statements:
            read(one)
        if prepared.holes and not (bound and way is Way.FITTING and placeholders.NAME not in prepared.sql):
            checker.open(text.place, "parts of this statement that only the running program knows")
        return
    if HOLE in text.text:
        checker.open(text.place, "a statement that only the running program knows in whole")
    else:
        checker.open(text.place, f"PostgreSQL's parser does not take this statement: {failed}", "statement")
