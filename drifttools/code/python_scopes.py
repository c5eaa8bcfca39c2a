"""What the names of a function of Python stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drifttools.code.postgrest import Builder
from drifttools.code.python_shapes import Model


@dataclass
class Scope:
    """What names stand for in a function.

    Args:
        constants: Names that are assigned once, with what they are assigned.
        instances: Names that hold a row of a model; aliases: names of aliased models.
        builders: Names that hold a chain of supabase-py.
    """

    constants: dict[str, ast.expr]
    instances: dict[str, Model] = field(default_factory=dict)
    aliases: dict[str, Model] = field(default_factory=dict)
    builders: dict[str, Builder] = field(default_factory=dict)

    def lookup(self, name: str) -> ast.expr | None:
        """What a name was assigned, where that happened once."""
        return self.constants.get(name)


def constants(body: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    """Names that are assigned just once in a body, with what."""
    found: dict[str, ast.expr | None] = {}
    for node in own_nodes(body):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for one in target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]:
                    if isinstance(one, ast.Name):
                        found[one.id] = node.value if one is target and one.id not in found else None
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node.value if node.target.id not in found else None
        elif isinstance(node, (ast.AugAssign, ast.For, ast.AsyncFor, ast.comprehension, ast.NamedExpr)):
            found |= {one.id: None for one in ast.walk(node.target) if isinstance(one, ast.Name)}
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            found |= {one.id: None for one in ast.walk(node.optional_vars) if isinstance(one, ast.Name)}
    return {name: value for name, value in found.items() if value is not None}


def own_nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a body but those of functions and classes in it."""
    waiting = list(body)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting += list(ast.iter_child_nodes(node))[::-1]
