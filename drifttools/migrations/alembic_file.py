"""What `upgrade()` of an Alembic revision does, read off its syntax tree: its code is never run here.

Names are followed where the file itself says what they are: literals, constants of the module, `for` over a literal
list, functions of the same file and those within `upgrade()`. What is computed otherwise is an operation without a table.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from drifttools.migrations.history import Operation
from drifttools.migrations.sql_operations import operations_of_sql

# The arguments of an operation that name its table, in the order of the signature; a batch leaves the table out.
_TABLE_AT: Mapping[str, tuple[str, int]] = {
    "create_table": ("table_name", 0),
    "drop_table": ("table_name", 0),
    "create_table_comment": ("table_name", 0),
    "drop_table_comment": ("table_name", 0),
    "add_column": ("table_name", 0),
    "drop_column": ("table_name", 0),
    "alter_column": ("table_name", 0),
    "bulk_insert": ("table", 0),
    "create_index": ("table_name", 1),
    "drop_index": ("table_name", 1),
    "create_unique_constraint": ("table_name", 1),
    "create_foreign_key": ("source_table", 1),
    "create_check_constraint": ("table_name", 1),
    "create_exclude_constraint": ("table_name", 1),
    "create_primary_key": ("table_name", 1),
    "drop_constraint": ("table_name", 1),
    "rename_table": ("new_table_name", 1),
    "batch_alter_table": ("table_name", 0),
}
# Where the column is named, beside the table.
_COLUMN_AT: Mapping[str, tuple[str, int]] = {
    "add_column": ("column", 1),
    "drop_column": ("column_name", 1),
    "alter_column": ("column_name", 1),
}
_NO_OPERATION = ("f", "get_bind", "get_context", "inline_literal")
_SAID_FIRST = ("text", "f", "Column", "table", "dedent", "quoted_name")  # calls whose first argument is the text or name
_DEEPEST = 8  # functions of a file that call each other


def alembic_operations(source: bytes) -> tuple[int, tuple[Operation, ...]]:
    """The line of `upgrade()` and its operations; line 1 and none where the file cannot be parsed.

    Args:
        source: The revision file.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return 1, ()
    reader = _Reader(tree)
    upgrade = reader.functions.get("upgrade")
    if upgrade is None:
        return 1, ()
    return upgrade.lineno, tuple(reader.operations(upgrade.body, reader.constants))


@dataclass(frozen=True, slots=True)
class _Batch:
    """What `with op.batch_alter_table(...) as name` binds."""

    table: str | None


@dataclass(slots=True)
class _Reader:
    tree: ast.Module
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(init=False)
    constants: dict[str, Any] = field(init=False)
    scopes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    depth: int = 0

    def __post_init__(self) -> None:
        defined = (n for n in self.tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
        self.functions = {node.name: node for node in defined}
        self.constants = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                _assign(node, self.constants)

    def operations(self, body: list[ast.stmt], known: Mapping[str, Any]) -> Iterator[Operation]:
        """The operations of statements, in the order of the file."""
        names = dict(known)
        for node in body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                _assign(node, names)
            if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
                turns = _value(node.iter, names)
                for turn in turns if isinstance(turns, list | tuple) and turns else (None,):
                    yield from self.operations(node.body, names | {node.target.id: turn})
                continue
            if isinstance(node, ast.With | ast.AsyncWith):
                yield from self._batch(node, names)
                continue
            inner = [getattr(node, part, []) for part in ("body", "orelse", "finalbody")]
            inner.extend(handler.body for handler in getattr(node, "handlers", []))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                # one that upgrade() defines for itself does something where it is called, and knows its names
                self.functions[node.name], self.scopes[node.name] = node, names
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            yield from self._calls(node, names)
            for part in inner:
                yield from self.operations(part, names)

    def _batch(self, node: ast.With | ast.AsyncWith, names: dict[str, Any]) -> Iterator[Operation]:
        for item in node.items:
            call, bound = item.context_expr, item.optional_vars
            if isinstance(call, ast.Call) and _called(call) == "batch_alter_table" and isinstance(bound, ast.Name):
                names[bound.id] = _Batch(_table(call, "batch_alter_table", names))
        yield from self.operations(node.body, names)

    def _calls(self, node: ast.stmt, names: Mapping[str, Any]) -> Iterator[Operation]:
        """The operations among the calls of a statement, not of the statements in it."""
        heads = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt | ast.excepthandler)]
        calls = [n for head in heads for n in ast.walk(head) if isinstance(n, ast.Call)]
        for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
            yield from self._operation(call, names)

    def _operation(self, call: ast.Call, names: Mapping[str, Any]) -> Iterator[Operation]:
        name = _called(call)
        if isinstance(call.func, ast.Name) and name in self.functions and self.depth < _DEEPEST:
            function = self.functions[name]
            given = zip((one.arg for one in function.args.args), (_value(one, names) for one in call.args), strict=False)
            named = {one.arg: _value(one.value, names) for one in call.keywords if one.arg}
            self.depth += 1
            yield from self.operations(function.body, {**self.scopes.get(name, self.constants), **dict(given), **named})
            self.depth -= 1
        elif name == "execute":
            yield from _executed(call, names)
        elif name in _TABLE_AT and isinstance(call.func, ast.Attribute):
            of = call.func.value
            batch = names.get(of.id) if isinstance(of, ast.Name) else None
            yield _told(call, name, names, batch if isinstance(batch, _Batch) else None)
        elif _is_op(call) and name not in _NO_OPERATION:
            yield Operation(name, line=call.lineno)


