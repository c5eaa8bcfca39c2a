"""`drift.toml` and the names of databases: what the user has written down, checked and frozen. No I/O but that file."""

from __future__ import annotations

from drifttools.config.dsn import parse_target
from drifttools.config.file import (
    Config,
    IgnoreRule,
    Invariant,
    Project,
    Repair,
    TargetEntry,
    load_config,
)
from drifttools.config.smoke import SmokeTest
from drifttools.config.target import Target, secrets_of

__all__ = [
    "Config",
    "IgnoreRule",
    "Invariant",
    "Project",
    "Repair",
    "SmokeTest",
    "Target",
    "TargetEntry",
    "load_config",
    "parse_target",
    "secrets_of",
]
