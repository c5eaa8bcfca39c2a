"""What the user decided about a repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from drifttools.kinds.base import Kind
from drifttools.repair.node import Key


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decided.

    Args:
        drop: Patterns for the dotted names of unexpected objects that may be dropped; `*` for all of them.
        only: Patterns for objects to repair; all where it is empty.
        stays: Per found key of a moved relation, what stays behind, as the evidence says.
    """

    drop: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    stays: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def may_drop(self, record: Kind) -> bool:
        """Whether the user named this removal."""
        return any(fnmatchcase(record.label, pattern) for pattern in self.drop)

    def wants(self, label: str) -> bool:
        """Whether the object is within what is to be repaired."""
        return not self.only or any(fnmatchcase(label, pattern) for pattern in self.only)
