"""Rows that break checks, exclusions and domains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.enum import Enum
from drifttools.kinds.hindrance import Duplicates, Orphans, Unreadable
from drifttools.kinds.range import Range
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground, columns_of

_ELSEWHERE = (Column, Range, Enum)


class BrokenRules(DataProbe):
    """Rows that break a check or an exclusion that is expected, or a check that is there and NOT VALID.

    Rows that no partition of an expected partitioned table takes, and those that break the check of a domain, are in this.
    """

    id: ClassVar[str] = "broken-rules"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for difference, hindrance in ground.in_the_way():
            if not isinstance(hindrance, (Orphans, Duplicates, Unreadable)) and difference.kind not in _ELSEWHERE:
                yield Asked(hindrance, Basis.EXPECTED, columns_of(difference), findings=difference.findings)
        for one in ground.every(Constraint):
            if one.type == "check" and not one.inherited and not (one.validated and one.enforced):
                for hindrance in replace(one, validated=True, enforced=True).hindrances(None, frozenset(), ground.seen):
                    state = "NOT VALID" if one.enforced else "NOT ENFORCED"
                    yield Asked(hindrance, Basis.DECLARED, because=f"{one.constraint} is {state}")
