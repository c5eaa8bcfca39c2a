"""What of each migration is in the database and what is not: the ground of all causes that lie in how it was run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.migrations.history import Migration, Operation
from drifttools.migrations.states import MigrationState
from drifttools.model.chronicle import Deed
from drifttools.model.finding import Change, Finding
from drifttools.model.rows import Rows, encode_line

if TYPE_CHECKING:
    from drifttools.diagnose.case import Case

_ABSENT = (Change.MISSING, Change.CHANGED)
_ADDING = frozenset({"AddField", "add_column"})
_ADD = r"\badd\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?\"?{}(?![\w$])"


@dataclass(frozen=True, slots=True)
class Share:
    """What of one migration is here.

    Args:
        migration: The migration.
        findings: What of it is missing or other than it makes it.
        absent: The places of the operations in it that are not here, where they are known.
        there: The places of the operations whose table or column is here.
        held: How many objects that it makes are here, also by SQL, where the history was replayed step by step.
        resumed: Whether what a later statement of it makes is here: then it did not stop before that.
        torn: What is not here of a statement whose table is. A statement is done or not done, so that one never ran here:
            something else made the table.
    """

    migration: Migration
    findings: tuple[Finding, ...] = ()
    absent: tuple[int, ...] = ()
    there: tuple[int, ...] = ()
    held: int = 0
    torn: tuple[Finding, ...] = ()
    resumed: bool = False

    @property
    def here(self) -> bool:
        """Whether something of it is here."""
        return bool(self.there or self.held)

    @property
    def gone(self) -> bool:
        """Whether nothing of it is here."""
        return bool(self.findings) and not self.here

    @property
    def begun(self) -> bool:
        """Whether it is here up to some operation, and not from there on."""
        return bool(self.absent and self.there) and max(self.there) < min(self.absent) and not self.resumed


def shares(case: Case) -> Mapping[str, Share]:
    """The share of every migration that makes a table or a column, or that findings are about."""
    if case.history is None:
        return {}
    about = _by_maker(case)
    missing = {finding.key for finding in case.findings if finding.change is Change.MISSING}
    astray = {finding.key for finding in case.findings if finding.change in (Change.MOVED, Change.RENAMED)}
    steps = ((key, case.origins.making(*key)) for key in case.expected_tables)
    made = {(step.migration.label, id(step.operation)): key for key, step in steps if step is not None}
    held = _held(case)
    found = {}
    for migration in case.history.migrations:
        findings = about.get(migration.label, [])
        undone = [finding for finding in findings if not _made_and_changed(finding)]
        absent, there = [], []
        for place, operation in enumerate(migration.operations):
            keys = [key for key in _made_by(case, migration, operation, made) if key not in astray]
            if any(key in missing for key in keys) or any(_is_about(one, operation) for one in undone):
                absent.append(place)
            elif any(key[:2] not in missing for key in keys):
                there.append(place)
        if findings or there or held[migration.label]:
            found[migration.label] = Share(
                migration,
                tuple(findings),
                tuple(absent),
                tuple(there),
                len(held[migration.label]),
                tuple(_torn(case, findings)),
                _resumed(migration, undone, held[migration.label]),
            )
    return found


def _torn(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings about parts of tables that are here, where a replay has seen one statement make both."""
    for finding in findings:
        if case.blame is None or not finding.blame or finding.key[:2] not in case.actual_tables:
            continue
        if len(finding.key) <= 2:  # noqa: PLR2004 - a schema and a table: itself, and no part of one
            continue
        # of what was changed since it was made, the statement that changed it is the one that is not done
        part = finding.blame[0 if finding.change is Change.MISSING else -1]
        whole = next((one for one in case.blame.of("table", finding.key[:2]) if one.deed is Deed.MADE), None)
        # of another file the line is another one, too
        if part.deed is Deed.MADE and whole is not None and part.line and part.place == whole.place:
            yield finding


def _made_and_changed(finding: Finding) -> bool:
    """Whether the migration made it and it is here, other than it was made: then it ran, and something else came later."""
    return finding.change is Change.CHANGED and bool(finding.blame) and finding.blame[-1].deed is Deed.MADE


def _resumed(migration: Migration, undone: Iterable[Finding], held: Iterable[int]) -> bool:
    """Whether something is here that the migration makes after all that is not: the lines of its file tell."""
    lines = [touch.line for one in undone for touch in one.blame[-1:] if touch.migration == migration.label and touch.line]
    return bool(lines) and max(held, default=0) > max(lines)


