"""What a look at the code of a project gives: where it names what the catalog lacks, and what could not be told. No I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.model.finding import Severity

if TYPE_CHECKING:
    import pandas as pd


class Certainty(StrEnum):
    """How far the code alone shows it. What is less than `likely` may well be meant."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


SEVERITY = {
    Certainty.CERTAIN: Severity.ERROR,
    Certainty.LIKELY: Severity.WARNING,
    Certainty.POSSIBLE: Severity.NOTE,
}
"""How much a finding in code matters, for programs that know only that."""


class CodeRule(StrEnum):
    """What is wrong with a place in the code."""

    TABLE = "unknown-table"
    COLUMN = "unknown-column"
    FUNCTION = "unknown-function"
    ATTRIBUTE = "unknown-attribute"
    ENUM = "enum-value"
    SWALLOWED = "swallowed-failure"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; both numbers count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class CodeFinding:
    """One place in the code that does not fit the catalog.

    Args:
        rule: What is wrong.
        file: Relative to where the project starts, with forward slashes.
        line, column: From 1.
        language: `python`, `typescript`, `javascript`, `sql`, `prisma`.
        named: What the code says: a name, or a value.
        object: What it says that of: a dotted name of the catalog, or a class.
        sentence: The finding for a person.
        certainty: How sure that is; `reason`: why.
        near: Names or values that are there and may be meant, the nearest first.
    """

    rule: CodeRule
    file: str
    line: int
    column: int
    language: str
    named: str
    object: str
    sentence: str
    certainty: Certainty
    reason: str
    near: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stable when lines are added above: a digest of what the finding is about and of the file."""
        about = f"{self.rule}\0{self.file}\0{self.object}\0{self.named}"
        return "C" + hashlib.sha256(about.encode()).hexdigest()[:10]

    @property
    def place(self) -> str:
        """`file:line:column`, as editors open it."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A part of the code of which nothing can be said.

    Args:
        sort: `dynamic`: only the running program knows it; `file`: it could not be read or parsed; `ambiguous`.
        what: What stands there, and why nothing can be said.
    """

    sort: str
    file: str
    line: int
    column: int
    what: str

    @property
    def place(self) -> str:
        """`file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"


COLUMNS = ("finding", "rule", "file", "line", "column", "named", "object", "certainty", "reason", "near", "sentence")


@dataclass(frozen=True)
class CodeScan:
    """All that was found in the code of a project.

    Args:
        findings: By file and line.
        unchecked: What could not be told, by file and line. It is never counted as right.
        files: Language to the number of files that were looked at.
        references: How many names and values of the code were compared with the catalog.
        against: What they were compared with, for a person.
        fingerprint: Of that catalog, where it was a snapshot of it all.
        paths: What was looked through.
        subject: What that is, for a title.
    """

    findings: tuple[CodeFinding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    references: int = 0
    against: str = ""
    fingerprint: str = ""
    paths: tuple[str, ...] = ()
    subject: str = "Code"

    @property
    def complete(self) -> bool:
        """Whether nothing was left open."""
        return not self.unchecked

    def failing(self, least: Certainty = Certainty.POSSIBLE) -> tuple[CodeFinding, ...]:
        """The findings of at least that certainty."""
        counted = list(Certainty)[: list(Certainty).index(least) + 1]
        return tuple(one for one in self.findings if one.certainty in counted)

    @property
    def exit_code(self) -> int:
        """1 where something was found; 3 where nothing was and not all could be checked; 0 where all was."""
        return self.exit_code_at(Certainty.POSSIBLE)

    def exit_code_at(self, least: Certainty) -> int:
        """The exit code where only findings of at least that certainty count."""
        return 1 if self.failing(least) else 0 if self.complete else 3

    def frame(self) -> pd.DataFrame:
        """One row a finding, columns `COLUMNS`: `line` and `column` are Int64, the others `string`."""
        import pandas as pd

        rows = [
            (f.id, f.rule.value, f.file, f.line, f.column, f.named, f.object, f.certainty.value, f.reason,
             ", ".join(f.near), f.sentence)
            for f in self.findings
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.astype({name: "Int64" if name in ("line", "column") else "string" for name in COLUMNS})
