"""Chains of supabase-py."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from drifttools.code import postgrest
from drifttools.code.checker import Sure
from drifttools.code.postgrest import Builder, Call
from drifttools.code.python_api import SUPABASE, TABLE_METHODS
from drifttools.code.python_chains import Called
from drifttools.code.python_pieces import dotted
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope
from drifttools.model.code import Certainty


def supabase(reading: Reading, node: ast.Call, root: ast.expr | None, calls: Sequence[Called], scope: Scope) -> bool:
    """Read a chain of a client of Supabase; say whether it is one."""
    name = dotted(root) or ""
    builder = scope.builders.get(name)
    at = next((at for at, one in enumerate(calls) if one.name in (*TABLE_METHODS, "rpc")), None)
    made = scope.lookup(name)
    created = isinstance(made, ast.Call) and (dotted(made.func) or "").rpartition(".")[2] in (
        "create_client", "acreate_client", "create_async_client",
    )  # fmt: skip
    if builder is None and (at is None or not (SUPABASE.search(name.rpartition(".")[2]) or created) or "storage" in name):
        return False
    state = builder or Builder()
    steps = [
        Call(
            one.name,
            reading.source.place(one.node),
            tuple(reading.source.value(arg, scope.lookup) for arg in one.node.args),
        )
        for one in calls
    ]
    postgrest.follow(
        reading.checker,
        state,
        steps,
        Sure(Certainty.CERTAIN, f"the names stand in the code, and {name} is a client of Supabase"),
    )
    if state.begun and state.wrote:
        reading.written[id(node)] = state.table
    if state.begun:
        reading.kept[id(node)] = state
    return True
