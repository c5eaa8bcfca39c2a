"""A session that runs scripts on a throw-away database, of whichever dialect it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch, ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratch, SqliteScratchDatabase
    from drifttools.expected.base import Context
    from drifttools.expected.platforms import Platform


class Runs(Protocol):
    """What runs a script."""

    def run(self, script: str, file: str, *, whole: bool = False) -> None:
        """Run a script; `Replay.run` says how and raises what."""


def prepared(
    scratch: Scratch | SqliteScratch,
    database: ScratchDatabase | SqliteScratchDatabase,
    context: Context,
    platform: Platform | None = None,
) -> Runs:
    """The session; what the platform brings along is provided before."""
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase

    if isinstance(database, SqliteScratchDatabase):
        from drifttools.expected.replay_sqlite import SqliteReplay

        return SqliteReplay(database)
    from drifttools.catalog.scratch import Scratch
    from drifttools.expected.replay import Replay

    assert isinstance(scratch, Scratch)  # noqa: S101 - the two come from one `throw_away`
    if platform is not None:
        context.progress(f"providing what {platform.name} brings along")
        platform.provide(scratch, database)
    return Replay(scratch, database, context.project.timeout_s, context.progress, platform)
