"""The one stateful thing: it wires the rooms together for one incident. Notebooks and commands call only this.

`drift diff` needs no incident, so the class is imported when somebody asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation
    from drifttools.investigation.opening import investigate

__all__ = ["Investigation", "investigate"]


def __getattr__(name: str) -> Any:
    if name == "Investigation":
        from drifttools.investigation.core import Investigation

        return Investigation
    if name == "investigate":
        from drifttools.investigation.opening import investigate

        return investigate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
