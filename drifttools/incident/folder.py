"""An incident folder on disk: every write is whole or not there, every read says which stage is missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from drifttools.errors import IncidentError, UsageError
from drifttools.incident.atomic import write_whole
from drifttools.incident.record import Event, Incident, Status
from drifttools.model.codec import decode, encode, pretty_json
from drifttools.redact import redactor

T = TypeVar("T")

INCIDENT = "incident.json"
_SIZE_LIMIT = 256 << 20
_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(text: str) -> str:
    """A text as a part of a folder's name: lower case, digits and dashes, at most 60 characters."""
    return _SLUG.sub("-", text.lower()).strip("-")[:60].strip("-") or "incident"


class IncidentFolder:
    """The folder of one incident.

    Args:
        path: The folder. It is made by `create`, or must hold an incident for `open`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, root: Path, incident: Incident) -> IncidentFolder:
        """Make the folder of a new incident below `root`; a name that is taken gets a number.

        Raises:
            IncidentError: The folder cannot be made.
        """
        base, number = incident.name, 1
        while True:
            try:
                (root / incident.name).mkdir(parents=True)
                break
            except FileExistsError:
                number += 1
                incident = replace(incident, name=f"{base}-{number}")
            except OSError as problem:
                raise IncidentError(
                    f"{root / incident.name} cannot be made: {problem.strerror}",
                    hint="--reports DIRECTORY names another place",
                ) from problem
        folder = cls(root / incident.name)
        folder.write(INCIDENT, incident)
        return folder

    @classmethod
    def open(cls, root: Path, name: str) -> IncidentFolder:
        """Open an incident by its name below `root`, by its path, or the newest one for `latest`.

        Raises:
            UsageError: There is no such incident; the message lists those that are there.
        """
        known = cls.names(root)
        if name == "latest" and known:
            return cls(root / known[-1])
        for candidate in (root / name, Path(name)):
            if (candidate / INCIDENT).is_file():
                return cls(candidate)
        if not known:
            raise UsageError(f"there is no incident in {root} yet", hint="drift audit TARGET opens one")
        raise UsageError(f"there is no incident {name!r} in {root}", hint=f"there are: {', '.join(known[-5:])}")

    @staticmethod
    def names(root: Path) -> list[str]:
        """Names of the incidents below `root`, oldest first by the time in their file."""
        if not root.is_dir():
            return []
        found = [path for path in root.iterdir() if (path / INCIDENT).is_file()]
        return [path.name for path in sorted(found, key=lambda path: ((path / INCIDENT).stat().st_mtime_ns, path.name))]

    @property
    def incident(self) -> Incident:
        """The identity of the case."""
        return self.read(Incident, INCIDENT, needs="drift audit")

    def note(self, at: datetime, what: str, source: str, *, status: Status | None = None, **changes: Any) -> Incident:
        """Add a line to the timeline, and change the status and other members of `incident.json` with it."""
        incident = self.incident
        changed = replace(
            incident,
            status=status or incident.status,
            events=(*incident.events, Event(at, what, source)),
            **changes,
        )
        self.write(INCIDENT, changed)
        return changed

    def has(self, name: str) -> bool:
        """Whether a file or folder is there."""
        return (self.path / name).exists()

    def write(self, name: str, value: object) -> Path:
        """Write a value as JSON, whole or not at all; whatever secret slipped into it is taken out."""
        # before it is text: a name such as `password='` would take the end of its own JSON string along
        return self._write(name, pretty_json(_without_secrets(encode(value))))

    def write_text(self, name: str, text: str) -> Path:
        """Write a text, whole or not at all; whatever secret slipped into it is taken out.

        Raises:
            IncidentError: The file cannot be written.
        """
        return self._write(name, redactor.clean(text))

    def _write(self, name: str, text: str) -> Path:
        target = self.path / name
        try:
            return write_whole(target, text)
        except OSError as problem:
            raise IncidentError(f"{target} cannot be written: {problem.strerror}") from problem

    def read(self, cls: type[T], name: str, *, needs: str) -> T:
        """Read a value again.

        Args:
            cls: What the file holds.
            needs: The command that writes it, for the message when it is not there.

        Raises:
            IncidentError: The file is absent, damaged or of another release.
        """
        file = self.path / name
        try:
            if file.stat().st_size > _SIZE_LIMIT:
                raise IncidentError(f"{file} is larger than any of its sort: it is not read")
            return decode(cls, json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError as problem:
            raise IncidentError(
                f"the incident {self.path.name!r} has no {name} yet", hint=f"{needs} writes it"
            ) from problem
        except (OSError, ValueError, RecursionError) as problem:
            raise IncidentError(f"{file} cannot be read: {problem}") from problem

    def read_optional(self, cls: type[T], name: str) -> T | None:
        """As `read`, but None where the stage that writes the file has not run."""
        return self.read(cls, name, needs="") if self.has(name) else None


def _without_secrets(data: Any) -> Any:
    if isinstance(data, str):
        return redactor.clean(data)
    if isinstance(data, dict):
        return {name: _without_secrets(value) for name, value in data.items()}
    return [_without_secrets(value) for value in data] if isinstance(data, list) else data
