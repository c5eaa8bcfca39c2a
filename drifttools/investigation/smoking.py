"""Smoke tests before and after: the results are kept with the error texts that they met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.incident.record import MetError
from drifttools.investigation import files
from drifttools.investigation.triage import explain_errors
from drifttools.model.verdict import Verdict
from drifttools.verify.smoke import SmokeResult, smoke

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation


def run_smoke(inv: Investigation, file: str) -> Verdict:
    """Run the smoke tests of `drift.toml` and keep their verdict in `file`, beside what the errors mean."""
    before = _earlier(inv) if file != files.SMOKE_BEFORE else None
    inv.say(f"running {len(inv.config.smoke)} smoke tests")
    results = smoke(inv.config.smoke, before=before)
    verdict = Verdict(tuple(result.check for result in results))
    inv.folder.write(file, verdict)
    met = [(result.check.name, result.error_text) for result in results if result.error_text]
    inv.folder.write(f"{file.removesuffix('.json')}-errors.json", explain_errors(inv, met))
    return verdict


def _earlier(inv: Investigation) -> dict[str, SmokeResult]:
    """The results of the audit, so that an error that has changed is told from one that has not."""
    verdict = inv.folder.read_optional(Verdict, files.SMOKE_BEFORE)
    name = f"{files.SMOKE_BEFORE.removesuffix('.json')}-errors.json"
    errors = inv.folder.read_optional(tuple[MetError, ...], name) or ()
    texts = {met.test: met.text for met in errors}
    return {check.name: SmokeResult(check, texts.get(check.name, "")) for check in (verdict.checks if verdict else ())}
