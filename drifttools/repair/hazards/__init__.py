"""What statements cost: one rule a module, measured by the tests, read by the planner and by `drift explain`."""

from __future__ import annotations

import difflib
import functools

from drifttools.errors import UsageError
from drifttools.model.plan import Step
from drifttools.repair.hazards.base import HEADINGS, Rule

__all__ = ["HEADINGS", "Rule", "goes_in_portions", "rule_of"]


def rule_of(rule_id: str) -> Rule:
    """The rule of an id.

    Raises:
        UsageError: There is no such rule; the message names those that come close.
    """
    by_id = _by_id()
    if rule_id in by_id:
        return by_id[rule_id]
    close = difflib.get_close_matches(rule_id, by_id)
    raise UsageError(
        f"there is no hazard rule {rule_id!r}",
        hint=f"did you mean {' or '.join(close)}?" if close else "drift rules hazards lists all rules",
    )


def goes_in_portions(step: Step) -> bool:
    """Whether a step commits again and again, so that what it did before it ended stays, and it can be gone on with."""
    return any(rule_of(hazard.rule).portions for hazard in step.hazards)


@functools.cache
def _by_id() -> dict[str, Rule]:
    from drifttools.repair.hazards.registry import RULES  # the registry imports the rules from this package
    from drifttools.repair.sqlite.hazards import SQLITE_RULES

    return {rule.id: rule for rule in (*RULES, *SQLITE_RULES)}
