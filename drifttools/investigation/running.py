"""What an audit asks about how the migrations were run: ledgers, edits that git knows, tables in other databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.elsewhere import tables_elsewhere
from drifttools.diagnose.case import Case
from drifttools.diagnose.shares import runs_gone
from drifttools.investigation.comparing import context_for
from drifttools.investigation.migrations_status import content_of
from drifttools.migrations.edits import edits
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.problems import ledgers_of

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation


def with_migrations(
    inv: Investigation, case: Case, ledgers: tuple[Ledger, ...], expected_in: tuple[tuple[str, str], ...]
) -> Case:
    """The case with all that is known of how its migrations were run.

    Args:
        inv: Whose project and database it is.
        case: It has a history.
        ledgers: All that are in the database.
        expected_in: Where the project makes its own.
    """
    if case.history is None:
        return case
    own = ledgers_of(case.history, ledgers)
    # the one where the tool looks for it; else one beside most of what it should have made
    beside = Counter(schema for schema, _ in case.expected_tables)
    ranked = sorted(own, key=lambda o: (bool(o.unread), (o.schema, o.table) not in expected_in, -beside[o.schema]))
    context = context_for(inv.target, inv.config, None)
    case = replace(case, ledger=ranked[0] if ranked else None, others=tuple(ranked[1:]), content=content_of(context))
    seen = case.by_migrations
    about = [share.migration for share in seen.shares.values() if share.findings and seen.origins.applied(share.migration)]
    applied = {migration: seen.origins.applied_at(migration) for migration in about}
    case = replace(case, edits=edits(context.root, applied) if applied else {})
    gone = {f.key[1] for run in runs_gone(case.by_migrations) for f in run.findings if f.kind == "table"}
    if gone:
        inv.say("looking for missing tables in other databases of the server")
        with connect_readonly(inv.target) as connection:
            case = replace(case, elsewhere=tables_elsewhere(connection, inv.target, gone))
    return case
