"""The questions about migrations; each is answered in a file beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.asking import Asking
    from drifttools.investigation.migrations_enums import Enums
    from drifttools.investigation.migrations_status import MigrationStatus
    from drifttools.investigation.migrations_where import Where
    from drifttools.investigation.migrations_write import WrittenMigration
    from drifttools.investigation.shown import ShownPlan


class Migrations:
    """The questions about migrations; reached as `inv.migrations`.

    Args:
        inv: Whose live database and expected state it is.
    """

    def __init__(self, inv: Asking) -> None:
        self._inv = inv

    def __repr__(self) -> str:
        return f"<Migrations of {self._inv.target.name} against {self._inv.spec or 'nothing yet'}>"

    def status(self) -> MigrationStatus:
        """How each migration on disk stands beside what the ledgers in the database note; `status().frame()` has it all.

        Raises:
            UsageError: The expected state has no migrations.
        """
        from drifttools.investigation.migrations_status import status

        return status(self._inv)

    def write(self, history: str | None = None) -> WrittenMigration:
        """Write the plan of this incident into the project, as a migration of its tool, proven by replaying all of them.

        Args:
            history: The spec of the migrations that it comes after, where the expected state has none of its own.

        Raises:
            UsageError: There is nothing to write, no history, or a file of that name.
            RehearsalError: The replayed history is not what the database should be; the file is removed again.
            SourceError: The history cannot be replayed with it; as above.
        """
        from drifttools.investigation.migrations_write import write

        return write(self._inv, history)

    def stamp(self, *names: str, to: str | None = None) -> ShownPlan:
        """Plan to note migrations as applied that nobody ran, where the catalog is what they make in all that they touch.

        Nothing is changed: what comes back is a plan, in an incident of its own. `inv.apply(plan, confirm=plan.token)`
        writes the rows that the tool would have written, journalled, and `inv.rollback` takes them back.

        Args:
            names: The migrations, as `app.name`, by their name or number, or by a pattern.
            to: The last one; all that it builds on goes along.

        Raises:
            UsageError: There is no such migration, all are noted, one builds on what is not, or there is no one ledger.
            RehearsalError: The catalog is not what they make; the message names what differs.
        """
        from drifttools.investigation.migrations_stamp import stamp

        return stamp(self._inv, names, to)

    def enums(self) -> Enums:
        """What SQLAlchemy sends beside what the enum types hold; duplicates, unused types; the repair of either side.

        Raises:
            UsageError: Nothing says what the database should be.
        """
        from drifttools.investigation.migrations_enums import enums

        return enums(self._inv)

    def ledgers(self) -> pd.DataFrame:
        """Every row of every ledger in the database, whichever tool's and in whichever schema; needs no expected state.

        Returns:
            Columns tool, ledger (`schema.table`), app, name, title, state, applied_at (UTC), applied_by, checksum, note,
            transaction.
        """
        from drifttools.migrations.ledger import ledgers_frame
        from drifttools.migrations.read_ledgers import ledgers_in

        return ledgers_frame(ledgers_in(self._inv.target)[1])

    def blame(self, name: str | None = None) -> pd.DataFrame:
        """Which migrations made and changed an object, by replaying the history one migration at a time.

        Args:
            name: `schema.table.column`, `table.column`, `table` or `KIND:NAME`; everything without it. A table brings its
                columns along and all else that is on it.

        Returns:
            One row for each thing that a migration did: kind, object, there (whether it is there at the end of the
            history), deed (`made`, `changed`, `renamed`, `removed`), attributes, migration, file, line, date and author
            (of the commit that added the file), former (its name before). No row where no migration made it.

        Raises:
            UsageError: The expected state has no migrations.
        """
        from drifttools.investigation.blaming import blame_of

        found = blame_of(self._inv)
        return found.frame(None if name is None else found.with_parts(found.named(name)))

    def where(self) -> Where:
        """Which revision the live catalog matches best, whatever the ledger says.

        The history is replayed one migration at a time. `where().frame()` has the distance at each revision, and
        `where().objects()` what is missing or extra at the best one; in a notebook the distances are a plot.

        Raises:
            UsageError: The expected state has no migrations.
        """
        from drifttools.investigation.migrations_where import where

        return where(self._inv)
