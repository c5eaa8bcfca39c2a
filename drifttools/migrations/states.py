"""Files and ledger beside each other: how each migration stands. Computed only; nothing is read here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from drifttools.migrations.history import Migration, MigrationHistory
from drifttools.migrations.ledger import Ledger, LedgerRow, RowState
from drifttools.migrations.ledgers.registry import ledger_format

Content = Callable[[Migration], bytes | None]
"""Gives what is in the file of a migration; None where it cannot be read."""

_VERSION = re.compile(r"[vV]?(\d+(?:[._-]\d+)*)")
_CALLBACK = re.compile(r"(?:before|after)[A-Z]")
_IN_DIRECTORY = frozenset({"up", "migration"})  # Diesel and Prisma name the directory, the others the file
_DATE = 8  # digits of a day


class MigrationState(StrEnum):
    """What files and ledger together say of a migration."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    SKIPPED = "skipped"
    """Not applied, though one is that comes after it or builds on it."""
    NOT_ON_DISK = "applied but not on disk"
    REPLACED = "replaced"
    """Applied, its file is gone, and a squashed migration on disk stands for it."""
    EDITED = "edited after it was applied"
    OUT_OF_ORDER = "applied out of order"
    """Noted after one that comes after it or builds on it."""
    FAILED = "failed"
    ROLLED_BACK = "rolled back"
    UNKNOWN = "unknown"
    """The ledger is at a revision that is not on disk: what it built on cannot be told."""


APPLIED = frozenset({MigrationState.APPLIED, MigrationState.EDITED, MigrationState.OUT_OF_ORDER, MigrationState.REPLACED})
"""The states in which the tool takes a migration for applied and its file, or one that stands for it, is on disk."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one migration stands.

    Args:
        migration: Its file; None where there is none.
        row: What the ledger notes of it; None where it notes nothing, or only one that builds on it.
        state: What both say together.
        why: What shows it, where the state needs a reason.
    """

    migration: Migration | None
    row: LedgerRow | None
    state: MigrationState
    why: str = ""

    @property
    def label(self) -> str:
        """`app.name`, or the name alone."""
        if self.migration is not None:
            return self.migration.label
        return self.row.label if self.row else ""


def no_content(migration: Migration) -> bytes | None:
    """Know no file: then nothing is called edited."""
    del migration
    return None


def standings(history: MigrationHistory, ledger: Ledger, content: Content = no_content) -> tuple[Standing, ...]:
    """Lay files and ledger beside each other: first the files in their order, then what only the ledger knows.

    Args:
        history: The files.
        ledger: What the database notes; one that could not be read makes every file `unknown`.
        content: Gives the files, to see which were edited after they were applied.
    """
    if ledger.unread:
        return tuple(Standing(one, None, MigrationState.UNKNOWN, ledger.unread) for one in history.migrations)
    return _Beside(history, ledger, content).all()


