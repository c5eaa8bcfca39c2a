"""What each migration of a history did to the catalog, and from that who made and changed an object. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drifttools.model.places import short


@dataclass(frozen=True, slots=True)
class Renaming:
    """An object that has another name now.

    Args:
        before, after: Its key as findings write it, without the kind: schema and name, or schema, table and part.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindChange:
    """What became of the objects of one kind.

    Args:
        kind: Its name.
        gone, made: Rows that are no longer there, and rows that are new, each as COPY text; an object that has changed
            has one of each.
    """

    kind: str
    gone: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronicleStep:
    """One migration and what it did.

    Args:
        label: `app.name`, or the name alone; empty for what no migration did (the state before the first one, what the
            tool does when it begins or ends).
        changes: By kind.
        renamed: What has another name since.
    """

    label: str
    changes: tuple[KindChange, ...] = ()
    renamed: tuple[Renaming, ...] = ()


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A history replayed one migration at a time, in the order in which they were applied.

    Args:
        steps: What was done.
        dialect: Of the database that it was replayed on: it decides what the columns of the rows are.
    """

    steps: tuple[ChronicleStep, ...] = ()
    dialect: str = "postgresql"

    @property
    def labels(self) -> tuple[str, ...]:
        """The migrations that were applied."""
        return tuple(step.label for step in self.steps if step.label)


class Deed(StrEnum):
    """What a migration did to an object."""

    MADE = "made"
    CHANGED = "changed"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Touch:
    """One migration that did something to an object.

    Args:
        migration: `app.name`, or the name alone.
        deed: What it did.
        attributes: The attributes that it changed, where it changed some.
        file, line: The file of the migration and the statement or operation; empty and 0 where that is not known.
        date, author: When the file was committed first and by whom, where git knows: ISO 8601 and a name.
        former: The key that the object had before, where it was renamed.
    """

    migration: str
    deed: Deed
    attributes: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
    date: str = ""
    author: str = ""
    former: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """`file:line`, as far as it is known."""
        return short(f"{self.file}:{self.line}" if self.file and self.line else self.file)

    def __str__(self) -> str:
        what = f" {', '.join(self.attributes)}" if self.attributes and self.deed is Deed.CHANGED else ""
        told = [f"{self.deed}{what} by {self.migration}"]
        told += [f"({self.place})"] if self.place else []
        told += [self.date[:10]] if self.date else []
        told += [self.author] if self.author else []
        return " ".join(told)
