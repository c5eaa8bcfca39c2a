"""Orphans of foreign keys that the database has and never checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.constraint import Constraint
from drifttools.model.probed import Basis
from drifttools.probes.base import Asked, DataProbe, Ground


class UncheckedForeignKeys(DataProbe):
    """Rows whose foreign key is there, NOT VALID or NOT ENFORCED, and leads nowhere.

    PostgreSQL checks new rows against a foreign key that is NOT VALID, and none at all against one that is NOT ENFORCED
    (18 and later). Rows that were there before may refer to what is not there; VALIDATE CONSTRAINT would fail on them.
    """

    id: ClassVar[str] = "unchecked-foreign-keys"

    def asks(self, ground: Ground) -> Iterator[Asked]:
        for one in ground.every(Constraint):
            if one.type == "foreign key" and not one.inherited and not (one.validated and one.enforced):
                checked = replace(one, validated=True, enforced=True)
                for hindrance in checked.hindrances(None, frozenset(), ground.seen):
                    state = "NOT VALID" if one.enforced else "NOT ENFORCED"
                    yield Asked(hindrance, Basis.DECLARED, one.columns or (), because=f"{one.constraint} is {state}")
