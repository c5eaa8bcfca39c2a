"""Which metadata `conftest.py` and `env.py` use, read from their source: nothing of it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drifttools.model.bases import MetadataUse

_FILES = ("conftest.py", "env.py")
_MAKES = ("create_all", "drop_all")
_ALEMBIC = "target_metadata"


@dataclass(frozen=True, slots=True)
class UsedHere:
    """A use, and what its file imports of the project."""

    use: MetadataUse
    imports: tuple[str, ...]


def uses_in(root: Path) -> tuple[UsedHere, ...]:
    """Every use in the tests and migrations below a directory, by file and line."""
    found: list[UsedHere] = []
    for path in _files(root):
        try:
            tree = ast.parse(path.read_bytes(), str(path))
        except (OSError, SyntaxError, ValueError):
            continue  # Python itself says so where it is run
        found += _File(path.relative_to(root), tree).uses()
    return tuple(found)


def _files(root: Path) -> Iterator[Path]:
    """They stand where no other code is looked for, too: migrations have their env.py."""
    for name in _FILES:
        for path in sorted(root.rglob(name)):
            parts = path.relative_to(root).parts[:-1]
            if not any(part in _PASSED_OVER or part.startswith(".") for part in parts):
                yield path


_PASSED_OVER = ("node_modules", "site-packages", "venv", "env", "build", "dist", "reports")


class _File:
    """One file, and what its names mean."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.names: dict[str, str] = {}
        self.assigned: dict[str, ast.expr] = {}
        self.modules: list[str] = []
        self._learn()

    def _learn(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for one in node.names:
                    self.modules.append(one.name)
                    first = one.asname or one.name.split(".")[0]
                    self.names[first] = (one.name if one.asname else first) + ":"
            elif isinstance(node, ast.ImportFrom):
                module = self._absolute(node)
                # what is imported may be a module itself
                self.modules += [module, *(f"{module}.{one.name}" for one in node.names if one.name != "*")]
                self.names |= {one.asname or one.name: f"{module}:{one.name}" for one in node.names}
            elif isinstance(node, ast.Assign):
                self.assigned |= {one.id: node.value for one in node.targets if isinstance(one, ast.Name)}

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.path.parts[: -node.level] if node.level <= len(self.path.parts) else ()
        return ".".join(filter(None, (*package, node.module)))

    def uses(self) -> Iterator[UsedHere]:
        """Each place that makes tables, drops them, or hands metadata to Alembic."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and node.attr in _MAKES:
                yield from self._use(node.attr, node, [node.value])
            elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == _ALEMBIC for t in node.targets):
                several = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
                yield from self._use(_ALEMBIC, node, several)

    def _use(self, use: str, node: ast.Attribute | ast.Assign, expressions: Sequence[ast.expr]) -> Iterator[UsedHere]:
        named = tuple(filter(None, (self._resolved(one) for one in expressions)))
        if named:
            yield UsedHere(MetadataUse(self.path.as_posix(), node.lineno, use, named), tuple(dict.fromkeys(self.modules)))

    def _resolved(self, node: ast.expr, depth: int = 0) -> str:
        """`module:attribute` of `Base.metadata`, `models.Base.metadata`, or of a variable that is one; else empty."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        if node.id not in self.names:
            value = self.assigned.get(node.id)
            inner = self._resolved(value, depth + 1) if value is not None and depth < len(self.assigned) else ""
            return ".".join((inner, *parts)) if inner else ""
        module, _, attribute = self.names[node.id].partition(":")
        return f"{module}:{'.'.join(filter(None, (attribute, *parts)))}"
