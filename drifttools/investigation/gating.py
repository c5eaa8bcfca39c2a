"""An audit as a gate of a build: what fails, and where in the checkout each finding stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.config.file import FILE_NAME
from drifttools.expected.spec import parse_spec
from drifttools.incident.record import FindingsFile
from drifttools.investigation import files
from drifttools.investigation.shown import Audit
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.models import ModelSource
from drifttools.model.finding import Severity
from drifttools.report.gate.base import Gate
from drifttools.report.gate.places import places_of

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation


def gate(inv: Investigation, audit: Audit, fail_on: Severity, checkout: Path) -> Gate:
    """Make the gate of an audit; see `Investigation.gate`."""
    root, checkout = inv.config.root.resolve(), checkout.resolve()

    def in_checkout(file: str) -> str | None:
        # files of the project stand relative to drift.toml, which may be in a directory of a larger repository
        path = (root / file).resolve()
        return path.relative_to(checkout).as_posix() if path.is_relative_to(checkout) else None

    folder = inv.folder
    findings_file = folder.read(FindingsFile, files.FINDINGS, needs="drift audit")
    models = folder.read_optional(tuple[ModelSource, ...], files.MODELS) or ()
    history = folder.read_optional(MigrationHistory, files.HISTORY)
    return Gate(
        findings=audit.findings,
        causes=audit.causes,
        target=inv.target.name,
        expected=str(parse_spec(inv.needed_spec, inv.config.root)),
        fail_on=fail_on,
        places=places_of(audit.findings, models, history, in_checkout),
        fallback=_fallback(inv, in_checkout),
        compared=findings_file.counts,
    )


def _fallback(inv: Investigation, in_checkout: Callable[[str], str | None]) -> str:
    """The file that stands for the expected state as a whole: what its spec names, else `drift.toml`."""
    argument = parse_spec(inv.needed_spec, inv.config.root).argument
    named = (argument, *((str(inv.config.path),) if inv.config.path else ()))
    inside = (in_checkout(file) for file in named if (inv.config.root / file).is_file())
    return next((file for file in inside if file), FILE_NAME)