@dataclass(frozen=True)
class _Beside:
    history: MigrationHistory
    ledger: Ledger
    content: Content
    heads_only: bool = field(init=False)
    chronological: bool = field(init=False)

    def __post_init__(self) -> None:
        form = ledger_format(self.ledger.tool)
        object.__setattr__(self, "heads_only", form is not None and form.heads_only)
        object.__setattr__(self, "chronological", form is not None and form.chronological)

    def all(self) -> tuple[Standing, ...]:
        found = [self._of(migration) for migration in self.history.migrations if not self._is_callback(migration)]
        found += [self._without_file(row) for row in self.ledger.rows if row not in self._matched]
        return tuple(found)

    # ------------------------------------------------------------------------------------------- rows and files

    @cached_property
    def rows(self) -> Mapping[str, LedgerRow]:
        """Label of a migration to the row that is about it."""
        named = {name: one for one in reversed(self.history.migrations) for name in _names_of(one)}
        pairs: dict[str, LedgerRow] = {}
        for row in self.ledger.rows:
            migration = next((named[name] for name in _names_in(row) if name in named), None)
            if migration is not None and not (migration.label in pairs and pairs[migration.label].counts):
                pairs[migration.label] = row
        return pairs

    @cached_property
    def _matched(self) -> frozenset[LedgerRow]:
        return frozenset(self.rows.values())

    @cached_property
    def by_label(self) -> Mapping[str, Migration]:
        return {one.label: one for one in self.history.migrations}

    def _is_callback(self, migration: Migration) -> bool:
        """Whether a file is run with each migration and never noted."""
        return self.history.tool == "flyway" and _CALLBACK.match(migration.name) is not None

    def _is_repeated(self, migration: Migration) -> bool:
        """Whether a file is run again whenever it changes, after all others: it has no place among them."""
        return self.history.tool == "flyway" and migration.name.startswith("R__")

    # ------------------------------------------------------------------------------------------- what counts as applied

    @cached_property
    def noted(self) -> frozenset[str]:
        """Labels that rows say are applied, whether there is a file or not."""
        own = {label for label, row in self.rows.items() if row.counts}
        return frozenset(own | {row.label for row in self.ledger.rows if row.counts and row not in self._matched})

    @cached_property
    def applied(self) -> frozenset[str]:
        """Labels of all that the tool takes for applied."""
        if self.heads_only:
            heads = [label for label, row in self.rows.items() if row.counts]
            # a version that failed half-way has all before it behind it
            failed = [label for label, row in self.rows.items() if row.state is RowState.FAILED]
            return frozenset(self._before(heads) | set(heads) | self._before(failed) | self._below())
        applied = set(self.noted) | self._below_baseline()
        for one in self.history.migrations:
            if one.replaces and (one.label in applied or applied.issuperset(one.replaces)):
                # As Django does: a squashed migration is applied when all that it replaces are, and they are when it is.
                applied.update({one.label, *one.replaces})
        return frozenset(applied)

    def _below_baseline(self) -> set[str]:
        """What a baseline stands for: Flyway runs nothing up to its version."""
        marked = [_version(row.name) for row in self.ledger.rows if row.state is RowState.MARKED]
        last = max(marked, default=())
        files = self.history.migrations if self.ledger.tool == "flyway" else ()
        return {one.label for one in files if () != _version(one.name) <= last}

    def _below(self) -> set[str]:
        """What a number that is not on disk has behind it, where numbers say what comes after what."""
        gone = [_version(row.name) for row in self.ledger.rows if self.linear and row not in self._matched]
        last = max(gone, default=())
        return {one.label for one in self.history.migrations if () != _version(one.name) < last}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {one.label: place for place, one in enumerate(self.history.migrations)}

    @cached_property
    def linear(self) -> bool:
        """Whether the order of the files is all that says what builds on what."""
        return self.history.tool != "alembic" and not any(one.depends_on for one in self.history.migrations)

    def _before(self, labels: Iterable[str]) -> set[str]:
        """All that these build on."""
        if self.linear:
            last = max((self._place[label] for label in labels), default=0)
            return {one.label for one in self.history.migrations[:last]}
        found: set[str] = set()
        waiting = list(labels)
        while waiting:
            one = self.by_label.get(waiting.pop())
            for label in one.depends_on if one else ():
                if label not in found:
                    found.add(label)
                    waiting.append(label)
        return found

    @cached_property
    def _needed(self) -> frozenset[str]:
        """All that comes before, or is built on by, something that is applied."""
        last = [one.label for one in self.history.migrations if one.label in self.applied and not self._is_repeated(one)]
        return frozenset(self._before(last))

    @cached_property
    def _lost(self) -> tuple[str, ...]:
        """Heads that are not on disk."""
        gone = [row.label for row in self.ledger.rows if row.counts and row not in self._matched]
        return tuple(gone) if self.heads_only and not self.linear else ()

    @cached_property
    def _late(self) -> Mapping[str, str]:
        """Label of what was noted late, to one that comes after it and was noted before."""
        if not self.chronological:
            return {}
        rank = {row: place for place, row in enumerate(self.ledger.rows)}
        at = {label: rank[row] for label, row in self.rows.items() if row.counts}
        late: dict[str, str] = {}
        if self.linear:
            first: str | None = None
            for one in reversed(self.history.migrations):
                if one.label not in at or self._is_repeated(one):
                    continue
                if first is not None and at[first] < at[one.label]:
                    late[one.label] = first
                if first is None or at[one.label] < at[first]:
                    first = one.label
            return late
        noted = {row.label: place for row, place in rank.items()}
        for label, place in at.items():
            for needed in self.by_label[label].depends_on:
                # Django notes a squashed migration when all others are done, and what it replaces when it was run
                own = [noted[one] for one in self.by_label[needed].replaces if one in noted] if needed in at else []
                if max(own, default=at.get(needed, -1)) > place:
                    late[needed] = label
        return late

    # ------------------------------------------------------------------------------------------- the states

    def _of(self, migration: Migration) -> Standing:
        row = self.rows.get(migration.label)
        if row is not None and row.state is RowState.FAILED:
            why = row.note.strip().partition("\n")[0] or f"{self.ledger.label} says that it did not end well"
            return Standing(migration, row, MigrationState.FAILED, why)
        if row is not None and row.state is RowState.ROLLED_BACK:
            return Standing(migration, row, MigrationState.ROLLED_BACK, row.note.partition("\n")[0])
        if migration.label in self.applied:
            return self._applied(migration, row)
        if self._lost:
            why = f"{self.ledger.label} is at {', '.join(self._lost)}, which is not on disk"
            return Standing(migration, row, MigrationState.UNKNOWN, why)
        if migration.label in self._needed and not self._is_repeated(migration):
            return Standing(
                migration, row, MigrationState.SKIPPED, f"{self._after(migration)} is applied, which comes after it"
            )
        return Standing(migration, row, MigrationState.NOT_APPLIED)

    def _applied(self, migration: Migration, row: LedgerRow | None) -> Standing:
        why = self._edited(migration, row) if row else ""
        if why:
            return Standing(migration, row, MigrationState.EDITED, why)
        if migration.label in self._late:
            before = self._late[migration.label]
            return Standing(migration, row, MigrationState.OUT_OF_ORDER, f"{before} comes after it and was noted before it")
        if row is None and self.heads_only:
            return Standing(migration, row, MigrationState.APPLIED, "what the ledger notes builds on it")
        marked = "noted without being run" if row and row.state is RowState.MARKED else ""
        return Standing(migration, row, MigrationState.APPLIED, marked)

    def _edited(self, migration: Migration, row: LedgerRow) -> str:
        form = ledger_format(self.ledger.tool)
        content = self.content(migration) if form is not None and row.checksum else None
        if form is None or content is None:
            return ""
        now = form.checksums(content)
        if not now or row.checksum in now:
            return ""
        return f"the file is not the one that {self.ledger.label} notes (checksum {row.checksum[:16]})"

    def _after(self, migration: Migration) -> str:
        """The first applied one that comes after a migration."""
        later = self.history.migrations[self._place[migration.label] + 1 :]
        if not self.linear:
            later = tuple(one for one in later if migration.label in self._before([one.label])) or later
        return next((one.label for one in later if one.label in self.applied), "a later one")

    def _without_file(self, row: LedgerRow) -> Standing:
        if not row.counts:
            state = MigrationState.FAILED if row.state is RowState.FAILED else MigrationState.ROLLED_BACK
            return Standing(None, row, state, "there is no file of it")
        if any(row.label in one.replaces for one in self.history.migrations):
            return Standing(None, row, MigrationState.REPLACED)
        if row.state is RowState.MARKED:
            return Standing(None, row, MigrationState.APPLIED, "a baseline: what was there before is noted by it")
        return Standing(None, row, MigrationState.NOT_ON_DISK)


