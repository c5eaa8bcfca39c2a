"""Which table a column's name means within a query as the server prints it.

A printed query has one layout: each query within another stands in parentheses, a relation is followed by its alias where
that is not its name, every column is qualified where more than one relation could have it, and keywords are upper case.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

NAME = r'(?:"(?:[^"]|"")*"|[^\W\d][\w$]*)'
"""One part of a name as the server prints it."""
_PIECE = re.compile(rf"'(?:[^']|'')*'|(?P<name>{NAME}(?:\.{NAME})*)|(?P<open>\()|(?P<close>\))")
_QUERY = re.compile(r"\(\s*(?:SELECT|WITH|VALUES)\b")
# an alias with a list of columns gives those other names
_ALIAS = re.compile(r'\s+(?:AS\s+)?(?P<alias>"(?:[^"]|"")*"|[a-z_][\w$]*)(?P<listed>\()?')
# the columns that rows are put into are of that relation, whatever else is read
_INTO = re.compile(rf"INSERT INTO (?P<relation>{NAME}(?:\.{NAME})*)(?: AS {NAME})? \([^()]*\Z")
_BETWEEN = frozenset({"UNION", "INTERSECT", "EXCEPT"})


@dataclass(eq=False, slots=True)
class _Query:
    outer: _Query | None
    reads: dict[str, str] = field(default_factory=dict)
    """By alias: the relation, empty for one that nobody asked about."""


class Scopes:
    """The queries within a text.

    Args:
        text: As the server prints it.
        relations: Qualified names, quoted where they have to be: those that matter.
    """

    def __init__(self, text: str, relations: Collection[str]) -> None:
        self._at: dict[int, _Query] = {}
        self._taken: set[int] = set()
        self.root = query = _Query(None)
        open_queries: list[_Query | None] = []
        for piece in _PIECE.finditer(text):
            if piece["open"]:
                within = _QUERY.match(text, piece.start()) is not None
                open_queries.append(query if within else None)
                query = _Query(query) if within else query
            elif piece["close"]:
                before = open_queries.pop() if open_queries else None
                query = before or query
                self._alias_of(text, piece.end(), query, "")
            elif piece["name"] in _BETWEEN:
                query = _Query(query.outer)
            elif piece["name"]:
                self._at[piece.start()] = query
                if piece["name"] in relations:
                    last = re.findall(NAME, piece["name"])[-1]
                    query.reads[self._alias_of(text, piece.end(), query, piece["name"]) or last] = piece["name"]

    def _alias_of(self, text: str, end: int, query: _Query, relation: str) -> str:
        found = _ALIAS.match(text, end)
        if found is None:
            return ""
        self._taken.add(found.start("alias"))
        query.reads[found["alias"]] = "" if found["listed"] else relation
        return found["alias"] if not found["listed"] else " "

    def within(self, position: int) -> bool:
        """Whether a name stands in a query within the text, and not beside all of them."""
        return self._at.get(position, self.root) is not self.root

    @staticmethod
    def inserted_into(text: str, position: int) -> str:
        """The relation of an INSERT in whose list of columns a name stands; empty where it stands in none."""
        found = _INTO.search(text[:position])
        return found["relation"] if found is not None else ""

    def relation(self, text: str, position: int, qualifier: str) -> str | None:
        """The relation that a column's name is read from; None where it is none of those that matter.

        Args:
            position: Of the name in the text.
            qualifier: What stands before its dot; empty for a name alone.
        """
        query: _Query | None = self._at.get(position, self.root)
        if not qualifier:
            # it is not qualified where nothing else is read
            alone = position not in self._taken and not text[:position].endswith(" AS ")
            known = [one for one in query.reads.values() if one] if query and alone else []
            return known[0] if known else None
        while query is not None:
            if qualifier in query.reads:
                return query.reads[qualifier] or None
            query = query.outer
        return None
