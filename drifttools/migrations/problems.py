"""What is wrong with the ledgers as a whole, or with the files among themselves. Computed only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drifttools.migrations.history import MigrationHistory, Step
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.ledgers.registry import ledger_format
from drifttools.migrations.states import MigrationState, Standing

_LISTED = 5


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """One thing that is wrong.

    Args:
        kind: `unread`, `no ledger`, `two ledgers`, `wrong schema`, `several heads`, `noted twice`, `damaged`, `too early`.
        sentence: What it is, with names.
        ledger: The ledger that it is about, else empty.
    """

    kind: str
    sentence: str
    ledger: str = ""


def ledgers_of(history: MigrationHistory, ledgers: Sequence[Ledger]) -> tuple[Ledger, ...]:
    """The ledgers in which the tool of a history may note its migrations.

    A directory of SQL files can be anybody's: all ledgers count but those of tools whose migrations are no SQL files.
    """
    own = tuple(one for one in ledgers if one.tool == history.tool)
    if own or history.tool in ("alembic", "django"):
        return own
    return tuple(one for one in ledgers if one.tool not in ("alembic", "django"))


def ledger_problems(
    history: MigrationHistory, ledgers: Sequence[Ledger], expected_in: Sequence[tuple[str, str]] = ()
) -> tuple[LedgerProblem, ...]:
    """What is wrong with the ledgers of a history.

    Args:
        history: The files.
        ledgers: Those of its tool; see `ledgers_of`.
        expected_in: Schema and table of each ledger that a replay of the history made; none where it made none.
    """
    return tuple(_of_ledgers(history, ledgers, expected_in)) + tuple(_of_files(history))


def _of_ledgers(
    history: MigrationHistory, ledgers: Sequence[Ledger], expected_in: Sequence[tuple[str, str]]
) -> Iterator[LedgerProblem]:
    if not ledgers:
        yield LedgerProblem("no ledger", f"The database has no ledger of {history.tool}: nothing says what was applied.")
    for ledger in ledgers:
        if ledger.unread:
            yield LedgerProblem("unread", f"{ledger.label} could not be read: {ledger.unread}.", ledger.label)
        yield from _damaged(ledger)
    yield from _misplaced(ledgers, expected_in)
    if len(ledgers) > 1:
        told = "; ".join(_told(one) for one in ledgers)
        yield LedgerProblem("two ledgers", f"{len(ledgers)} ledgers note migrations of this project: {told}.")


def _told(ledger: Ledger) -> str:
    noted = "unread" if ledger.unread else f"{len(ledger.rows)} {'row' if len(ledger.rows) == 1 else 'rows'}"
    last = f", last {ledger.rows[-1].label}" if ledger.rows else ""
    return f"{ledger.label} ({noted}{last})"


def _misplaced(ledgers: Sequence[Ledger], expected_in: Sequence[tuple[str, str]]) -> Iterator[LedgerProblem]:
    """Ledgers that are not where the tool looks for them."""
    for ledger in ledgers:
        right = [place for place in expected_in if place[1] == ledger.table]
        if right and (ledger.schema, ledger.table) not in right:
            places = " and ".join(".".join(place) for place in right)
            yield LedgerProblem(
                "wrong schema", f"{ledger.label} is not where the project looks for its ledger: {places}.", ledger.label
            )


def _damaged(ledger: Ledger) -> Iterator[LedgerProblem]:
    nameless = sum(1 for row in ledger.rows if not row.name)
    if nameless:
        yield LedgerProblem("damaged", f"{ledger.label} has {nameless} rows without a name.", ledger.label)
    twice = [label for label, number in Counter(row.label for row in ledger.rows if row.name).items() if number > 1]
    if twice:
        yield LedgerProblem("noted twice", f"{ledger.label} notes {_listed(twice)} more than once.", ledger.label)


def _of_files(history: MigrationHistory) -> Iterator[LedgerProblem]:
    for app, heads in _heads(history).items():
        if len(heads) > 1:
            of = f" of {app}" if app else ""
            yield LedgerProblem("several heads", f"The files{of} have {len(heads)} heads: {_listed(heads)}.")
    yield from _too_early(history)


def _heads(history: MigrationHistory) -> dict[str, list[str]]:
    """App to its migrations that no other one of the app builds on, where files say what they build on."""
    if not any(one.depends_on for one in history.migrations):
        return {}
    by_label = {one.label: one for one in history.migrations}
    pairs = ((by_label[needed], one) for one in history.migrations for needed in one.depends_on if needed in by_label)
    built_on = {needed.label for needed, one in pairs if needed.app == one.app}
    heads: dict[str, list[str]] = {}
    replaced = {label for one in history.migrations for label in one.replaces}
    for one in history.migrations:
        if one.label not in replaced and not built_on.intersection({one.label, *one.replaces}):
            heads.setdefault(one.app, []).append(one.label)
    return heads


def _too_early(history: MigrationHistory) -> Iterator[LedgerProblem]:
    for early, later in too_early(history):
        table = early.operation.table
        yield LedgerProblem(
            "too early",
            f"{early.migration.label} has {early.operation.op} for {table} ({early.place}), which only"
            f" {later.migration.label} creates ({later.place}).",
        )


def too_early(history: MigrationHistory) -> Iterator[tuple[Step, Step]]:
    """Steps that alter a table which only a later migration creates, each with that one, once per migration and table.

    On an empty database such a step fails, or does nothing.
    """
    made: dict[str, int] = {}
    steps = tuple(history.steps())
    for place, step in enumerate(steps):
        table = step.operation.table
        if table is not None and (step.operation.creates or step.operation.renamed_from) and not step.operation.state_only:
            made.setdefault(table.rpartition(".")[2], place)
    told: set[tuple[str, str]] = set()
    for place, step in enumerate(steps):
        table = step.operation.table
        if table is None or step.operation.creates or step.operation.state_only:
            continue
        maker = made.get((step.operation.renamed_from or table).rpartition(".")[2])
        if maker is None or maker <= place or (step.migration.label, table) in told:
            continue
        if steps[maker].migration.label == step.migration.label:
            continue
        told.add((step.migration.label, table))
        yield step, steps[maker]


def several_lines(ledger: Ledger, standings: Sequence[Standing]) -> LedgerProblem | None:
    """Heads that a ledger notes and that build on one another: one row too many, which stops the tool."""
    form = ledger_format(ledger.tool)
    if form is None or not form.heads_only:
        return None
    by_label = {one.migration.label: one.migration for one in standings if one.migration}
    rows = {
        one.migration.label for one in standings if one.migration and one.row and one.state is not MigrationState.UNKNOWN
    }
    for label in sorted(rows):
        waiting, before = list(by_label[label].depends_on), set[str]()
        while waiting:
            needed = waiting.pop()
            if needed not in before:
                before.add(needed)
                waiting.extend(by_label[needed].depends_on if needed in by_label else ())
        below = sorted(rows & before)
        if below:
            sentence = (
                f"{ledger.label} notes {label} and also {_listed(below)}, on which it builds: only the head belongs there."
            )
            return LedgerProblem("damaged", sentence, ledger.label)
    return None


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
