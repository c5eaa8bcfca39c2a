"""What row-level security lets a role do, as it was tried or evaluated. Counts only, no rows. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Access(StrEnum):
    """What came of it. A table without rows, or a role that cannot be taken on, is no answer."""

    ALLOWED = "allowed"
    PARTLY = "in part"
    DENIED = "denied"
    UNKNOWN = "could not check"


class How(StrEnum):
    """How it is known: the command itself was sent, or the server evaluated each policy for each row, by SELECT."""

    TRIED = "tried"
    EVALUATED = "evaluated"


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """What one policy says for one command of one role.

    Args:
        policy: Its name.
        permissive: Whether it lets in; a restrictive one only keeps out.
        holds: For how many rows its condition holds; None where the server could not evaluate it, and `reason` says why.
        of: How many rows were looked at, those that the role cannot see among them where we can.
    """

    policy: str
    permissive: bool
    holds: int | None
    of: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What one command of one role on one table comes to.

    Args:
        persona: The name of the `[[rls]]`; `role`: the role.
        table: schema and table, dotted.
        command: One of `COMMANDS`.
        rows: For how many rows it goes through; None where that is not known.
        of: Of how many: all rows of the table; for INSERT the rows that were looked at, put in again as they are.
        reason: What decided, for a person; or why it could not be checked.
        policies: What each policy said that applies to the role and the command.
        texts: A digest of the texts of all policies of the table, so that behaviour that changed without them is told.
        query: What was sent, so that anybody can repeat it.
    """

    persona: str
    role: str
    table: str
    command: str
    access: Access
    how: How = How.EVALUATED
    rows: int | None = None
    of: int | None = None
    reason: str = ""
    policies: tuple[PolicyPart, ...] = ()
    texts: str = ""
    query: str = ""
    duration_ms: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What is compared before and after."""
        return self.persona, self.table, self.command

    @property
    def said(self) -> str:
        """The answer in a cell of a table."""
        if self.access is Access.UNKNOWN or self.rows is None:
            return str(self.access)
        if self.of is None:
            return f"{self.access}: {self.rows:,} rows"
        return f"{self.access}: {self.rows:,} of {self.of:,}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A behaviour that is another one than before.

    Args:
        silent: Whether the policies of the table have the same texts as before: something else has changed.
    """

    before: Behaviour
    after: Behaviour
    silent: bool


def changes(before: Sequence[Behaviour], after: Sequence[Behaviour]) -> tuple[Changed, ...]:
    """What a role may do now and could not before, or the other way round; rows that came or went alone are no change."""
    was = {one.key: one for one in before}
    return tuple(
        Changed(was[one.key], one, was[one.key].texts == one.texts)
        for one in after
        if one.key in was and was[one.key].access is not one.access
    )


_HIDDEN = ("policies",)
COLUMNS = tuple(field.name for field in fields(Behaviour) if field.name not in _HIDDEN)
"""Of the frame; the policies have a frame of their own."""
POLICY_COLUMNS = ("persona", "role", "table", "command", *(field.name for field in fields(PolicyPart)))


@dataclass(frozen=True, slots=True)
class RlsResults(Sequence[Behaviour]):
    """All answers of one run.

    Args:
        where: Where it was tried, for a person.
        broken: What `allowed` and `denied` of `drift.toml` say and was found otherwise.
    """

    records: tuple[Behaviour, ...] = ()
    where: str = ""
    broken: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Behaviour]:
        return iter(self.records)

    def __getitem__(self, index: int) -> Behaviour:  # type: ignore[override]  # slices of answers have no use
        return self.records[index]

    @property
    def unknown(self) -> tuple[Behaviour, ...]:
        """What could not be checked."""
        return tuple(one for one in self.records if one.access is Access.UNKNOWN)

    @property
    def exit_code(self) -> int:
        """3 where something could not be checked, else 1 where it is not as `drift.toml` wants it, else 0."""
        if self.unknown:
            return 3
        return 1 if self.broken else 0

    def frame(self) -> pd.DataFrame:
        """One row per persona, table and command, with the columns of `COLUMNS`."""
        import pandas as pd

        rows = [[getattr(one, name) for name in COLUMNS] for one in self.records]
        numbers = ("rows", "of", "duration_ms")
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.astype({name: "Int64" if name in numbers else "string" for name in COLUMNS})

    def policies(self) -> pd.DataFrame:
        """The matrix policy x role x command: one row each, with the columns of `POLICY_COLUMNS`."""
        import pandas as pd

        rows = [
            [one.persona, one.role, one.table, one.command, *(getattr(part, field.name) for field in fields(PolicyPart))]
            for one in self.records
            for part in one.policies
        ]
        frame = pd.DataFrame(rows, columns=list(POLICY_COLUMNS))
        types = {"permissive": "boolean", "holds": "Int64", "of": "Int64"}
        return frame.astype({name: types.get(name, "string") for name in POLICY_COLUMNS})
