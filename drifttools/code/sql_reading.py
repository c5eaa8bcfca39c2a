"""One text of SQL that is read: where its parts stand in the program, and what its constants are."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.code.checker import Checker, Sure
from drifttools.code.placeholders import Prepared
from drifttools.code.sql_tree import Node
from drifttools.code.values import HOLE, Items, Other, Text, Unknown, Value
from drifttools.model.code import Place


@dataclass(frozen=True)
class Reading:
    """What is read, and where findings go.

    Args:
        checker: Where findings go.
        text: As the program holds it, with its places.
        prepared: As the parser has got it.
        sure: How sure it is that this text is sent to this database.
    """

    checker: Checker
    text: Text
    prepared: Prepared
    sure: Sure

    def at(self, location: int | None) -> Place:
        """Where a character of the parser's text stands in the program."""
        return self.text.at(self.prepared.origin(location or 0))

    def place(self, node: Node) -> Place:
        """Where a node stands in the program."""
        return self.at(node.location)

    def literal(self, node: Node, near: int | None) -> Value:
        """A constant as a value.

        Args:
            node: What the parser has made of it.
            near: What a value that is not known is shown at: the column that it is for.
        """
        if node.tag == "TypeCast":
            return self.literal(node.arg, near)
        if node.tag == "A_ArrayExpr":
            return Items(self.at(near), tuple(self.literal(one, near) for one in node.elements or ()))
        if node.tag == "A_Const" and node.sval is not None:
            value: str = node.sval.sval or ""
            place = self.place(node)
            hole = HOLE in value or "%s" in value
            return Unknown(place, value) if hole else Text(value, ((0, place.line, place.column + 1),))
        # another column, a function: nothing that a label could be compared with
        return Unknown(self.at(near), "") if node.tag == "ParamRef" else Other(self.at(near))
