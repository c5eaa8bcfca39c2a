"""Reads the expressions of SQL: every name in them is looked up, and what stands beside an enum is compared with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from drifttools.code.sql_names import Names
from drifttools.code.sql_reading import Reading
from drifttools.code.sql_scopes import Scope, Source
from drifttools.code.sql_tree import Node
from drifttools.code.values import Items, Text
from drifttools.code.vocabulary import Column

_COMPARE = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "BETWEEN", "NOT BETWEEN"})


@dataclass(frozen=True)
class Expressions:
    """The expressions of one text of SQL.

    Args:
        reading: What is read.
        names: Where names are looked up.
        subquery: Reads a query inside an expression, which sees what the expression sees.
    """

    reading: Reading
    names: Names
    subquery: Callable[[Node, Scope], object]

    def read(self, nodes: Iterable[Any], scope: Scope) -> None:
        """Read expressions, or clauses that hold some; None among them is passed over."""
        waiting = [node for node in nodes if node is not None]
        while waiting:
            node = waiting.pop()
            if isinstance(node, list):
                waiting += node
            elif node.tag == "ColumnRef":
                self.names.column(node, scope)
            elif node.tag == "SubLink":
                waiting += [node.testexpr] if node.testexpr is not None else []
                self.subquery(node.subselect, scope)
            elif node.tag == "SelectStmt":
                self.subquery(node, scope)
            elif node.tag not in ("TypeName", "RangeVar"):
                self._constants(node, scope)
                waiting += node.children()

    def _constants(self, node: Node, scope: Scope) -> None:
        """Compare the constants of one node with the enum that they are meant for."""
        if node.tag == "A_Expr":
            self._compared(node, scope)
        elif node.tag == "TypeCast":
            self._cast(node)
        elif node.tag == "FuncCall":
            self.names.function(node)
        elif node.tag in ("CoalesceExpr", "MinMaxExpr"):
            for one in node.args:
                self._beside(one, [other for other in node.args if other is not one], scope)
        elif node.tag == "CaseExpr" and node.arg is not None:
            for when in node.args or ():
                self._beside(node.arg, when.expr, scope)

    def assigned(self, column: Column | None, value: Node | None, target: Source) -> None:
        """Compare a value with the column of `target` that it is written to; MERGE keeps some values elsewhere."""
        if column is None or target.relation is None or value is None:
            return
        if value.tag in ("A_Const", "TypeCast", "ParamRef"):
            checker = self.reading.checker
            literal = self.reading.literal(value, value.location)
            checker.value(target.relation.label, column, literal, self.reading.sure)

    def _compared(self, node: Node, scope: Scope) -> None:
        if not node.name or node.name[-1].sval not in _COMPARE:
            return
        self._beside(node.lexpr, node.rexpr, scope, asked=node.kind == "AEXPR_NULLIF")
        if not isinstance(node.rexpr, list):
            self._beside(node.rexpr, node.lexpr, scope)

    def _beside(self, ref: Any, other: Any, scope: Scope, *, asked: bool = False) -> None:
        """A column beside what it is compared with.

        Args:
            asked: Whether it is by NULLIF: then a text that a CHECK lets never be there does no harm, as '' is meant to.
        """
        if isinstance(ref, list) or ref is None or other is None:
            return
        owner, column = self.names.peek(ref, scope)
        if column is None or column.labels is None:
            return
        if asked and tuple(column.enum.split(".")) not in self.reading.checker.vocabulary.enums:
            return
        for one in other if isinstance(other, list) else [other]:
            value = self.reading.literal(one, ref.location)
            # '{a,b}' beside ANY is an array in one text
            if isinstance(value, Text) and value.text.startswith("{"):
                listed = [part.strip().strip('"') for part in value.text.strip("{}").split(",") if part.strip()]
                first = value.anchors[0]
                value = Items(value.place, tuple(Text(part, (first,)) for part in listed))
            self.reading.checker.value(owner, column, value, self.reading.sure)

    def _cast(self, node: Node) -> None:
        names = [one.sval for one in node.typeName.names or ()] if node.typeName is not None else []
        value = self.reading.literal(node.arg, node.location)
        if not isinstance(value, Text) or not names or node.typeName.arrayBounds:
            return
        vocabulary = self.reading.checker.vocabulary
        for schema in (names[0],) if len(names) > 1 else vocabulary.path:
            if (schema, names[-1]) in vocabulary.enums:
                self.reading.checker.label((schema, names[-1]), value, self.reading.sure)
                return
