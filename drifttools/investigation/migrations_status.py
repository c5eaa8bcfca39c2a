"""How the migrations stand: the value that `inv.migrations.status()` gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.document import Document, bullets, document, frame_table, para
from drifttools.document.shown import Shown
from drifttools.errors import SourceError, UsageError
from drifttools.expected.resolve import resolve
from drifttools.expected.spec import parse_spec, source_of
from drifttools.investigation.comparing import context_for
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.ledgers.tables import ledger_tables
from drifttools.migrations.problems import LedgerProblem, ledger_problems, ledgers_of, several_lines
from drifttools.migrations.read_ledgers import ledgers_in
from drifttools.migrations.states import MigrationState, Standing, standings
from drifttools.model.places import short

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.expected.base import Context, Expected
    from drifttools.investigation.asking import Asking
    from drifttools.migrations.history import Migration
    from drifttools.migrations.states import Content

_SHOWN = 2000
_RIGHT = (MigrationState.APPLIED, MigrationState.REPLACED)


@dataclass(frozen=True)
class MigrationStatus(Shown):
    """The migrations on disk beside what the ledgers note.

    Args:
        history: The files.
        ledgers: The ledgers that may note them; one without a name where the database has none.
        standings: For each ledger how each migration stands.
        problems: What is wrong with ledgers and files as a whole.
    """

    history: MigrationHistory
    ledgers: tuple[Ledger, ...]
    standings: tuple[tuple[Standing, ...], ...]
    problems: tuple[LedgerProblem, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether every migration is applied as it is on disk, and nothing is wrong with ledgers and files."""
        return not self.problems and all(one.state in _RIGHT for of in self.standings for one in of)

    @property
    def complete(self) -> bool:
        """Whether every ledger could be read."""
        return not any(ledger.unread for ledger in self.ledgers)

    @property
    def exit_code(self) -> int:
        """0 where all is applied and nothing is wrong, 1 where not, 3 where a ledger could not be read."""
        if not self.complete:
            return 3
        return 0 if self.clean else 1

    def frame(self) -> pd.DataFrame:
        """How each migration stands.

        Returns:
            Columns app, name, state, why, applied_at, applied_by, ledger (`schema.table`), file, operations; one row a
            migration and ledger.
        """
        import pandas as pd

        rows = [
            (
                one.migration.app if one.migration else one.row.app if one.row else "",
                one.migration.name if one.migration else one.row.name if one.row else "",
                one.state.value,
                one.why,
                one.row.applied_at if one.row else None,
                one.row.applied_by if one.row else None,
                ledger.label if ledger.table else None,
                one.migration.file if one.migration else None,
                len(one.migration.operations) if one.migration else None,
            )
            for ledger, of in zip(self.ledgers, self.standings, strict=True)
            for one in of
        ]
        columns = ["app", "name", "state", "why", "applied_at", "applied_by", "ledger", "file", "operations"]
        frame = pd.DataFrame.from_records(rows, columns=columns)
        frame["applied_at"] = pd.to_datetime(frame["applied_at"], utc=True)
        texts = dict.fromkeys([c for c in columns if c not in ("applied_at", "operations")], "string")
        return frame.astype(texts | {"operations": "Int64"})

    def document(self) -> Document:
        """The numbers, what is wrong, and the migrations."""
        return document(
            "Migrations",
            *(para(self._counted(ledger, of)) for ledger, of in zip(self.ledgers, self.standings, strict=True)),
            bullets(*(one.sentence for one in self.problems)) if self.problems else None,
            frame_table(self._for_a_screen(), "Ledgers and files", _SHOWN),
        )

    def _for_a_screen(self) -> pd.DataFrame:
        """The frame with short times and places, without columns that say nothing or the same in each row."""
        frame = self.frame()
        frame["applied_at"] = frame["applied_at"].dt.strftime("%Y-%m-%d %H:%M:%S").astype("string")
        frame["file"] = frame["file"].map(short, na_action="ignore").astype("string")
        if len(self.ledgers) == 1:
            del frame["ledger"]  # it stands above, with its numbers
        return frame[[one for one in frame if frame[one].astype("string").str.len().sum() or one == "state"]]

    @staticmethod
    def _counted(ledger: Ledger, of: tuple[Standing, ...]) -> str:
        where = ledger.label if ledger.table else "no ledger"
        numbers = Counter(one.state.value for one in of)
        return f"{where}: " + (", ".join(f"{number} {state}" for state, number in numbers.items()) or "no migrations")


def status(inv: Asking) -> MigrationStatus:
    """See `Migrations.status`."""
    major, found = ledgers_in(inv.target)
    context = context_for(inv.target, inv.config, major, say=inv.say)
    # files of SQL tell by themselves, and an order in which they cannot be run is one of the things to be told
    source = source_of(parse_spec(inv.history_spec, context.root))
    made: tuple[tuple[str, str], ...] = ()
    history = source.history(context)
    if history is None:
        try:
            expected = resolve(inv.history_spec, context)
            history, made = expected.history, ledgers_made(expected)
        except SourceError as error:
            # what is noted can be laid beside files that cannot be run, here or anywhere
            history = source.listed(context)
            if history is None:
                raise
            inv.say(f"the history cannot be replayed, so only its files are told of: {error.what.splitlines()[0]}")
    if history is None:
        raise UsageError(
            f"{inv.spec} has no migrations to lay beside a ledger",
            hint="use alembic:path/to/alembic.ini, django:path/to/manage.py or sql:directory; "
            "`drift migrations ledgers` shows the ledgers alone",
        )
    return status_of(history, found, made, content_of(context))


def status_of(
    history: MigrationHistory,
    found: tuple[Ledger, ...],
    expected_in: tuple[tuple[str, str], ...],
    content: Content,
) -> MigrationStatus:
    """Lay a history beside the ledgers of a database.

    Args:
        history: The files.
        found: All ledgers of the database.
        expected_in: Where the project makes its own; see `ledgers_made`.
        content: Gives the files.
    """
    own = ledgers_of(history, found)
    problems = list(ledger_problems(history, own, expected_in))
    # a database without a ledger has applied nothing, as far as anybody noted
    beside = own or (Ledger(history.tool, "", ""),)
    stand = tuple(standings(history, ledger, content) for ledger in beside)
    for ledger, of in zip(beside, stand, strict=True):
        rows = several_lines(ledger, of)
        problems += [rows] if rows else []
    return MigrationStatus(history, beside, stand, tuple(problems))


def ledgers_made(expected: Expected) -> tuple[tuple[str, str], ...]:
    """Schema and table of each ledger that the replay of a project made: there its tool looks for it."""
    tool = expected.history.tool if expected.history else ""
    return tuple(place for place, of in ledger_tables(expected.snapshot).items() if of == tool)


def content_of(context: Context) -> Content:
    """Reads the files of migrations, whose names are relative to the root of the project."""

    def content(migration: Migration) -> bytes | None:
        try:
            return (context.root / migration.file).read_bytes() if migration.file else None
        except OSError:
            return None

    return content
