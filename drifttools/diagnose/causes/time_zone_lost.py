"""Times that were stored with a time zone and are now stored without."""

from __future__ import annotations

from collections.abc import Iterable

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import asked_of_rows, made_evidence, ran_here
from drifttools.diagnose.words import counted, listed
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

_ZONED = " with time zone"


class TimeZoneLost(CauseRule):
    """A column is `timestamp` where it should be `timestamptz`.

    What it is:
        `DateTime()` without `timezone=True`, `USE_TZ = False`, `TIMESTAMP` taken for what other databases mean by it, or a
        copy of the table by a tool that drops the zone.
    Why it matters:
        The same moment is stored differently by sessions of different time zones, and nothing tells which it was: hours
        move at each change between summer and winter, and `can't compare offset-naive and offset-aware datetimes`.
    Evidence:
        Both types; the settings of TimeZone that sessions may have written under.
    Repair:
        Learn in which zone the rows were written; only then a plan, with `USING column AT TIME ZONE '...'`.
    Reference:
        PostgreSQL manual, 8.5.1.3 "Time Stamps"; PostgreSQL wiki, "Don't use timestamp (without time zone)".
    """

    id = "time-zone-lost"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all columns."""
        lost = [finding for finding in case.findings if _lost(finding) and case.ran(finding)]
        if not lost:
            return
        keys = {finding.key for finding in lost}
        defaults = [f for f in case.findings if f.kind == "column" and f.key in keys and f.attribute == "default"]
        zones = [
            finding
            for finding in case.findings
            if "timezone" in map(str.casefold, finding.key) and finding.kind.endswith("setting")
        ]
        yield Cause(
            rule=self.id,
            sentence=f"{counted(len(lost), 'column')} lost the time zone: {listed(finding.label for finding in lost)}. What"
            " was written since then is in the time zone of whoever wrote it.",
            confidence=Confidence.PROVEN,
            findings=tuple(finding.id for finding in (*lost, *defaults)),
            evidence=(
                *(
                    Evidence(
                        f"{f.label} is {f.actual}, expected is {f.expected}.", "select attname, format_type(atttypid, -1)"
                    )
                    for f in lost
                ),
                *(
                    Evidence(f"TimeZone is set: {f.label} {f.actual or ''}.", "select * from pg_db_role_setting")
                    for f in zones
                ),
                *made_evidence(case, lost),
                *asked_of_rows(case, lost),
            ),
            ruled_out=ran_here(case, lost),
            against=(
                Evidence(
                    "In which time zone the rows were written is not in the catalog.", "show timezone, of each client"
                ),
            ),
            suggestion="Learn in which time zone the rows were written, then: drift plan",
        )


def _lost(finding: Finding) -> bool:
    wanted, here = finding.expected or "", finding.actual or ""
    changed = finding.kind in ("column", "composite attribute") and finding.change is Change.CHANGED
    of_type = changed and finding.attribute == "type" and _ZONED in wanted
    return of_type and here.startswith("time") and _ZONED not in here
