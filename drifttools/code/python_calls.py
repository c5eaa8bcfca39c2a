"""Calls in Python that are of no one library: models built, attributes by text, statements sent."""

from __future__ import annotations

import ast

from drifttools.code.checker import Sure
from drifttools.code.python_api import DATABASE, SENDS, STARTS
from drifttools.code.python_chains import Called, unwound
from drifttools.code.python_pieces import dotted
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope
from drifttools.code.python_text import BRACES
from drifttools.code.sql import check_sql, is_sql, writes, written_table
from drifttools.code.values import Text, Unknown
from drifttools.model.code import Certainty


def built(reading: Reading, call: Called, scope: Scope) -> None:
    """`User(is_active=True)`."""
    model = reading.model(call.node.func, scope)
    if model is None or model.sort == "table" or (call.owner is None and call.name in STARTS):
        return
    for entry in reading.keywords(call.node, scope):
        member = reading.member(model, entry.key, entry.place, ", so it cannot be built with one")
        reading.compared(model, member, entry.value)


def by_text(reading: Reading, call: Called, scope: Scope) -> None:
    """`setattr(user, name, value)`, `getattr(User, "status")`."""
    if call.owner is not None or call.name not in ("getattr", "setattr") or len(call.node.args) < 2:  # noqa: PLR2004 - whose, and its name
        return
    owner, named = call.node.args[:2]
    model = scope.instances.get(dotted(owner) or "") or reading.model(owner, scope)
    if model is None or (call.name == "getattr" and len(call.node.args) > 2):  # noqa: PLR2004 - it may be absent
        return
    value = reading.source.value(named, scope.lookup)
    if not isinstance(value, Text) or not value.whole:
        reading.checker.open(value.place, f"the name of an attribute of {model.name}")
    elif not reading.has(model, value.text, instance=True):
        doing = ", so nothing is stored" if call.name == "setattr" else ""
        reading.member(model, value.text, value.place, doing)


def sends(reading: Reading, call: Called, scope: Scope) -> None:
    """Read a statement that is handed to something that sends it."""
    if call.name not in SENDS or not call.node.args:
        return
    value = reading.source.value(call.node.args[0], scope.lookup)
    if call.name == "SQL" and isinstance(value, Text):
        value = reading.source.filled(value, BRACES, value.place)  # psycopg's own format
    if isinstance(value, Text) and is_sql(value.text):
        sure = Sure(Certainty.CERTAIN, f"the names stand in a statement that {call.name}() takes")
        check_sql(reading.checker, value, sure)
        if writes(value.text):
            reading.written[id(call.node)] = written_table(value.text)
    elif isinstance(value, Unknown) and _is_statement(reading, call, scope):
        reading.checker.open(value.place, f"a statement that is handed to {call.name}()")


def _is_statement(reading: Reading, call: Called, scope: Scope) -> bool:
    """Whether what is handed over is SQL that was made elsewhere, and not a `select()` that is read where it stands."""
    if call.owner is None:
        return call.name == "text" and "text" in reading.module.names
    if call.name == "text" or not DATABASE.search(call.owner):
        return False
    given: ast.expr | None = call.node.args[0]
    if isinstance(given, ast.Name):
        given = scope.lookup(given.id)
    if isinstance(given, ast.Call):
        root, inner = unwound(given)
        return root is None and inner[0].name.rpartition(".")[2] not in {*STARTS, "text", "SQL", "union", "union_all"}
    return not isinstance(given, (ast.Attribute, ast.Subscript)) or call.name in ("exec_driver_sql", "executemany")
