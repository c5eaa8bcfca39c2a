"""A type of PostgreSQL replaced by that of `drifttools.types`: in a whole file, because it is imported there once."""

from __future__ import annotations

import ast

from drifttools.modelcode.imports import Imports
from drifttools.modelcode.python_file import PythonFile, arguments_of, keyword_of

OWN = "drifttools.types"
_FROM = ("sqlalchemy", "sqlalchemy.types", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.postgresql.base")
_SAID = {"JSONB": ("none_as_null",), "ARRAY": ("item_type", "dimensions"), "UUID": ("as_uuid",)}
_DROPPED = {"JSONB": ("astext_type",)}
"""Options that change nothing here."""
_OTHER = {"UUID": ("UUID", "Uuid")}


def use_own(file: PythonFile, name: str) -> bool:
    """Use the type of ours in a file.

    Args:
        file: Where models are declared.
        name: `JSONB`, `ARRAY` or `UUID`.

    Returns:
        Whether anything was changed; nothing is where it is given an option that ours has not.
    """
    changed = False
    for theirs in _OTHER.get(name, (name,)):
        changed = _imported(file, name, theirs) or changed
        changed = _dotted(file, name, theirs) or changed
    return changed


def _imported(file: PythonFile, name: str, theirs: str) -> bool:
    """`from sqlalchemy.dialects.postgresql import JSONB`."""
    found = _import_of(file, theirs)
    if found is None:
        return False
    bound = found[1].asname or found[1].name
    if not _fits(_calls(file, bound), name):
        return False
    _drop_options(file, name, bound)
    again = _import_of(file, theirs)  # the edit has moved it
    if again is not None:
        drop_alias(file, *again)
    given = Imports(file).name(OWN, name)
    if given != bound:
        _rename(file, bound, given)
    return True


def _import_of(file: PythonFile, theirs: str) -> tuple[ast.ImportFrom, ast.alias] | None:
    """The import of a type by its name, and the part of it that is of this type."""
    imports = (node for node in file.tree.body if isinstance(node, ast.ImportFrom) and node.module in _FROM)
    return next(((node, alias) for node in imports for alias in node.names if alias.name == theirs), None)


def _dotted(file: PythonFile, name: str, theirs: str) -> bool:
    """`postgresql.JSONB`."""
    changed = False
    # to walk the tree for each column is most of the work on a large file, and `uuid.UUID` is none of these
    while modules := {one for one in _modules(file) if f"{one}.{theirs}" in file.text}:
        nodes = [
            node
            for node in ast.walk(file.tree)
            if isinstance(node, ast.Attribute) and node.attr == theirs and isinstance(node.value, ast.Name)
            if node.value.id in modules
        ]
        if not nodes:
            return changed
        bound = file.segment(nodes[0])
        if not _fits([one for one in _all_calls(file) if file.segment(one.func) == bound], name):
            return changed
        _drop_options(file, name, bound)
        given = Imports(file).name(OWN, name)
        node = next(one for one in ast.walk(file.tree) if isinstance(one, ast.Attribute) and file.segment(one) == bound)
        file.replace(node, given)
        changed = True
    return changed


def _modules(file: PythonFile) -> set[str]:
    """The names by which a file knows modules that have the types."""
    names: set[str] = set()
    for node in file.tree.body:
        if isinstance(node, ast.Import):
            names |= {
                one.asname or one.name for one in node.names if one.name in _FROM and (one.asname or "." not in one.name)
            }
        elif isinstance(node, ast.ImportFrom):
            names |= {one.asname or one.name for one in node.names if f"{node.module}.{one.name}" in _FROM}
    return names


def _all_calls(file: PythonFile) -> list[ast.Call]:
    return [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]


def _calls(file: PythonFile, bound: str) -> list[ast.Call]:
    return [node for node in _all_calls(file) if isinstance(node.func, ast.Name) and node.func.id == bound]


def _fits(calls: list[ast.Call], name: str) -> bool:
    """Whether ours takes all that these are given."""
    known = (*_SAID[name], *_DROPPED.get(name, ()))
    return all(one.arg in known for call in calls for one in call.keywords) and all(len(call.args) <= 1 for call in calls)


def _drop_options(file: PythonFile, name: str, bound: str) -> None:
    for option in _DROPPED.get(name, ()):
        while True:
            calls = [one for one in _all_calls(file) if file.segment(one.func) == bound and keyword_of(one, option)]
            if not calls:
                break
            said = keyword_of(calls[0], option)
            assert said is not None  # noqa: S101 - it was looked for
            file.drop_member(arguments_of(calls[0]), said)


def _rename(file: PythonFile, old: str, new: str) -> None:
    while True:
        node = next((one for one in ast.walk(file.tree) if isinstance(one, ast.Name) and one.id == old), None)
        if node is None:
            return
        file.replace(node, new)


def drop_alias(file: PythonFile, node: ast.ImportFrom, gone: ast.alias) -> None:
    """Take one name out of an import, and the import with the last one."""
    if len(node.names) == 1:
        start, end = file.span(node)
        after = file.text[end : end + 1] == "\n"
        file.splice(start, end + after, "")
        return
    place = node.names.index(gone)
    start, end = file.span(gone)
    if place + 1 < len(node.names):
        file.splice(start, file.span(node.names[place + 1])[0], "")
    else:
        file.splice(file.span(node.names[place - 1])[1], end, "")
