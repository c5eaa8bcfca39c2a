"""Whether something fires: triggers, rules and event triggers share the letters and the words."""

from __future__ import annotations

from typing import LiteralString

from drifttools.sql.compose import Sql, compose, word

ENABLED = "enabled"
_WORDS = {
    ENABLED: word("enable"),
    "disabled": word("disable"),
    "replica": word("enable replica"),
    "always": word("enable always"),
}

_LETTERS = {ENABLED: "O", "disabled": "D", "replica": "R", "always": "A"}


def letter(of: str) -> str:
    """The letter that the catalog keeps for a state."""
    return _LETTERS[of]


def state(column: LiteralString) -> LiteralString:
    """The column of a query that gives the state for the letter in `column`."""
    return "case " + column + " when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' else 'enabled' end"


def switch(to: str, what: Sql) -> Sql:
    """The words that bring a trigger or a rule into a state, as they stand within an ALTER."""
    return compose("{} {}", _WORDS[to], what) if what else _WORDS[to]
