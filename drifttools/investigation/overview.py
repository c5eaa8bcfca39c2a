"""An investigation as a notebook shows it: what is investigated, how far it has come, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.document import Document, document, facts, mono, para, strong
from drifttools.incident.record import Status

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation

_FIRST = "inv.audit()"
_NEXT = {
    Status.CLEAN: "",
    Status.DETECTED: "plan = inv.plan()",
    Status.PLANNED: "inv.rehearse()",
    Status.REHEARSED: "inv.apply(plan, confirm=plan.token)",
    Status.APPLIED: "inv.verify()",
    Status.PARTLY_APPLIED: "inv.status()",
    Status.VERIFIED: "inv.report()",
}


def document_of_investigation(inv: Investigation, target: str) -> Document:
    """What is known without asking anything.

    Args:
        target: The name of the database.
    """
    case = inv.folder.incident if inv.incident else None
    then = _NEXT.get(case.status, _FIRST) if case else _FIRST
    return document(
        "Investigation",
        facts(
            [
                ("Database", mono(target)),
                ("Should be", mono(inv.spec) if inv.spec else "not said yet: expected=..."),
                ("Incident", f"{case.name}: {case.status.value}" if case else "none yet"),
                *((("Folder", mono(str(inv.folder.path))),) if case else ()),
            ]
        ),
        para(strong("Next: "), mono(then)) if then else None,
    )
