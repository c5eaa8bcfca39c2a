"""The version of drifttools: read by the build too. `importlib.metadata` would cost as much as the whole command line."""

from __future__ import annotations

__version__ = "0.1.0"
