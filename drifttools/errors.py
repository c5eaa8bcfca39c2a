"""Every error a user can meet: what happened, to which object, and the next command.

The lowest room: it imports nothing of drifttools. A finding is never an error, and an error is never swallowed into
"no drift". The command line turns `exit_code` into the exit code of the process.
"""

from __future__ import annotations

from typing import ClassVar


class DriftToolsError(Exception):
    """The base of all errors that are meant for a person.

    Args:
        what: One sentence that names the object and says what happened to it. It must not hold a secret.
        hint: What to do next, if possible the exact command.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what}\n  next: {self.hint}" if self.hint else self.what


class UsageError(DriftToolsError):
    """The command, the parameter or the call cannot mean anything."""

    exit_code = 2


class ConfigError(UsageError):
    """`drift.toml` cannot be read or contradicts itself."""


class ConnectionFailed(DriftToolsError):
    """The database could not be reached or refused the connection."""


class CatalogError(DriftToolsError):
    """The catalog could not be read: privilege, lock, version."""


class SnapshotError(DriftToolsError):
    """A saved snapshot is missing, damaged, or of a format this release cannot read."""


class ScratchError(DriftToolsError):
    """No scratch database could be had, or it failed."""


class SourceError(DriftToolsError):
    """The expected state could not be made real: a file, a statement, a module.

    Args:
        what: As for the base class.
        file: The file that holds the fault, where one does.
        line: Its line, counted from 1.
        statement: The number of the statement in that file, counted from 1.
        server: What the server said.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        line: int | None = None,
        statement: int | None = None,
        server: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(what, hint=hint)
        self.file = file
        self.line = line
        self.statement = statement
        self.server = server


class CodeError(DriftToolsError):
    """The code of a project cannot be looked at: a parser is not installed, or there is nothing to look at."""


class IncidentError(DriftToolsError):
    """An incident folder lacks what the next stage needs, or was altered."""


class RehearsalError(DriftToolsError):
    """The plan or its way back failed on the copy; the live database was not touched."""

    exit_code = 1


class ApplyError(DriftToolsError):
    """A step failed and everything was rolled back: the database is as it was."""

    exit_code = 4


class ApplyPartlyDone(DriftToolsError):
    """A step outside a transaction failed after others were done: resume or roll back."""

    exit_code = 5


class StalePlanError(DriftToolsError):
    """The touched objects are no longer what the plan was made for. Nothing was changed."""

    exit_code = 6


class BusyError(DriftToolsError):
    """Another drifttools holds the apply lock of this database. Nothing was changed."""

    exit_code = 7


class NotebookError(DriftToolsError):
    """A notebook could not be run: unknown parameter, failed cell, lost kernel."""
