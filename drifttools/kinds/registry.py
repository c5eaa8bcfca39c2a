"""The kinds, in the order in which objects of them can be made."""

from __future__ import annotations

from drifttools.kinds.base import Kind
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.domain import Domain
from drifttools.kinds.enum import Enum
from drifttools.kinds.extension import Extension
from drifttools.kinds.index import Index
from drifttools.kinds.materialized_view import MaterializedView
from drifttools.kinds.policy import Policy
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.routine import Routine
from drifttools.kinds.schema import Schema
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.table import Table
from drifttools.kinds.trigger import Trigger
from drifttools.kinds.view import View

KINDS: tuple[type[Kind], ...] = (
    Schema,
    Extension,
    Enum,
    Domain,
    Sequence,
    Routine,
    Table,
    Column,
    Constraint,
    Index,
    View,
    MaterializedView,
    Trigger,
    Policy,
    Privilege,
)

BY_NAME: dict[str, type[Kind]] = {kind.kind: kind for kind in KINDS}
