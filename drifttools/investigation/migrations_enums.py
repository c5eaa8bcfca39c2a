"""Enums of the models beside those of the database: the value that `inv.migrations.enums()` gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.compare.enum_forensics import EnumFinding, enum_forensics
from drifttools.document import Block, Document, document, heading, mono, note, para
from drifttools.document.shown import Shown
from drifttools.errors import UsageError
from drifttools.investigation.comparing import context_for, read_live

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.asking import Asking


@dataclass(frozen=True)
class Enums(Shown):
    """What is wrong with enums.

    Args:
        findings: By type.
    """

    findings: tuple[EnumFinding, ...]

    @property
    def exit_code(self) -> int:
        """0 where nothing is wrong, else 1."""
        return 1 if self.findings else 0

    def frame(self) -> pd.DataFrame:
        """One row a finding: enum, case, sentence, sent, held, used_by, change, database, model."""
        import pandas as pd

        columns = ("enum", "case", "sentence", "sent", "held", "used_by", "change", "database", "model")
        rows = [tuple(_text(getattr(finding, column)) for column in columns) for finding in self.findings]
        return pd.DataFrame(rows, columns=list(columns), dtype="string")

    def document(self) -> Document:
        """Each finding with both repairs, the one that is advised first."""
        if not self.findings:
            return document(
                "Enums", note("ok", "What the models send is what the types hold; none is unused or there twice.")
            )
        return document("Enums", *(block for finding in self.findings for block in _blocks(finding)))


def _text(of: object) -> str:
    return "\n".join(map(str, of)) if isinstance(of, tuple) else str(of)


def _blocks(finding: EnumFinding) -> Iterator[Block]:
    yield heading(2, f"{finding.enum}: {finding.case}")
    yield para(finding.sentence)
    if finding.used_by:
        yield para("Used by: ", ", ".join(finding.used_by), ".")
    ways = {
        "database": [para("In the database: ", mono(statement)) for statement in finding.database],
        "model": [para("In the models: ", finding.model, ".")] if finding.model else [],
    }
    yield from ways.pop(finding.change)
    yield from (block for way in ways.values() for block in way)


def enums(inv: Asking) -> Enums:
    """Look at the enums of an investigation; see `Migrations.enums`."""
    from drifttools.expected.resolve import resolve

    if inv.target.dialect == "sqlite":
        raise UsageError(
            f"{inv.target.name} is a SQLite file, which has no enum types",
            hint="what a column may hold is in its CHECK, which drift audit compares",
        )
    inv.say(f"reading the catalog of {inv.target.name}")
    with Opening(inv.target) as opening:
        actual, _ = read_live(opening, edges=False)
    context = context_for(inv.target, inv.config, actual.server.major, say=inv.say, edges=False)
    return Enums(enum_forensics(resolve(inv.needed_spec, context).snapshot, actual))
