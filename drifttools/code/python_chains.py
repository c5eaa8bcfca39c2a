"""Chains of calls in Python, unwound."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from drifttools.code.python_pieces import dotted


@dataclass(frozen=True, slots=True)
class Called:
    """One call of a chain: its name, and what it is called on, where that is a name."""

    name: str
    node: ast.Call
    owner: str | None


def unwound(node: ast.Call) -> tuple[ast.expr | None, list[Called]]:
    """What a chain of calls begins with, None for a bare function, and its calls in their order."""
    calls: list[Called] = []
    at: ast.expr = node
    while True:
        if isinstance(at, ast.Await):
            at = at.value
        elif isinstance(at, ast.Call):
            if isinstance(at.func, ast.Attribute):
                calls.append(Called(at.func.attr, at, dotted(at.func.value)))
                at = at.func.value
            else:
                calls.append(Called(dotted(at.func) or "", at, None))
                return None, calls[::-1]
        else:
            return at, calls[::-1]
