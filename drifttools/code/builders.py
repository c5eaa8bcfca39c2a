"""Query builders of JavaScript beside a vocabulary: knex (`knex('t').where('a', 1)`) and Kysely (`db.selectFrom('t')`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drifttools.code.checker import Checker, Sure
from drifttools.code.postgrest import Call
from drifttools.code.tree import Node, Tree
from drifttools.code.values import Items, Mapping, Text, Unknown, Value
from drifttools.code.vocabulary import Column, Relation
from drifttools.model.code import Certainty

_TABLES = {
    "selectFrom": "read", "insertInto": "write", "updateTable": "write", "deleteFrom": "write", "replaceInto": "write",
    "from": "read", "into": "read", "table": "read", "join": "read", "innerJoin": "read", "leftJoin": "read",
    "leftOuterJoin": "read", "rightJoin": "read", "fullOuterJoin": "read", "fullJoin": "read", "crossJoin": "read",
}  # fmt: skip
_COLUMNS = frozenset("select column columns distinct groupBy pluck returning first min max sum avg count orderBy".split())
_WITHS = frozenset({"with", "withRecursive", "withMaterialized", "withNotMaterialized"})
_BY_OUTPUT = frozenset({"orderBy", "groupBy"})
_WHERE = frozenset(
    "where andWhere orWhere whereNot orWhereNot having andHaving whereIn orWhereIn whereNotIn orWhereNotIn whereNull"
    " whereNotNull orWhereNull whereBetween whereLike whereILike whereRef orWhereNotNull".split()
)
_ROWS = frozenset({"insert", "update", "values", "set", "upsert"})
_WRITES = frozenset({"insert", "update", "del", "delete", "upsert", "truncate", "increment", "decrement"})
_KYSELY = frozenset({"selectFrom", "insertInto", "updateTable", "deleteFrom", "replaceInto"})
METHODS = _COLUMNS | _WHERE | _ROWS | _WRITES | frozenset(_TABLES)
"""What a chain has that is looked at here."""
_EQUAL = frozenset({"=", "!=", "<>", "in", "not in", "is", "IN"})
_KNEX = re.compile(r"^(?:knex|trx|db|qb|database|tx)$")
_ALIAS = re.compile(r"^\s*([\w$.\"]+)(?:\s+(?:as\s+)?([\w$\"]+))?\s*$", re.IGNORECASE)
_JOIN_ARGUMENTS = 3
_OPERATOR_ARGUMENTS = 3


@dataclass
class _Query:
    """The tables of one chain, by the names that it may call them.

    Args:
        outputs: Names that the chain gives to what it selects, which ORDER BY and GROUP BY may name.
        withs: Names of WITH, which are no tables.
        computed: Whether something is selected that is not read here, `raw('count(*) as n')`: it may have any name.
    """

    tables: dict[str, Relation | None] = field(default_factory=dict)
    outputs: set[str] = field(default_factory=set)
    withs: set[str] = field(default_factory=set)
    computed: bool = False
    open: bool = False
    wrote: str = ""


def imports(tree: Tree, packages: Iterable[str]) -> bool:
    """Whether a file imports, or requires, one of the packages."""
    wanted = {f"'{one}'" for one in packages} | {f'"{one}"' for one in packages}
    for node in tree.root.named_children:
        if node.type in ("import_statement", "lexical_declaration", "variable_declaration"):
            text = tree.text(node)
            if any(one in text for one in wanted):
                return True
    return False


def check(checker: Checker, tree: Tree, root: Node, calls: Sequence[Call]) -> str:
    """Compare a chain with the vocabulary; the name of the table where it changes rows, else empty."""
    sure = _sure(tree, root, calls)
    if sure is None:
        return ""
    query = _Query()
    for call in calls:
        if call.method in _WITHS and call.arguments and isinstance(call.arguments[0], Text):
            query.withs.add(call.arguments[0].text.partition("(")[0].strip())
    first = ""
    if root.type == "call_expression":
        arguments = root.child_by_field_name("arguments")
        given = [one for one in arguments.named_children if one.type != "comment"] if arguments is not None else []
        if given:
            first = _table(checker, query, tree.value(given[0]), sure)
    for call in calls:
        if call.method in _TABLES and call.arguments:
            named = _table(checker, query, call.arguments[0], sure)
            first = first or named
            if _TABLES[call.method] == "write":
                query.wrote = named
        if call.method in _WRITES:
            query.wrote = query.wrote or first
    for call in calls:
        _outputs(query, call)
    for call in calls:
        _call(checker, query, call, sure)
    return query.wrote


def _outputs(query: _Query, call: Call) -> None:
    if call.method not in _COLUMNS or call.method in _BY_OUTPUT:
        return
    for one in call.arguments:
        for item in one.items if isinstance(one, Items) else (one,):
            found = _ALIAS.match(item.text) if isinstance(item, Text) else None
            if found is not None and found[2]:
                query.outputs.add(found[2].replace('"', ""))
            query.computed = query.computed or not isinstance(item, Text)


def _sure(tree: Tree, root: Node, calls: Sequence[Call]) -> Sure | None:
    if any(call.method in _KYSELY and call.arguments and isinstance(call.arguments[0], Text) for call in calls):
        return Sure(Certainty.CERTAIN, "the names stand in the code, in the words of Kysely")
    methods = {call.method for call in calls}
    if root.type == "call_expression":
        function = root.child_by_field_name("function")
        name = tree.text(function) if function is not None and function.type in ("identifier", "member_expression") else ""
        if not _KNEX.match(name.rpartition(".")[2]) or not methods & (_COLUMNS | _WHERE | _ROWS | _WRITES):
            return None
    else:
        name = tree.text(root)
        begins = calls[0].method in ("select", "from", "insert", "column", "distinct", "into", "table", "with")
        if not _KNEX.match(name.rpartition(".")[2]) or not begins or not methods & {"from", "into", "table"}:
            return None
        if not any(
            call.method in ("from", "into", "table") and call.arguments and isinstance(call.arguments[0], Text)
            for call in calls
        ):
            return None  # Drizzle hands a table over and not its name
    if name.rpartition(".")[2] == "knex" or imports(tree, ("knex",)):
        return Sure(Certainty.CERTAIN, "the names stand in the code, in the words of knex")
    return Sure(Certainty.LIKELY, f"{name} is used like knex")


def _table(checker: Checker, query: _Query, named: Value, sure: Sure) -> str:
    if isinstance(named, Items) and len(named.items) == 1:
        named = named.items[0]
    if isinstance(named, Mapping) and len(named.entries) == 1:  # knex({ u: 'users' })
        alias, value = named.entries[0].key, named.entries[0].value
        if isinstance(value, Text):
            query.tables[alias] = _find(checker, query, value.text, value, sure)
            return value.text
    if not isinstance(named, Text) or (found := _ALIAS.match(named.text)) is None:
        query.open = True
        checker.open(named.place, "the name of a table that only the running program knows")
        return ""
    name = found[1].replace('"', "")
    query.tables[found[2] or name.rpartition(".")[2]] = _find(checker, query, name, named, sure)
    return name


def _find(checker: Checker, query: _Query, name: str, at: Text, sure: Sure) -> Relation | None:
    if name in query.withs:
        return None
    schema, _, bare = name.rpartition(".")
    return checker.relation(schema or None, bare, at.place, sure)


def _call(checker: Checker, query: _Query, call: Call, sure: Sure) -> None:
    given = call.arguments
    if call.method in _COLUMNS:
        for one in given[:1] if call.method == "orderBy" else given:
            for name in one.items if isinstance(one, Items) else (one,):
                if isinstance(name, Text) and call.method in _BY_OUTPUT and _is_output(query, name.text):
                    continue
                if isinstance(name, Text) or call.method != "orderBy":
                    _column(checker, query, name, sure)
    elif call.method in _WHERE and given:
        _where(checker, query, call, sure)
    elif call.method in _ROWS and given:
        if isinstance(given[0], Text) and len(given) > 1:  # update('a', 1)
            _value(checker, query, given[0], given[1], sure)
            return
        for row in given[0].items if isinstance(given[0], Items) else (given[0],):
            _row(checker, query, row, sure)
            if isinstance(row, Unknown) or (isinstance(row, Mapping) and not row.complete):
                checker.open(row.place, "some of what is written")
    elif call.method in _TABLES and len(given) >= _JOIN_ARGUMENTS:
        for one in given[1:]:
            if isinstance(one, Text) and "." in one.text:
                _column(checker, query, one, sure)


def _is_output(query: _Query, name: str) -> bool:
    """Whether a name may be of what is selected, and no column."""
    known = any(one is not None and one.columns is not None and name in one.columns for one in query.tables.values())
    return name in query.outputs or (query.computed and "." not in name and not known)


def _where(checker: Checker, query: _Query, call: Call, sure: Sure) -> None:
    given = call.arguments
    if isinstance(given[0], Mapping):
        _row(checker, query, given[0], sure)
    elif len(given) == 1:
        if call.method.endswith("Null"):
            _column(checker, query, given[0], sure)
    elif len(given) >= _OPERATOR_ARGUMENTS:
        operator = given[1].text if isinstance(given[1], Text) else ""
        if operator in _EQUAL:
            _value(checker, query, given[0], given[2], sure)
        else:
            _column(checker, query, given[0], sure)
    elif "Between" in call.method or "ike" in call.method or "Ref" in call.method:
        _column(checker, query, given[0], sure)
    else:
        _value(checker, query, given[0], given[1], sure)


def _row(checker: Checker, query: _Query, row: Value, sure: Sure) -> None:
    for entry in row.entries if isinstance(row, Mapping) else ():
        owner, column = _look(
            checker, query, entry.key, Text(entry.key, ((0, entry.place.line, entry.place.column),)), sure
        )
        checker.value(owner, column, entry.value, sure)


def _value(checker: Checker, query: _Query, named: Value, value: Value, sure: Sure) -> None:
    owner, column = _column(checker, query, named, sure)
    checker.value(owner, column, value, sure)


def _column(checker: Checker, query: _Query, named: Value, sure: Sure) -> tuple[str, Column | None]:
    if isinstance(named, Unknown):
        return "", None  # raw(), fn.now(), a callback: read where it stands
    if isinstance(named, Text) and (found := _ALIAS.match(named.text)) is not None and named.text != "*":
        return _look(checker, query, found[1].replace('"', ""), named, sure)
    return "", None


def _look(checker: Checker, query: _Query, name: str, at: Text, sure: Sure) -> tuple[str, Column | None]:
    owner, _, bare = name.rpartition(".")
    if bare in ("*", ""):
        return "", None
    if owner:
        relation = query.tables.get(owner.rpartition(".")[2])
        if relation is None:
            return "", None
        return relation.label, checker.column([relation], bare, at.place, sure)
    known = list(_known(query))
    if query.open or not known or len(known) < len(query.tables):
        return "", None
    column = checker.column(known, bare, at.place, sure)
    return next((one.label for one in known if one.columns and bare in one.columns), ""), column


def _known(query: _Query) -> Iterator[Relation]:
    for one in query.tables.values():
        if one is not None:
            yield one
