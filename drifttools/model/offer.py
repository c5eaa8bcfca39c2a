"""What a person can choose about a plan, named as `drift plan` takes it. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choosing(StrEnum):
    """Which argument of a plan a choice is for."""

    REPAIR = "only"
    DROP = "drop"
    WAY = "way"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose.

    Args:
        sort: The argument that it is for.
        name: The object, as that argument names it, without what a pattern would need to be escaped.
        about: What differs, for a person.
        steps: The steps that do it now.
        chosen: `yes` or empty; of a way its name, with the expression where it has one.
        options: Of a way: what there is to choose from.
        reason: Why it is not done now.
    """

    sort: Choosing
    name: str
    about: str
    steps: tuple[str, ...] = ()
    chosen: str = ""
    options: tuple[str, ...] = ()
    reason: str = ""
