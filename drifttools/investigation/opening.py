"""Open an investigation: a new one for a target, or one that was handed on by its incident folder."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from drifttools.config import Config, Target, load_config
from drifttools.errors import UsageError
from drifttools.incident.folder import IncidentFolder, slug_of
from drifttools.incident.record import Incident
from drifttools.investigation.comparing import Say, quiet
from drifttools.investigation.core import Investigation
from drifttools.investigation.opened import Opened
from drifttools.version import __version__

REPORTS = "reports"
DATABASE_URL = "DATABASE_URL"
_ADDRESS = re.compile(r", (?:database|user) ")  # as `Target.where` writes it
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock that is used where no other one is given."""
    return datetime.now(UTC)


def investigate(
    target: str | None = None,
    expected: str | None = None,
    *,
    incident: str | None = None,
    title: str = "",
    reports: str | Path = REPORTS,
    config: Config | str | Path | None = None,
    say: Say = quiet,
    clock: Clock = utc_now,
) -> Investigation:
    """Begin, or go on with, an investigation. Nothing is connected before something is asked for.

    Args:
        target: A name in `drift.toml`, a libpq service or a DSN; may be left out where `drift.toml` has just one.
        expected: `KIND:ARGUMENT[@REVISION]`; else what `drift.toml` says for the target.
        incident: The name of an incident to go on with (`latest` for the newest); its target is taken from it.
        title: For a new incident; else made from the target's name.
        reports: Where incident folders are.
        config: A `drift.toml` or what was read from one; else the first from here upward.
        say: Called with a sentence at each stage of long work.
        clock: Gives the time, in UTC.

    Raises:
        UsageError: There is no such target or incident, or nothing says what is expected.
    """
    settings = config if isinstance(config, Config) else load_config(config)
    root = Path(reports)
    if incident is not None:
        folder = IncidentFolder.open(root, incident)
        case = folder.incident
        return Investigation(
            target=lambda: settings.target(target) if target else _target_again(settings, case.target),
            spec=expected or case.expected,
            config=settings,
            reports=root,
            folder=folder,
            title=case.title,
            say=say,
            clock=clock,
        )
    chosen = settings.target(target or _only_target(settings))
    return Investigation(
        target=chosen,
        spec=expected or chosen.expected or "",
        config=settings,
        reports=root,
        title=title or f"Schema drift on {_called(chosen)}",
        say=say,
        clock=clock,
    )


def _target_again(config: Config, name: str) -> Target:
    """The target of an incident. One that was given as a DSN is not kept, for a DSN may hold a password."""
    if name in config.targets or not _ADDRESS.search(name):
        return config.target(name)
    given = config.target(os.environ[DATABASE_URL]) if os.environ.get(DATABASE_URL) else None
    if given is not None and given.name == name:
        return given
    raise UsageError(
        f"the incident is about {name}, which was given as a DSN, and no DSN is kept",
        hint=f"export {DATABASE_URL}=DSN, and run the command again",
    )


def _only_target(config: Config) -> str:
    if len(config.targets) == 1:
        return next(iter(config.targets))
    if not config.targets:
        raise UsageError("no target was given, and drift.toml has none", hint="give a DSN, or [targets.NAME] in drift.toml")
    known = ", ".join(config.targets)
    raise UsageError("no target was given, and drift.toml has more than one", hint=f"name one of them: {known}")


def _called(target: Target) -> str:
    """What a title calls a target: one that was given by its address goes by its database, which is what people say."""
    return target.parameters.get("dbname", target.name) if target.name == target.where else target.name


def open_incident(investigation: Opened) -> IncidentFolder:
    """Make the folder of a new incident."""
    now = investigation.clock()
    incident = Incident(
        name=f"{now:%Y-%m-%d}-{slug_of(investigation.title)}",
        title=investigation.title,
        target=investigation.target.name,
        expected=investigation.spec,
        opened_at=now,
        environment={
            "drifttools": __version__,
            "python": platform.python_version(),
            "platform": f"{platform.system()} {platform.machine()}",
        },
    )
    return IncidentFolder.create(investigation.reports, incident)
