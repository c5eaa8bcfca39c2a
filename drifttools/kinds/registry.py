"""The kinds, in the order in which objects of them can be made."""

from __future__ import annotations

from drifttools.kinds.base import Kind
from drifttools.kinds.collation import Collation
from drifttools.kinds.column import Column
from drifttools.kinds.composite import Composite
from drifttools.kinds.composite_attribute import CompositeAttribute
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.domain import Domain
from drifttools.kinds.enum import Enum
from drifttools.kinds.extension import Extension
from drifttools.kinds.index import Index
from drifttools.kinds.materialized_view import MaterializedView
from drifttools.kinds.owner import Owner
from drifttools.kinds.policy import Policy
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.range import Range
from drifttools.kinds.routine import Routine
from drifttools.kinds.schema import Schema
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.table import Table
from drifttools.kinds.trigger import Trigger
from drifttools.kinds.view import View

KINDS: tuple[type[Kind], ...] = (
    Schema,
    Extension,
    Collation,
    Enum,
    Domain,
    Composite,
    CompositeAttribute,
    Range,
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
    Owner,
    Privilege,
)

BY_NAME: dict[str, type[Kind]] = {kind.kind: kind for kind in KINDS}
