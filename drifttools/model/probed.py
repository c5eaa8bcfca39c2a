"""What was asked of the rows of a live database, and what was found: counts and keys. No I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from drifttools.model.cause import Confidence

if TYPE_CHECKING:
    import pandas as pd


class Basis(StrEnum):
    """Who says that the rows are wrong: the catalog itself, the expected state, `drift.toml`, or only their names."""

    DECLARED = "declared"
    EXPECTED = "expected"
    INVARIANT = "invariant"
    SUGGESTED = "suggested"


class Offenders(StrEnum):
    """The answer. `none in a sample` is never `none`, and what could not be checked is neither."""

    FOUND = "found"
    NONE = "none"
    NONE_IN_SAMPLE = "none in a sample"
    UNKNOWN = "could not check"


@dataclass(frozen=True, slots=True)
class Probed:
    """One question about rows, with its answer.

    Args:
        probe: The id of the probe that asked (a file in `drifttools/probes/data`).
        table: schema and table, dotted; the name of an invariant that is a query.
        about: Which rows, for a person.
        basis: Who says that they are wrong.
        state: The answer.
        confidence: `proven`, or how far names carry: `likely`; `unknown` where the rows speak against it.
        rows: How many; at least so many where only a sample was looked at. None where that is not known.
        considered: How many rows the question is about, where that tells whether names mislead.
        sampled: How many rows were looked at, where these were not all.
        key: What `keys` are: the columns of the primary key, `ctid`, or what an invariant names.
        keys: Of some of the rows.
        values: What stands in them, only where that was asked for.
        reason: Why it could not be checked, or what else there is to say.
        because: What suggests the question.
        query: The SELECT, so that anybody can repeat it.
        duration_ms: Measured with a monotonic clock.
        findings: Ids of the findings that say the same of the schema.
    """

    probe: str
    table: str
    about: str
    basis: Basis
    state: Offenders
    confidence: Confidence = Confidence.PROVEN
    rows: int | None = None
    considered: int | None = None
    sampled: int | None = None
    key: str = ""
    keys: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    reason: str = ""
    because: str = ""
    query: str = ""
    duration_ms: int = 0
    findings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Stable across runs: a digest of what was asked."""
        return "Q" + hashlib.sha256(f"{self.probe}\0{self.about}".encode()).hexdigest()[:10]

    @property
    def offends(self) -> bool:
        """Whether rows are wrong, as far as anybody can say; names against which the rows speak say nothing."""
        return self.state is Offenders.FOUND and self.confidence is not Confidence.UNKNOWN

    @property
    def number(self) -> str:
        """The count in words."""
        if self.state is Offenders.UNKNOWN:
            return "could not check"
        if self.state is Offenders.NONE_IN_SAMPLE:
            return f"none in a sample of {self.sampled or 0:,}"
        if self.state is Offenders.NONE:
            return "none"
        if self.rows is None:
            return "at least one"
        return f"{self.rows:,}" if self.sampled is None else f"at least {self.rows:,}, in a sample of {self.sampled:,}"

    @property
    def sentence(self) -> str:
        """What was found, for a person."""
        if self.state is Offenders.UNKNOWN:
            return f"could not check for {self.about}: {self.reason}"
        # of one, too, `about` speaks as of several
        several = {None: "at least one of the", 1: "1 of the"}.get(self.rows) if self.sampled is None else None
        said = f"{'no' if self.state is Offenders.NONE else several or self.number} {self.about}"
        return f"{said} (suggested: {self.because})" if self.basis is Basis.SUGGESTED else said


COLUMNS = ("question", *(field.name for field in fields(Probed)))
"""Of the frame: the id of the question, then all that `Probed` has."""


@dataclass(frozen=True, slots=True)
class ProbeResults(Sequence[Probed]):
    """All answers of one run, in the order of the probes."""

    records: tuple[Probed, ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Probed]:
        return iter(self.records)

    def __getitem__(self, index: int) -> Probed:  # type: ignore[override]  # slices of answers have no use
        return self.records[index]

    @property
    def found(self) -> tuple[Probed, ...]:
        """Where rows are wrong."""
        return tuple(one for one in self.records if one.offends)

    @property
    def unknown(self) -> tuple[Probed, ...]:
        """What could not be checked."""
        return tuple(one for one in self.records if one.state is Offenders.UNKNOWN)

    @property
    def exit_code(self) -> int:
        """3 where something could not be checked, else 1 where rows are wrong, else 0."""
        if self.unknown:
            return 3
        return 1 if self.found else 0

    def frame(self) -> pd.DataFrame:
        """One row per question, with the columns of `COLUMNS`; lists are joined to text."""
        import pandas as pd

        frame = pd.DataFrame([_cells(one) for one in self.records], columns=list(COLUMNS))
        numbers = ("rows", "considered", "sampled", "duration_ms")
        return frame.astype({name: "Int64" if name in numbers else "string" for name in COLUMNS})


def _cells(one: Probed) -> tuple[object, ...]:
    values = (getattr(one, field.name) for field in fields(one))
    return (one.id, *("; ".join(value) if isinstance(value, tuple) else value for value in values))
