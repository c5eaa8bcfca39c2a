"""The output of a cell: the one place that hands bundles to IPython."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def put(bundle: Mapping[str, Any]) -> None:
    """Display a bundle of forms."""
    from IPython.display import display

    display(bundle, raw=True)  # type: ignore[no-untyped-call] # IPython publishes no annotations


def put_changing(bundle: Mapping[str, Any]) -> Any:
    """Display a bundle that changes later; returns its handle, with `update(bundle, raw=True)`."""
    from IPython.display import display

    return display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call] # as above
