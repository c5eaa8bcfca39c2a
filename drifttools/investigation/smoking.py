"""Smoke tests and test runs, before and after: results are kept with the errors that they met, and what those mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.errors import UsageError
from drifttools.incident.record import MetError
from drifttools.investigation import files
from drifttools.investigation.triage import explain_errors
from drifttools.model.tested import TestRun, Turn, Turned, turned
from drifttools.model.verdict import Check, State, Verdict
from drifttools.report.behaviour import document_of_behaviour, document_of_tests
from drifttools.verify.junit import read_junit
from drifttools.verify.smoke import SmokeResult, smoke

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

GROUP = "tests"
_MOST_MET = 50  # errors of tests that are asked about; suites fail by the thousand for one reason


@dataclass(frozen=True)
class Smoked(Shown):
    """Smoke tests with what the errors that they met mean.

    Args:
        verdict: The checks.
        met: The errors, each with the finding that it belongs to, where there is one.
    """

    verdict: Verdict
    met: tuple[MetError, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where all pass, 3 where one did not run, else 1."""
        states = {check.state for check in self.verdict.checks}
        return 3 if State.NOT_RUN in states else 0 if states <= {State.PASS} else 1

    def document(self) -> Document:
        """The checks, and the errors."""
        return document_of_behaviour(self.verdict, self.met)


@dataclass(frozen=True)
class Tested(Shown):
    """Test runs before and after a repair; one of them may be absent.

    Args:
        before, after: The runs.
        met: The errors of databases that tests failed with, and what they mean.
    """

    before: TestRun | None = None
    after: TestRun | None = None
    met: tuple[MetError, ...] = ()

    @property
    def turned(self) -> tuple[Turned, ...]:
        """Test by test, where there are both."""
        return turned(self.before, self.after) if self.before and self.after else ()

    @property
    def exit_code(self) -> int:
        """1 where a test of the later run fails, or no longer runs."""
        last = self.after or self.before
        wrong = last is not None and bool(last.failing)
        return 1 if wrong or any(one.turn in (Turn.SILENT, Turn.GONE_FAILING) for one in self.turned) else 0

    def document(self) -> Document:
        """What turned, and the errors."""
        return document_of_tests(self.before, self.after, self.met)


def run_smoke(inv: Asking, file: str) -> Verdict:
    """Run the smoke tests of `drift.toml` and keep their verdict in `file`, beside what the errors mean."""
    before = _earlier(inv) if file != files.SMOKE_BEFORE else None
    verdict, met = _run(inv, before)
    inv.folder.write(file, verdict)
    inv.folder.write(_errors_of(file), explain_errors(inv, met, _roles(inv)))
    return verdict


def run_now(inv: Asking) -> Smoked:
    """Run them by themselves; beside the incident, where there is one, but without writing into it."""
    if not inv.config.smoke:
        raise UsageError("drift.toml has no [[smoke]]", hint="[[smoke]] with a name, and url, sql and expect, or command")
    verdict, met = _run(inv, _earlier(inv) if inv.incident else None)
    return Smoked(verdict, explain_errors(inv, met, _roles(inv)))


def compare_tests(inv: Asking, before: Iterable[Path], after: Iterable[Path]) -> Tested:
    """Read the JUnit files of two runs; keep them in the incident, where there is one. See `Asking.tests`."""
    earlier, later = tuple(before), tuple(after)
    known = inv.folder.read_optional(TestRun, files.TESTS_BEFORE) if inv.incident else None
    was = read_junit(earlier) if earlier else known
    now = read_junit(later) if later else None
    if was is None and now is None:
        raise UsageError("no test report was named", hint="--junit-before FILE, --junit-after FILE")
    errors = dict.fromkeys((test.name, test.error) for run in (now, was) if run for test in run.failing if test.error)
    found = Tested(was, now, explain_errors(inv, list(errors)[:_MOST_MET]))
    if inv.incident:
        for run, file in ((was, files.TESTS_BEFORE), (now, files.TESTS_AFTER)):
            if run is not None:
                inv.folder.write(file, run)
        inv.folder.write(files.TESTS_ERRORS, found.met)
    return found


def check_tests(inv: Asking) -> tuple[Check, ...]:
    """The runs of the incident as checks of a verification: nothing is broken, and nothing fails any more."""
    before = inv.folder.read_optional(TestRun, files.TESTS_BEFORE)
    after = inv.folder.read_optional(TestRun, files.TESTS_AFTER)
    if after is None:
        if before is None or not before.failing:
            return ()
        reason = "no run after the repair was given: drift verify --junit-after FILE"
        return (Check(GROUP, "the tests that failed at the audit", State.NOT_RUN, reason=reason),)
    pairs = turned(before, after) if before else ()
    broken = [one.name for one in pairs if one.turn is Turn.BROKEN]
    failing = [test.name for test in after.failing if test.name not in broken]
    silent = [one.name for one in pairs if one.turn in (Turn.SILENT, Turn.GONE_FAILING)]
    return (
        _check("no test that passed fails now", broken, State.FAIL, after.source),
        _check("no test fails", failing, State.PARTIAL, after.source),
        _check("what failed before still runs", silent, State.PARTIAL, after.source),
    )


def _check(name: str, against: list[str], state: State, source: str) -> Check:
    more = f" and {len(against) - 3} more" if len(against) > 3 else ""  # noqa: PLR2004 - as many as are named
    reason = f"{', '.join(against[:3])}{more}" if against else ""
    return Check(GROUP, name, state if against else State.PASS, "0 tests", f"{len(against)} tests", source, reason)


def _run(inv: Asking, before: dict[str, SmokeResult] | None) -> tuple[Verdict, list[tuple[str, str]]]:
    inv.say(f"running {len(inv.config.smoke)} smoke tests")
    target = inv.target if any(test.sql for test in inv.config.smoke) else None
    results = smoke(inv.config.smoke, before=before, target=target, root=inv.config.root)
    met = [(result.check.name, result.error_text) for result in results if result.error_text]
    return Verdict(tuple(result.check for result in results)), met


def _roles(inv: Asking) -> dict[str, str]:
    return {test.name: test.role for test in inv.config.smoke if test.role}


def _earlier(inv: Asking) -> dict[str, SmokeResult]:
    """The results of the audit, so that an error that has changed is told from one that has not."""
    verdict = inv.folder.read_optional(Verdict, files.SMOKE_BEFORE)
    errors = inv.folder.read_optional(tuple[MetError, ...], _errors_of(files.SMOKE_BEFORE)) or ()
    texts = {met.test: met.text for met in errors}
    return {check.name: SmokeResult(check, texts.get(check.name, "")) for check in (verdict.checks if verdict else ())}


def _errors_of(file: str) -> str:
    return f"{file.removesuffix('.json')}-errors.json"
