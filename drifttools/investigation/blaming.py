"""Which migration made what: the chronicle of the expected state's history, with files, dates and authors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.errors import DriftToolsError, UsageError
from drifttools.expected.chronicles import chronicle_of
from drifttools.expected.resolve import resolve
from drifttools.investigation.comparing import Compared, context_for
from drifttools.migrations.blame import Blame, blame
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.places import reader
from drifttools.model.chronicle import Chronicle

if TYPE_CHECKING:
    from drifttools.expected.base import Context
    from drifttools.investigation.asking import Asking


def blame_of(inv: Asking) -> Blame:
    """The blame of everything that the history of an investigation makes.

    Raises:
        UsageError: The expected state has no migrations.
        DriftToolsError: The history could not be replayed.
    """
    context = live_context(inv)
    chronicle = needed_chronicle(inv, context)
    return blame_from(chronicle, resolve(inv.history_spec, context).history, context)


def live_context(inv: Asking) -> Context:
    """How expected states are made real beside the live database."""
    if inv.target.dialect == "sqlite":
        return context_for(inv.target, inv.config, None, say=inv.say)
    with connect_readonly(inv.target) as connection:
        major = connection.info.server_version // 10_000
    return context_for(inv.target, inv.config, major, say=inv.say)


def needed_chronicle(inv: Asking, context: Context) -> Chronicle:
    """The chronicle of the expected state.

    Raises:
        UsageError: It has no migrations.
    """
    chronicle = chronicle_of(inv.history_spec, context)
    if chronicle is None:
        raise UsageError(
            f"{inv.spec} has no migrations to replay one at a time",
            hint="give the migrations: alembic:alembic.ini, django:manage.py or sql:DIRECTORY; beside models, "
            'migrations = "alembic:alembic.ini" under [project] of drift.toml',
        )
    return chronicle


def blame_from(chronicle: Chronicle, history: MigrationHistory | None, context: Context) -> Blame:
    """The blame of a chronicle, with what the files and git tell."""
    return blame(chronicle, history or MigrationHistory(""), reader(context.root))


def blamed(inv: Asking, compared: Compared, *, cache: bool) -> Compared:
    """A comparison whose findings carry the migrations that make them as they are expected.

    An audit does not fail because this is not known: then the findings carry none, and that is said.
    """
    findings = compared.comparison.findings
    if not findings or compared.expected.history is None:
        return compared
    major = compared.live.server.major if inv.target.dialect == "postgresql" else None
    context = context_for(inv.target, inv.config, major, say=inv.say, cache=cache)
    try:
        chronicle = compared.expected.chronicle or needed_chronicle(inv, context)
    except DriftToolsError as problem:
        inv.say(f"which migration made what is not known: {problem.what}")
        return compared
    known = blame_from(chronicle, compared.expected.history, context)
    records = tuple(replace(finding, blame=known.explains(finding)) for finding in findings)
    comparison = replace(compared.comparison, findings=replace(findings, records=records))
    return replace(compared, comparison=comparison, blame=known)
