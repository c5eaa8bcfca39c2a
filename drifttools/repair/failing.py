"""What an apply or a way back says when it fails: never that all was rolled back where something is committed. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drifttools.errors import ApplyError, ApplyPartlyDone, DriftToolsError
from drifttools.model.plan import Plan, Step
from drifttools.repair.hazards import goes_in_portions
from drifttools.repair.outcome import rollback_command, status_command


@dataclass(frozen=True, slots=True)
class Failing:
    """Words for what failed.

    Args:
        plan: The plan; `folder`: of its incident.
        again: The command that goes on.
        undoing: Whether it is the way back.
    """

    plan: Plan
    folder: Path
    again: str
    undoing: bool = False

    def at(
        self, what: str, hint: str, committed: Sequence[str], step: Step | None = None, left: str = ""
    ) -> DriftToolsError:
        """A failure after which the transaction was rolled back.

        Args:
            what: Happened; `hint`: what to do, where nothing is committed.
            committed: The steps that stay done, or taken back.
            step: The one that failed, where it goes in portions; `left`: what it has left to do.
        """
        if step is not None:
            what = f"{what}. {step.id} goes in portions, and those that were committed stay{f' ({left})' if left else ''}"
        elif not committed:
            return ApplyError(f"{what}. Everything was rolled back: the database is as it was", hint=hint)
        if committed:
            verb = "taken back" if self.undoing else "done"
            what = f"{what}. {', '.join(committed)} of {self.plan.id} stay {verb}"
        back = "" if self.undoing else f" -- or take back what is done: {rollback_command(self.plan, self.folder)}"
        return ApplyPartlyDone(what, hint=f"{self.again}{back}")

    def not_known(self, step: Step, why: str) -> ApplyPartlyDone:
        """A step that commits on its own, about which nobody may say that it was rolled back."""
        known = "commits on its own, and whether it is done is not known"
        if goes_in_portions(step):
            known = "goes in portions, each committed, and how far it came is not known"
        return ApplyPartlyDone(
            f"{step.id} ({step.title}) {known}: {why}",
            hint=f"{status_command(self.folder)} asks the server; {self.again} goes on from what is there",
        )

    def half_way(self, step: Step, why: str) -> ApplyPartlyDone:
        """A step outside a transaction after which the touched objects are neither as before nor as they should be."""
        hint = "look at it with drift audit, mend it by hand, then make a new plan"
        if goes_in_portions(step):
            why = f"{why}; its portions that were committed stay, and somebody has changed the touched objects since"
            hint = "look at them with drift audit; rollback.sql in the incident folder takes the portions back all the same"
        return ApplyPartlyDone(f"{step.id} ({step.title}): {why}", hint=f"{hint}; {status_command(self.folder)}")
