"""How the models of a project are written, as the project's own interpreter tells it; nothing is made real."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.expected.spec import models_spec


def describe_models(spec: str, context: Context) -> Mapping[str, Any]:
    """What `scripts/describe_models.py` answers for a spec of models.

    Args:
        spec: `models:package.module:Base`.
        context: How the project is run; its overlay is what the files say.

    Raises:
        UsageError: It names no models.
        SourceError: The project's code raised, or has no models.
    """
    parsed = models_spec(spec, context.root)
    return run_script("describe_models.py", [parsed.argument], context=context, cwd=context.root, what=str(parsed))
