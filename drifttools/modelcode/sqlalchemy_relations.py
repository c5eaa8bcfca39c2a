"""Relationships for foreign keys that the models lacked, on both sides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from drifttools.modelcode.described import DescribedTable, Relation
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.new_files import type_checking_import
from drifttools.modelcode.python_file import PythonFile, assigned_names, called, keyword_of
from drifttools.modelcode.sqlalchemy_enums import module_of
from drifttools.modelcode.sqlalchemy_models import Models, column_call
from drifttools.modelcode.words import attribute_name, snake

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint


def relate(models: Models, key: Key, label: str, file: PythonFile, *, link: bool = False) -> None:
    """Write the relationships of a new table, where the project has any.

    Args:
        models: The round of edits.
        key: The table.
        label: Its class, or the variable of a table that only links two others.
        file: Where it is written.
        link: Whether it is the latter: then the two others are related through it.
    """
    if not _wanted(models):
        return
    foreign = [one for one in models.live.constraints.get(key, ()) if one.type == "foreign key" and one.columns]
    if link:
        _through(models, key, [referenced(one) for one in foreign])
        return
    for constraint in foreign:
        if len(constraint.columns or ()) == 1 and referenced(constraint) != key:
            _one_to_many(models, key, label, file, constraint)


def relate_column(models: Models, table: DescribedTable, column: str) -> None:
    """Write the relationships of a foreign key that a table of the models lacked.

    A second key to the same table makes the relationships of the first one ambiguous, so those are told which is theirs.
    """
    constraint, here = models.live.foreign_key(table.key, column), models.class_of(table)
    if constraint is None or here is None or referenced(constraint) == table.key:
        return
    target = models.table(referenced(constraint))
    if target is not None and target.is_class:
        _tell_apart(models, table, target)
        _tell_apart(models, target, table)
    if _wanted(models):
        _one_to_many(models, table.key, table.place.name, here[0], constraint)


def _tell_apart(models: Models, table: DescribedTable, other: DescribedTable) -> None:
    """Say which key a relationship is by, where it does not say so yet."""
    for name, relation in table.relations.items():
        found = models.class_of(table)
        if found is None or relation.through or relation.leads_to != other.place.name or len(relation.columns) != 1:
            continue
        file, node = found
        statement = file.find_assignment(name, node.body)
        call = statement.value if statement is not None else None
        if not isinstance(call, ast.Call) or keyword_of(call, "foreign_keys") or keyword_of(call, "primaryjoin"):
            continue
        owner = next(
            (one for one in (table, other) if relation.columns[0] in one.columns and _leads(models, one, relation)), None
        )
        if owner is None:
            continue
        file.add_argument(call, f"foreign_keys={_by_key(file, owner.place.name, owner.columns[relation.columns[0]])}")
        again = file.find_class(table.place.name)
        statement = file.find_assignment(name, again.body) if again is not None else None
        if statement is not None:
            file.fold(statement)


def _leads(models: Models, table: DescribedTable, relation: Relation) -> bool:
    return models.live.foreign_key(table.key, relation.columns[0]) is not None


def _by_key(file: PythonFile, label: str, attribute: str) -> str:
    return file.literal(f"[{label}.{attribute}]")


def _wanted(models: Models) -> bool:
    return any(table.relations for table in models.described.tables.values())


def _one_to_many(models: Models, key: Key, label: str, file: PythonFile, constraint: Constraint) -> None:
    """The two sides of one foreign key."""
    target, column = models.table(referenced(constraint)), (constraint.columns or ("",))[0]
    there = models.class_of(target) if target is not None else None
    if target is None or there is None:
        return
    foreign = [one for one in models.live.constraints.get(key, ()) if one.type == "foreign key"]
    several = sum(referenced(one) == target.key for one in foreign) > 1
    one = attribute_name(column.removesuffix("_id") if column != "id" else snake(target.place.name))
    alone = models.live.unique_alone(key, column)
    many = snake(label) if alone else attribute_name(key[1])
    many += f"_by_{one}" if several else ""
    known = models.table(key)
    taken = {attribute_name(known.column) for known in models.live.columns.get(key, ())} | (
        known.attributes if known else set()
    )
    if one in taken or many in target.attributes:
        models.project.note(
            f"table {'.'.join(key)}", f"no relationship to {target.place.name}: {one} or {many} is a name already"
        )
        return
    typed = models.is_typed(there[1])
    by = [f"foreign_keys={_by_key(file, label, attribute_name(column))}"] if several else []
    nullable = any(known.column == column and not known.not_null for known in models.live.columns.get(key, ()))
    said = [*by, f"back_populates={file.literal(many)}"]
    _write(file, label, one, target.place.name, said, typed=typed, many=False, optional=nullable)
    options = [*by, f"back_populates={there[0].literal(one)}"]
    if constraint.on_delete == "cascade":
        options += [f"cascade={there[0].literal('all, delete-orphan')}", "passive_deletes=True"]
    elif constraint.on_delete == "set null":
        options += ["passive_deletes=True"]
    if alone and not typed:
        options.append("uselist=False")
    _write(there[0], target.place.name, many, label, options, typed=typed, many=not alone, optional=alone)
    if typed:
        _for_annotations(file, target.place.module, target.place.name, there[0].path)
        _for_annotations(there[0], _module_beside(models, file, target), label, file.path)


def _through(models: Models, key: Key, targets: list[Key]) -> None:
    """Two classes that a table links: each has a list of the other."""
    tables = [models.table(target) for target in targets]
    if len(tables) != 2 or tables[0] is None or tables[1] is None or tables[0].key == tables[1].key:  # noqa: PLR2004 - two
        return
    for table, other in ((tables[0], tables[1]), (tables[1], tables[0])):
        found = models.class_of(table)
        if found is None or not other.is_class or attribute_name(other.key[1]) in table.attributes:
            return
    for table, other in ((tables[0], tables[1]), (tables[1], tables[0])):
        found = models.class_of(table)
        assert found is not None  # noqa: S101 - see above
        file, node = found
        options = [
            f"secondary={file.literal(variable_key(models, key))}",
            f"back_populates={file.literal(attribute_name(table.key[1]))}",
        ]
        typed = models.is_typed(node)
        _write(file, table.place.name, attribute_name(other.key[1]), other.place.name, options, typed=typed, many=True)
        if typed:
            _for_annotations(file, other.place.module, other.place.name, other.place.file)


def variable_key(models: Models, key: Key) -> str:
    """A table as `secondary=` names it in a string."""
    return ".".join(filter(None, (models.schema_of_new(key), key[1])))


def _write(
    file: PythonFile,
    owner: str,
    name: str,
    other: str,
    options: list[str],
    *,
    typed: bool,
    many: bool,
    optional: bool = False,
) -> None:
    """One relationship, after those that the class has, else after its columns."""
    imports = Imports(file)
    relationship = imports.name("sqlalchemy.orm", "relationship")
    if typed:
        inner = f"list[{file.literal(other)}]" if many else file.literal(other)
        if optional:
            inner = file.literal(f"{other} | None")
        before = f"{name}: {imports.name('sqlalchemy.orm', 'Mapped')}[{inner}] = "
        arguments = options
    else:
        before, arguments = f"{name} = ", [file.literal(other), *options]
    node = file.find_class(owner)
    if node is None:
        return
    indent = file.indent_of(node.body[0])
    line = indent + file.call(relationship, arguments, indent, before)
    own = [one for one in node.body if called(getattr(one, "value", None)) == "relationship"]
    if own:
        file.insert_line_after(own[-1], line)
        return
    columns = [
        one
        for one in node.body
        if isinstance(one, ast.Assign | ast.AnnAssign) and (column_call(one.value) or one.value is None)
    ]
    named = [one for one in node.body if "__tablename__" in assigned_names(one)]
    file.insert_line_after((columns or named or node.body)[-1], line, blank=1)


def _for_annotations(file: PythonFile, module: str, label: str, path: str) -> None:
    if path != file.path and module:
        type_checking_import(file, module, label)


def _module_beside(models: Models, file: PythonFile, target: DescribedTable) -> str:
    """The module of a file that may be new: in the package of a model beside it."""
    known = module_of(models, file.path)
    if "." in known or file.path == target.place.file:
        return known
    package = target.place.module.rpartition(".")[0]
    stem = file.path.rsplit("/", 1)[-1].removesuffix(".py")
    return f"{package}.{stem}" if package else stem
