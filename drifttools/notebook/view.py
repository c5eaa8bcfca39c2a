"""A value that a person may narrow down: by arguments anywhere, by controls where a person sits at the notebook.

What is chosen is a few texts of the value itself. So a scheduled run can choose too, and what it shows is all there is to
see: controls only make the next such value.
"""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Container
from dataclasses import dataclass
from typing import Self

from drifttools.document import Shown, to_html_fragment
from drifttools.errors import UsageError


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    Args:
        name: The field of the view that holds it.
        label: What a person reads.
        options: (value, words) for each of the values.
        all: The words for an empty text, which chooses nothing; where they are empty, one of the options it has to be.
        free: Whether any text is a value.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    all: str = "all"
    free: bool = False


class View(Shown):
    """Mixin of a frozen dataclass that has a field for each of its choices.

    Attributes:
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
    """

    __slots__ = ()
    interactive: bool | None

    @property
    @abstractmethod
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in the order in which it is asked."""

    def choose(self, **chosen: str) -> Self:
        """The same with other choices.

        Raises:
            UsageError: There is no such choice, or no such value of it.
        """
        known = {choice.name: choice for choice in self.choices}
        for name, value in chosen.items():
            if name not in known:
                raise UsageError(f"nothing here is chosen by {name!r}", hint=f"by {', '.join(known)}")
            values = [option for option, _ in known[name].options]
            if value not in values and not known[name].free and (value or not known[name].all):
                few = ", ".join(values[:12]) + (" ..." if len(values) > 12 else "")  # noqa: PLR2004 - as many as are read
                raise UsageError(f"there is no {name} {value!r} here", hint=f"one of {few}" if few else "choose nothing")
        return dataclasses.replace(self, **chosen)  # type: ignore[type-var]  # every view is a dataclass

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        # the captions of its tables say what it is: no title above them
        bundle = super()._repr_mimebundle_(include, exclude)
        return {**bundle, "text/html": to_html_fragment(self.document().blocks)} if "text/html" in bundle else bundle

    def _ipython_display_(self) -> None:
        from drifttools.notebook.controls import show

        show(self)
