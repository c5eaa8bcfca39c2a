"""The data probes, in the order in which they ask: what the database itself declares first, what names suggest last."""

from __future__ import annotations

from drifttools.probes.base import DataProbe
from drifttools.probes.data.broken_rules import BrokenRules
from drifttools.probes.data.conversions import Conversions
from drifttools.probes.data.duplicates import DuplicateRows
from drifttools.probes.data.expected_foreign_keys import ExpectedForeignKeys
from drifttools.probes.data.invariants import Invariants
from drifttools.probes.data.nulls import Nulls
from drifttools.probes.data.outside_enum import OutsideEnum
from drifttools.probes.data.sequences import Sequences
from drifttools.probes.data.suggested_foreign_keys import SuggestedForeignKeys
from drifttools.probes.data.unchecked_foreign_keys import UncheckedForeignKeys

PROBES: tuple[DataProbe, ...] = (
    Invariants(),
    UncheckedForeignKeys(),
    ExpectedForeignKeys(),
    DuplicateRows(),
    Nulls(),
    Conversions(),
    BrokenRules(),
    Sequences(),
    OutsideEnum(),
    SuggestedForeignKeys(),
)
