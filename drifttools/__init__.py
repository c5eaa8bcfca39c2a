"""drifttools: find schema drift, name its cause, repair it, prove the repair and write the incident report.

Importing this package imports nothing heavy: pandas, SQLAlchemy and the rest are imported where they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drifttools.version import __version__

if TYPE_CHECKING:
    from drifttools.investigation import Investigation, investigate

__all__ = ["Investigation", "__version__", "investigate"]


def __getattr__(name: str) -> Any:
    if name in ("investigate", "Investigation"):
        from drifttools import investigation

        return getattr(investigation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Give a notebook `%drift` and `%%explain`; IPython calls this for `%load_ext drifttools`."""
    from importlib import import_module

    # by its name: every room imports this package, and none of them may lead to the command line
    import_module("drifttools.cli.magics").load(shell)
