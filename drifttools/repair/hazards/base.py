"""What a hazard rule is: the measured cost of one sort of statement, and the page that explains it.

A rule is one module: its docstring is the page, `RULE` the facts. The facts are claims about PostgreSQL, and
`tests/repair/test_hazards.py` measures every one of them on real servers.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from drifttools.model.plan import DataLoss, Hazard, Lock, Reversal

HEADINGS = ("What it is", "Why it matters", "When it bites", "Safer way", "Reference")


@dataclass(frozen=True, slots=True)
class Rule:
    """One hazard.

    Args:
        id: As statements name it.
        name: Reads after "allow ...".
        doc: The docstring of the rule's module, with the fixed `HEADINGS`.
        note: What it says of one step; `{}` is the object.
        lock: The lock on the target, the first of `Statement.locks`.
        others: The lock on the other relations of `Statement.locks`.
        lock_before: (major, lock) where releases before that major take another lock.
        rewrites: Whether the table's file is written anew.
        scans: Whether existing rows are read (a built index, a verified constraint).
        grows: Whether it writes up to as much as the rows take: an index, new versions of rows.
        data_loss: What it does to rows and values.
        reversal: The best that an inverse can do.
        transactional: False where it must be committed on its own, before a later step can use it.
        portions: Whether it commits again and again, and run again goes on where it stopped, in both directions.
    """

    id: str
    name: str
    doc: str
    note: str
    lock: Lock = Lock.NO_LOCK
    others: Lock = Lock.NO_LOCK
    lock_before: tuple[int, Lock] | None = None
    rewrites: bool = False
    scans: bool = False
    grows: bool = False
    data_loss: DataLoss = DataLoss.NONE
    reversal: Reversal = Reversal.EXACT
    transactional: bool = True
    portions: bool = False

    def lock_on(self, major: int) -> Lock:
        """The lock that a server of this major takes on the target."""
        if self.lock_before is not None and major < self.lock_before[0]:
            return self.lock_before[1]
        return self.lock

    def met_by(self, label: str) -> Hazard:
        """The hazard as a step about this object carries it."""
        # not str.format: the name of an object may hold braces
        return Hazard(self.id, self.note.replace("{}", label))

    @property
    def sections(self) -> dict[str, str]:
        """The page: heading to text."""
        found: dict[str, list[str]] = {}
        heading = ""
        for line in inspect.cleandoc(self.doc).splitlines():
            if line.removesuffix(":") in HEADINGS and line.endswith(":"):
                heading = line.removesuffix(":")
                found[heading] = []
            elif heading:
                found[heading].append(line.strip())
        return {heading: " ".join(filter(None, lines)) for heading, lines in found.items()}

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return inspect.cleandoc(self.doc).partition("\n")[0]
