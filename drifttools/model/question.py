"""What is asked of the rows of a live database before a plan is made, and what was found. No I/O."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.redact import redactor


@dataclass(frozen=True, slots=True)
class Question:
    """How many rows are in the way of a step.

    Args:
        id: The same in every plan of the same difference.
        table: (schema, table) as it is named now.
        about: Which rows, for a person.
        count: A SELECT of their number; `sample`: one of the keys of some, as text.
        key: What those keys are: the columns of the primary key, or `ctid`.
        trial: Whether `count` itself fails where such a row is there.
    """

    id: str
    table: tuple[str, str]
    about: str
    count: str
    sample: str
    key: str
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer.

    Args:
        rows: How many; None where it is not known.
        some: Whether at least one is there; told by a trial that failed.
        keys: Of some of them, never another value.
        reason: Why they could not be counted.
    """

    rows: int | None = None
    some: bool = False
    keys: tuple[str, ...] = ()
    reason: str = ""

    @property
    def in_the_way(self) -> bool:
        """Whether there are such rows."""
        return self.some or bool(self.rows)


@dataclass(frozen=True, slots=True)
class TableSize:
    """How large a table is.

    Args:
        rows: The planner's estimate; None before the first ANALYZE.
        bytes: Of its main file, of all partitions together.
        files: The same with indexes and values that are kept apart, by the planner's estimate of those.
        partitioned: Whether it is partitioned.
    """

    rows: int | None
    bytes: int
    files: int = 0
    partitioned: bool = False


def sentence(question: Question, found: Counted) -> str:
    """What was found, for a person."""
    if found.reason:
        return f"could not check for {question.about}: {found.reason}"
    if not found.in_the_way:
        return f"counted: no {question.about}"
    # of one, too, `about` speaks as of several
    number = "at least one of the" if found.rows is None else "1 of the" if found.rows == 1 else f"{found.rows:,}"
    keys = ", ".join(found.keys)
    # a key may be an address or a name: what is known to be secret is taken out of it, too
    where = (
        redactor.clean(f" ({question.key}: {keys}{', ...' if (found.rows or 0) > len(found.keys) else ''})") if keys else ""
    )
    return f"{number} {question.about}{where}"
