"""Chains of Django's managers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

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
        given = (*call.node.args, *(one.value for one in call.node.keywords))
        inside = [one for argument in given for one in _expressions(argument)]
        entries = list(reading.keywords(call.node, scope)) if call.name in django_lookups.BY_KEYWORD else []
        for one in inside:
            if (dotted(one.func) or "").rpartition(".")[2] == "Q" and call.name in django_lookups.BY_KEYWORD:
                entries += reading.keywords(one, scope)
        texts = [reading.source.value(one, scope.lookup) for one in call.node.args]
        looking.step(call.name, entries, texts)
        for one in inside:
            if (dotted(one.func) or "").rpartition(".")[2] in django_lookups.OF_FIELDS and one.args:
                looking.expression(reading.source.value(one.args[0], scope.lookup))
        for entry, owner, member in looking.columns:
            reading.compared(owner, member, entry.value)
        looking.columns.clear()
        if call.name in django_lookups.WRITES:
            reading.written[id(node)] = model.table


def _expressions(node: ast.expr) -> Iterator[ast.Call]:
    """The calls in an argument whose names are of the queryset's own model: not those of a queryset within."""
    if isinstance(node, ast.Call):
        called = dotted(node.func)
        if called is None or called.rpartition(".")[2] in django_lookups.OF_OTHERS or ".objects" in called:
            return
        yield node
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.expr):
            yield from _expressions(one)
        elif isinstance(one, ast.keyword):
            yield from _expressions(one.value)
