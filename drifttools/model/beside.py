"""Two databases beside the same models: what only one of them has wrong, and what both have. Frozen values, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One thing in which at least one of the two is not what the models make there.

    Args:
        kind: Of the object.
        object: Its name without the schema, which the two do not share.
        attribute: What of it; empty for the whole object.
        here, there: How it stands in the first and in the other database; empty where it is as the models make it.
        expected: What the models make in the first one, where it is an attribute.
    """

    kind: str
    object: str
    attribute: str
    here: str
    there: str
    expected: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two databases differ in it."""
        return self.here != self.there


@dataclass(frozen=True, slots=True)
class Beside:
    """Two databases beside the same models, which are made real on the dialect of each.

    So what each dialect makes of a type or a default is no difference: both are held against their own.

    Args:
        spec: The models.
        here, there: The names of the two targets; `dialects`: what they are.
        rows: By kind and name.
    """

    spec: str
    here: str
    there: str
    dialects: tuple[str, str]
    rows: tuple[BesideRow, ...] = ()

    @property
    def differing(self) -> tuple[BesideRow, ...]:
        """What one of the two has and the other has not."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def common(self) -> tuple[BesideRow, ...]:
        """What both have wrong alike."""
        return tuple(row for row in self.rows if not row.differs)

    def frame(self) -> pd.DataFrame:
        """Columns kind, object, attribute, expected, here, there, differs."""
        import pandas as pd

        rows = [(one.kind, one.object, one.attribute, one.expected, one.here, one.there, one.differs) for one in self.rows]
        columns = ["kind", "object", "attribute", "expected", "here", "there", "differs"]
        return pd.DataFrame.from_records(rows, columns=columns).astype(
            dict.fromkeys(columns[:-1], "string") | {"differs": "boolean"}
        )
