"""What each migration of a history did: kept by the digest of the history, like the states that are replayed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from drifttools.expected import cache
from drifttools.expected.spec import parse_spec, source_of
from drifttools.model.chronicle import Chronicle
from drifttools.model.codec import decode, pretty_json

if TYPE_CHECKING:
    from drifttools.expected.base import Context, Spec

_FILE = "chronicle.json"


def chronicle_of(spec: Spec | str, context: Context) -> Chronicle | None:
    """Replay the history that a spec names one migration at a time, or take what is kept of the last time.

    Args:
        spec: `KIND:ARGUMENT[@REVISION]`, as a text or taken apart.
        context: How to do it; without `context.cache` it is replayed.

    Returns:
        None where the spec names no migrations.

    Raises:
        UsageError, SourceError, ScratchError: As `resolve`.
        CatalogError: The scratch database could not be read in between.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec, context.root)
    source = source_of(spec)
    if not source.needs_scratch:
        return None
    kept = cache.key(source, context) if context.cache is not None else None
    name = f"{kept}-steps" if kept else None
    if name is not None and (text := cache.find_text(name, _FILE, context)) is not None:
        try:
            return decode(Chronicle, json.loads(text))
        except ValueError:
            pass  # a damaged one counts as none
    context.progress(f"replaying {spec} one migration at a time, to learn which of them made what")
    chronicle = source.chronicle(context)
    if kept is not None and chronicle is not None:
        keep_chronicle(kept, chronicle, context)
    return chronicle


def keep_chronicle(state: str, chronicle: Chronicle, context: Context) -> None:
    """Keep a chronicle beside the state that its replay made.

    Args:
        state: The name under which that is kept.
    """
    cache.keep_text(f"{state}-steps", _FILE, pretty_json(chronicle), context)
