"""What a notebook may be given: names of targets, never a DSN, for Jupyter and papermill keep every parameter in clear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from drifttools.errors import UsageError
from drifttools.redact import redactor

# `://user:word@`, `password=`, `PGPASSWORD=`: one that the redactor's patterns do not know yet is refused too.
_SECRET = re.compile(r"://[^\s/]*:[^\s/]*@|passw(?:or)?d\s*[=:]", re.IGNORECASE)
_ADDRESS = re.compile(r"://|=|^sqlite:", re.IGNORECASE)
_HINT = (
    'write it into drift.toml, [targets.NAME] with env = "DATABASE_URL", and give the notebook that NAME: '
    "papermill stores every parameter in the notebook, in clear"
)


def require_names(parameters: Mapping[str, Any]) -> None:
    """Refuse a DSN where a name belongs, and a password wherever it stands.

    Args:
        parameters: What the notebook was given.

    Raises:
        UsageError: One is refused. The message never repeats the value.
    """
    for name, value in parameters.items():
        if any(_secret(text) for text in _texts(value)):
            raise UsageError(f"the parameter {name!r} holds a password or another secret: it was not used", hint=_HINT)
    for name, address in (("target", parameters.get("target")), ("expected", _database(parameters.get("expected")))):
        if isinstance(address, str) and _ADDRESS.search(address):
            raise UsageError(f"the parameter {name!r} is a DSN; a notebook takes the name of a target only", hint=_HINT)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield f"{key}={one}" if isinstance(one, str) else str(key)
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _secret(text: str) -> bool:
    return bool(_SECRET.search(text)) or redactor.clean(text) != text


def _database(spec: Any) -> str | None:
    """The target in `database:TARGET`."""
    kind, _, argument = spec.partition(":") if isinstance(spec, str) else ("", "", "")
    return argument if kind == "database" else None
