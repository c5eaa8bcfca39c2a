"""The repair as a notebook does it: nothing is changed by Run All, and running it twice changes nothing the second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drifttools.document import Document, Shown, badge, code, document, para, strong
from drifttools.errors import RehearsalError, UsageError
from drifttools.incident.record import Status
from drifttools.model.verdict import State, Verdict
from drifttools.repair.outcome import Standing, rollback_command

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.shown import ShownPlan, ShownVerdict
    from drifttools.model.plan import Plan

_AFTER_APPLY = frozenset({Status.APPLIED, Status.PARTLY_APPLIED, Status.VERIFIED, Status.NOT_VERIFIED})
# then a copy of the live schema is no longer what the plan was made for: a rehearsal would prove nothing
_BEGUN = frozenset({Standing.DONE, Standing.PARTLY, Standing.RUNNING, Standing.UNKNOWN})


@dataclass
class Repaired(Shown):
    """What came of the last cell of a repair. Where it waits for a token, a field for it is shown to who sits there.

    Args:
        changed: Whether the database was changed now.
        message: One sentence.
        commands: What to run next.
        exit_code: 0; 1 where the rehearsal failed; 5 where an earlier apply is partly done.
        inv, plan, rehearsal: What would be applied; None where nothing is to be.
        interactive: Whether the field is shown; None for wherever there is somebody to use it.
    """

    changed: bool
    message: str
    commands: tuple[str, ...] = ()
    exit_code: int = 0
    inv: Investigation | None = field(default=None, repr=False)
    plan: Plan | None = field(default=None, repr=False)
    rehearsal: Verdict | None = field(default=None, repr=False)
    interactive: bool | None = field(default=None, repr=False)

    @property
    def waits(self) -> bool:
        """Whether only the token is missing."""
        return self.plan is not None and not self.changed

    def why_not(self, token: str) -> str:
        """Why a token that was typed does not apply the plan; empty where it does."""
        if self.inv is None or self.plan is None or not self.waits:
            return "there is nothing to apply"
        if not token:
            return "no token was typed"
        if token != self.plan.token:
            return f"{token} is not the token of {self.plan.id}"
        if self.inv.load_plan().token != token:
            return "the plan was made anew since this cell ran: run the cells from section 2 on again"
        return ""

    def apply(self, token: str) -> None:
        """Apply the plan, and become what came of it.

        Raises:
            UsageError: The token is not that of the plan; nothing was run.
            DriftToolsError: It was not applied, or not whole; class, exit code and message say which.
        """
        if (reason := self.why_not(token)) or self.inv is None or self.plan is None:
            raise UsageError(f"nothing was run: {reason}", hint="give the token that the plan shows")
        done = apply_confirmed(self.inv, self.plan, self.rehearsal or Verdict(()), confirm=token)
        self.changed, self.message, self.commands, self.exit_code = (
            done.changed,
            done.message,
            done.commands,
            done.exit_code,
        )

    def document(self) -> Document:
        """The sentence and the next step."""
        word = badge("ok", "changed") if self.changed else badge("info", "nothing was changed")
        return document(
            "Repair",
            para(word, " ", self.message),
            para(strong("Next:")) if self.commands else None,
            code("\n".join(self.commands), "sh") if self.commands else None,
        )

    def _ipython_display_(self) -> None:
        from drifttools.notebook.plan_boxes import show_repaired

        show_repaired(self)


def plan_of(
    inv: Investigation,
    *,
    only: Sequence[str] = (),
    drop: Sequence[str] = (),
    ways: Sequence[str] = (),
    maintenance: bool = False,
    confirm: str = "",
) -> ShownPlan:
    """The plan of the incident: a new one, or the very plan that a token is for or that was applied already.

    Args:
        inv: The investigation.
        only: Names or patterns of the objects to repair; all without them.
        drop: Names or patterns of unexpected objects that may be dropped.
        ways: `NAME=WAY` for objects whose rows are in the way, as the plan offers them.
        maintenance: Whether nobody else works meanwhile.
        confirm: The token, where one was given.

    Raises:
        IncidentError: There was no audit, or a token was given and no plan is there.
        StalePlanError: The database has changed since the audit.
    """
    from drifttools.investigation import files

    after = inv.folder.incident.status in _AFTER_APPLY and inv.folder.has(files.PLAN)
    if confirm or (after and inv.status().standing in _BEGUN):
        return inv.load_plan()
    return inv.plan(only=only, drop=drop, ways=ways, maintenance=maintenance)


def rehearse_once(inv: Investigation, plan: Plan) -> ShownVerdict:
    """Try the plan and its way back on a copy; where its apply has begun, give the rehearsal from before that."""
    if not plan.steps or inv.status().standing in _BEGUN:
        from drifttools.investigation import files
        from drifttools.investigation.shown import shown_verdict

        return shown_verdict(inv.folder.read_optional(Verdict, files.REHEARSAL) or Verdict(()))
    return inv.rehearse(plan)


def apply_confirmed(inv: Investigation, plan: Plan, rehearsal: Verdict, *, confirm: str = "") -> Repaired:
    """Apply the plan if its token was given; else say how to.

    Raises:
        RehearsalError: A token was given, but the rehearsal failed.
        DriftToolsError: It was not applied, or not whole; class, exit code and message say which.
    """
    failed = [check for check in rehearsal.checks if check.state is State.FAIL]
    if not plan.steps:
        return Repaired(changed=False, message="the plan has no steps: there is nothing to apply")
    if confirm:
        if failed:
            raise RehearsalError(
                f"{plan.id} was not applied: its rehearsal failed at {failed[0].name}", hint="see the rehearsal above"
            )
        outcome = inv.apply(plan, confirm=confirm)
        return Repaired(outcome.changed, outcome.message, _after(inv, plan))
    state = inv.status()
    if state.standing is Standing.DONE:
        return Repaired(changed=False, message=f"{plan.id} was applied before", commands=_after(inv, plan))
    if state.standing in _BEGUN:
        return Repaired(changed=False, message=state.message, commands=(state.next,) if state.next else (), exit_code=5)
    if failed:
        return Repaired(changed=False, message=f"the rehearsal failed at {failed[0].name}", exit_code=1)
    return Repaired(
        changed=False,
        message=f"{plan.id} has {len(plan.steps)} steps for {plan.target}; read it, then give its token: {plan.token}",
        commands=(
            f"drift run 02_repair -p incident={inv.incident} -p confirm={plan.token}",
            f'# or in this notebook: confirm = "{plan.token}", and run it again',
        ),
        inv=inv,
        plan=plan,
        rehearsal=rehearsal,
    )


def _after(inv: Investigation, plan: Plan) -> tuple[str, ...]:
    return (
        f"drift run 03_verify -p incident={inv.incident}",
        f"# the way back: {rollback_command(plan, inv.folder.path)}",
    )
