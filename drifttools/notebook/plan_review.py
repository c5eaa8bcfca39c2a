"""A plan and what can be chosen about it: in boxes where a person sits at the notebook, as arguments anywhere."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from drifttools.document import Block, Cell, Document, code, details, document, name, para, table
from drifttools.document.shown import Shown
from drifttools.incident.record import FindingsFile
from drifttools.investigation import files
from drifttools.investigation.choosing import arguments, offers_of, remembering
from drifttools.model.offer import Choosing, Offer
from drifttools.notebook.repair import plan_of

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.shown import ShownPlan

_ROWS = 200
_WORDS = {Choosing.REPAIR: "repair", Choosing.DROP: "drop", Choosing.WAY: "rows in the way"}
Choices = Mapping[tuple[Choosing, str], str]


class Review(Shown):
    """The plan of an incident, made again whenever something else is chosen.

    Args:
        inv: The investigation.
        plan: Its plan.
        maintenance: Whether nobody else works meanwhile.
        interactive: Whether boxes are shown; None for wherever there is somebody to use them.

    Attributes:
        plan: As it is now: what the cells below rehearse and apply.
        offers: What there is to choose, with what is chosen.
    """

    def __init__(
        self, inv: Investigation, plan: ShownPlan, *, maintenance: bool = False, interactive: bool | None = None
    ) -> None:
        self.inv = inv
        self.interactive = interactive
        self._maintenance = maintenance
        found = inv.folder.read(FindingsFile, files.FINDINGS, needs="drift audit")
        self._findings = tuple(entry.finding for entry in found.findings)
        self.plan = plan
        self.offers: tuple[Offer, ...] = offers_of(plan, self._findings)

    def choose(self, chosen: Choices) -> None:
        """Make the plan again with other choices; nothing is changed in the database.

        Args:
            chosen: By sort and name: `yes`, empty, or a way; what is not named stays as it is.

        Raises:
            DriftToolsError: There can be no such plan; the one before stays.
        """
        asked = arguments(self.offers, chosen)
        self.plan = self.inv.plan(only=asked["only"], drop=asked["drop"], ways=asked["ways"], maintenance=self._maintenance)
        self.offers = remembering(offers_of(self.plan, self._findings), self.offers)

    @property
    def arguments(self) -> dict[str, tuple[str, ...]]:
        """What is chosen, as parameters of this notebook and of `inv.plan`: `only`, `drop`, `ways`."""
        return arguments(self.offers, {})

    @property
    def command(self) -> str:
        """The same on the command line."""
        options = {"only": "--only", "drop": "--drop", "ways": "--way"}
        given = [word for option, texts in self.arguments.items() for text in texts for word in (options[option], text)]
        more = ["--maintenance"] if self._maintenance else []
        return shlex.join(["drift", "plan", self.inv.incident, *given, *more])

    def document(self) -> Document:
        """What is chosen, and the plan that this gives."""
        plan = self.plan.document()
        return document(plan.title, *plan.blocks, *self._choices())

    def _choices(self) -> Iterator[Block]:
        if not self.offers:
            return
        rows = [_row(one) for one in self.offers[:_ROWS]]
        more = len(self.offers) - _ROWS
        header = ("Chosen", "For", "Object", "What differs", "Steps", "Why not, and what else")
        chosen = table("", header, rows, note=f"{more:,} more not shown." if more > 0 else "")
        yield details("What is chosen, and what could be", chosen)
        given = [f"{parameter} = {list(texts)!r}" for parameter, texts in self.arguments.items() if texts]
        yield para("The plan of these choices without boxes", ", and as parameters of the notebook" if given else "", ":")
        yield code("\n".join((self.command, *(f"# {line}" for line in given))), "sh")

    def _ipython_display_(self) -> None:
        from drifttools.notebook.plan_boxes import show_review

        show_review(self)


def review(
    inv: Investigation,
    *,
    only: Sequence[str] = (),
    drop: Sequence[str] = (),
    ways: Sequence[str] = (),
    maintenance: bool = False,
    confirm: str = "",
    interactive: bool | None = None,
) -> Review:
    """The plan of the incident with what can be chosen about it; nothing is changed in the database.

    Args:
        inv: The investigation.
        only, drop, ways, maintenance: As `inv.plan` takes them.
        confirm: A token: then the plan is the very one that it is for, and is not made again.
        interactive: Whether boxes are shown; None for wherever there is somebody to use them.

    Raises:
        IncidentError: There was no audit, or a token was given and no plan is there.
        StalePlanError: The database has changed since the audit.
    """
    plan = plan_of(inv, only=only, drop=drop, ways=ways, maintenance=maintenance, confirm=confirm)
    return Review(inv, plan, maintenance=maintenance, interactive=interactive)


def _row(one: Offer) -> tuple[Cell, ...]:
    steps = ", ".join(one.steps) or None
    return (one.chosen or "no", _WORDS[one.sort], name(one.name), one.about, steps, one.reason or None)
