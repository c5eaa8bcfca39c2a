"""A value that a person may narrow down: by arguments anywhere, by controls where a person sits at the notebook.

What is chosen is a few texts of the value itself. So a scheduled run can choose too, and what it shows is all there is to
see: controls only make the next such value.
"""

from __future__ import annotations

import dataclasses
from abc import abstractmethod
from collections.abc import Container
from dataclasses import dataclass
from typing import ClassVar, Self

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
        offered: The options that a control lists, where not all of them fit what was chosen otherwise.
        lines: How many lines a free text may well have.
        hint: What stands in the control of a free text as long as it is empty.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    all: str = "all"
    free: bool = False
    offered: tuple[tuple[str, str], ...] | None = None
    lines: int = 1
    hint: str = "part of a text, then Enter"

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """What a control lists."""
        return self.options if self.offered is None else self.offered


class View(Shown):
    """Mixin of a frozen dataclass that has a field for each of its choices.

    Attributes:
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
        titled: Whether the title of the document says what the captions below it do not.
    """

    __slots__ = ()
    interactive: bool | None
    titled: ClassVar[bool] = False

    @property
    def verb(self) -> str:
        """What a button says that looks again; empty where nothing can have changed."""
        return ""

    def again(self) -> Self:
        """The same, with nothing remembered of the last look."""
        return self

    @property
    def slow(self) -> bool:
        """Whether showing it asks a database, so that a person is told to wait."""
        return False

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

    def by_hand(self, name: str, value: str) -> Self:
        """What a control makes of the view: another choice, without those that it leaves nothing of.

        Raises:
            UsageError: As `choose`.
        """
        return self.choose(**{name: value})

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        bundle = super()._repr_mimebundle_(include, exclude)
        if self.titled or "text/html" not in bundle:
            return bundle
        return {**bundle, "text/html": to_html_fragment(self.document().blocks)}

    def _ipython_display_(self) -> None:
        from drifttools.notebook.controls import show

        show(self)
