"""Which migration makes what, and what the ledger says of it: one pass over the history, then look-ups."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from drifttools.migrations.history import Migration, MigrationHistory, Operation, Step
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.states import APPLIED, Content, MigrationState, Standing, no_content, standings
from drifttools.model.finding import Change, Finding


@dataclass(frozen=True)
class Span:
    """A run of migrations of one app, from the first to the last of some."""

    app: str
    first: Migration
    last: Migration
    members: tuple[Migration, ...] = field(repr=False)

    def __str__(self) -> str:
        names = number(self.first) if self.first == self.last else f"{number(self.first)} to {number(self.last)}"
        return f"{self.app} {names}".strip()


@dataclass(frozen=True)
class Origins:
    """Look-ups in a history and a ledger, each of which may be absent."""

    history: MigrationHistory | None
    ledger: Ledger | None
    content: Content = no_content

    @property
    def ledger_read(self) -> bool:
        """Whether the ledger can say that something is not applied."""
        return self.ledger is not None and not self.ledger.unread

    @cached_property
    def _made(self) -> dict[str, Step]:
        """Table to the step that makes it, under its present name, with and without schema."""
        made: dict[str, Step] = {}
        for step in self.history.steps() if self.history else ():
            table, former = step.operation.table, step.operation.renamed_from
            if table is None:
                continue
            for name, before in zip(_names(table), _names(former or table), strict=True):
                if former and before in made:
                    made[name] = made.pop(before)
                elif step.operation.creates and not step.operation.state_only:
                    made[name] = step
        return made

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How each migration stands; none where history or ledger is absent, or the ledger could not be read."""
        if self.history is None or self.ledger is None or self.ledger.unread:
            return ()
        return standings(self.history, self.ledger, self.content)

    @cached_property
    def _states(self) -> dict[str, Standing]:
        return {one.migration.label: one for one in self.standings if one.migration}

    def making(self, schema: str, table: str) -> Step | None:
        """The step that creates a table; a project that names no schema knows it by the bare name."""
        return self._made.get(f"{schema}.{table}") or self._made.get(table)

    def of(self, finding: Finding) -> Step | None:
        """The step that makes what a finding is about: of a column the one that adds it, else that of its table."""
        if len(finding.key) <= 1:
            return None
        schema, table = finding.key[0], finding.key[1]
        if finding.kind == "column" and self.history is not None:
            adding = self.history.touching(f"{schema}.{table}", finding.name)
            if adding:
                return adding[0]
        return self.making(schema, table) if len(finding.key) == 2 or finding.kind == "column" else None  # noqa: PLR2004 - schema and name

    def maker(self, finding: Finding) -> Migration | None:
        """The migration that makes what a finding is about, or makes it as it is expected; None where that is not known.

        Of an index, a constraint ... of a table that only one migration is about, that one.
        """
        if self.history is None:
            return None
        if finding.blame:
            touch = finding.blame[0 if finding.change is Change.MISSING else -1]
            return next((one for one in self.history.migrations if one.label == touch.migration), None)
        step = self.of(finding) if finding.change is Change.MISSING else None
        steps = self.touches(finding) if step is None else (step,)
        migrations = {one.migration.label: one.migration for one in steps}
        if len(migrations) == 1 or (finding.kind == "column" and finding.change is Change.CHANGED and migrations):
            return list(migrations.values())[-1]
        return None

    def decided(self, finding: Finding) -> Step | None:
        """The statement that a replay has seen to make what a finding is about as it is expected, however it is written."""
        maker = self.maker(finding) if finding.blame else None
        if maker is None:
            return None
        line = finding.blame[0 if finding.change is Change.MISSING else -1].line
        known = next((operation for operation in maker.operations if line and operation.line == line), None)
        return Step(maker, known or Operation("a statement", line=line or None))

    def touches(self, finding: Finding) -> tuple[Step, ...]:
        """Every step about the table, or the column, of a finding."""
        if self.history is None or len(finding.key) <= 1:
            return ()
        column = finding.name if finding.kind == "column" else None
        return self.history.touching(".".join(finding.key[:2]), column)

    def state(self, migration: Migration) -> Standing | None:
        """How a migration stands; None where the ledger cannot say."""
        return self._states.get(migration.label)

    def applied(self, migration: Migration) -> bool | None:
        """Whether the ledger notes it; None where the ledger cannot say."""
        standing = self._states.get(migration.label)
        if standing is None or standing.state is MigrationState.UNKNOWN:
            return None
        return standing.state in APPLIED

    def applied_at(self, migration: Migration) -> datetime | None:
        """When the ledger says that it was applied."""
        standing = self._states.get(migration.label)
        return standing.row.applied_at if standing and standing.row else None

    def beside(self, one: Migration, other: Migration) -> bool:
        """Whether neither of two migrations builds on the other, in a history that says what builds on what."""
        if self.history is None or not any(migration.depends_on for migration in self.history.migrations):
            return False
        return one.label not in self._below(other) and other.label not in self._below(one)

    def _below(self, migration: Migration) -> set[str]:
        by_label = {one.label: one for one in self.history.migrations} if self.history else {}
        found: set[str] = set()
        waiting = list(migration.depends_on)
        while waiting:
            label = waiting.pop()
            if label not in found:
                found.add(label)
                waiting.extend(by_label[label].depends_on if label in by_label else ())
        return found

    def without_file(self) -> tuple[str, ...]:
        """Migrations that the ledger notes and that are not on disk."""
        return tuple(one.label for one in self.standings if one.state is MigrationState.NOT_ON_DISK)

    def spans(self, migrations: set[str]) -> tuple[Span, ...]:
        """For each app the run from the first to the last of these (labels), in the order of the history."""
        by_app: dict[str, list[Migration]] = {}
        for migration in self.history.migrations if self.history else ():
            by_app.setdefault(migration.app, []).append(migration)
        spans = []
        for app, line in by_app.items():
            places = [place for place, migration in enumerate(line) if migration.label in migrations]
            if places:
                members = tuple(line[places[0] : places[-1] + 1])
                spans.append(Span(app, members[0], members[-1], members))
        return tuple(spans)


def number(migration: Migration) -> str:
    """`0030` for `0030_add_showcase`, else the whole name."""
    first = migration.name.partition("_")[0]
    return first if first.isdigit() else migration.name


def moment(at: datetime) -> str:
    """A time as it stands in a report."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _names(table: str) -> tuple[str, str]:
    return table, table.rpartition(".")[2]
