"""Names beside the conventions of the project: `[naming]` in drift.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drifttools.kinds.base import Kind
from drifttools.kinds.records import records
from drifttools.kinds.registry import BY_NAME
from drifttools.model.snapshot import Snapshot
from drifttools.sql.quoting import LONGEST_NAME

CONVENTIONS = (
    "table", "column", "index", "primary_key", "unique", "foreign_key", "check", "exclusion", "enum", "domain", "view",
    "sequence", "trigger",
)  # fmt: skip
"""What a convention can be about: a kind, or a type of constraint."""
_CONSTRAINTS = ("primary_key", "unique", "foreign_key", "check", "exclusion")
_PLACEHOLDER = re.compile(r"\{(table|columns|references|schema)\}")
_KEPT = 54


@dataclass(frozen=True, slots=True)
class Misnamed:
    """An object whose name is not by the convention.

    Args:
        kind: The convention's key: `index`, `foreign_key` ...
        object: The dotted name.
        convention: As it is written down.
        wanted: What the name should be, with `*` where anything may stand.
    """

    kind: str
    object: str
    convention: str
    wanted: str


def misnamed(snapshot: Snapshot, conventions: Mapping[str, str]) -> tuple[Misnamed, ...]:
    """Every object whose name is not by its convention.

    Args:
        snapshot: The catalog.
        conventions: Key of `CONVENTIONS` to `/regular expression/`, or a text with `*` for anything and `{table}`,
            `{columns}`, `{references}` and `{schema}` for what the object is of; between columns stands `_`.
    """
    return tuple(_misnamed(snapshot, conventions))


def _misnamed(snapshot: Snapshot, conventions: Mapping[str, str]) -> Iterator[Misnamed]:
    kinds = dict.fromkeys("constraint" if key in _CONSTRAINTS else key for key in conventions)
    for kind in kinds:
        for record in records(snapshot, BY_NAME[kind]):
            key = str(getattr(record, "type", "")).replace(" ", "_") if kind == "constraint" else kind
            # what came with a partition was named by the server
            if key in conventions and not getattr(record, "inherited", None):
                wanted = _filled(conventions[key], record)
                if not _right(record.key[-1], wanted):
                    yield Misnamed(key, record.label, conventions[key], wanted)


def _filled(convention: str, record: Kind) -> str:
    if convention.startswith("/"):
        return convention
    parts = {
        "schema": record.key[0],
        "table": record.key[1] if len(record.key) > 1 else "",
        "columns": "_".join(map(_plain, getattr(record, "columns", None) or getattr(record, "keys", None) or ("*",))),
        "references": _plain(str(getattr(record, "references", None) or "*").rpartition(".")[2]),
    }
    return _PLACEHOLDER.sub(lambda found: parts[found[1]], convention)


def _plain(column: str) -> str:
    """The name of a column; `*` for an expression, and without the order of a key of an index."""
    found = re.match(r'"((?:[^"]|"")+)"|(\w+)(?=\s|$)', column)
    return (found[1] or found[2]).replace('""', '"') if found else "*"


def _right(name: str, wanted: str) -> bool:
    if wanted.startswith("/"):
        return re.fullmatch(wanted.strip("/"), name) is not None
    if "*" not in wanted and len(wanted.encode()) > LONGEST_NAME:
        return name[:_KEPT] == wanted[:_KEPT]
    return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), name) is not None
