"""What an audit asks about how the migrations were run: ledgers, edits that git knows, tables in other databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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
from drifttools.model.finding import Finding

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
    return with_elsewhere(inv, case, (f for run in runs_gone(case.by_migrations) for f in run.findings))


def with_elsewhere(inv: Investigation, case: Case, gone: Iterable[Finding]) -> Case:
    """The case with what other databases of the server hold of what is gone here, and of all where nothing is here.

    Args:
        inv: Whose database it is.
        case: Of its audit.
        gone: Findings about what the ledger takes for made.
    """
    names = {finding.key[1] for finding in gone if finding.kind == "table"}
    expected = {table for _, table in case.expected_tables}
    if expected and not expected & case.names_here:
        names |= expected
    if not names or inv.target.dialect == "sqlite":  # a file is one database
        return case
    inv.say("looking for missing tables in other databases of the server")
    with connect_readonly(inv.target) as connection:
        return replace(case, elsewhere=tables_elsewhere(connection, inv.target, names))
