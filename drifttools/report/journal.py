"""A look at `journal.jsonl`: how many records it has and which hashes they bear. `drift incident check` recomputes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class JournalView:
    """What the journal of an incident says of itself.

    Args:
        hashes: Of its records, in order, as they bear them.
        problem: Why the rest of the file could not be read; empty where all of it could.
    """

    hashes: tuple[str, ...]
    problem: str = ""

    def place_of(self, head: str) -> int:
        """The number of the record with this hash, counted from 1; 0 where there is none."""
        return self.hashes.index(head) + 1 if head in self.hashes else 0


def read_journal(folder: Path) -> JournalView | None:
    """The journal of a folder; None where there is none."""
    file = folder / FILE
    if not file.is_file():
        return None
    hashes: list[str] = []
    try:
        # not splitlines: a record may hold U+2028, which is no end of a line here
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="surrogateescape").split("\n"), start=1):
            if not line:
                continue
            record = json.loads(line)
            if not isinstance(record, dict) or "hash" not in record:
                return JournalView(tuple(hashes), f"line {number} is not a record")
            hashes.append(str(record["hash"]))
    except (OSError, ValueError, RecursionError):
        return JournalView(tuple(hashes), f"line {len(hashes) + 1} cannot be read")
    return JournalView(tuple(hashes))
