"""Writes to the database whose failure nobody hears of, in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from drifttools.code.checker import Checker, Sure
from drifttools.code.python_pieces import dotted
from drifttools.code.python_shapes import Module
from drifttools.model.code import Certainty, CodeRule, Place

SESSION = frozenset(
    "add add_all merge delete commit flush bulk_save_objects bulk_insert_mappings bulk_update_mappings insert_many".split()
)
_BROAD = frozenset({"Exception", "BaseException"})
_OF_DATABASES = frozenset(
    "SQLAlchemyError DatabaseError DBAPIError Error IntegrityError OperationalError ProgrammingError DataError"
    " PostgresError APIError InternalError StatementError PostgrestAPIError".split()
)
_SAID = ("log", "logger", "logging", "print", "warnings", "sentry", "capture", "traceback", "_log", "LOG")
_BACK = frozenset({"rollback", "close"})


def check(checker: Checker, module: Module, written: Mapping[int, str]) -> None:
    """Find them.

    Args:
        checker: Where findings go.
        module: The file.
        written: id of the node of each call that changes rows, to what it changes; empty where that is not known.
    """
    if not written:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Try):
            tables = list(_writes(node.body, written))
            for handler in node.handlers if tables else ():
                _handler(checker, module, handler, tables)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            tables = list(_writes(node.body, written))
            for item in node.items if tables else ():
                _suppressed(checker, module, item.context_expr, tables)


def _writes(body: Sequence[ast.AST], written: Mapping[int, str]) -> Iterator[str]:
    waiting = list(body)[::-1]
    while waiting:
        node = waiting.pop()
        if id(node) in written:
            yield written[id(node)]
        if isinstance(node, ast.Try) and node.handlers:
            continue  # has handlers of its own
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting += list(ast.iter_child_nodes(node))[::-1]


def _handler(checker: Checker, module: Module, handler: ast.ExceptHandler, tables: Sequence[str]) -> None:
    caught = _caught(handler.type)
    broad = handler.type is None or bool(caught & _BROAD)
    if not broad and not caught & _OF_DATABASES:
        return
    silent = all(_silent(one) for one in handler.body)
    if not silent and not all(_silent(one) or _only_said(one) for one in handler.body):
        return
    if not broad and not caught - {"IntegrityError"}:
        sure = Sure(Certainty.POSSIBLE, "only IntegrityError is caught, which may be meant")
    elif silent:
        sure = Sure(Certainty.CERTAIN, "nothing is done with the failure")
    else:
        sure = Sure(Certainty.LIKELY, "the failure is only written to a log, and the code goes on")
    _found(checker, module.source.place(handler), ast.unparse(handler.type) if handler.type else "except", tables, sure)


def _suppressed(checker: Checker, module: Module, node: ast.expr, tables: Sequence[str]) -> None:
    if not isinstance(node, ast.Call) or (dotted(node.func) or "").rpartition(".")[2] != "suppress":
        return
    caught = {name for one in node.args for name in _caught(one)}
    if caught & (_BROAD | _OF_DATABASES):
        sure = Sure(Certainty.CERTAIN, "suppress() throws the failure away")
        _found(checker, module.source.place(node), "suppress", tables, sure)


def _found(checker: Checker, place: Place, named: str, tables: Sequence[str], sure: Sure) -> None:
    table = next((one for one in tables if one), "the database")
    sentence = f"a write to {table} may fail and the code goes on: its failure is caught and not handed on"
    checker.found(CodeRule.SWALLOWED, place, named, table, sentence, sure)


def _caught(node: ast.expr | None) -> set[str]:
    if isinstance(node, ast.Tuple):
        return {name for one in node.elts for name in _caught(one)}
    return {(dotted(node) or "").rpartition(".")[2]} if node is not None else set()


def _silent(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Pass, ast.Continue, ast.Break)):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.Return) and (node.value is None or _is_none(node.value))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _only_said(node: ast.stmt) -> bool:
    """A line that only writes to a log, or takes the transaction back: whoever called hears nothing."""
    if not isinstance(node, ast.Expr):
        return False
    call = node.value.value if isinstance(node.value, ast.Await) else node.value
    if not isinstance(call, ast.Call):
        return False
    name = dotted(call.func) or ""
    return name.rpartition(".")[2] in _BACK or name.removeprefix("self.").startswith(_SAID)
