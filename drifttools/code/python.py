"""Python beside a vocabulary: models of SQLAlchemy and Django and what is done with them, SQL in texts, supabase-py."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from drifttools.code import swallowed_python
from drifttools.code.checker import Checker
from drifttools.code.python_attributes import attribute, compared, declaration, stored
from drifttools.code.python_calls import built, by_text, sends
from drifttools.code.python_chains import unwound
from drifttools.code.python_django import django, django_chain
from drifttools.code.python_models import Models
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope, constants
from drifttools.code.python_sqlalchemy import sqlalchemy
from drifttools.code.python_supabase import supabase
from drifttools.code.python_text import parsed
from drifttools.model.code import Place


def check_python(checker: Checker, source: bytes, models: Models) -> None:
    """Look through one file.

    Args:
        checker: Where findings go.
        source: The file's bytes.
        models: What all files of the project declare.
    """
    module = models.modules.get(checker.file)
    if module is None:
        try:
            parsed(source.decode("utf-8-sig", "replace"))
        except SyntaxError as problem:
            place = Place(problem.lineno or 1, problem.offset or 1)
            checker.open(place, f"this file does not parse: {problem.msg}", "file")
        except (ValueError, RecursionError, MemoryError) as problem:
            checker.open(Place(1, 1), f"this file does not parse: {problem}", "file")
        return
    reading = Reading(checker, models, module)
    for model in module.models.values():
        declaration(reading, model)
    scope, walk = Scope(constants(module.tree.body)), _Walk(reading)
    for statement in module.tree.body:
        walk.visit(statement, scope)
    swallowed_python.check(checker, module, reading.written)


@dataclass
class _Walk:
    """Goes through a file and says of each expression what it is; what names are bound to is kept in scopes."""

    reading: Reading
    seen: set[int] = field(default_factory=set)

    def visit(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self._function(node, scope)
            return
        if isinstance(node, ast.Assign):
            self.visit(node.value, scope)
            self._bind(node.targets, node.value, scope)
            for target in node.targets:
                self.visit(target, scope)
                stored(self.reading, target, node.value, scope)
            return
        if isinstance(node, ast.Call) and id(node) not in self.seen:
            self.call(node, scope)
        elif isinstance(node, ast.Compare):
            compared(self.reading, node, scope)
        elif isinstance(node, ast.Attribute):
            attribute(self.reading, node, scope)
        for child in ast.iter_child_nodes(node):
            self.visit(child, scope)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> None:
        body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
        inner = Scope({**scope.constants, **(constants(node.body) if not isinstance(node, ast.Lambda) else {})})
        inner.aliases, inner.instances, inner.builders = dict(scope.aliases), dict(scope.instances), dict(scope.builders)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            for known in (inner.constants, inner.instances, inner.aliases):
                known.pop(argument.arg, None)
            model = self.reading.model(argument.annotation, scope) if argument.annotation is not None else None
            if model is not None:
                inner.instances[argument.arg] = model
        if not isinstance(node, ast.Lambda):
            for decorator in node.decorator_list:
                self.visit(decorator, scope)
        for one in body:
            self.visit(one, inner)

    def _bind(self, targets: Sequence[ast.expr], value: ast.expr, scope: Scope) -> None:
        if len(targets) != 1 or not isinstance(targets[0], ast.Name):
            return
        name = targets[0].id
        scope.instances.pop(name, None)
        scope.aliases.pop(name, None)
        value = value.value if isinstance(value, ast.Await) else value
        if not isinstance(value, ast.Call):
            return
        if id(value) in self.reading.kept:
            scope.builders[name] = self.reading.kept[id(value)]
            return
        root, calls = unwound(value)
        last = calls[-1] if calls else None
        made = self.reading.model(value.func, scope)
        if made is not None and made.sort != "table":
            scope.instances[name] = made
        elif last is not None and last.name == "aliased" and last.node.args:
            of = self.reading.model(last.node.args[0], scope)
            if of is not None:
                scope.aliases[name] = of
        elif last is not None and last.name in ("get", "get_one") and last.node.args and root is not None:
            of = self.reading.model(last.node.args[0], scope)
            if of is not None and of.sort == "sqlalchemy":
                scope.instances[name] = of
        elif last is not None and last.name in ("get", "first", "last", "create", "earliest", "latest"):
            of = django(self.reading, root, scope)
            if of is not None and not any(one.name in ("values", "values_list", "aggregate") for one in calls):
                scope.instances[name] = of

    def call(self, node: ast.Call, scope: Scope) -> None:
        """Read a chain of calls, whichever library it is of."""
        root, calls = unwound(node)
        self.seen.update(id(one.node) for one in calls)
        for one in calls:
            sends(self.reading, one, scope)
        if not calls:
            return
        built(self.reading, calls[0], scope)
        by_text(self.reading, calls[0], scope)
        if supabase(self.reading, node, root, calls, scope):
            return
        manager = django(self.reading, root, scope)
        if manager is not None:
            django_chain(self.reading, node, manager, calls, scope)
        else:
            sqlalchemy(self.reading, node, root, calls, scope)
