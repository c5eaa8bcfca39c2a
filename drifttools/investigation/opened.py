"""What an investigation is about, and in which folder its answers are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from drifttools.config import Config, Target
from drifttools.errors import IncidentError, UsageError
from drifttools.incident.folder import IncidentFolder
from drifttools.investigation.comparing import Say, quiet


class Opened:
    """A target, what it should be, and the incident folder once there is one.

    Args:
        target: The live database, or what finds it: a report of an old incident needs no target that still exists.
        spec: What it should be: `KIND:ARGUMENT[@REVISION]`.
        config: `drift.toml`.
        reports: Where incident folders are.
        title: Of the incident.
        folder: Of an incident that is gone on with; a new one is made by the first audit.
        say: Called with a sentence at each stage of long work.
        clock: Gives the time, in UTC.
    """

    def __init__(
        self,
        *,
        target: Target | Callable[[], Target],
        spec: str,
        config: Config,
        reports: Path,
        title: str,
        clock: Callable[[], datetime],
        folder: IncidentFolder | None = None,
        say: Say = quiet,
    ) -> None:
        self._target = target
        self.spec = spec
        self.config = config
        self.reports = reports
        self.title = title
        self.clock = clock
        self.say = say
        self._folder = folder

    @property
    def _named(self) -> str:
        # an incident's target may be gone from drift.toml: it still has its name
        return self._target.name if isinstance(self._target, Target) else self.folder.incident.target

    @cached_property
    def target(self) -> Target:
        """The live database; raises UsageError where `drift.toml` no longer knows it."""
        return self._target if isinstance(self._target, Target) else self._target()

    @property
    def incident(self) -> str:
        """The name of the incident's folder; empty before the first audit."""
        return self._folder.path.name if self._folder else ""

    @property
    def folder(self) -> IncidentFolder:
        """The incident folder.

        Raises:
            IncidentError: There is none yet.
        """
        if self._folder is None:
            raise IncidentError("this investigation has no incident folder yet", hint="inv.audit(), or drift audit TARGET")
        return self._folder

    def open(self) -> IncidentFolder:
        """The incident folder; a new one where there is none."""
        if self._folder is None:
            from drifttools.investigation.opening import open_incident

            self._folder = open_incident(self)
        return self._folder

    @property
    def needed_spec(self) -> str:
        """What the database should be.

        Raises:
            UsageError: Nothing says it.
        """
        if not self.spec:
            raise UsageError(
                f"nothing says what {self.target.name} should be",
                hint=f'--expected KIND:ARGUMENT, or expected = "..." in [targets.{self.target.name}] of drift.toml',
            )
        return self.spec

    @property
    def history_spec(self) -> str:
        """What names the migrations: the expected state, or beside models what `[project] migrations` says.

        Raises:
            UsageError: Nothing says what the database should be.
        """
        from drifttools.expected.resolve import migrations_beside

        return migrations_beside(self.needed_spec, self.config.project) or self.needed_spec
