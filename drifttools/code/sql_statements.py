"""Reads statements of SQL: which names each of their clauses sees, and what they make for those after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drifttools.code.checker import Checker
from drifttools.code.sql_expressions import Expressions
from drifttools.code.sql_names import Names, is_star
from drifttools.code.sql_reading import Reading
from drifttools.code.sql_scopes import Scope, Source
from drifttools.code.sql_tree import Node

_WRITES = ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt")
_HOLDS_QUERY = ("ViewStmt", "CreateTableAsStmt", "ExplainStmt", "DeclareCursorStmt", "CopyStmt")
_MAKES = ("CreateStmt", "CreateFunctionStmt", "CreateSeqStmt", "CreateForeignTableStmt", "RenameStmt")
_DEEPEST = 200
_Columns = frozenset[str] | None
"""Names of the columns of a query; None where they are not known."""


class Statements:
    """The statements of one text of SQL, read one after the other.

    Args:
        reading: What is read.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = Names(reading)
        self.expressions = Expressions(reading, self.names, self._select)
        self._depth = 0

    @property
    def _checker(self) -> Checker:
        return self.reading.checker

    def read(self, node: Node) -> None:
        """Read a statement; one that holds no query is passed over, but what it makes is there for those after it."""
        if node.tag == "SelectStmt":
            self._select(node, None)
        elif node.tag in _WRITES:
            self._write(node, None)
        elif node.tag in _HOLDS_QUERY:
            self._around(node)
        elif node.tag in _MAKES:
            self._makes(node)

    def _around(self, node: Node) -> None:
        if node.query is not None and node.query.tag in ("SelectStmt", *_WRITES):
            self.read(node.query)
        made = node.view or (node.into.rel if node.into is not None else None)
        if made is not None:
            self._checker.local.add(made.relname)
        if node.tag == "CopyStmt" and node.relation is not None:
            source = self.names.table(node.relation, Scope())
            for column in node.attlist or ():
                self.names.target(source, column.sval, self.reading.place(node.relation))

    def _makes(self, node: Node) -> None:
        relation = node.relation or (node.base.relation if node.base is not None else None)
        if relation is not None and node.tag != "RenameStmt":
            self._checker.local.add(relation.relname)
        for name in (node.funcname or ())[-1:]:
            self._checker.local.add(name.sval)
        if node.tag == "RenameStmt" and node.newname and "TABLE" in node.renameType:
            self._checker.local.add(node.newname)

    # ------------------------------------------------------------------------------------------ queries

    def _with(self, node: Node, scope: Scope) -> None:
        clause = node.withClause
        for cte in (clause.ctes if clause is not None else None) or ():
            names = [one.sval for one in cte.aliascolnames or ()]
            if clause.recursive:
                scope.ctes[cte.ctename] = frozenset(names) if names else None
            query = cte.ctequery
            made = self._select(query, scope) if query.tag == "SelectStmt" else self._write(query, scope)
            scope.ctes[cte.ctename] = frozenset(names) if names else made

    def _select(self, node: Node, outer: Scope | None) -> _Columns:
        self._depth += 1
        try:
            return self._query(node, Scope(outer)) if self._depth <= _DEEPEST else None
        finally:
            self._depth -= 1

    def _query(self, node: Node, scope: Scope) -> _Columns:
        if node.intoClause is not None:
            self._checker.local.add(node.intoClause.rel.relname)
        self._with(node, scope)
        if node.larg is not None:
            # of a UNION only the first part gives the names; each has names of its own to look up
            names = self._select(node.larg, scope)
            self._select(node.rarg, scope)
            return names
        if node.valuesLists:
            self.expressions.read(node.valuesLists, scope)
            return frozenset(f"column{at}" for at in range(1, len(node.valuesLists[0]) + 1))
        self._from_items(node.fromClause, scope)
        outputs = self._outputs(node.targetList, scope)
        self.expressions.read([node.whereClause], scope)
        self.expressions.read([node.havingClause], scope)
        scope.outputs = outputs or frozenset(one.name for one in node.targetList or () if one.name)
        rest = (node.limitCount, node.limitOffset, node.groupClause, node.sortClause, node.distinctClause)
        self.expressions.read(rest, scope)
        self.expressions.read([node.windowClause], scope)
        return outputs

    def _outputs(self, targets: Iterable[Node] | None, scope: Scope) -> _Columns:
        names: set[str] = set()
        known = True
        for target in targets or ():
            value = target.val
            self.expressions.read([value], scope)
            if value.tag == "ColumnRef":
                if is_star(value):
                    every = self._star(value, scope)
                    known = known and every is not None
                    names |= every or frozenset()
                    continue
                names.add(target.name or value.fields[-1].sval)
            elif target.name:
                names.add(target.name)
            else:
                implied = _implied(value)
                known = known and implied is not None
                names |= {implied} if implied else set()
        return frozenset(names) if known else None

    def _star(self, ref: Node, scope: Scope) -> _Columns:
        of = [one.sval for one in ref.fields[:-1]]
        sources = (
            [scope.sources[of[-1]]] if of and of[-1] in scope.sources else list(scope.sources.values()) if not of else []
        )
        names: set[str] = set()
        for source in sources:
            if source.columns is not None:
                names |= source.columns
            elif source.relation is not None and source.relation.columns is not None:
                names |= source.relation.columns.keys()
            else:
                return None
        return frozenset(names) if sources else None

    # ------------------------------------------------------------------------------------------ what changes rows

    def _write(self, node: Node, outer: Scope | None) -> _Columns:
        scope = Scope(outer)
        self._with(node, scope)
        target = self._from_item(node.relation, scope) or Source()
        if node.tag == "InsertStmt":
            self._insert(node, target, scope)
        elif node.tag == "UpdateStmt":
            self._from_items(node.fromClause, scope)
            self._assignments(node.targetList, target, scope)
        elif node.tag == "DeleteStmt":
            self._from_items(node.usingClause, scope)
        elif node.tag == "MergeStmt":
            self._from_items([node.sourceRelation], scope)
            self.expressions.read([node.joinCondition], scope)
            for clause in node.mergeWhenClauses or ():
                self.expressions.read([clause.condition], scope)
                self._assignments(clause.targetList, target, scope)
        self.expressions.read([node.whereClause], scope)
        if node.returningClause is None:
            return frozenset()
        # the row before and the row after, of PostgreSQL 18: a bare column is not looked for in them (sql_names)
        scope.sources |= {name: target for name in ("old", "new") if name not in scope.sources}
        return self._outputs(node.returningClause.exprs, scope)

    def _insert(self, node: Node, target: Source, scope: Scope) -> None:
        columns = [self.names.target(target, one.name, self.reading.place(one)) for one in node.cols or ()]
        query = node.selectStmt
        if query is not None:
            rows: list[Sequence[Node]] = list(query.valuesLists or ())
            if query.targetList and not query.larg:
                rows.append([one.val for one in query.targetList])
            for row in rows:
                for column, value in zip(columns, row, strict=False):
                    self.expressions.assigned(column, value, target)
            self._select(query, scope)
        conflict = node.onConflictClause
        if conflict is not None:
            for element in (conflict.infer.indexElems if conflict.infer is not None else None) or ():
                if element.name:
                    self.names.target(target, element.name, self.reading.place(conflict.infer))
            scope.sources["excluded"] = target
            self._assignments(conflict.targetList, target, scope)
            self.expressions.read([conflict.whereClause], scope)
            del scope.sources["excluded"]

    def _assignments(self, targets: Iterable[Node] | None, target: Source, scope: Scope) -> None:
        for one in targets or ():
            if one.name is None:
                continue
            column = self.names.target(target, one.name, self.reading.place(one))
            self.expressions.assigned(column, one.val, target)
            self.expressions.read([one.val], scope)

    # ------------------------------------------------------------------------------------------ FROM

    def _from_items(self, items: Iterable[Node] | None, scope: Scope) -> None:
        for item in items or ():
            self._from_item(item, scope)

    def _from_item(self, item: Node, scope: Scope) -> Source | None:
        """Add an entry of FROM to what a query sees; the table, where it is one."""
        alias = item.alias
        if item.tag == "RangeVar":
            source = self.names.table(item, scope)
            # an alias that gives columns other names: which of them have which is not followed
            renamed = alias is not None and alias.colnames
            scope.sources[item.relname if alias is None else alias.aliasname] = Source() if renamed else source
            return source
        if item.tag == "RangeSubselect":
            made = self._select(item.subquery, scope)
            names = [one.sval for one in (alias.colnames if alias is not None else None) or ()]
            self._add(alias, Source(columns=frozenset(names) if names else made), scope)
        elif item.tag == "JoinExpr":
            sides = [(one, self._from_item(one, scope)) for one in (item.larg, item.rarg)]
            for side, joined in sides:
                if joined is not None and side.tag == "RangeVar":
                    for named in item.usingClause or ():
                        self.names.target(joined, named.sval, self.reading.place(side))
            self.expressions.read([item.quals], scope)
            if alias is not None:
                scope.sources[alias.aliasname] = Source()
        else:
            # a function in FROM, XMLTABLE, JSON_TABLE, TABLESAMPLE: its columns are its own
            self.expressions.read([item], scope)
            if item.tag == "RangeTableSample":
                return self._from_item(item.relation, scope)
            self._add(alias, Source(), scope)
        return None

    def _add(self, alias: Node | None, source: Source, scope: Scope) -> None:
        if alias is None:
            scope.add_unnamed(source)
        else:
            scope.sources[alias.aliasname] = source


def _implied(value: Node) -> str | None:
    """The name that PostgreSQL gives to an expression without one; None where that is not simple."""
    if value.tag == "FuncCall":
        return str(value.funcname[-1].sval)
    if value.tag == "TypeCast":
        if value.arg.tag == "ColumnRef" and value.arg.fields[-1].tag == "String":
            return str(value.arg.fields[-1].sval)
        return str(value.typeName.names[-1].sval)
    if value.tag == "CoalesceExpr":
        return "coalesce"
    if value.tag in ("A_Const", "A_Expr", "ParamRef", "BoolExpr", "NullTest"):
        return "?column?"
    return None
