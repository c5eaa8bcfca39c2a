"""What a rule about a cause is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar

from drifttools.diagnose.case import Case
from drifttools.model.cause import Cause

HEADINGS = ("What it is", "Why it matters", "Evidence", "Repair", "Reference")


class Rank(IntEnum):
    """Which of two rules that explain the same finding is right about it, whatever their confidence.

    A policy that was made for another role was also "changed outside the migrations", and an index that is not valid is
    also "not as the migration makes it": what shows in the object itself says more than how its migration ran, and that
    says more than that no migration did it.
    """

    IN_THE_OBJECT = 0
    IN_THE_RUN = 1
    WHATEVER_IS_LEFT = 2


class CauseRule(ABC):
    """A kind of cause that drift can have. Its docstring is its page: a line, then the headings `HEADINGS`.

    Class attributes of a subclass:
        id: Its name.
        of_models: Whether it is about models that say something else than the migrations: then it sees the case as the
            models do, and else as the migrations do.
        rank: Before which other rules it is asked.
    """

    id: ClassVar[str]
    of_models: ClassVar[bool] = False
    rank: ClassVar[Rank] = Rank.IN_THE_RUN

    @abstractmethod
    def explain(self, case: Case) -> Iterable[Cause]:
        """The causes of this kind that the case shows; none where the evidence does not carry."""
