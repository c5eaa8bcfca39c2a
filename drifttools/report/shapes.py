"""How many columns, indexes and constraints an object had before and has after, where the folder says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

BEFORE = "shapes-before.json"
AFTER = "shapes-after.json"


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object was made of.

    Args:
        object: Dotted, as it was named at that time.
    """

    object: str
    columns: int
    indexes: int
    constraints: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """`shapes-before.json`, `shapes-after.json`: optional; without them the columns of the table are left out."""

    taken_at: datetime
    objects: tuple[Shape, ...]
