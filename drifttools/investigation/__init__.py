"""The one stateful thing: it wires the rooms together for one incident. Notebooks and commands call only this."""

from __future__ import annotations

from drifttools.investigation.core import Investigation
from drifttools.investigation.opening import investigate

__all__ = ["Investigation", "investigate"]
