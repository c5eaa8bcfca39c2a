"""Names that an edit needs: taken from what a module imports already, else imported as its other imports are."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from drifttools.modelcode.python_file import PythonFile, assigned_names, statements_of

# Where SQLAlchemy and Django give the same name under several modules.
_ALSO = {
    "sqlalchemy": (
        "sqlalchemy.types",
        "sqlalchemy.schema",
        "sqlalchemy.sql",
        "sqlalchemy.sql.expression",
        "sqlalchemy.sql.sqltypes",
    ),
    "sqlalchemy.orm": ("sqlalchemy.ext.declarative",),
    "django.db.models": ("django.contrib.gis.db.models",),
    "typing": ("typing_extensions",),
}


class Imports:
    """What names a module has, and those that an edit adds.

    Args:
        file: The module; imports are written into it at once.
    """

    def __init__(self, file: PythonFile) -> None:
        self.file = file

    def name(self, module: str, attribute: str) -> str:
        """How the module writes something of another one; it is imported where it is not yet.

        Args:
            module: Where it is defined.
            attribute: Its name there.
        """
        return self.has(module, attribute) or self._add(module, attribute)

    def dotted(self, module: str, attribute: str) -> str:
        """As `name`, but what is new is written with its module before it: `uuid.UUID` beside a type of that name."""
        found = self.has(module, attribute)
        if found:
            return found
        if module in self.bound():
            return self._add(module, attribute)
        self._new(module, "")
        return f"{module}.{attribute}"

    def has(self, module: str, attribute: str) -> str:
        """How the module writes it, where that is imported; else empty."""
        places = (module, *_ALSO.get(module, ()))
        return self._imported(places, attribute) or self._through_module(places, attribute)

    def bound(self) -> set[str]:
        """Every name of the module itself."""
        names: set[str] = set()
        for node in statements_of(self.file.tree.body):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
            else:
                names.update(assigned_names(node))
        return names

    def _statements(self) -> Iterator[ast.stmt]:
        for node in self.file.tree.body:
            if isinstance(node, ast.Try):
                yield from node.body
            else:
                yield node

    def _imported(self, modules: tuple[str, ...], attribute: str) -> str:
        for node in self._statements():
            if isinstance(node, ast.ImportFrom) and not node.level and node.module in modules:
                for alias in node.names:
                    if alias.name == attribute:
                        return alias.asname or alias.name
        return ""

    def _through_module(self, modules: tuple[str, ...], attribute: str) -> str:
        for node in self._statements():
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name in modules and (alias.asname or "." not in alias.name):
                        return f"{alias.asname or alias.name}.{attribute}"
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    if f"{node.module}.{alias.name}" in modules:
                        return f"{alias.asname or alias.name}.{attribute}"
        return ""

    def _add(self, module: str, attribute: str) -> str:
        taken = self.bound()
        alias = attribute
        if attribute in taken:
            alias = next(one for one in (f"SQL{attribute}", f"{attribute}_", f"_{attribute}_") if one not in taken)
        text = attribute if alias == attribute else f"{attribute} as {alias}"
        for node in self.file.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == module and not node.level:
                self._extend(node, text)
                return alias
        self._new(module, text)
        return alias

    def _extend(self, node: ast.ImportFrom, text: str) -> None:
        """Put a name among those of an import, at its place where they are sorted."""
        file = self.file
        listed = [file.segment(alias) for alias in node.names]
        place = next((at for at in range(len(listed)) if _order(listed[at]) > _order(text)), len(listed))
        if listed != sorted(listed, key=_order):
            place = len(listed) if listed != sorted(listed) else sum(one < text for one in listed)
        if node.lineno == node.end_lineno:
            names = [*listed[:place], text, *listed[place:]]
            line = f"from {node.module} import {', '.join(names)}"
            if len(line) > file.width:
                line = f"from {node.module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
            file.replace(node, line)
            return
        if place < len(listed):
            start = file.span(node.names[place])[0]
            alone = not file.line_of(start)[: start - (file.text.rfind("\n", 0, start) + 1)].strip()
            indent = re.match(r"\s*", file.line_of(start))
            file.splice(start, start, f"{text},\n{indent[0] if indent else ''}" if alone else f"{text}, ")
            return
        end = file.span(node.names[-1])[1]
        line = file.line_of(end)
        indent = re.match(r"\s*", line)
        file.splice(
            end, end, f",\n{indent[0] if indent else ''}{text}" if line.strip().rstrip(",") == listed[-1] else f", {text}"
        )

    def _new(self, module: str, text: str) -> None:
        """A new import, after those that it belongs to: the standard library's, other packages', the project's own."""
        file = self.file
        line = f"from {module} import {text}" if text else f"import {module}"
        rank = _rank(module, file)
        imports = [node for node in file.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        plain = [node for node in imports if _module(node) != "__future__"]
        near = [node for node in plain if _rank(_module(node), file) == rank]
        if near:
            # plain imports stand first, as isort and ruff have it
            earlier: list[ast.Import | ast.ImportFrom] = [
                node for node in near if isinstance(node, ast.Import) and (text or _module(node) <= module)
            ]
            earlier += [node for node in near if isinstance(node, ast.ImportFrom) and text and _module(node) <= module]
            if earlier:
                file.insert_line_after(earlier[-1], line)
            else:
                file.insert_line_before(near[0], line)
            return
        before = [node for node in plain if _rank(_module(node), file) < rank]
        after = [node for node in plain if _rank(_module(node), file) > rank]
        if before:
            file.insert_line_after(before[-1], line, blank=1)
        elif after:
            file.insert_line_before(after[0], line, blank=1)
        elif imports:
            file.insert_line_after(imports[-1], line, blank=1)
        else:
            self._first(line)

    def _first(self, line: str) -> None:
        body = self.file.tree.body
        documented = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        if documented:
            self.file.insert_line_after(body[0], line, blank=1)
        elif body:
            self.file.insert_line_before(body[0], line, blank=2)
        else:
            self.file.append(line)


def _module(node: ast.Import | ast.ImportFrom) -> str:
    if isinstance(node, ast.Import):
        return node.names[0].name
    return "." * node.level + (node.module or "")


def _rank(module: str, file: PythonFile) -> int:
    """0 the standard library, 1 other packages, 2 what is beside this file."""
    package = module.split(".", maxsplit=1)[0]
    if package in sys.stdlib_module_names:
        return 0
    own = file.path.replace("\\", "/").split("/")
    return 2 if not package or package in own[:-1] or f"{package}.py" in own else 1


def _order(name: str) -> tuple[int, str]:
    """As isort and ruff sort names: constants, classes, the rest."""
    plain = name.split(" ", maxsplit=1)[0]
    rank = 0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2
    return rank, plain