def _names_of(migration: Migration) -> list[tuple[str, object]]:
    """Everything that a row may call a migration, the most exact first."""
    names: list[tuple[str, object]] = [("label", migration.label)]
    if migration.app:
        return names
    if migration.noted:
        names.append(("label", migration.noted))
    path = PurePosixPath(migration.file)
    stem = path.name.removesuffix(".sql").removesuffix(".up")
    called = path.parent.name if stem in _IN_DIRECTORY else stem
    names += [("file", one) for one in (path.name, called) if one]
    for one in (migration.name, called):
        names += _versions(one)
        first = _VERSION.match(one)
        day = re.match(r"\d+", first[1]) if first else None
        if day and len(day[0]) >= _DATE:  # Supabase takes the digits to the first `_`, the rest is the name
            names.append(("version", (int(day[0]),)))
    return names


def _names_in(row: LedgerRow) -> list[tuple[str, object]]:
    names: list[tuple[str, object]] = [("label", row.label)]
    if not row.app:
        names += [("file", PurePosixPath(one).name) for one in (row.title, row.name) if one]
        names += [("file", f"{row.name}_{row.title}"), *_versions(row.name)]
    return names


def _version(name: str) -> tuple[int, ...]:
    """The number that a name starts with, part by part; empty where it starts with none."""
    found = _VERSION.match(name)
    return tuple(int(part) for part in re.split(r"[._-]", found[1])) if found else ()


def _versions(name: str) -> list[tuple[str, object]]:
    """The number that a name starts with, and all its digits where they are a time (`2024-01-31-...`)."""
    found = _VERSION.match(name)
    if found is None:
        return []
    digits = re.sub(r"\D", "", found[1])
    return [("version", _version(name)), *([("digits", digits)] if len(digits) >= _DATE else [])]
