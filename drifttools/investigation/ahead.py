"""Imports what will be needed soon while the server works and we would only wait for it."""

from __future__ import annotations

from importlib import import_module
from threading import Thread


def import_ahead(*modules: str) -> None:
    """Begin to import modules in the background; who needs one before it is there waits for it as always.

    Args:
        modules: Names of modules, in the order in which they will be needed.
    """
    Thread(target=lambda: [import_module(name) for name in modules], name="import-ahead", daemon=True).start()
