"""Relationships for foreign keys that the models lacked, on both sides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from drifttools.modelcode.described import DescribedTable, Relation
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.live import Key, referenced
from drifttools.modelcode.new_files import type_checking_import
from drifttools.modelcode.python_file import PythonFile, assigned_names, called, keyword_of
from drifttools.modelcode.relation_ends import End, class_at, end_of
from drifttools.modelcode.sqlalchemy_models import Models, column_call
from drifttools.modelcode.words import attribute_name, snake

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint


def relate(models: Models, key: Key, *, link: bool = False) -> None:
    """Write the relationships of a new table, where the project has any.

    Args:
        models: The round of edits.
        key: The table.
        link: Whether it only links two others, which are then related through it.
    """
    if not _wanted(models, key):
        return
    if link:
        _through(models, key)
        return
    for constraint in _foreign(models, key):
        _one_to_many(models, key, constraint)
    # what was written before it could not lead to it yet
    for other in models.new_tables:
        leading = [one for one in _foreign(models, other) if referenced(one) == key and other != key]
        for constraint in leading:
            _one_to_many(models, other, constraint)
        if leading:
            _through(models, other)


def _foreign(models: Models, key: Key) -> list[Constraint]:
    found = models.live.constraints.get(key, ())
    return [one for one in found if one.type == "foreign key" and len(one.columns or ()) == 1]


def relate_column(models: Models, table: DescribedTable, column: str) -> None:
    """Write the relationships of a foreign key that a table of the models lacked.

    A second key to the same table makes the relationships of the first one ambiguous, so those are told which is theirs.
    """
    constraint = models.live.foreign_key(table.key, column)
    if constraint is None or not table.is_class:
        return
    target = models.table(referenced(constraint))
    if target is not None and target.is_class and not models.base(table.key).sqlmodel:
        _tell_apart(models, table, target)
        if target is not table:
            _tell_apart(models, target, table)
    if _wanted(models, table.key):
        _one_to_many(models, table.key, constraint)


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


def _wanted(models: Models, key: Key) -> bool:
    """Whether the project has any; SQLModel has its own sort, which is left to the author."""
    return not models.base(key).sqlmodel and any(table.relations for table in models.described.tables.values())


def _one_to_many(models: Models, key: Key, constraint: Constraint) -> None:
    """The two sides of one foreign key, which may lead to the table itself."""
    there = end_of(models, referenced(constraint))
    here = end_of(models, key, there)
    columns, to = constraint.columns or (), constraint.referenced or ()
    if here is None or there is None or len(columns) != 1:
        return
    there = end_of(models, there.key, here) or there
    itself, column = here.key == there.key, columns[0]
    several = sum(referenced(one) == there.key for one in _foreign(models, key)) > 1
    one = attribute_name(column.removesuffix("_id") if column.endswith("_id") or itself else _one(column, there))
    alone = models.live.unique_alone(key, column)
    many = _many(here, one, itself=itself, alone=alone, several=several)
    if one in here.attributes or many in there.attributes or one == many:
        models.project.note(
            f"table {'.'.join(key)}", f"no relationship to {there.label}: {one} or {many} is a name already"
        )
        return
    file, node = class_at(models, there) or (None, None)
    if file is None:
        return
    typed = models.is_typed(node)
    by = [f"foreign_keys={_by_key(file, here.label, _attribute(here, column))}"] if several else []
    nullable = any(known.column == column and not known.not_null for known in models.live.columns.get(key, ()))
    back, forth = f"back_populates={file.literal(many)}", f"back_populates={file.literal(one)}"
    # a row of the same table says of neither side which one it is
    remote = (
        [f"remote_side={_by_key(file, there.label, there.columns.get(to[0], attribute_name(to[0])))}"] if itself else []
    )
    _write(models, here, one, there, [*by, *remote, back], typed=typed, many=False, optional=nullable)
    options = [*by, forth]
    if constraint.on_delete == "cascade":
        options += [f"cascade={file.literal('all, delete-orphan')}", "passive_deletes=True"]
    elif constraint.on_delete == "set null":
        options += ["passive_deletes=True"]
    if alone and not typed:
        options.append("uselist=False")
    _write(models, there, many, here, options, typed=typed, many=not alone, optional=alone)


def _attribute(end: End, column: str) -> str:
    return end.columns.get(column, attribute_name(column))


def _one(column: str, there: End) -> str:
    return snake(there.label) if column == "id" else column


def _many(here: End, one: str, *, itself: bool, alone: bool, several: bool) -> str:
    """What the other side of a key is called: after the table, and where that is not enough after the key too."""
    if itself and one == "parent" and not alone:
        return "children"
    many = snake(here.label) if alone else attribute_name(here.key[1])
    return f"{many}_by_{one}" if several or itself else many


def _through(models: Models, key: Key) -> None:
    """Two classes that a table links: each has a list of the other."""
    label, path = models.new_tables.get(key, ("", ""))
    file = models.project.file(path) if path else None
    targets = [referenced(one) for one in _foreign(models, key)]
    if len(targets) != 2 or targets[0] == targets[1] or file is None or file.find_class(label):  # noqa: PLR2004 - two
        return
    one = end_of(models, targets[0])
    other = end_of(models, targets[1], one)
    one = end_of(models, targets[0], other)
    if one is None or other is None:
        return
    pairs = ((one, other), (other, one))
    if any(attribute_name(there.key[1]) in here.attributes for here, there in pairs):
        return
    for here, there in pairs:
        found = class_at(models, here)
        if found is None:
            continue
        options = [
            f"secondary={found[0].literal(variable_key(models, key))}",
            f"back_populates={found[0].literal(attribute_name(here.key[1]))}",
        ]
        _write(models, here, attribute_name(there.key[1]), there, options, typed=models.is_typed(found[1]), many=True)


def variable_key(models: Models, key: Key) -> str:
    """A table as `secondary=` names it in a string."""
    return ".".join(filter(None, (models.schema_of_new(key), key[1])))


def _write(
    models: Models,
    owner: End,
    name: str,
    other: End,
    options: list[str],
    *,
    typed: bool,
    many: bool,
    optional: bool = False,
) -> None:
    """One relationship, after those that the class has, else after its columns."""
    file, node = class_at(models, owner) or (None, None)
    if file is None or node is None:
        return
    imports = Imports(file)
    relationship = imports.name("sqlalchemy.orm", "relationship")
    if typed:
        inner = f"list[{file.literal(other.label)}]" if many else file.literal(other.label)
        if optional:
            inner = file.literal(f"{other.label} | None")
        before = f"{name}: {imports.name('sqlalchemy.orm', 'Mapped')}[{inner}] = "
        arguments = options
    else:
        before, arguments = f"{name} = ", [file.literal(other.label), *options]
    node = file.find_class(owner.label) or node  # an import has moved it
    indent = file.indent_of(node.body[0])
    line = indent + file.call(relationship, arguments, indent, before)
    own = [one for one in node.body if called(getattr(one, "value", None)) == "relationship"]
    if own:
        file.insert_line_after(own[-1], line)
    else:
        columns = [
            one
            for one in node.body
            if isinstance(one, ast.Assign | ast.AnnAssign) and (column_call(one.value) or one.value is None)
        ]
        named = [one for one in node.body if "__tablename__" in assigned_names(one)]
        file.insert_line_after((columns or named or node.body)[-1], line, blank=1)
    if typed and other.path != file.path and other.module:
        type_checking_import(file, other.module, other.label)
