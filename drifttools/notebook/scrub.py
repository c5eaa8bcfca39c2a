"""Takes secrets out of anything made of lists, mappings and texts: a message of a kernel, a notebook, `run.json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drifttools.redact import Redactor, redactor

# Their base64 is data, and no text of ours is drawn into a picture.
_PICTURES = "image/"


def scrubbed(value: Any, cleaner: Redactor = redactor) -> Any:
    """The same value with every text in it cleaned; what holds none is given back as it is."""
    if isinstance(value, str):
        return cleaner.clean(value)
    if isinstance(value, Mapping):
        return {
            cleaner.clean(key) if isinstance(key, str) else key: one
            if isinstance(key, str) and key.startswith(_PICTURES)
            else scrubbed(one, cleaner)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [scrubbed(one, cleaner) for one in value]
    return value
