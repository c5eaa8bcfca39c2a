"""The outcome of one smoke test, and how a state is found where an error was met before."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.model.verdict import Check, State

GROUP = "smoke"


@dataclass(frozen=True, slots=True)
class SmokeResult:
    """The outcome of one smoke test.

    Args:
        check: What was asked, expected and found.
        error_text: The database error in the answer, as the server worded it: what `explain` takes. Else empty.
    """

    check: Check
    error_text: str = ""


def another_error(found: str, before: SmokeResult | None) -> str:
    """That the error from before is gone and another one came up, in words; empty where it is not so."""
    if not found or before is None or before.error_text in ("", found):
        return ""
    return f"the error from before is gone ({before.error_text}), another one came up: {found}"


def failed(found: str, before: SmokeResult | None, otherwise: str) -> tuple[State, str]:
    """State and reason of what did not go through: PARTIAL where the repair has brought it further than it was."""
    further = another_error(found, before)
    return (State.PARTIAL, further) if further else (State.FAIL, found or otherwise)
