"""Findings: what differs, one typed record each, and one long frame when somebody asks. No I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.model.chronicle import Touch

if TYPE_CHECKING:
    import pandas as pd


class Change(StrEnum):
    """How an object differs from what is expected."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """`error` breaks code that trusts the models, `warning` may, `note` is only said (the levels of SARIF)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the expected and the actual state.

    Args:
        kind: The kind of the object.
        key: Its key as it is expected; as it is, where nothing like it is expected.
        change: How it differs.
        attribute: The attribute that differs, for `changed`; else empty.
        expected, actual: The two values as text; None where there is none.
        severity: How much it matters.
        parent: The object it belongs to (`public.users` for a column), else empty.
        follows: The id of the finding that this one is only a consequence of, else empty.
        folded: What is not listed because it comes with this object ("12 columns", "3 indexes").
        found_key: For `moved` and `renamed`: the key under which the object is now.
        blame: The migrations that make it as it is expected, in order; the last one decides. Empty where that was not asked
            for, and where no migration ever made it.
    """

    kind: str
    key: tuple[str, ...]
    change: Change
    attribute: str = ""
    expected: str | None = None
    actual: str | None = None
    severity: Severity = Severity.ERROR
    parent: str = ""
    follows: str = ""
    folded: tuple[str, ...] = ()
    found_key: tuple[str, ...] = ()
    blame: tuple[Touch, ...] = ()

    @property
    def id(self) -> str:
        """Stable across runs: a digest of what the finding is about, not of its values."""
        about = "\0".join((self.kind, *self.key, self.change, self.attribute))
        return "F" + hashlib.sha256(about.encode()).hexdigest()[:10]

    @property
    def schema(self) -> str:
        """The schema of the object, empty where it has none."""
        return self.key[0] if len(self.key) > 1 or self.kind == "schema" else ""

    @property
    def name(self) -> str:
        """The object's own name, without schema and parent."""
        return self.key[-1]

    @property
    def label(self) -> str:
        """The dotted name, unquoted, for a person."""
        return ".".join(filter(None, self.key))


COLUMNS = (
    "finding",
    "kind",
    "schema",
    "parent",
    "name",
    "change",
    "attribute",
    "expected",
    "actual",
    "severity",
    "follows",
    "blame",
)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that an ignore rule takes out, with the rule's reason and end."""

    finding: Finding
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Something that neither agrees nor differs, because it was not compared, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings(Sequence[Finding]):
    """All findings of one comparison, in the order of kinds and names.

    Args:
        records: The findings.
        ignored: Those that ignore rules took out: still shown, never silent.
        not_compared: What this comparison says nothing about.
    """

    records: tuple[Finding, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.records)

    def __getitem__(self, index: int) -> Finding:  # type: ignore[override]  # slices of findings have no use
        return self.records[index]

    @property
    def roots(self) -> tuple[Finding, ...]:
        """Findings that are not only a consequence of another."""
        return tuple(record for record in self.records if not record.follows)

    def by_id(self, finding: str) -> Finding:
        """The finding with this id; raises KeyError."""
        for record in self.records:
            if record.id == finding:
                return record
        raise KeyError(finding)

    def frame(self) -> pd.DataFrame:
        """One row a finding, columns `COLUMNS`, all of dtype `string`; `schema`, `parent` and `name` locate the object."""
        import pandas as pd

        rows = [
            (
                f.id,
                f.kind,
                f.schema,
                f.parent,
                f.name,
                f.change.value,
                f.attribute,
                f.expected,
                f.actual,
                f.severity.value,
                f.follows,
                str(f.blame[-1]) if f.blame else "",
            )
            for f in self.records
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")
