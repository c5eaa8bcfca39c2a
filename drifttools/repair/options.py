"""What the user decided about a repair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from drifttools.errors import UsageError
from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Difference
from drifttools.kinds.hindrance import USING, WAYS
from drifttools.model.question import Counted, TableSize
from drifttools.repair.node import Key
from drifttools.sql.split import PieceKind, split

_WAY = re.compile(r"(?P<object>.+?)=(?P<way>[a-z-]+)(?::(?P<expression>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Way:
    """What the user chose for rows that are in the way.

    Args:
        object: A pattern for the dotted name of the object, or the id of its finding.
        name: One of `hindrance.WAYS`.
        expression: For `using`: SQL over the columns of the row.
        text: As it was given.
    """

    object: str
    name: str
    expression: str
    text: str

    @classmethod
    def parsed(cls, text: str) -> Way:
        """Read `public.users.email=default`, or `public.t.c=using:lower(c)`.

        Raises:
            UsageError: It is neither, or the expression is more than one.
        """
        found = _WAY.fullmatch(text)
        ways = ", ".join(f"{way}:EXPRESSION" if way == USING else way for way in WAYS)
        if found is None or found["way"] not in WAYS or (found["way"] == USING) is not bool(found["expression"]):
            raise UsageError(f"{text!r} is not NAME=WAY", hint=f"NAME is an object of the plan, WAY one of: {ways}")
        expression = found["expression"] or ""
        statements = [piece for piece in split(f"select (\n{expression}\n)") if piece.kind is PieceKind.STATEMENT]
        if expression and (len(statements) != 1 or _leaves_its_parentheses(expression)):
            raise UsageError(f"{expression!r} is not one expression", hint="give what could stand in SELECT (...)")
        return cls(found["object"], found["way"], expression, text)


def _leaves_its_parentheses(expression: str) -> bool:
    """Whether it closes more than it has opened; quoted text does not count."""
    depth = 0
    for token in re.finditer(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--|/\*|[()]", expression):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth < 0 or token[0] in ("--", "/*"):
            return True
    return depth != 0


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decided.

    Args:
        drop: Patterns for the dotted names of unexpected objects that may be dropped; `*` for all of them.
        only: Patterns for objects to repair; all where it is empty.
        stays: Per found key of a moved relation, what stays behind, as the evidence says.
        counted: The answers to the planner's questions; None where nothing was counted.
        ways: What is done where rows are in the way.
        sizes: Of the tables, as they are named now.
        online_above: So many bytes make a table one that must not stand still; None: all may.
    """

    drop: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    stays: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    counted: Mapping[str, Counted] | None = None
    ways: tuple[Way, ...] = ()
    sizes: Mapping[tuple[str, str], TableSize] = field(default_factory=dict)
    online_above: int | None = None

    def may_drop(self, record: Kind) -> bool:
        """Whether the user named this removal."""
        return any(fnmatchcase(record.label, pattern) for pattern in self.drop)

    def wants(self, label: str) -> bool:
        """Whether the object is within what is to be repaired."""
        return not self.only or any(fnmatchcase(label, pattern) for pattern in self.only)

    def way_of(self, difference: Difference) -> Way | None:
        """What the user chose for an object; the last choice counts."""
        return self.way_for(".".join(difference.key), difference.findings)

    def way_for(self, label: str, findings: tuple[str, ...]) -> Way | None:
        """What the user chose for a dotted name, or for a finding about it; the last choice counts."""
        named = (way for way in reversed(self.ways) if fnmatchcase(label, way.object) or way.object in findings)
        return next(named, None)
