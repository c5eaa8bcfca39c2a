"""What Django's querysets are asked by: `filter(author__name__icontains='x')`, step by step through the models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drifttools.code.checker import Checker, Sure
from drifttools.code.python_models import Models
from drifttools.code.python_shapes import Member, Model, Module
from drifttools.code.values import Entry, Text, Value
from drifttools.code.vocabulary import nearest
from drifttools.model.code import Certainty, CodeRule, Place

BY_KEYWORD = frozenset(
    "filter exclude get create update get_or_create update_or_create annotate alias aggregate acreate aget aupdate"
    " aget_or_create aupdate_or_create".split()
)
WRITES = frozenset(
    "create update get_or_create update_or_create bulk_create bulk_update delete acreate aupdate abulk_create"
    " adelete".split()
)
_BY_TEXT = frozenset(
    "order_by values values_list only defer select_related prefetch_related distinct earliest latest".split()
)
_NAMES = frozenset({"annotate", "alias", "aggregate"})
_PATTERNS = frozenset({"exact", "iexact", "in", "ne"})


OF_FIELDS = frozenset(
    "F Sum Avg Count Min Max StdDev Variance Lower Upper Length ArrayAgg JSONBAgg StringAgg TruncDate TruncDay TruncWeek"
    " TruncMonth TruncQuarter TruncYear TruncHour ExtractYear ExtractMonth ExtractDay".split()
)
"""Expressions whose first argument is the name of a field."""
OF_OTHERS = frozenset({"Subquery", "Exists", "OuterRef", "Prefetch", "Value", "RawSQL"})
"""Expressions in which names are of another model, or are no names."""


@dataclass
class Looking:
    """One chain.

    Args:
        model: What it begins with.
        extra: Names that the chain makes itself.
        columns: What was found, for comparing values: the entry, the model that the path came to, and its attribute.
    """

    checker: Checker
    models: Models
    module: Module
    model: Model
    extra: set[str] = field(default_factory=set)
    columns: list[tuple[Entry, Model, Member]] = field(default_factory=list)
    left: bool = False

    def step(self, method: str, entries: Sequence[Entry], texts: Sequence[Value]) -> None:
        """One call of the chain."""
        if self.left:
            return
        if method in _NAMES:
            self.extra |= {entry.key for entry in entries}
        elif method in BY_KEYWORD:
            for entry in entries:
                if entry.key == "defaults" and method.endswith("or_create"):
                    self._defaults(entry)
                elif entry.key not in ("create_defaults", "using", "force_insert"):
                    self._path(entry, entry.key, writing=method in WRITES and "or_create" not in method)
        elif method in _BY_TEXT:
            for text in texts:
                if isinstance(text, Text) and text.whole:
                    name = text.text.removeprefix("-").removeprefix("+")
                    if name not in ("?", "", "pk"):
                        self._path(Entry(name, text.place, text), name, compare=False)
        elif method in ("extra", "raw", "union", "from_queryset", "intersection"):
            self.left = True

    def expression(self, text: Value) -> None:
        """The name of a field in an expression: `F('views')`."""
        if not self.left and isinstance(text, Text) and text.whole and text.text not in ("*", ""):
            self._path(Entry(text.text, text.place, text), text.text, compare=False)

    def _defaults(self, entry: Entry) -> None:
        from drifttools.code.values import Mapping

        if isinstance(entry.value, Mapping):
            for one in entry.value.entries:
                self._path(one, one.key, writing=True)

    def _path(self, entry: Entry, path: str, *, compare: bool = True, writing: bool = False) -> None:
        parts = path.split("__")
        if parts[0] in self.extra or parts[0] == "pk":
            return
        model, member = self.model, None
        for at, part in enumerate(parts):
            self.checker.references += 1
            found = model.members.get(part)
            if found is None:
                if at == 0 or member is None or member.target:
                    if part != "pk" and not (at and member is not None and part in ("isnull", "in", "exact", "count")):
                        self._unknown(model, part, entry.place, path)
                elif compare and part in _PATTERNS and at == len(parts) - 1:
                    self.columns.append((entry, model, member))
                return
            member = found
            if found.target and at < len(parts) - 1:
                home = self.models.modules.get(model.file, self.module)
                other = self.models.named(home, found.target)
                if other is None:
                    self.checker.open(entry.place, f"{path}: the model {found.target} was not read")
                    return
                if parts[at + 1] in ("isnull", "in", "exact"):
                    return
                model = other
            elif found.json:
                return
        if compare and member is not None and (writing or len(parts) > 0):
            self.columns.append((entry, model, member))

    def _unknown(self, model: Model, name: str, place: Place, path: str) -> None:
        if model.open:
            sure = Sure(Certainty.POSSIBLE, f"{model.name} also comes from {model.open}, which was not read")
        else:
            sure = Sure(Certainty.CERTAIN, f"{model.name} and all its bases were read ({model.file}:{model.place.line})")
        known = [one for one, member in model.members.items() if member.column or member.target]
        within = f" (in {path})" if path != name else ""
        self.checker.found(
            CodeRule.ATTRIBUTE, place, name, f"{model.name}.{name}", f"{model.name} has no field {name}{within}",
            sure, nearest(name, known),
        )  # fmt: skip