def _held(case: Case) -> Mapping[str, list[int]]:
    """Label of a migration to the lines, 0 where they are not known, of the objects that it makes and that are here."""
    held: dict[str, list[int]] = defaultdict(list)
    if case.blame is None:
        return held
    here = {kind: _keys(rows) for kind, rows in case.actual.rows.items()}
    for kind, key in case.blame.there:
        made = [touch for touch in case.blame.of(kind, key) if touch.deed is Deed.MADE]
        # of one that was dropped and made again nobody knows which of them is here
        if len(made) == 1 and encode_line(key) in here.get(kind, ()):
            held[made[0].migration].append(made[0].line or 0)
    return held


def _keys(rows: Rows) -> frozenset[bytes]:
    """The keys of rows as they stand in their lines: a catalog may have many thousands, of which few are asked for."""
    fields = sum(field.key for field in rows.fields)
    return frozenset(b"\t".join(line.split(b"\t", fields)[:fields]) for line in rows.lines)


def _by_maker(case: Case) -> dict[str, list[Finding]]:
    """Label of a migration to what is missing of it, or other than it makes it."""
    about: dict[str, list[Finding]] = {}
    for finding in case.findings:
        maker = case.origins.maker(finding) if finding.change in _ABSENT and not finding.follows else None
        if maker is not None:
            about.setdefault(maker.label, []).append(finding)
    return about


def _made_by(
    case: Case, migration: Migration, operation: Operation, made: Mapping[tuple[str, int], tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """Keys of the expected table or column that an operation makes."""
    table = made.get((migration.label, id(operation)))
    if table is not None:
        yield table
    elif operation.table and operation.column and not operation.state_only and _adds(case, migration, operation):
        schema, _, name = operation.table.rpartition(".")
        for column in case.expected_columns:
            if column[1:] == (name, operation.column) and schema in ("", column[0]):
                yield column


def _adds(case: Case, migration: Migration, operation: Operation) -> bool:
    """Whether an operation about a column adds it; of SQL only the file says what an ALTER TABLE does with it."""
    if operation.op != "ALTER TABLE":
        return operation.op in _ADDING
    text = (case.content(migration) or b"").decode("utf-8", "replace")
    return re.search(_ADD.format(re.escape(operation.column or "")), text, re.IGNORECASE) is not None


def _is_about(finding: Finding, operation: Operation) -> bool:
    """Whether an operation that makes no table and no column of its own is what a finding lacks."""
    if operation.creates or operation.table is None or len(finding.key) < 2:  # noqa: PLR2004 - schema and table
        return False
    schema, _, name = operation.table.rpartition(".")
    same = finding.key[1] == name and schema in ("", finding.key[0])
    return same and (operation.column is None or finding.kind != "column" or finding.name == operation.column)


@dataclass(frozen=True, slots=True)
class Run:
    """Migrations one after the other of which nothing is here.

    Args:
        shares: Them.
        later: A migration after them that is here; None where there is none.
    """

    shares: tuple[Share, ...]
    later: Migration | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is missing of them."""
        return tuple(finding for share in self.shares for finding in share.findings)

    def __str__(self) -> str:
        first, last = self.shares[0].migration, self.shares[-1].migration
        if first == last:
            return first.label
        return f"{first.label} to {last.name if last.app == first.app else last.label}"


def runs_gone(case: Case) -> tuple[Run, ...]:
    """Runs of migrations that the ledger takes for applied and of which nothing is here, line by line of the history.

    A migration of which nothing could be here (it only moves rows) neither ends a run nor belongs to one.
    """
    lines: dict[str, list[Share]] = {}
    for share in case.shares.values():
        if case.origins.applied(share.migration):
            lines.setdefault(share.migration.app, []).append(share)
    found: list[Run] = []
    for line in lines.values():
        run: list[Share] = []
        for share in line:
            if share.gone:
                run.append(share)
            elif run:
                found.append(Run(tuple(run), share.migration))
                run = []
        if run:
            found.append(Run(tuple(run), None))
    return tuple(found)


def states_of(case: Case, *states: MigrationState) -> Iterator[Share]:
    """The shares of migrations that stand so, with what is missing of them."""
    for share in case.shares.values():
        standing = case.origins.state(share.migration)
        if standing is not None and standing.state in states and share.findings:
            yield share
