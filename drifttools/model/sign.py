"""Signs: facts of a live database that no kind covers and that tell why it drifted. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignKind(StrEnum):
    """What a sign is about."""

    INDEX_BUILD = "an index is being built"
    UNENFORCED_KEY = "the triggers of a foreign key are disabled"
    COLLATION_VERSION = "a collation has another version than when it was used"
    AVAILABLE_EXTENSION = "the server has the files of an extension"

    @property
    def damage(self) -> bool:
        """Whether the database is not right, though nothing in its catalog differs."""
        return self in (SignKind.UNENFORCED_KEY, SignKind.COLLATION_VERSION)


@dataclass(frozen=True, slots=True)
class Sign:
    """One fact.

    Args:
        kind: What it is about.
        object: The object, dotted; empty for the database itself.
        told: It, for a person.
        query: The SELECT that shows it.
    """

    kind: SignKind
    object: str
    told: str
    query: str
