"""What a rule about a cause is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from drifttools.diagnose.case import Case
from drifttools.model.cause import Cause

HEADINGS = ("What it is", "Why it matters", "Evidence", "Repair", "Reference")


class CauseRule(ABC):
    """A kind of cause that drift can have. Its docstring is its page: a line, then the headings `HEADINGS`.

    Class attributes of a subclass:
        id: Its name.
        of_models: Whether it is about models that say something else than the migrations: then it sees the case as the
            models do, and else as the migrations do.
    """

    id: ClassVar[str]
    of_models: ClassVar[bool] = False

    @abstractmethod
    def explain(self, case: Case) -> Iterable[Cause]:
        """The causes of this kind that the case shows; none where the evidence does not carry."""
