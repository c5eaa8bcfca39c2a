"""Pieces of Python syntax that declare something: imports, assignments, tables, relations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from drifttools.code.python_shapes import Member, Model, Module
from drifttools.model.code import Place


def dotted(node: ast.expr | None) -> str | None:
    """`a.b.c` of an expression that is only that; else None."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return ".".join((node.id, *reversed(parts)))
    return None


def top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """What stands at the top of a file, below `if TYPE_CHECKING` and `try` too."""
    for one in body:
        yield one
        if isinstance(one, (ast.If, ast.Try, ast.With)):
            yield from top_statements(one.body)
            yield from top_statements(getattr(one, "orelse", []))


def note_imports(module: Module, node: ast.Import | ast.ImportFrom) -> None:
    """Note what an import brings into a module, relative ones resolved."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            module.names[name] = (alias.name if alias.asname else name, "")
        return
    parts = module.name.split(".") if module.name else []
    up = node.level - (1 if module.package else 0)
    home = parts[: len(parts) - up] if node.level and up > 0 else parts if node.level else []
    where = ".".join([*home, *([node.module] if node.module else [])])
    for alias in node.names:
        if alias.name == "*":
            module.stars.append(where)
        else:
            module.names[alias.asname or alias.name] = (where, alias.name)


def assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None, ast.expr | None]]:
    """The names that a statement assigns, each with its value and its annotation."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
            for one in names:
                if isinstance(one, ast.Name):
                    yield one.id, node.value, None
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, node.value, node.annotation
    elif isinstance(node, (ast.If, ast.Try)):
        for inner in node.body:
            yield from assigned(inner)


def text_of(node: ast.expr | None) -> str:
    """The text of a literal; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def target_of(node: ast.expr) -> str:
    """The model that a relation names: as text, as a name, or within a lambda."""
    if isinstance(node, ast.Lambda):
        node = node.body
    return text_of(node) or dotted(node) or ""


def innermost(annotation: ast.expr | None) -> str:
    """The innermost name of `Mapped[Optional[List["User"]]]`."""
    node = annotation
    while True:
        if isinstance(node, ast.Subscript):
            node = node.slice
        elif isinstance(node, ast.BinOp):
            node = node.left if not (isinstance(node.left, ast.Constant) and node.left.value is None) else node.right
        elif isinstance(node, ast.Tuple) and node.elts:
            node = node.elts[0]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = re.findall(r"[A-Za-z_][\w.]*", node.value)
            return found[-1] if found else ""
        else:
            return dotted(node) or ""


def schema_of(value: ast.expr | None) -> str | None:
    """The schema that `__table_args__` or `Table` options name; None for none."""
    last = value.elts[-1] if isinstance(value, ast.Tuple) and value.elts else value
    if isinstance(last, ast.Dict):
        for key, one in zip(last.keys, last.values, strict=True):
            if text_of(key) == "schema":
                return text_of(one) or None
    return None


def read_meta(model: Model, node: ast.ClassDef) -> None:
    """Note what the inner class `Meta` of a Django model says of its table."""
    for one in node.body:
        for name, value, _ in assigned(one):
            if name == "db_table":
                table = text_of(value).replace('"', "")
                schema, _, bare = table.rpartition(".")
                model.table, model.schema = bare, schema or None
            elif name == "app_label" and not model.table:
                model.table = f"{text_of(value)}_{model.name.lower()}"
            elif name == "abstract":
                model.abstract = isinstance(value, ast.Constant) and bool(value.value)


def django_relation(model: Model, name: str, place: Place, call: ast.Call, made: str) -> Member:
    """The attribute of a relation of Django; notes what the relation gives to its target."""
    options = {one.arg: one.value for one in call.keywords}
    target = target_of(call.args[0] if call.args else options.get("to", ast.Constant("")))
    target = model.name if target == "self" else target
    related = text_of(options.get("related_name"))
    query = text_of(options.get("related_query_name")) or related or model.name.lower()
    if not related.endswith("+"):
        accessor = related or (model.name.lower() + ("" if made == "OneToOneField" else "_set"))
        model.reverse.append((target, accessor, query))
    if "ManyToMany" in made or made == "GenericRelation":
        return Member(name, place, target=target)
    column = text_of(options.get("db_column")) or f"{name}_id"
    model.members.setdefault(f"{name}_id", Member(f"{name}_id", place, column))
    model.own.add(f"{name}_id")
    return Member(name, place, column=column, target=target)


def note_core_table(module: Module, node: ast.Assign) -> None:
    """Note a table of SQLAlchemy's Core that is assigned to a name."""
    if len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name) or not isinstance(node.value, ast.Call):
        return
    if (dotted(node.value.func) or "").rpartition(".")[2] == "Table":
        made = table_of(module, node.targets[0].id, node.value)
        if made is not None:
            module.models[made.name] = made


def table_of(module: Module, name: str, call: ast.Call) -> Model | None:
    """The model of a `Table(...)`; None where its name is made while the program runs."""
    table = text_of(call.args[0]) if call.args else ""
    if not table:
        return None
    schema = next((text_of(one.value) for one in call.keywords if one.arg == "schema"), "")
    model = Model(
        name, module.name, module.file, module.source.place(call), sort="table", schema=schema or None, table=table
    )
    for one in call.args[1:]:
        if isinstance(one, ast.Starred):
            model.open = "columns that are put in while the program runs"
        elif isinstance(one, ast.Call) and (dotted(one.func) or "").rpartition(".")[2] == "Column" and one.args:
            column = text_of(one.args[0])
            key = next((text_of(word.value) for word in one.keywords if word.arg == "key"), "") or column
            if column:
                model.members[key] = Member(key, module.source.place(one), column)
                model.own.add(key)
    if any(one.arg in ("autoload", "autoload_with") for one in call.keywords):
        model.open = "columns that are read from the database"
    return model


def enum_value(value: ast.expr, name: str, bases: set[str]) -> str | None:
    """The text that a member of an enum stands for; None where it is none."""
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    if isinstance(value, ast.Call) and (dotted(value.func) or "").rpartition(".")[2] == "auto" and "StrEnum" in bases:
        return name.lower()
    return text_of(value) or None


def snake(name: str) -> str:
    """The name of a class as that of a table: `UserGroup` is `user_group`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def app_of(file: str) -> str:
    """Django's label of the app that a file is in: the directory that holds `models`."""
    parts = PurePosixPath(file).with_suffix("").parts
    if "models" in parts:
        at = len(parts) - 1 - parts[::-1].index("models")
        return parts[at - 1] if at else ""
    return parts[-2] if len(parts) > 1 else ""