def _told(call: ast.Call, name: str, names: Mapping[str, Any], batch: _Batch | None) -> Operation:
    table = batch.table if batch else _table(call, name, names)
    column = None
    if name in _COLUMN_AT:
        keyword, position = _COLUMN_AT[name]
        column = _text(_argument(call, keyword, position - bool(batch)), names)
        if name == "alter_column":
            # the name that it has afterwards
            column = _text(_argument(call, "new_column_name", None), names) or column
    told = Operation(name, table, column, call.lineno, creates=name == "create_table")
    if name == "rename_table":
        former = _text(_argument(call, "old_table_name", 0), names)
        return replace(told, renamed_from=_in_schema(former, call, names, 2))
    return told


def _table(call: ast.Call, name: str, names: Mapping[str, Any]) -> str | None:
    keyword, position = _TABLE_AT[name]
    table = _text(_argument(call, keyword, position), names)
    return _in_schema(table, call, names, 2 if name == "rename_table" else None)


def _in_schema(table: str | None, call: ast.Call, names: Mapping[str, Any], position: int | None) -> str | None:
    keyword = "source_schema" if _called(call) == "create_foreign_key" else "schema"
    schema = _text(_argument(call, keyword, position), names)
    return f"{schema}.{table}" if schema and table else table


def _executed(call: ast.Call, names: Mapping[str, Any]) -> Iterator[Operation]:
    """What the SQL of an `execute()` does; one operation without a table where the SQL is computed."""
    argument = call.args[0] if call.args else _argument(call, "sqltext", None)
    text = _text(argument, names)
    if text is None:
        yield Operation("execute", line=call.lineno)
        return
    # The lines of a literal are those of the file only where it is one literal over several lines.
    inner = (
        next((n for n in ast.walk(argument) if isinstance(n, ast.Constant) and n.value == text), None) if argument else None
    )
    exact = inner is not None and (inner.end_lineno or 0) - inner.lineno == text.count("\n")
    for operation in operations_of_sql(text, inner.lineno if inner is not None and exact else call.lineno):
        yield operation if exact else replace(operation, line=call.lineno)


def _argument(call: ast.Call, keyword: str, position: int | None) -> ast.expr | None:
    named = next((one.value for one in call.keywords if one.arg == keyword), None)
    if named is not None or position is None:
        return named
    given = call.args[position] if 0 <= position < len(call.args) else None
    return None if isinstance(given, ast.Starred) else given


def _text(node: ast.expr | None, names: Mapping[str, Any]) -> str | None:
    value = _value(node, names)
    return value if isinstance(value, str) else None


def _value(node: ast.expr | None, names: Mapping[str, Any]) -> Any:
    """What an expression is, where the file says so: a text, or a list of such; else None."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(one, names) for one in node.elts]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, names), _value(node.right, names)
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [_value(p.value if isinstance(p, ast.FormattedValue) else p, names) for p in node.values]
        return "".join(parts) if all(isinstance(part, str) for part in parts) else None
    if isinstance(node, ast.Call) and node.args and _called(node) in _SAID_FIRST:
        return _value(node.args[0], names)
    return None


def _assign(node: ast.Assign | ast.AnnAssign, names: dict[str, Any]) -> None:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        if isinstance(target, ast.Name):
            names[target.id] = _value(node.value, names)


def _is_op(call: ast.Call) -> bool:
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(of, ast.Name) and of.id == "op"


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
