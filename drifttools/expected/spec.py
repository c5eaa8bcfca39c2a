"""Reads `KIND:ARGUMENT[@REVISION]`."""

from __future__ import annotations

from pathlib import Path

from drifttools.config.dsn import is_sqlite_path
from drifttools.errors import UsageError
from drifttools.expected.base import Source, Spec
from drifttools.expected.registry import all_sources, source_class

__all__ = ["Spec", "models_spec", "parse_spec", "source_of"]


def parse_spec(text: str, root: Path | None = None) -> Spec:
    """Take a spec apart.

    Args:
        text: Such as `django:backend/manage.py@users.0042`.
        root: Where relative paths start; the current directory if it is left out.

    Raises:
        UsageError: There is no such kind, or nothing follows it; the message lists the kinds.
    """
    kind, colon, argument = text.strip().partition(":")
    kind = kind.lower()
    source = source_class(kind)
    if not colon or source is None:
        if kind in ("file", "sqlite") or kind.startswith("sqlite+") or is_sqlite_path(text.strip()):
            raise UsageError(
                "an expected state is written KIND:ARGUMENT, and what was given is a SQLite file",
                hint=f"write database:{text.strip()}",
            )
        # The text is not shown: it may be a DSN.
        raise UsageError(
            "an expected state is written KIND:ARGUMENT[@REVISION], and what was given names no kind"
            if not colon or not kind.isalpha() or len(kind) == 1
            else f"there is no kind {kind!r} of expected state",
            hint=f"the kinds are {_listed()}",
        )
    if not argument:
        raise UsageError(f"{kind}: names nothing", hint=f"{source.meaning}: {source.example}; the kinds are {_listed()}")
    return Spec(kind, *source.cut(argument, root or Path.cwd()))


def models_spec(text: str, root: Path | None = None) -> Spec:
    """Take a spec apart that has to be of SQLAlchemy models.

    Raises:
        UsageError: It is of something else, or as for `parse_spec`.
    """
    spec = parse_spec(text, root)
    if spec.kind != "models":
        raise UsageError(
            f"{text} names no SQLAlchemy models", hint="name them: models:package.module:Base, or models:package"
        )
    return spec


def source_of(spec: Spec) -> Source:
    """The source of a spec that was parsed."""
    source = source_class(spec.kind)
    if source is None:
        raise UsageError(f"there is no kind {spec.kind!r} of expected state", hint=f"the kinds are {_listed()}")
    return source(spec)


def _listed() -> str:
    return ", ".join(source.example for source in all_sources())
