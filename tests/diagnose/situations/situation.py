"""What one planted situation is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.diagnose.situations.ground import ROWS, history

BASES = {
    "right": history() + ROWS,  # as the migrations make it, with rows
    "words": """
        create extension citext; create extension pg_trgm; create table word (id bigint primary key, said citext);
        create index word_said on word using gin ((said::text) gin_trgm_ops);
    """,
    "nothing": "",
}
"""What a database of a situation is before something is planted in it."""


@dataclass(frozen=True)
class Situation:
    """One database in which something was planted.

    Args:
        name: What was done, in a few words.
        script: The statements that plant it.
        cause: The rule that must rank first, and the only one but `beside`.
        explains: The findings that this cause must explain, each as `kind label` or `kind label attribute`; with none of
            them, it explains none.
        says: Words of its sentence or its evidence.
        base: What made the database before: a name of `BASES`.
        spec: The expected state; `database:` and the name of a base.
        other: The base of another database that is on the server meanwhile.
        role: Who audits.
        files: Further files of the project.
        toml: Further lines of its `drift.toml`.
        fails: A statement that fails, and leaves something.
        beside: Other causes that are right as well.
        probe: Whether the rows are asked.
        confidence: How sure it must be.
    """

    name: str
    script: str
    cause: str
    explains: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    base: str = "right"
    spec: str = "sql:migrations"
    beside: frozenset[str] = frozenset()
    probe: bool = False
    confidence: str = "proven"
    fails: str = ""
    other: str = ""
    role: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    toml: str = ""

    def __str__(self) -> str:
        return self.name.replace(" ", "-")
