"""Chains of SQLAlchemy: what they select, filter by, give a value and write."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from drifttools.code import swallowed_python
from drifttools.code.python_chains import Called, unwound
from drifttools.code.python_pieces import dotted
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope
from drifttools.code.python_shapes import Model
from drifttools.code.values import Items, Mapping, Unknown, Value


def sqlalchemy(reading: Reading, node: ast.Call, root: ast.expr | None, calls: Sequence[Called], scope: Scope) -> None:
    """Read a chain: what it selects from, by which attributes, and what it writes."""
    subject: list[Model] = []
    unknown = False
    if isinstance(root, ast.Attribute) and root.attr == "query":
        model = reading.model(root.value, scope)
        subject = [model] if model is not None else []
    table = reading.model(root, scope) if root is not None else None
    if table is not None and table.sort == "table":
        subject = [table]
    for call in calls:
        if call.name in ("select", "query", "update", "insert", "delete", "select_from", "join", "outerjoin"):
            named = [reading.model(one, scope) for one in call.node.args[:4]]
            found = [one for one in named if one is not None]
            if call.name in ("join", "outerjoin", "select_from") and not found:
                unknown = True
            subject += found
        elif call.name == "filter_by" and subject and not unknown:
            for entry in reading.keywords(call.node, scope):
                holder = next((one for one in subject[::-1] if entry.key in one.members), subject[-1])
                member = reading.member(holder, entry.key, entry.place, " to filter by")
                reading.compared(holder, member, entry.value)
        elif call.name in ("values", "on_conflict_do_update") and subject:
            _assigned(reading, subject[0], call, scope)
        elif call.name == "update" and len(subject) == 1 and calls[0] is not call:
            _rows(reading, subject[0], [reading.source.value(one, scope.lookup) for one in call.node.args[:1]])
        elif call.name in ("in_", "notin_", "not_in", "is_", "is_not", "is_distinct_from") and call.node.args:
            model, member = (
                reading.of_column(call.node.func.value, scope)
                if isinstance(call.node.func, ast.Attribute)
                else (None, None)
            )
            if model is not None and member is not None:
                reading.compared(model, member, reading.source.value(call.node.args[0], scope.lookup))
    last = calls[-1].name
    session = re.search(r"session|\bdb\b|uow|conn", dotted(root) or "", re.IGNORECASE) is not None
    if last in swallowed_python.SESSION and session:
        reading.written[id(node)] = subject[0].table if subject else ""
    elif last in ("save", "asave", "delete", "adelete") and isinstance(root, ast.Name) and root.id in scope.instances:
        reading.written[id(node)] = scope.instances[root.id].table
    elif last in ("execute", "scalar", "scalars") and session:
        for one in calls[-1].node.args[:1]:
            _, inner = unwound(one) if isinstance(one, ast.Call) else (None, [])
            if inner and inner[0].name in ("insert", "update", "delete") and inner[0].node.args:
                model = reading.model(inner[0].node.args[0], scope)
                reading.written[id(node)] = model.table if model is not None else ""


def _assigned(reading: Reading, model: Model, call: Called, scope: Scope) -> None:
    for entry in reading.keywords(call.node, scope, skip=("index_elements", "constraint", "where", "index_where", "set_")):
        member = reading.member(model, entry.key, entry.place, " to give a value")
        reading.compared(model, member, entry.value)
    rows = [reading.source.value(one, scope.lookup) for one in call.node.args]
    rows += [reading.source.value(one.value, scope.lookup) for one in call.node.keywords if one.arg == "set_"]
    _rows(reading, model, rows)


def _rows(reading: Reading, model: Model, rows: Sequence[Value]) -> None:
    for row in rows:
        for one in row.items if isinstance(row, Items) else (row,):
            for entry in one.entries if isinstance(one, Mapping) else ():
                # Core takes the names of columns, the ORM those of attributes
                if not any(member.column == entry.key for member in model.members.values()):
                    member = reading.member(model, entry.key, entry.place, " to give a value")
                else:
                    member = next(member for member in model.members.values() if member.column == entry.key)
                reading.compared(model, member, entry.value)
            if isinstance(one, Unknown):
                reading.checker.open(one.place, f"what is written to {model.name}")
