"""What a file of Python is read with: what its names mean, and its attributes and values beside the vocabulary."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drifttools.code.checker import Checker, Sure
from drifttools.code.postgrest import Builder
from drifttools.code.python_api import CLASS_API, DJANGO_API, PYDANTIC_API, TABLE_API
from drifttools.code.python_models import Models
from drifttools.code.python_pieces import dotted
from drifttools.code.python_scopes import Scope
from drifttools.code.python_shapes import EnumClass, Member, Model, Module
from drifttools.code.python_text import Source
from drifttools.code.values import Entry, Mapping, Unknown, Value
from drifttools.code.vocabulary import Column, nearest
from drifttools.model.code import Certainty, CodeRule, Place


@dataclass
class Reading:
    """One file that is read.

    Args:
        checker: Where findings go.
        models: What all files of the project declare.
        module: The file.
        written: id of the node of each write to the database, to what it writes to.
        kept: id of the node of a chain of supabase-py that has begun, to how far it is.
    """

    checker: Checker
    models: Models
    module: Module
    written: dict[int, str] = field(default_factory=dict)
    kept: dict[int, Builder] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The text of the file."""
        return self.module.source

    def model(self, node: ast.expr | None, scope: Scope) -> Model | None:
        """The model that an expression names."""
        quoted = isinstance(node, ast.Constant) and isinstance(node.value, str)  # an annotation may be
        named = str(node.value) if quoted and isinstance(node, ast.Constant) else dotted(node) or ""
        if named in scope.aliases:
            return scope.aliases[named]
        if not named or named.partition(".")[0] in scope.instances:
            return None
        found = self.models.resolve(self.module, named)
        return found if isinstance(found, Model) and found.mapped else None

    def member(self, model: Model, name: str, place: Place, doing: str) -> Member | None:
        """Look an attribute of a model up, and write down where it has none of that name."""
        self.checker.references += 1
        if name in model.members or name.startswith("__"):
            return model.members.get(name)
        if model.open:
            sure = Sure(Certainty.POSSIBLE, f"{model.name} also comes from {model.open}, which was not read")
        else:
            sure = Sure(Certainty.CERTAIN, f"{model.name} and all its bases were read ({model.file}:{model.place.line})")
        sentence = f"{model.name} has no attribute {name}{doing}"
        near = nearest(name, [one for one, member in model.members.items() if member.column or member.target])
        self.checker.found(CodeRule.ATTRIBUTE, place, name, f"{model.name}.{name}", sentence, sure, near)
        return None

    def has(self, model: Model, name: str, *, instance: bool) -> bool:
        """Tell whether an attribute is there for another reason than a column: the library gives it."""
        if name in model.members or name.startswith("_") or name in CLASS_API or name == "mro":
            return True
        if model.sort == "table":
            return name in TABLE_API or not instance
        if model.sort == "django":
            return name in DJANGO_API or name.startswith(("get_", "aget_")) or name.endswith("_set")
        return bool(PYDANTIC_API.match(name)) if "SQLModel" in model.reached else False

    def of_column(self, node: ast.expr, scope: Scope) -> tuple[Model | None, Member | None]:
        """The attribute of a model that an expression is: `User.status`, `users.c.status`."""
        if not isinstance(node, ast.Attribute):
            return None, None
        owner = node.value
        if isinstance(owner, ast.Attribute) and owner.attr in ("c", "columns"):
            owner = owner.value
        model = self.model(owner, scope)
        return model, model.members.get(node.attr) if model is not None else None

    def column(self, model: Model, member: Member | None) -> Column | None:
        """The column of the catalog that an attribute is."""
        if member is None or not member.column:
            return None
        relation = self.checker.vocabulary.find(model.schema, model.table)
        return (relation.columns or {}).get(member.column) if relation is not None else None

    def compared(self, model: Model, member: Member | None, value: Value) -> None:
        """Compare a value with what the column of an attribute can hold."""
        column = self.column(model, member)
        if column is not None:
            sure = Sure(Certainty.CERTAIN, f"{model.name}.{member.name if member else ''} is that column")
            if isinstance(value, Unknown) and self._is_member(value):
                return
            self.checker.value(f"{model.schema or 'public'}.{model.table}", column, value, sure)

    def _is_member(self, value: Unknown) -> bool:
        """Whether it is a member of an enum of the project: what that sends is checked where the column is declared."""
        first = value.source.rpartition(".")[0]
        return bool(first) and isinstance(self.models.resolve(self.module, first), EnumClass)

    def keywords(self, node: ast.Call, scope: Scope, skip: Sequence[str] = ()) -> Iterator[Entry]:
        """Give the keyword arguments of a call, those of a `**mapping` too."""
        for one in node.keywords:
            if one.arg is not None and one.arg not in skip:
                yield Entry(one.arg, self.source.place(one), self.source.value(one.value, scope.lookup))
            elif one.arg is None:
                inner = self.source.value(one.value, scope.lookup)
                if isinstance(inner, Mapping):
                    yield from inner.entries
                if not isinstance(inner, Mapping) or not inner.complete:
                    self.checker.open(self.source.place(one), f"keyword arguments **{ast.unparse(one.value)[:40]}")
