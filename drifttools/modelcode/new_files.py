"""A module of its own for a new model, where each model of the project has one, and its line in the package."""

from __future__ import annotations

import ast
import posixpath

from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key
from drifttools.modelcode.python_file import PythonFile, assigned_names
from drifttools.modelcode.sqlalchemy_models import Models


def new_model_file(models: Models, key: Key, path: str) -> PythonFile | None:
    """An empty module beside the others, with the base imported as they do; None where there is a file of that name.

    Args:
        models: The round of edits.
        key: The table that it is for.
        path: Where it will be.
    """
    existing = models.project.file(path)
    if existing is not None:
        return existing
    base, lines = models.base(key).place.name, ""
    for table in models.described.tables.values():
        sibling = models.project.file(table.place.file)
        if sibling is None or posixpath.dirname(sibling.path) != posixpath.dirname(path):
            continue
        for node in sibling.tree.body:
            if isinstance(node, ast.ImportFrom) and base in [alias.asname or alias.name for alias in node.names]:
                lines = f"from {'.' * node.level}{node.module or ''} import {base}\n"
        if lines:
            file = models.project.new_file(path, lines)
            file.quote = sibling.quote
            return file
    place = models.base(key).place
    return models.project.new_file(path, f"from {place.module} import {place.name}\n" if place.name else "")


def export_from_package(models: Models, folder: str, path: str, label: str) -> None:
    """Import a new model in `__init__.py` as its siblings are, and name it in `__all__` where they are."""
    file = models.project.file(posixpath.join(folder, "__init__.py"))
    if file is None:
        return
    stem = posixpath.basename(path).removesuffix(".py")
    siblings = [node for node in file.tree.body if isinstance(node, ast.ImportFrom) and _is_sibling(node, folder)]
    if not siblings:
        return
    like = siblings[-1]
    package = (like.module or "").rpartition(".")[0]
    module = f"{'.' * like.level}{package + '.' if package else ''}{stem}"
    line = f"from {module} import {label}"
    later = [node for node in siblings if (node.module or "") > module.lstrip(".")]
    in_order = [node.module or "" for node in siblings] == sorted(node.module or "" for node in siblings)
    if later and in_order:
        file.insert_line_before(later[0], line)
    else:
        file.insert_line_after(like, line)
    _name_in_all(file, label)


def _is_sibling(node: ast.ImportFrom, folder: str) -> bool:
    """Whether an import takes something from a module of the same package."""
    if node.level == 1:
        return bool(node.module)
    return not node.level and posixpath.basename(folder) in (node.module or "").split(".")[:-1]


def _name_in_all(file: PythonFile, label: str) -> None:
    statement = file.find_assignment("__all__")
    value = statement.value if statement is not None and "__all__" in assigned_names(statement) else None
    if not isinstance(value, ast.List | ast.Tuple):
        return
    names = [one.value for one in value.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    after = next((at for at, name in enumerate(names) if name > label), None) if names == sorted(names) else None
    file.add_element(value, file.literal(label), before=value.elts[after] if after is not None else None)
    again = file.find_assignment("__all__")
    listed = again.value if again is not None else None
    if isinstance(listed, ast.List) and len(file.line_of(file.span(listed)[0]).rstrip()) > file.width:
        file.replace(listed, "[\n" + "".join(f"    {file.segment(one)},\n" for one in listed.elts) + "]")


def type_checking_import(file: PythonFile, module: str, label: str) -> None:
    """Import a name for annotations alone, so that two modules can name each other."""
    if label in Imports(file).bound():
        return
    line = f"    from {module} import {label}"
    for node in file.tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in file.segment(node.test):
            before = [one for one in node.body if isinstance(one, ast.ImportFrom) and (one.module or "") < module]
            if line.strip() not in file.segment(node) and before:
                file.insert_line_after(before[-1], line)
            elif line.strip() not in file.segment(node):
                file.insert_line_before(node.body[0], line)
            return
    checking = Imports(file).name("typing", "TYPE_CHECKING")
    imports = [node for node in file.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    file.insert_line_after(imports[-1], f"if {checking}:\n{line}", blank=1)
