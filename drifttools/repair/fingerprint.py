"""The digest of the catalog rows that a plan relies on."""

from __future__ import annotations

import hashlib

from drifttools.model.snapshot import Snapshot

_VERSION = 1


def focus_fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 over the kinds and lines of a snapshot that was read with `Extent(focus=plan.focus)`.

    Only rows count, not who read them, when, or on which connection: the reading when the plan was made, and the one
    inside the repair's own transaction, agree unless one of the objects changed.

    Args:
        snapshot: Read with the focus of the plan, and all kinds.
    """
    digest = hashlib.sha256(f"drifttools focus {_VERSION}\n".encode())
    for kind in sorted(snapshot.rows):
        lines = snapshot.rows[kind].lines
        digest.update(f"\n{kind} {len(lines)}\n".encode())
        digest.update(b"\n".join(lines))
    return digest.hexdigest()
