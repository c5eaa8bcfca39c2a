"""A text that somebody pasted, and its answer: in a box where a person sits at the notebook, as an argument anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from drifttools.document import Document, document, para
from drifttools.notebook.view import Choice, View

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.triage import Explained


@dataclass(frozen=True)
class TriageView(View):
    """An error text and what it means.

    Args:
        inv: The investigation.
        text: Whatever was pasted: log lines, a traceback, an answer of an API, several at once.
        role: Whose search_path and privileges count; else the one that the text names, else the one that connects.
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
        seen: What was asked before.
    """

    titled: ClassVar[bool] = True
    inv: Investigation
    text: str = field(default="", repr=False)  # it may hold what nobody wants to see again
    role: str = ""
    interactive: bool | None = None
    seen: dict[tuple[str, str], Explained] = field(default_factory=dict, repr=False, compare=False)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The text and the role."""
        return (
            Choice("text", "Text", free=True, lines=7, hint="paste a log, a traceback or an answer, then press Explain"),
            Choice("role", "Role", free=True, hint="of the application, then Enter"),
        )

    @property
    def verb(self) -> str:
        """The database may answer otherwise now."""
        return "Explain"

    @property
    def slow(self) -> bool:
        """A text that was not looked at yet is asked about."""
        return bool(self.text.strip()) and (self.text, self.role) not in self.seen

    def again(self) -> Self:
        """With nothing remembered."""
        return replace(self, seen={})

    @property
    def explained(self) -> Explained | None:
        """The answer; None where there is no text.

        Raises:
            UsageError: There is no such role.
        """
        if not self.text.strip():
            return None
        asked = (self.text, self.role)
        if asked not in self.seen:
            self.seen[asked] = self.inv.explain(self.text, role=self.role or None)
        return self.seen[asked]

    @property
    def exit_code(self) -> int:
        """0 where every error is known, 1 where one is not, 3 where nothing could be asked, or nothing was given."""
        return self.explained.exit_code if self.explained else 3

    @property
    def sentence(self) -> str:
        """The answers in one line."""
        if self.explained is None:
            return "no text was given"
        said = dict.fromkeys(one.sentence for one in self.explained.explanations)
        return " ".join(said) or "nothing was recognised in the text"

    def document(self) -> Document:
        """The answers."""
        if self.explained is None:
            return document("Triage", para("There is no text yet."))
        return self.explained.document()


def triage(inv: Investigation, text: str = "", *, role: str = "", interactive: bool | None = None) -> TriageView:
    """Explain a text: pasted into a box where a person sits at the notebook, as an argument anywhere.

    Args:
        inv: The investigation; `text` and `role` are what `TriageView` says of them.
    """
    return TriageView(inv, text, role, interactive)
