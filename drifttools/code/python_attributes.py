"""Attributes of models in Python: as they are declared, used, given a value and compared."""

from __future__ import annotations

import ast

from drifttools.code.checker import Sure
from drifttools.code.python_api import ENUM_API
from drifttools.code.python_pieces import dotted
from drifttools.code.python_reading import Reading
from drifttools.code.python_scopes import Scope
from drifttools.code.python_shapes import EnumClass, Model
from drifttools.code.values import Text
from drifttools.code.vocabulary import nearest
from drifttools.model.code import Certainty, CodeRule


def declaration(reading: Reading, model: Model) -> None:
    """Compare a model with its table."""
    if not model.mapped or not model.table:
        return
    sure = Sure(Certainty.CERTAIN, f"the model {model.name} is declared so")
    if model.guessed:
        sure = Sure(Certainty.LIKELY, f"the name of the table is made from that of the model {model.name}")
    relation = reading.checker.relation(model.schema, model.table, model.place, sure)
    if relation is None:
        return
    seen: set[str] = set()
    for member in model.members.values():
        if not member.column or member.column in seen:  # a foreign key of Django has two names for one column
            continue
        seen.add(member.column)
        place = member.place if member.name in model.own else model.place
        column = reading.checker.column([relation], member.column, place, sure)
        for label in member.labels:
            why = f"SQLAlchemy sends the names of the members of {member.enum}" if member.enum else "the type lists it"
            text = Text(label, ((0, place.line, place.column),))
            reading.checker.value(relation.label, column, text, Sure(Certainty.CERTAIN, why))


def attribute(reading: Reading, node: ast.Attribute, scope: Scope) -> None:
    """Read an attribute that is taken or set: of a row, of a model, of an enum, of `Table.c`."""
    owner = dotted(node.value)
    if owner is None:
        return
    place = reading.source.end_name(node)
    if owner in scope.instances:
        model = scope.instances[owner]
        if not reading.has(model, node.attr, instance=True):
            doing = ", so nothing is stored" if isinstance(node.ctx, ast.Store) else ""
            reading.member(model, node.attr, place, doing)
        return
    of = reading.models.resolve(reading.module, owner)
    if isinstance(of, EnumClass):
        if node.attr not in of.members and node.attr not in ENUM_API and not node.attr.startswith("_") and of.members:
            reading.checker.found(
                CodeRule.ATTRIBUTE, place, node.attr, f"{of.name}.{node.attr}",
                f"the enum {of.name} has no member {node.attr}",
                Sure(Certainty.LIKELY, "the members of the enum were read"), nearest(node.attr, of.members),
            )  # fmt: skip
        return
    if owner.endswith((".c", ".columns")):
        table = reading.model(node.value.value if isinstance(node.value, ast.Attribute) else None, scope)
        if table is not None and not (node.attr in ("keys", "items", "values", "get") and table.sort == "table"):
            reading.member(table, node.attr, place, "")
        return
    model_ = reading.model(node.value, scope)
    if model_ is not None and not reading.has(model_, node.attr, instance=False):
        reading.member(model_, node.attr, place, "")


def stored(reading: Reading, target: ast.expr, value: ast.expr, scope: Scope) -> None:
    """Read `user.status = value`."""
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id in scope.instances:
        model = scope.instances[target.value.id]
        reading.compared(model, model.members.get(target.attr), reading.source.value(value, scope.lookup))


def compared(reading: Reading, node: ast.Compare, scope: Scope) -> None:
    """Read `User.status == value`, either way round."""
    sides = [node.left, *node.comparators]
    for one, other, operator in zip(sides, sides[1:], node.ops, strict=False):
        if not isinstance(operator, (ast.Eq, ast.NotEq)):
            continue
        for column, value in ((one, other), (other, one)):
            model, member = reading.of_column(column, scope)
            if model is not None and member is not None:
                reading.compared(model, member, reading.source.value(value, scope.lookup))
