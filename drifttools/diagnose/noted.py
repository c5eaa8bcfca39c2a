"""What several causes say in the same words: what the ledger notes, what is missing, and that it is nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from drifttools.diagnose.origins import moment
from drifttools.diagnose.shares import Share
from drifttools.diagnose.words import counted, listed, verb
from drifttools.migrations.history import Migration
from drifttools.migrations.states import MigrationState
from drifttools.model.cause import Evidence, RuledOut
from drifttools.model.chronicle import Deed, Touch
from drifttools.model.finding import Change, Finding
from drifttools.sql.compose import compose, joined, name, value

if TYPE_CHECKING:
    from drifttools.diagnose.case import Case

_TOLD = 12  # places of single objects: the rest stands in the findings
_DEEDS = {Deed.MADE: "makes", Deed.CHANGED: "changes", Deed.RENAMED: "renames", Deed.REMOVED: "removes"}


def ledger_name(case: Case) -> str:
    """The ledger as it is called in sentences."""
    return case.ledger.label if case.ledger and case.ledger.table else "the ledger"


def ledger_query(case: Case, migrations: Sequence[Migration]) -> str:
    """A query by which anybody can see what the ledger notes of these; of all without any."""
    ledger = case.ledger
    if ledger is None or not ledger.table:
        return ""
    table = name(ledger.schema, ledger.table)
    if ledger.tool != "django" or not migrations:
        return str(compose("select * from {}", table))
    names = joined(value(migration.name) for migration in migrations)
    return str(compose("select app, name, applied from {} where name in ({}) order by applied", table, names))


def noted_evidence(case: Case, shares: Sequence[Share]) -> Iterator[Evidence]:
    """That the ledger notes migrations, and since when; nothing where it does not."""
    migrations = [share.migration for share in shares if case.origins.applied(share.migration)]
    if not migrations:
        return
    times = [at for migration in migrations if (at := case.origins.applied_at(migration))]
    when = f", {moment(min(times))}" if times else ""
    until = f" to {moment(max(times))}" if times and min(times) != max(times) else ""
    rows = [standing.row for one in migrations if (standing := case.origins.state(one))]
    how = "notes" if any(rows) else "is at a revision that builds on"
    named = listed(migration.label for migration in migrations)
    yield Evidence(f"{ledger_name(case)} {how} {named}{when}{until}.", ledger_query(case, migrations))


def absent_evidence(shares: Iterable[Share]) -> Iterator[Evidence]:
    """File and line of each statement or operation that is not here, or the migration where that is not known."""
    for share in shares:
        migration = share.migration
        told = [(finding, touch) for finding in share.findings if (touch := _touch(finding, migration))]
        if told:
            # the replay has seen who made it, by whatever statement
            for finding, touch in told:
                what = f"{finding.label} ({finding.attribute})" if finding.attribute else finding.label
                yield Evidence(f"{migration.label} {_DEEDS[touch.deed]} {what}.", touch.place)
            continue
        for place in share.absent:
            one = migration.operations[place]
            what = f"{one.table}.{one.column}" if one.column else str(one.table)
            yield Evidence(f"{migration.label} has {one.op} for {what}.", f"{migration.file}:{one.line or migration.line}")
        if not share.absent:
            labels = listed(finding.label for finding in share.findings)
            yield Evidence(f"{migration.label} makes {labels}.", f"{migration.file}:{migration.line}")


def _touch(finding: Finding, migration: Migration) -> Touch | None:
    """What a migration does to what a finding is about, where its line is known."""
    return next((touch for touch in finding.blame if touch.migration == migration.label and touch.line), None)


def nowhere_else(case: Case, findings: Iterable[Finding]) -> tuple[RuledOut, ...]:
    """That missing tables are in no other schema and in no other database that was looked into."""
    tables = [f for f in findings if f.kind == "table" and f.change is Change.MISSING]
    here = {table for _, table in case.actual_tables}
    if not tables or any(f.name in here for f in tables):
        return ()
    named = listed(f.name for f in tables)
    ruled_out = [RuledOut("It landed in another schema.", f"No schema holds a table named {named}.")]
    if case.elsewhere and not any(case.elsewhere.values()):
        number = len(case.elsewhere)
        said = (
            f"{counted(number, 'other database')} of the server {verb(range(number), 'holds', 'hold')} none of that name."
        )
        ruled_out.append(RuledOut("It landed in another database of this server.", said))
    return tuple(ruled_out)


def makers(case: Case, findings: Iterable[Finding]) -> tuple[Migration, ...]:
    """The migrations that make what findings are about as it is expected, each once."""
    found = (case.origins.maker(finding) for finding in findings)
    return tuple({one.label: one for one in found if one is not None}.values())


def made_evidence(case: Case, findings: Iterable[Finding]) -> Iterator[Evidence]:
    """File and line by which each is made as it is expected, and what the ledger says where it says more than `applied`."""
    every = list(findings)
    for finding in every[:_TOLD]:
        maker = case.origins.maker(finding)
        touch = _touch(finding, maker) if maker is not None else None
        if touch is not None:
            what = f"{finding.label} ({finding.attribute})" if finding.attribute else finding.label
            yield Evidence(f"{touch.migration} {_DEEDS[touch.deed]} {what} as it should be.", touch.place)
    for maker in makers(case, every):
        standing = case.origins.state(maker)
        if standing is not None and standing.why and standing.state is not MigrationState.APPLIED:
            yield Evidence(f"{maker.label}: {standing.state}: {standing.why}.", ledger_query(case, [maker]))


def ran_here(case: Case, findings: Iterable[Finding]) -> tuple[RuledOut, ...]:
    """That the migrations which make these were run; nothing where the ledger cannot say."""
    ran = [one for one in makers(case, findings) if case.origins.applied(one)]
    if not ran:
        return ()
    named = listed(one.label for one in ran)
    rest = "the rest of what it makes is" if len(ran) == 1 else "the rest of what they make is"
    return (RuledOut("A migration was not run here.", f"{ledger_name(case)} notes {named}, and {rest} here."),)


def asked_of_rows(case: Case, findings: Iterable[Finding]) -> Iterator[Evidence]:
    """What the probes found in the rows about these findings."""
    wanted = {finding.id for finding in findings}
    for one in case.probed:
        if wanted & set(one.findings):
            yield Evidence(f"{one.sentence[0].upper()}{one.sentence[1:]}.", one.query)
