"""Chains of Django's managers."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from drifttools.code import django_lookups
from drifttools.code.python_chains import Called
from drifttools.code.python_pieces import dotted
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope
from drifttools.code.python_shapes import Model


def django(reading: Reading, root: ast.expr | None, scope: Scope) -> Model | None:
    """The model of `User.objects`."""
    if not isinstance(root, ast.Attribute) or isinstance(root.ctx, ast.Store):
        return None
    model = reading.model(root.value, scope)
    return model if model is not None and model.sort == "django" else None


def django_chain(reading: Reading, node: ast.Call, model: Model, calls: Sequence[Called], scope: Scope) -> None:
    """Read what is asked of a manager, step by step."""
    looking = django_lookups.Looking(reading.checker, reading.models, reading.module, model)
    for call in calls:
        inside = [one for argument in call.node.args for one in ast.walk(argument) if isinstance(one, ast.Call)]
        entries = list(reading.keywords(call.node, scope)) if call.name in django_lookups.BY_KEYWORD else []
        for one in inside:
            if (dotted(one.func) or "").rpartition(".")[2] == "Q" and call.name in django_lookups.BY_KEYWORD:
                entries += reading.keywords(one, scope)
        texts = [reading.source.value(one, scope.lookup) for one in call.node.args]
        looking.step(call.name, entries, texts)
        for entry, owner, member in looking.columns:
            reading.compared(owner, member, entry.value)
        looking.columns.clear()
        if call.name in django_lookups.WRITES:
            reading.written[id(node)] = model.table
