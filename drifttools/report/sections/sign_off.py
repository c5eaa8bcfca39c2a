"""14b. Sign-off: boxes for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, check, checklist
from drifttools.report.case import Case
from drifttools.report.sections.base import Section


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a person confirms. Nobody is named by the report."""

    boxes: tuple[str, ...]


def gather(case: Case) -> SignOff:
    """Boxes that fit the state of the incident."""
    boxes = ["The owner of the database has read this report"]
    if case.applied is not None:
        boxes.append("The repair stays in force" if case.rolled_back is None else "The rollback is accepted")
    if case.by_id:
        boxes.append("Every recommendation has an owner and a date, or was declined")
    return SignOff(tuple(boxes))


def render(sign_off: SignOff) -> Iterator[Block]:
    """Open boxes."""
    yield checklist(*(check("OPEN", box) for box in sign_off.boxes))


SECTION = Section("sign_off", "Sign-off", SignOff, gather, render)
