"""SQL beside a vocabulary, read by PostgreSQL's own parser (libpg_query, through pglast)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from drifttools.code import placeholders
from drifttools.code.checker import Checker, Sure
from drifttools.code.parsers import parser_of_sql
from drifttools.code.placeholders import Prepared, Way, prepare
from drifttools.code.values import HOLE, Items, Other, Text, Unknown, Value
from drifttools.code.vocabulary import SYSTEM_COLUMNS, Column, Relation, nearest
from drifttools.model.code import CodeRule, Place

_VERB = re.compile(
    r"\s*(?:(?:--[^\n]*\n|/\*.*?\*/)\s*)*\(*\s*(?P<verb>select|insert|update|delete|with|merge|values|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_WRITES = ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt")
# names that the grammar turns into functions of pg_catalog, and such as are no functions though they look like it
_NO_FUNCTION = frozenset({"coalesce", "greatest", "least", "nullif", "grouping"})
_DEEPEST = 200
_COMPARE = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "BETWEEN", "NOT BETWEEN"})
_BY_NAME = ("excluded", "old", "new")


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


@dataclass
class _Source:
    """One entry of FROM: a relation, or names of columns; neither where nothing is known of it."""

    relation: Relation | None = None
    columns: frozenset[str] | None = None

    @property
    def known(self) -> bool:
        return self.columns is not None or (self.relation is not None and self.relation.columns is not None)

    def has(self, name: str) -> bool:
        if self.columns is not None:
            return name in self.columns
        return self.relation is not None and self.relation.columns is not None and name in self.relation.columns


@dataclass
class _Scope:
    """The names that an expression may use."""

    outer: _Scope | None = None
    sources: dict[str, _Source] = field(default_factory=dict)
    ctes: dict[str, frozenset[str] | None] = field(default_factory=dict)
    outputs: frozenset[str] = frozenset()

    def chain(self) -> Iterator[_Scope]:
        scope: _Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def cte(self, name: str) -> tuple[bool, frozenset[str] | None]:
        for scope in self.chain():
            if name in scope.ctes:
                return True, scope.ctes[name]
        return False, None


def check_sql(checker: Checker, text: Text, sure: Sure, *, script: bool = False, bound: bool = False) -> None:
    """Compare a statement, or a script of some, with the vocabulary.

    Args:
        checker: Where findings go.
        text: As the program holds it, with its places.
        sure: How sure it is that this text is sent to this database.
        script: Whether it may hold other statements too, which are passed over.
        bound: Whether its holes are parameters, as in a tagged template: then they hold values and no names.
    """
    parse, scan, problem = parser_of_sql()
    failed = ""
    ways = (Way.FITTING, Way.BARE, Way.NOTHING) if HOLE in text.text or "?" in text.text else (Way.FITTING,)
    for way in ways:
        prepared = prepare(text.text, way)
        try:
            statements = parse(prepared.sql)
            tokens = scan(prepared.sql)
        except (problem, UnicodeError, ValueError, RecursionError) as error:
            failed = failed or str(error).partition(", at index")[0]
            continue
        reading = _Reading(checker, text, prepared, sure, tokens)
        for one in statements:
            reading.statement(one.stmt, script=script)
        if prepared.holes and not (bound and way is Way.FITTING and placeholders.NAME not in prepared.sql):
            checker.open(text.place, "parts of this statement that only the running program knows")
        return
    if HOLE in text.text:
        checker.open(text.place, "a statement that only the running program knows in whole")
    else:
        checker.open(text.place, f"PostgreSQL's parser does not take this statement: {failed}", "statement")


@dataclass
class _Reading:
    """One statement that is read."""

    checker: Checker
    text: Text
    prepared: Prepared
    sure: Sure
    tokens: Sequence[Any]
    depth: int = 0

    # ------------------------------------------------------------------------------------------ places

    def place(self, node: Any) -> Place:
        return self.text.at(self.prepared.origin(getattr(node, "location", None) or 0))

    def literal(self, node: Any, near: int) -> Value:
        """A constant as a value. The parser keeps no place of it, so the next token of the same text is taken."""
        kind = type(node).__name__
        if kind == "TypeCast":
            return self.literal(node.arg, near)
        if kind == "A_ArrayExpr":
            items = tuple(self.literal(one, near) for one in node.elements or ())
            return Items(self.text.at(self.prepared.origin(near)), items)
        if kind == "A_Const":
            value = getattr(node.val, "sval", None)
            if value is None:
                return Other(self.text.at(self.prepared.origin(near)))
            place = self.text.at(self.prepared.origin(self._token(value, near)))
            hole = HOLE in value or "%s" in value
            return Unknown(place, value) if hole else Text(value, ((0, place.line, place.column + 1),))
        place = self.text.at(self.prepared.origin(near))
        # another column, a function: nothing that a label could be compared with
        return Unknown(place, "") if kind == "ParamRef" else Other(place)

    def _token(self, value: str, near: int) -> int:
        fallback = near
        for token in self.tokens:
            if token.name in ("SCONST", "USCONST"):
                shown = self.prepared.sql[token.start : token.end + 1]
                if shown == "'" + value.replace("'", "''") + "'" or shown.endswith(f"${value}$") or value in shown:
                    if token.start >= near:
                        return int(token.start)
                    fallback = token.start
        return int(fallback)

    # ------------------------------------------------------------------------------------------ statements

    def statement(self, node: Any, *, script: bool) -> None:
        kind = type(node).__name__
        if kind == "SelectStmt":
            self.select(node, None)
        elif kind in _WRITES:
            self.write(node, None)
        elif kind in ("ViewStmt", "CreateTableAsStmt", "ExplainStmt", "DeclareCursorStmt", "CopyStmt"):
            made = getattr(node, "view", None) or getattr(getattr(node, "into", None), "rel", None)
            query = getattr(node, "query", None)
            if type(query).__name__ in ("SelectStmt", *_WRITES):
                self.statement(query, script=script)
            if made is not None:
                self.checker.local.add(made.relname)
            if kind == "CopyStmt" and node.relation is not None:
                source = self.table(node.relation, _Scope())
                for column in node.attlist or ():
                    self.target(source, column.sval, self.place(node.relation))
        elif kind in ("CreateStmt", "CreateFunctionStmt", "CreateSeqStmt", "CreateForeignTableStmt", "RenameStmt"):
            self.makes(node)

    def makes(self, node: Any) -> None:
        """What the script itself makes is there for the statements after it."""
        relation = getattr(node, "relation", None) or getattr(getattr(node, "base", None), "relation", None)
        if relation is not None and type(node).__name__ != "RenameStmt":
            self.checker.local.add(relation.relname)
        for name in (getattr(node, "funcname", None) or ())[-1:]:
            self.checker.local.add(name.sval)
        if type(node).__name__ == "RenameStmt" and node.newname and "TABLE" in node.renameType.name:
            self.checker.local.add(node.newname)

    def with_clause(self, node: Any, scope: _Scope) -> None:
        clause: Any = getattr(node, "withClause", None)
        for cte in (clause.ctes if clause is not None else None) or ():
            names = [one.sval for one in cte.aliascolnames or ()]
            if clause.recursive:
                scope.ctes[cte.ctename] = frozenset(names) if names else None
            query = cte.ctequery
            made = self.select(query, scope) if type(query).__name__ == "SelectStmt" else self.write(query, scope)
            scope.ctes[cte.ctename] = frozenset(names) if names else made

    def select(self, node: Any, outer: _Scope | None) -> frozenset[str] | None:
        """Read a SELECT; the names of its columns, None where they are not known."""
        self.depth += 1
        try:
            if self.depth > _DEEPEST:
                return None
            scope = _Scope(outer)
            if node.intoClause is not None:
                self.checker.local.add(node.intoClause.rel.relname)
            self.with_clause(node, scope)
            if node.larg is not None:
                # of a UNION only the first part gives the names; each has names of its own to look up
                names = self.select(node.larg, scope)
                self.select(node.rarg, scope)
                return names
            for values in node.valuesLists or ():
                self.expressions(values, scope)
            if node.valuesLists:
                return frozenset(f"column{at}" for at in range(1, len(node.valuesLists[0]) + 1))
            self.from_items(node.fromClause, scope)
            outputs = self.outputs(node.targetList, scope)
            self.expressions([node.whereClause], scope)
            self.expressions([node.havingClause], scope)
            scope.outputs = outputs or frozenset(one.name for one in node.targetList or () if getattr(one, "name", None))
            rest = (node.limitCount, node.limitOffset)
            self.expressions(
                [*rest, *(node.groupClause or ()), *(node.sortClause or ()), *(node.distinctClause or ())], scope
            )
            self.expressions(node.windowClause or (), scope)
            return outputs
        finally:
            self.depth -= 1

    def outputs(self, targets: Iterable[Any] | None, scope: _Scope) -> frozenset[str] | None:
        names: set[str] = set()
        known = True
        for target in targets or ():
            value = target.val
            self.expressions([value], scope)
            if type(value).__name__ == "ColumnRef":
                if type(value.fields[-1]).__name__ == "A_Star":
                    every = self.star(value, scope)
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

    def star(self, ref: Any, scope: _Scope) -> frozenset[str] | None:
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

    def write(self, node: Any, outer: _Scope | None) -> frozenset[str] | None:
        scope = _Scope(outer)
        self.with_clause(node, scope)
        kind = type(node).__name__
        target = self.from_item(node.relation, scope) or _Source()
        if kind == "InsertStmt":
            self.insert(node, target, scope)
        elif kind == "UpdateStmt":
            self.from_items(node.fromClause, scope)
            self.assignments(node.targetList, target, scope)
        elif kind == "DeleteStmt":
            self.from_items(node.usingClause, scope)
        elif kind == "MergeStmt":
            self.from_items([node.sourceRelation], scope)
            self.expressions([node.joinCondition], scope)
            for clause in node.mergeWhenClauses or ():
                self.expressions([clause.condition], scope)
                self.assignments(clause.targetList, target, scope)
        self.expressions([getattr(node, "whereClause", None)], scope)
        clause = getattr(node, "returningClause", None)
        returning = clause.exprs if clause is not None else getattr(node, "returningList", None)
        # the row before and the row after, of PostgreSQL 18: a bare column is not looked for in them (`_BY_NAME`)
        scope.sources |= {name: target for name in ("old", "new") if name not in scope.sources} if returning else {}
        return self.outputs(returning, scope) if returning else frozenset()

    def insert(self, node: Any, target: _Source, scope: _Scope) -> None:
        columns = [self.target(target, one.name, self.place(one)) for one in node.cols or ()]
        query = node.selectStmt
        if query is not None:
            for row in query.valuesLists or ():
                for column, value in zip(columns, row, strict=False):
                    self.assigned(column, value, target)
            if query.targetList and not query.larg:
                for column, one in zip(columns, query.targetList, strict=False):
                    self.assigned(column, one.val, target)
            self.select(query, scope)
        conflict = node.onConflictClause
        if conflict is not None:
            for element in (conflict.infer.indexElems if conflict.infer is not None else None) or ():
                if element.name:
                    self.target(target, element.name, self.place(conflict.infer))
            scope.sources["excluded"] = target
            self.assignments(conflict.targetList, target, scope)
            self.expressions([conflict.whereClause], scope)
            del scope.sources["excluded"]

    def assignments(self, targets: Iterable[Any] | None, target: _Source, scope: _Scope) -> None:
        for one in targets or ():
            if one.name is None:
                continue
            column = self.target(target, one.name, self.place(one))
            self.assigned(column, one.val, target)
            self.expressions([one.val], scope)

    def target(self, source: _Source, name: str, place: Place) -> Column | None:
        if source.relation is None or name == placeholders.NAME:
            return None
        return self.checker.column([source.relation], name, place, self.sure)

    def assigned(self, column: Column | None, value: Any, target: _Source) -> None:
        if (
            column is not None
            and target.relation is not None
            and type(value).__name__ in ("A_Const", "TypeCast", "ParamRef")
        ):
            near = getattr(value, "location", None) or 0
            self.checker.value(target.relation.label, column, self.literal(value, near), self.sure)

    # ------------------------------------------------------------------------------------------ FROM

    def from_items(self, items: Iterable[Any] | None, scope: _Scope) -> None:
        for item in items or ():
            self.from_item(item, scope)

    def from_item(self, item: Any, scope: _Scope) -> _Source | None:
        kind = type(item).__name__
        if kind == "RangeVar":
            source = self.table(item, scope)
            scope.sources[item.alias.aliasname if item.alias is not None else item.relname] = self.renamed(item, source)
            return source
        if kind == "RangeSubselect":
            made = self.select(item.subquery, scope)
            if item.alias is not None:
                names = [one.sval for one in item.alias.colnames or ()]
                scope.sources[item.alias.aliasname] = _Source(columns=frozenset(names) if names else made)
            else:
                scope.sources[f"\0{len(scope.sources)}"] = _Source(columns=made)
        elif kind == "JoinExpr":
            self.from_item(item.larg, scope)
            self.from_item(item.rarg, scope)
            self.expressions([item.quals], scope)
            if item.alias is not None:
                scope.sources[item.alias.aliasname] = _Source()
        elif item is not None:
            # a function in FROM, XMLTABLE, JSON_TABLE, TABLESAMPLE: its columns are its own
            self.expressions([item], scope)
            relation = getattr(item, "relation", None)
            if kind == "RangeTableSample" and relation is not None:
                return self.from_item(relation, scope)
            alias = getattr(item, "alias", None)
            scope.sources[alias.aliasname if alias is not None else f"\0{len(scope.sources)}"] = _Source()
        return None

    def renamed(self, item: Any, source: _Source) -> _Source:
        """A table whose alias gives its columns other names: those that it names are known, the others stay."""
        return _Source() if item.alias is not None and item.alias.colnames else source

    def table(self, item: Any, scope: _Scope) -> _Source:
        if item.schemaname is None:
            is_cte, names = scope.cte(item.relname)
            if is_cte:
                return _Source(columns=names)
        if placeholders.NAME in (item.relname, item.schemaname):
            return _Source()
        return _Source(self.checker.relation(item.schemaname, item.relname, self.place(item), self.sure))

    # ------------------------------------------------------------------------------------------ expressions

    def expressions(self, nodes: Iterable[Any], scope: _Scope) -> None:
        waiting = [node for node in nodes if node is not None]
        while waiting:
            node = waiting.pop()
            if isinstance(node, (tuple, list)):
                waiting += [one for one in node if one is not None]
                continue
            kind = type(node).__name__
            if kind == "ColumnRef":
                self.column(node, scope)
            elif kind == "SubLink":
                self.compared(node, scope)
                waiting += [node.testexpr] if node.testexpr is not None else []
                self.select(node.subselect, scope)
            elif kind == "SelectStmt":
                self.select(node, scope)
            elif hasattr(node, "__slots__") and kind not in ("TypeName", "RangeVar"):
                if kind == "A_Expr":
                    self.compared(node, scope)
                elif kind == "TypeCast":
                    self.cast(node)
                elif kind == "FuncCall":
                    self.called(node)
                elif kind in ("CoalesceExpr", "MinMaxExpr"):
                    for one in node.args:
                        self.beside(one, [other for other in node.args if other is not one], scope)
                elif kind == "CaseExpr" and node.arg is not None:
                    for when in node.args or ():
                        self.beside(node.arg, when.expr, scope)
                for slot in node:
                    inner = getattr(node, slot, None)
                    if isinstance(inner, (tuple, list)) or (
                        hasattr(inner, "__slots__") and not isinstance(inner, (str, int))
                    ):
                        waiting.append(inner)

    def column(self, ref: Any, scope: _Scope) -> Column | None:
        """Look a column up, and write down where it is nowhere."""
        if type(ref.fields[-1]).__name__ == "A_Star":
            of = [one.sval for one in ref.fields[:-1]]
            if len(of) == 1 and placeholders.NAME not in of and self.named(of[0], scope) is None:
                self.no_source(of[0], ref)
            return None
        names = [one.sval for one in ref.fields]
        if placeholders.NAME in names or len(names) > 3:  # noqa: PLR2004 - database.schema.table.column
            return None
        if len(names) == 1:
            return self.bare(names[0], ref, scope)
        source = self.named(names[-2], scope)
        if source is None:
            if len(names) == 2:  # noqa: PLR2004 - alias and column
                self.no_source(names[0], ref)
            return None
        if source.relation is not None:
            return self.checker.column([source.relation], names[-1], self.place(ref), self.sure)
        if source.columns is not None and names[-1] not in source.columns:
            self.derived(names[-2], source.columns, names[-1], ref)
        return None

    def named(self, name: str, scope: _Scope) -> _Source | None:
        """The entry of FROM that is called so."""
        return next((level.sources[name] for level in scope.chain() if name in level.sources), None)

    def no_source(self, name: str, ref: Any) -> None:
        sentence = f"{name} is called by that name nowhere in this statement"
        self.checker.references += 1
        self.checker.found(CodeRule.TABLE, self.place(ref), name, name, sentence, self.sure)

    def derived(self, owner: str, columns: frozenset[str], name: str, ref: Any) -> None:
        """A column of a subquery or a CTE, whose columns the statement itself tells."""
        self.checker.references += 1
        about, sentence = f"{owner}.{name}", f"{owner}, which this statement makes itself, has no column {name}"
        self.checker.found(CodeRule.COLUMN, self.place(ref), name, about, sentence, self.sure, nearest(name, columns))

    def bare(self, name: str, ref: Any, scope: _Scope) -> Column | None:
        seen: list[Relation] = []
        made: dict[str, frozenset[str]] = {}
        for level in scope.chain():
            own = {alias: one for alias, one in level.sources.items() if alias not in _BY_NAME}
            for source in own.values():
                if source.relation is not None and source.has(name):
                    return self.checker.column([source.relation], name, self.place(ref), self.sure)
                if source.has(name):
                    return None
            # a whole row is called like its table
            if name in own or name in level.outputs or any(not one.known for one in own.values()):
                return None
            seen += [one.relation for one in own.values() if one.relation is not None]
            made |= {alias: one.columns for alias, one in own.items() if one.columns is not None}
        if seen:
            return self.checker.column(seen, name, self.place(ref), self.sure)
        if made and name not in SYSTEM_COLUMNS:
            alias = " and ".join(one for one in made if not one.startswith("\0")) or "the subquery"
            self.derived(alias, frozenset().union(*made.values()), name, ref)
        return None

    def peek(self, ref: Any, scope: _Scope) -> tuple[str, Column | None]:
        """The column that a reference means, without writing anything down."""
        if type(ref).__name__ == "TypeCast":
            return "", None  # status::text = 'x' compares texts
        if type(ref).__name__ != "ColumnRef" or type(ref.fields[-1]).__name__ == "A_Star":
            return "", None
        names = [one.sval for one in ref.fields]
        for level in scope.chain():
            named = level.sources.get(names[-2]) if len(names) > 1 else None
            for source in [named] if named is not None else level.sources.values() if len(names) == 1 else ():
                relation = source.relation
                if relation is not None and relation.columns is not None and names[-1] in relation.columns:
                    return relation.label, relation.columns[names[-1]]
        return "", None

    def compared(self, node: Any, scope: _Scope) -> None:
        if type(node).__name__ != "A_Expr" or not node.name or node.name[-1].sval not in _COMPARE:
            return
        self.beside(node.lexpr, node.rexpr, scope)
        if not isinstance(node.rexpr, (tuple, list)):
            self.beside(node.rexpr, node.lexpr, scope)

    def beside(self, ref: Any, other: Any, scope: _Scope) -> None:
        """A column beside what it is compared with."""
        if isinstance(ref, (tuple, list)) or ref is None or other is None:
            return
        owner, column = self.peek(ref, scope)
        if column is None or column.labels is None:
            return
        near = getattr(ref, "location", None) or 0
        many = isinstance(other, (tuple, list))
        for one in other if many else [other]:
            value = self.literal(one, near)
            # '{a,b}' beside ANY is an array in one text
            if isinstance(value, Text) and value.text.startswith("{"):
                listed = [part.strip().strip('"') for part in value.text.strip("{}").split(",") if part.strip()]
                first = value.anchors[0]
                value = Items(value.place, tuple(Text(part, (first,)) for part in listed))
            self.checker.value(owner, column, value, self.sure)

    def cast(self, node: Any) -> None:
        names = [one.sval for one in node.typeName.names or ()] if node.typeName is not None else []
        value = self.literal(node.arg, getattr(node, "location", None) or 0)
        if not isinstance(value, Text) or not names or node.typeName.arrayBounds:
            return
        schemas = (names[0],) if len(names) > 1 else self.checker.vocabulary.path
        for schema in schemas:
            if (schema, names[-1]) in self.checker.vocabulary.enums:
                self.checker.label((schema, names[-1]), value, self.sure)
                return

    def called(self, node: Any) -> None:
        names = [one.sval for one in node.funcname]
        if names[-1] in _NO_FUNCTION or placeholders.NAME in names:
            return
        self.checker.function(names[0] if len(names) > 1 else None, names[-1], self.place(node), self.sure)


def _implied(value: Any) -> str | None:
    """The name that PostgreSQL gives to an expression without one; None where that is not simple."""
    kind = type(value).__name__
    if kind == "FuncCall":
        return str(value.funcname[-1].sval)
    if kind == "TypeCast":
        if type(value.arg).__name__ == "ColumnRef" and type(value.arg.fields[-1]).__name__ == "String":
            return str(value.arg.fields[-1].sval)
        return str(value.typeName.names[-1].sval)
    if kind == "CoalesceExpr":
        return "coalesce"
    if kind in ("A_Const", "A_Expr", "ParamRef", "BoolExpr", "NullTest"):
        return "?column?"
    return None
