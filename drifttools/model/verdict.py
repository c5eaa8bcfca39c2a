"""Verdict and check: what was verified, what it should be, what it was. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The outcome of a check. `NOT RUN` always comes with a reason and is never a pass."""

    PASS = "PASS"  # noqa: S105 - the word of a check, not a password
    PARTIAL = "PARTIAL"
    FAIL = "FAIL"
    NOT_RUN = "NOT RUN"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Args:
        group: What the check belongs to: `re-audit`, `step s01`, `smoke`, `rehearsal`, `scope`.
        name: What is checked, for a person.
        query: The query or request that was sent, so that anybody can repeat it.
        reason: Why it failed or was not run.
        duration_ms: Measured with a monotonic clock.
    """

    group: str
    name: str
    state: State
    expected: str = ""
    actual: str = ""
    query: str = ""
    reason: str = ""
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks of one verification."""

    checks: tuple[Check, ...]

    @property
    def state(self) -> State:
        """PASS where every check passed; NOT RUN where none ran; FAIL where none passed; else PARTIAL."""
        states = {check.state for check in self.checks}
        if states == {State.PASS}:
            return State.PASS
        if not states or states == {State.NOT_RUN}:
            return State.NOT_RUN
        return State.FAIL if State.PASS not in states and State.PARTIAL not in states else State.PARTIAL

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not pass, those not run among them."""
        return tuple(check for check in self.checks if check.state is not State.PASS)
