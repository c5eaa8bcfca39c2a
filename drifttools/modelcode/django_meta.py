"""The inner class `Meta` of a model: its constraints, its indexes, its table."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from drifttools.kinds.names import parts_of
from drifttools.modelcode.django_fields import LONGEST_INDEX, FieldWriter, model_field
from drifttools.modelcode.django_models import DjangoModel, DjangoRound
from drifttools.modelcode.python_file import PythonFile, keyword_of
from drifttools.modelcode.sqlalchemy_types import exclusion_parts, unwrapped

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint
    from drifttools.kinds.index import Index

_COMPARED = re.compile(
    r"^(?P<column>[a-z_]\w*) (?P<operator>>=|<=|>|<|=) \(?(?P<number>-?\d+(?:\.\d+)?)\)?"
    r"(?:::[a-z ]+(?:\(\d+(?:,\d+)?\))?)?$"
)
_LOOKUPS = {">=": "__gte", "<=": "__lte", ">": "__gt", "<": "__lt", "=": ""}
_NULL = re.compile(r"^(?P<column>[a-z_]\w*) IS (?P<negated>NOT )?NULL$")
_KEY = re.compile(
    r'^(?P<column>[a-z_][\w$]*|"(?:[^"]|"")+")(?P<descending> DESC)?(?: NULLS (?:FIRST|LAST))?$', re.IGNORECASE
)
_METHODS = {"gin": "GinIndex", "gist": "GistIndex", "brin": "BrinIndex", "hash": "HashIndex", "spgist": "SpGistIndex"}
_SINCE_CONDITION = (5, 1)


class Meta:
    """The options of one model, looked up anew for each edit.

    Args:
        round_: The round of edits.
        model: The model.
    """

    def __init__(self, round_: DjangoRound, model: DjangoModel) -> None:
        self.round = round_
        self.model = model

    def _found(self) -> tuple[PythonFile, ast.ClassDef, ast.ClassDef | None] | None:
        place = self.round.class_of(self.model)
        if place is None:
            return None
        file, node = place
        inner = [one for one in node.body if isinstance(one, ast.ClassDef) and one.name == "Meta"]
        return file, node, inner[0] if inner else None

    def set(self, name: str, text: str) -> bool:
        """Assign an option, or take it away where the text is empty."""
        found = self._found()
        if found is None:
            return False
        file, node, meta = found
        if meta is None:
            if not text:
                return False
            indent = file.indent_of(node.body[0])
            lines = f"{indent}class Meta:\n{indent}{indent}{name} = {text}"
            fields = [one for one in node.body if isinstance(one, ast.Assign | ast.AnnAssign)]
            file.insert_line_after((fields or node.body)[-1], lines, blank=1)
            return True
        said = file.find_assignment(name, meta.body)
        if said is None and text:
            file.insert_line_after(meta.body[-1], f"{file.indent_of(meta.body[0])}{name} = {text}")
        elif said is not None and text and said.value is not None:
            file.replace(said.value, text)
        elif said is not None:
            file.remove(said)
        else:
            return False
        return True

    def add(self, name: str, text: str) -> bool:
        """Write one more element of a list: `constraints` or `indexes`."""
        found = self._found()
        meta = found[2] if found is not None else None
        said = found[0].find_assignment(name, meta.body) if found is not None and meta is not None else None
        if found is None or said is None:
            return self.set(name, f"[{text}]") and self._fold(name)
        if not isinstance(said.value, ast.List | ast.Tuple):
            return False
        found[0].add_element(said.value, text)
        return self._fold(name)

    def _fold(self, name: str) -> bool:
        found = self._found()
        said = found[0].find_assignment(name, found[2].body) if found is not None and found[2] is not None else None
        listed = said.value if said is not None else None
        if found is None or said is None or not isinstance(listed, ast.List) or listed.lineno != listed.end_lineno:
            return True
        file = found[0]
        if len(file.line_of(file.span(listed)[0]).rstrip()) > file.width:
            indent = file.indent_of(said)
            inner = "".join(f"{indent}    {file.segment(one)},\n" for one in listed.elts)
            file.replace(listed, f"[\n{inner}{indent}]")
        return True

    def element(self, name: str, label: str) -> tuple[PythonFile, list[ast.expr], ast.Call] | None:
        """The element of a list by its `name=`."""
        found = self._found()
        said = found[0].find_assignment(name, found[2].body) if found is not None and found[2] is not None else None
        if found is None or said is None or not isinstance(said.value, ast.List | ast.Tuple):
            return None
        for one in said.value.elts:
            named = keyword_of(one, "name") if isinstance(one, ast.Call) else None
            if isinstance(one, ast.Call) and named is not None and getattr(named.value, "value", None) == label:
                return found[0], list(said.value.elts), one
        return None

    def drop(self, name: str, label: str) -> bool:
        """Take an element away."""
        found = self.element(name, label)
        if found is None:
            return False
        file, members, gone = found
        if len(members) > 1:
            file.drop_member(members, gone)
            return True
        return self.set(name, "")


def constraint_text(round_: DjangoRound, model: DjangoModel, constraint: Constraint, file: PythonFile) -> str | None:
    """A constraint as an element of `Meta.constraints`; None where Django cannot say it."""
    writer = FieldWriter(round_, model.key, file)
    named = f"name={file.literal(constraint.constraint)}"
    late = [f"deferrable={writer.models('Deferrable')}.{'DEFERRED' if constraint.deferred else 'IMMEDIATE'}"]
    late = late if constraint.deferrable else []
    if not constraint.validated or not constraint.enforced or constraint.period or constraint.no_inherit:
        return None
    if constraint.type == "unique":
        if constraint.included:
            return None
        fields = [file.literal(model_field(round_, model, column)) for column in constraint.columns or ()]
        distinct = ["nulls_distinct=False"] if constraint.nulls_not_distinct else []
        parts = [f"fields=[{', '.join(fields)}]", *late, *distinct, named]
        return f"{writer.models('UniqueConstraint')}({', '.join(parts)})"
    if constraint.type == "check":
        word = "condition" if round_.described.version >= _SINCE_CONDITION else "check"
        said = condition(round_, model, constraint.expression or "", writer)
        return f"{writer.models('CheckConstraint')}({word}={said}, {named})"
    if constraint.type == "exclusion":
        parts_ = exclusion_parts(constraint.expression or "")
        if parts_ is None:
            return None
        method, elements, where = parts_
        pairs = []
        for element, operator in elements:
            plain = _KEY.match(element)
            said = file.literal(model_field(round_, model, parts_of(plain["column"])[0])) if plain else writer.raw(element)
            pairs.append(f"({said}, {file.literal(operator)})")
        extra = [f"condition={condition(round_, model, where, writer)}"] if where else []
        called_ = writer.imports.name("django.contrib.postgres.constraints", "ExclusionConstraint")
        listed = [f"expressions=[{', '.join(pairs)}]", f"index_type={file.literal(method)}", *late, *extra, named]
        return f"{called_}({', '.join(listed)})"
    return None


def condition(round_: DjangoRound, model: DjangoModel, expression: str, writer: FieldWriter) -> str:
    """A condition: of lookups where it is plain, else as SQL."""
    plain = unwrapped(expression)
    compared, null = _COMPARED.match(plain), _NULL.match(plain)
    called_ = writer.models("Q")
    if compared is not None and compared["column"] in {column.column for column in round_.live.columns.get(model.key, ())}:
        field = model_field(round_, model, compared["column"])
        number = compared["number"]
        value = f"{writer.imports.name('decimal', 'Decimal')}({writer.file.literal(number)})" if "." in number else number
        return f"{called_}({field}{_LOOKUPS[compared['operator']]}={value})"
    if null is not None:
        return f"{called_}({model_field(round_, model, null['column'])}__isnull={not null['negated']})"
    return f"{called_}({writer.raw(expression, writer.models('BooleanField'))})"


def index_text(round_: DjangoRound, model: DjangoModel, index: Index, file: PythonFile) -> str | None:
    """An index as an element of `Meta.indexes`; None where Django cannot say it."""
    writer = FieldWriter(round_, model.key, file)
    named = f"name={file.literal(index.index)}"
    if index.statistics or index.clustered or index.nulls_not_distinct or index.options or len(index.index) > LONGEST_INDEX:
        return None
    matched = [_KEY.match(one) for one in index.keys]
    plain = [
        f"{'-' if one['descending'] else ''}{model_field(round_, model, parts_of(one['column'])[0])}"
        for one in matched
        if one
    ]
    parts: list[str]
    if len(plain) == len(index.keys):
        parts = [f"fields=[{', '.join(map(file.literal, plain))}]"]
    else:
        parts = [writer.raw(one) for one in index.keys]
    if index.included:
        inner = [file.literal(model_field(round_, model, parts_of(one)[0])) for one in index.included]
        parts.append(f"include=[{', '.join(inner)}]")
    if index.predicate:
        parts.append(f"condition={condition(round_, model, index.predicate, writer)}")
    if index.unique:
        return f"{writer.models('UniqueConstraint')}({', '.join([*parts, named])})"
    if index.method == "btree":
        return f"{writer.models('Index')}({', '.join([*parts, named])})"
    if index.method not in _METHODS:
        return None
    return f"{writer.imports.name('django.contrib.postgres.indexes', _METHODS[index.method])}({', '.join([*parts, named])})"
