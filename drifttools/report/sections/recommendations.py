"""12. Recommendations: at most five, each of a type; who and when is for people to fill in, and marked so."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, emph, para, table
from drifttools.report.case import Case
from drifttools.report.sections.base import Section
from drifttools.report.standing import Disposition, fates, troubled
from drifttools.report.words import counted, sentence

MOST = 5
BLANK = "(blank)"

# What keeps a cause from coming again, by the id of its rule. A rule without a line here still gets its suggestion.
_PREVENT = {
    "wrong-schema": "Let the migration job set search_path itself, and stop where current_schema() is another schema",
    "search-path": "Keep search_path in the settings of the role, in version control, and compare it in every audit",
    "not-applied": "Let the deployment stop where the ledger lacks a migration that the release needs",
    "never-run": "Stamp nothing without a proof by the catalog, and compare catalog and ledger after every deployment",
    "models-apart": "Let the build fail where models and migrations differ: alembic check, makemigrations --check",
    "skipped": "Refuse a merge that puts a migration below those that have run, and let the tool fail on a gap",
    "half-run": "Keep what no transaction can hold in a migration of its own, and stop the deployment where one fails",
    "edited": "Refuse changes to files of migrations that were released: check them by their digests in the build",
    "out-of-order": "Number migrations when they are merged, not when they are begun",
    "other-branch": "Give every branch a database of its own, and migrate shared ones from the main branch alone",
    "other-database": "Let migration job and application read the same connection settings",
    "two-ledgers": "Set the schema of the ledger in the tool itself, not by search_path",
    "code-apart": "Look through the code in every build: drift code ends with 1 where it names what is not there",
    "out-of-band": "Send every change of the schema through a migration, and grant DDL to the migration role alone",
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One action.

    Args:
        type: `prevent`, `detect` or `mitigate`.
        basis: The cause or fact that it rests on.
        owner, due: Empty: people fill them in.
    """

    action: str
    type: str
    basis: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Recommendations:
    """At most five."""

    recommendations: tuple[Recommendation, ...]


def gather(case: Case) -> Recommendations:
    """Suggestions of causes whose findings are open still, then what prevents and what detects."""
    found = {one.action: one for one in (*_open(case), *_prevent(case), *_detect(case))}
    return Recommendations(tuple(found.values())[:MOST])


def _open(case: Case) -> Iterator[Recommendation]:
    settled = {Disposition.REPAIRED, Disposition.SETTLED, Disposition.IGNORED}
    known = fates(case)
    for cause in case.causes or ():
        open_ones = [ident for ident in cause.findings if ident in known and known[ident].disposition not in settled]
        if cause.suggestion and open_ones:
            yield Recommendation(
                cause.suggestion, "mitigate", f"{cause.rule}, {counted(len(open_ones), 'finding')} not settled"
            )
    if case.unknown:
        yield Recommendation(
            "Audit again what could not be checked", "detect", f"{counted(len(case.unknown), 'object')} unread"
        )
    number = len(troubled(case))
    if number:
        yield Recommendation(
            "Look into the checks that did not pass", "mitigate", f"verification.json, {counted(number, 'check')}"
        )


def _prevent(case: Case) -> Iterator[Recommendation]:
    for cause in case.causes or ():
        if cause.rule in _PREVENT:
            yield Recommendation(_PREVENT[cause.rule], "prevent", cause.rule)


def _detect(case: Case) -> Iterator[Recommendation]:
    if case.differing:
        command = f"drift audit {shlex.quote(case.incident.target)} --expected {shlex.quote(case.incident.expected)}"
        yield Recommendation(
            f"Audit after every deployment: {command} ends with 1 on drift", "detect", f"{len(case.by_id):,} findings"
        )
    if any(not one.until for one in (case.findings.ignored if case.findings else ())):
        yield Recommendation("Give every ignore rule an end date", "detect", "drift.toml")


def render(recommendations: Recommendations) -> Iterator[Block]:
    """A table with blanks that say that they are blanks."""
    if not recommendations.recommendations:
        yield para("There is nothing to recommend.")
        return
    rows = [
        (sentence(one.action), one.type, one.basis, one.owner or emph(BLANK), one.due or emph(BLANK))
        for one in recommendations.recommendations
    ]
    yield table("", ("Action", "Type", "Rests on", "Owner", "Due"), rows)


SECTION = Section("recommendations", "Recommendations", Recommendations, gather, render)
