"""Makes known to this process's redactor what the kernel of a notebook will use: a second net behind the kernel's own."""

from __future__ import annotations

import contextlib
import os

from drifttools.config import Config, parse_target, secrets_of
from drifttools.errors import DriftToolsError
from drifttools.redact import redactor


def learn_secrets(config: Config) -> None:
    """Learn every secret that `drift.toml` and the environment hold; whatever cannot be read is left out."""
    for name in config.targets:
        with contextlib.suppress(DriftToolsError):  # another target's variable may well be unset
            for secret in secrets_of(config.target(name)):
                redactor.add(secret)
    if config.scratch:
        with contextlib.suppress(DriftToolsError):
            parse_target(config.scratch)  # it makes known what it finds
    for variable in ("PGPASSWORD", *(name for test in config.smoke for name in test.headers_from_env.values())):
        redactor.add(os.environ.get(variable))
