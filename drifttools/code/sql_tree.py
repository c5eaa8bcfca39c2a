"""PostgreSQL's own parse tree of a text (libpg_query, which postgast brings)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from drifttools.code.parsers import parser_of_sql

# A member whose type in PostgreSQL is one struct and not any node: the tree does not repeat what it is.
_ALWAYS = {
    "larg": "SelectStmt",
    "rarg": "SelectStmt",
    "relation": "RangeVar",
    "typeName": "TypeName",
}


class Unparsed(Exception):
    """PostgreSQL's parser does not take a text."""


class Node:
    """One node, with the members that PostgreSQL's struct has; None for those that are absent, empty, zero or false.

    Args:
        members: By name: text, number, truth value, `Node`, or a list of nodes.
        tag: The name of the struct; empty where it is one that nobody asks for.
    """

    __slots__ = ("members", "tag")

    def __init__(self, members: dict[str, Any], tag: str = "") -> None:
        self.members = members
        self.tag = tag

    def __getattr__(self, name: str) -> Any:
        return self.members.get(name)

    def children(self) -> Iterator[Any]:
        """The members that are nodes, or lists of nodes."""
        return (one for one in self.members.values() if isinstance(one, (Node, list)))


def parse(text: str) -> list[Node]:
    """The statements of a text; every `location` in them is an index into the text.

    The tree is taken as JSON. As a protobuf message, which `postgast.parse` returns, it cannot be read where more than a
    hundred messages stand within each other: that is some 45 joins or concatenations, or 23 subqueries.

    Raises:
        Unparsed: The parser does not take it.
        CodeError: There is no parser.
    """
    library = parser_of_sql()
    try:
        result = library.pg_query_parse(text.encode())
    except UnicodeEncodeError as problem:
        raise Unparsed("it holds half of a character") from problem
    try:
        if result.error:
            raise Unparsed(result.error.contents.message.decode("utf-8", "replace"))
        tree = result.parse_tree.decode("utf-8", "replace")
    finally:
        library.pg_query_free_parse_result(result)
    try:
        whole: Node = json.loads(tree, object_hook=_Builder(text).node)
    except RecursionError as problem:
        raise Unparsed("it is nested too deeply") from problem
    return [one.stmt for one in whole.stmts or () if one.stmt is not None]


class _Builder:
    """Makes nodes of JSON, the innermost first."""

    def __init__(self, text: str) -> None:
        # the parser counts bytes
        self.characters = None if text.isascii() else [at for at, one in enumerate(text) for _ in one.encode()]

    def node(self, members: dict[str, Any]) -> Any:
        if len(members) == 1:
            (name, inner) = next(iter(members.items()))
            # any node stands within its name: {"ColumnRef": {...}}; members begin with a small letter
            if isinstance(inner, Node) and name[0].isupper():
                inner.tag = name
                return inner.members.get("items", []) if name == "List" else inner
        for name, tag in _ALWAYS.items():
            inner = members.get(name)
            if isinstance(inner, Node) and not inner.tag:
                inner.tag = tag
        location = members.get("location")
        if self.characters is not None and location is not None and 0 <= location < len(self.characters):
            members["location"] = self.characters[location]
        return Node(members)
