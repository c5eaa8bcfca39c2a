"""What of a project's models is not the same on two dialects. No I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.model.finding import Severity

if TYPE_CHECKING:
    import pandas as pd

DIALECTS = ("sqlite", "postgresql")
"""Those that are tried."""
SHOWN = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Effect(StrEnum):
    """What becomes of it on the dialect."""

    REFUSED = "refused"
    STORES = "stores"
    COMPARES = "compares"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class PortFinding:
    """One thing in the models that a dialect cannot make, stores or compares differently, or does not check.

    Args:
        rule: Which rule of `portability/rules.py` knows it.
        kind: `column`, `default`, `key`, `constraint`, `index` or `table`.
        object: Its dotted name.
        dialect: On which it is so.
        effect: What becomes of it there.
        severity: How much it matters.
        evidence: What the dialect said or did, when it was tried.
        form: The portable form, in words.
        file, line: Where the table is declared; empty and 0 where that is not known.
        edited: Whether it is gone with the diff.
    """

    rule: str
    kind: str
    object: str
    dialect: str
    effect: Effect
    severity: Severity
    evidence: str
    form: str
    file: str = ""
    line: int = 0
    edited: bool = False

    @property
    def id(self) -> str:
        """Stable over runs and lines: a digest of what it is about."""
        about = f"{self.rule}\0{self.kind}\0{self.object}\0{self.dialect}\0{self.effect}"
        return "P" + hashlib.sha256(about.encode()).hexdigest()[:10]


COLUMNS = (
    "finding", "rule", "kind", "object", "dialect", "effect", "severity", "evidence", "form", "file", "line", "edited",
)  # fmt: skip


@dataclass(frozen=True)
class Portability:
    """An audit of models against two dialects.

    Args:
        models: Their spec.
        findings: By severity and object.
        diff: The portable forms as an edit of the source, for `git apply`; empty where there are none.
        left: What the edited models still have; a portable form may uncover a smaller difference.
        untried: Dialect to why nothing was made real on it: there it was only compiled.
        unsaid: Object to why it could not be tried.
        manners: What each dialect does of its own accord, whatever models say.
        counted: What was tried: `columns`, `types`, `defaults`, `keys`, `constraints`, `indexes`, `tables`.
        proven: Whether the edited models were imported and tried again.
    """

    models: str
    findings: tuple[PortFinding, ...] = ()
    diff: str = ""
    left: tuple[PortFinding, ...] = ()
    untried: Mapping[str, str] = field(default_factory=dict)
    unsaid: Mapping[str, str] = field(default_factory=dict)
    manners: tuple[str, ...] = ()
    counted: Mapping[str, int] = field(default_factory=dict)
    proven: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything was tried on both."""
        return not self.untried and not self.unsaid

    def failing(self, least: Severity = Severity.NOTE) -> tuple[PortFinding, ...]:
        """The findings of at least that severity."""
        counted = list(Severity)[: list(Severity).index(least) + 1]
        return tuple(one for one in self.findings if one.severity in counted)

    def exit_code_at(self, least: Severity) -> int:
        """1 where something of that severity was found; 3 where nothing was and not all could be tried; else 0."""
        return 1 if self.failing(least) else 0 if self.complete else 3

    def frame(self) -> pd.DataFrame:
        """One row a finding, columns `COLUMNS`: `line` is Int64, `edited` boolean, the others `string`."""
        import pandas as pd

        rows = [
            (f.id, f.rule, f.kind, f.object, f.dialect, f.effect.value, f.severity.value, f.evidence, f.form, f.file,
             f.line or None, f.edited)
            for f in self.findings
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        others = {"line": "Int64", "edited": "boolean"}
        return frame.astype({name: others.get(name, "string") for name in COLUMNS})
