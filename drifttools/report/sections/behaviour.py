"""What the application and its tests met: the errors, the findings that they belong to, and the tests one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, heading, para
from drifttools.incident.record import MetError
from drifttools.model.tested import TestRun
from drifttools.report.behaviour import met_table, run_blocks
from drifttools.report.case import Case
from drifttools.report.sections.base import Section, sources
from drifttools.report.words import counted


@dataclass(frozen=True, slots=True)
class BehaviourFacts:
    """The errors of smoke tests and of tests, and the test runs; None where that was not given."""

    met_before: tuple[MetError, ...]
    met_after: tuple[MetError, ...]
    tests_before: TestRun | None
    tests_after: TestRun | None
    met_by_tests: tuple[MetError, ...]


def gather(case: Case) -> BehaviourFacts | None:
    """What the folder has; None where no error was met and no test run was given."""
    found = BehaviourFacts(
        case.met_before or (), case.met_after or (), case.tests_before, case.tests_after, case.met_by_tests or ()
    )
    if not (found.met_before or found.met_after or found.tests_before or found.tests_after):
        return None
    return found


def render(found: BehaviourFacts) -> Iterator[Block]:
    """Errors before, errors after with whether the audit knew them, tests."""
    if found.met_before:
        yield heading(3, "Errors that smoke tests met before the repair")
        yield met_table("Smoke test", found.met_before)
    if found.met_after:
        yield heading(3, "Errors that they meet after it")
        known = sum(bool(one.finding) for one in found.met_after)
        yield para(f"{known} of {counted(len(found.met_after), 'error')} belong to findings that the audit had named.")
        yield met_table("Smoke test", found.met_after)
    if found.tests_before or found.tests_after:
        yield heading(3, "Tests of the project")
        yield from run_blocks(found.tests_before, found.tests_after)
        if found.met_by_tests:
            yield met_table("Test", found.met_by_tests)
    yield sources(
        "smoke-before-errors.json" if found.met_before else "",
        "smoke-after-errors.json" if found.met_after else "",
        "tests-before.json" if found.tests_before else "",
        "tests-after.json" if found.tests_after else "",
    )


SECTION = Section("behaviour", "Errors met and tests run", BehaviourFacts, gather, render, optional=True)
