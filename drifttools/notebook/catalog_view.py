"""The catalog, kind by kind and schema by schema: every object that there is, with controls or by arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drifttools.document import Document, document
from drifttools.document.shown import frame_table
from drifttools.kinds.declare import fields_of
from drifttools.kinds.registry import KINDS
from drifttools.notebook.view import Choice, View

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.catalog.explore import Catalog

_ROWS = 50


@dataclass(frozen=True)
class CatalogView(View):
    """The objects of one kind.

    Args:
        catalog: Of the database; each kind is read once, when it is first chosen.
        kind: The kind.
        schema: Only what is in this schema; all where empty, or where the kind is in no schema.
        text: A part of the name, or of the table's, in any case of letters.
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
        read: What was read before.
    """

    catalog: Catalog
    kind: str = "table"
    schema: str = ""
    text: str = ""
    interactive: bool | None = None
    read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every kind, and every schema that the database has."""
        schemas = self._read("schema")["schema"].tolist()
        return (
            Choice("kind", "Kind", tuple((kind.kind, kind.plural.replace("_", " ")) for kind in KINDS), all=""),
            Choice("schema", "Schema", tuple((schema, schema) for schema in sorted(schemas)), "all schemas"),
            Choice("text", "Text", free=True),
        )

    def frame(self) -> pd.DataFrame:
        """The objects that were chosen, with their keys and attributes."""
        frame = self._read(self.kind)
        if self.schema and "schema" in frame:
            frame = frame[frame["schema"] == self.schema]
        if self.text:
            part = self.text.casefold()
            named = [key for key in self._keys if key != "schema"] or self._keys
            keys = (frame[key].astype("string").str.casefold() for key in named)
            held = [key.str.contains(part, regex=False).fillna(value=False) for key in keys]
            frame = frame[[any(row) for row in zip(*held, strict=True)]]
        return frame.reset_index(drop=True)

    def document(self) -> Document:
        """One table, without the columns that have a value in no row."""
        frame = self.frame()
        held = [label for label in frame if label in self._keys or (frame[label].notna() & (frame[label] != "")).any()]
        plural = next(kind.plural for kind in KINDS if kind.kind == self.kind).replace("_", " ")
        words = f"1 {self.kind}" if len(frame) == 1 else f"{len(frame):,} {plural}"
        where = f" of schema {self.schema}" if self.schema and "schema" in frame else ""
        which = f" with {self.text!r}" if self.text else ""
        return document("Catalog", frame_table(frame[held], words + where + which, _ROWS))

    @property
    def _keys(self) -> list[str]:
        kind = next(kind for kind in KINDS if kind.kind == self.kind)
        return [one.name for one in fields_of(kind) if one.key]

    def _read(self, kind: str) -> pd.DataFrame:
        if kind not in self.read:
            self.read[kind] = self.catalog.read_kind(kind)
        return self.read[kind]


def browse(
    catalog: Catalog, *, kind: str = "table", schema: str = "", text: str = "", interactive: bool | None = None
) -> CatalogView:
    """Look around in a catalog: with controls where a person sits at the notebook, by arguments anywhere.

    Args:
        catalog: `inv.catalog`; `kind` and the others are what `CatalogView` says of them.

    Raises:
        UsageError: There is no such kind or schema.
        CatalogError: It could not be read.
    """
    return CatalogView(catalog, interactive=interactive).choose(kind=kind, schema=schema, text=text)
