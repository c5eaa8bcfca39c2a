"""Where in its file a migration does something to an object: the operation that names the object best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from drifttools.migrations.history import Migration, Operation
from drifttools.model.chronicle import Deed
from drifttools.sql.split import PieceKind, split

_OWN, _TABLE, _COLUMN, _MAKES = 8, 4, 4, 1


@dataclass(frozen=True, slots=True)
class _Segment:
    """A statement or an operation: its first line, its text in lower case, and what is known of it."""

    line: int
    text: str
    operation: Operation | None


class Places:
    """The lines of one migration.

    Args:
        migration: Its operations say which tables and columns they are about.
        read: Gives the text of its file; raises OSError.
    """

    def __init__(self, migration: Migration, read: Callable[[str], str]) -> None:
        self._migration = migration
        self._read = read

    def line(self, keys: tuple[tuple[str, ...], ...], deed: Deed, kind: str = "") -> int:
        """The line of what did it: of several that name the object, the first one makes it, the last one changes it.

        Args:
            keys: Schema and name, or schema, table and part; several where it had another name before.
            deed: What was done.
            kind: The kind of the object.
        """
        ranked = [(sum(_score(segment, key, kind, deed) for key in keys), segment.line) for segment in self._segments]
        best = max((score for score, _ in ranked), default=0)
        if best < _TABLE:
            return self._migration.line
        lines = [line for score, line in ranked if score == best]
        return lines[0] if deed is Deed.MADE else lines[-1]

    @cached_property
    def _segments(self) -> tuple[_Segment, ...]:
        try:
            text = self._read(self._migration.file)
        except (OSError, UnicodeDecodeError):
            text = ""
        if not any(operation.line for operation in self._migration.operations):
            return tuple(_statements(text)) if self._migration.file.endswith(".sql") else ()
        return tuple(_operations(self._migration.operations, text.splitlines()))


def _statements(text: str) -> Iterator[_Segment]:
    for piece in split(text):
        if piece.kind is PieceKind.STATEMENT:
            yield _Segment(piece.line, piece.text.lower(), None)


def _operations(operations: tuple[Operation, ...], lines: list[str]) -> Iterator[_Segment]:
    """Each operation with the lines up to the next one."""
    begins = sorted({operation.line for operation in operations if operation.line})
    ends = dict(zip(begins, [*begins[1:], len(lines) + 1], strict=True))
    for operation in operations:
        if operation.line and not operation.state_only:
            yield _Segment(
                operation.line, "\n".join(lines[operation.line - 1 : ends[operation.line] - 1]).lower(), operation
            )


def _score(segment: _Segment, key: tuple[str, ...], kind: str, deed: Deed) -> int:
    """How well a segment fits an object: by its own name, by its table, by its column."""
    own, table = key[-1].partition("(")[0], key[1] if len(key) > 1 else key[0]
    operation = segment.operation
    score = _OWN if own != table and _names(segment.text, own) else 0
    if operation is not None and operation.table is not None:
        names = [operation.table, operation.renamed_from or ""]
        if table not in (name.rpartition(".")[2] for name in names):
            return score
        score += _TABLE
        if operation.column is not None:
            score += _COLUMN if operation.column == own or f"_{operation.column}_" in f"_{own}_" else -1
    elif _names(segment.text, table):
        score += _TABLE
    made = operation.creates if operation is not None else segment.text.lstrip().startswith("create")
    whole = kind == "table" or own == table
    return score + (_MAKES if made and whole and deed is Deed.MADE else 0)


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    return re.search(rf"(?<![\w]){re.escape(name.lower())}(?![\w])", text) is not None


def reader(root: Path) -> Callable[[str], str]:
    """Gives the texts of files, a relative one from the root."""

    def read(file: str) -> str:
        return (root / file).read_text(encoding="utf-8-sig")

    return read
