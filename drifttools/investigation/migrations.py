"""What the migrations say: the ledgers of a live database beside the files on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.errors import UsageError
from drifttools.expected.resolve import resolve
from drifttools.investigation.comparing import context_for
from drifttools.migrations.django_ledger import read_django_ledgers
from drifttools.migrations.ledger import Ledger, ledger_frame

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.core import Investigation


class Migrations:
    """The questions about migrations; reached as `inv.migrations`.

    Args:
        inv: Whose live database and expected state it is.
    """

    def __init__(self, inv: Investigation) -> None:
        self._inv = inv

    def __repr__(self) -> str:
        return f"<Migrations of {self._inv.target.name} against {self._inv.spec or 'nothing yet'}>"

    def status(self) -> pd.DataFrame:
        """What the migration tool notes in the database, beside the migrations on disk.

        Returns:
            Columns app, name, state (`applied`, `not applied`, `applied but not on disk`, `replaced`), applied_at,
            ledger_schema, file, operations; one row a migration and ledger.

        Raises:
            UsageError: The expected state has no migrations.
        """
        import pandas as pd

        inv = self._inv
        with connect_readonly(inv.target) as connection:
            major = connection.info.server_version // 10_000
            ledgers = read_django_ledgers(connection)
        expected = resolve(inv.needed_spec, context_for(inv.target, inv.config, major, say=inv.say))
        if expected.history is None:
            raise UsageError(f"{inv.spec} has no migrations to lay beside a ledger", hint="use django:path/to/manage.py")
        history = expected.history
        # a database without a ledger has applied nothing, as far as anybody noted
        found = ledgers or (Ledger(history.tool, "", ""),)
        return pd.concat([ledger_frame(history, one) for one in found], ignore_index=True)
