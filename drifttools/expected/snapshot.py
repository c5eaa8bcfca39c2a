"""`snapshot:PATH`: a saved snapshot says what the schema should be."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from drifttools.expected.base import Context, Expected, Source


class SnapshotSource(Source):
    """The folder that a snapshot was saved in."""

    kind: ClassVar[str] = "snapshot"
    example: ClassVar[str] = "snapshot:reports/good"
    meaning: ClassVar[str] = "a saved snapshot"
    needs_scratch: ClassVar[bool] = False
    at_rest: ClassVar[bool] = True

    def expected(self, context: Context) -> Expected:
        """Load it; what the saved state itself was silent about stays so."""
        from drifttools.catalog.store import load

        snapshot = load(context.path(self.spec.argument))
        return Expected(replace(snapshot, origin=str(self.spec)), self.spec)
