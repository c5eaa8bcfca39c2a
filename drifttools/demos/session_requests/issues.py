"""The issues of the incident, by name, each with where one single audit has to show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import FindingsFile
from drifttools.investigation import files
from drifttools.model.cause import Cause
from drifttools.model.code import CodeScan
from drifttools.model.probed import Probed
from drifttools.model.rls import RlsResults
from drifttools.model.verdict import State, Verdict


class Where(StrEnum):
    """Which part of the audit shows an issue."""

    FINDING = "finding"
    CAUSE = "cause"
    CODE = "code"
    ROWS = "rows"
    SECURITY = "row-level security"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True)
class Issue:
    """One of them.

    Args:
        label: What is wrong, for a person.
        where: Which part of the audit shows it.
        what: Of a finding kind, name and attribute; of a cause its rule; of the code rule and file; of rows the probe and
            how many; of row-level security persona and command; of an endpoint the test and its state.
        rule: The cause of a finding.
    """

    label: str
    where: Where
    what: tuple[str, ...]
    rule: str = ""


ISSUES: tuple[Issue, ...] = (
    Issue("session_requests has no metadata", Where.FINDING, ("column", "metadata", ""), "not-applied"),
    Issue("mechanic_id refers to auth.users", Where.FINDING,
          ("constraint", "session_requests_mechanic_id_fkey", "references"), "foreign-key-twin"),
    Issue("a policy is for another role", Where.FINDING,
          ("policy", "Mechanics can accept requests", "roles"), "policy-for-another"),
    Issue("a policy asks for auth.uid(), which mechanics have not", Where.FINDING,
          ("policy", "Mechanics can accept requests", "using"), "policy-for-another"),
    Issue("a migration alters what a later one creates", Where.CAUSE, ("out-of-order",)),
    Issue("'unattended' on the dashboard", Where.CODE, ("enum-value", "src/app/api/mechanics/requests/route.ts")),
    Issue("'unattended' where a mechanic accepts", Where.CODE, ("enum-value", "src/app/api/mechanic/accept/route.ts")),
    Issue("'unattended' where old requests end", Where.CODE, ("enum-value", "src/lib/sessionCleanup.ts")),
    Issue("a failed write that nobody hears of", Where.CODE, ("swallowed-failure", "src/app/api/intake/start/route.ts")),
    Issue("sessions without a request", Where.ROWS, ("invariants", "5")),
    Issue("requests of mechanics who are none", Where.ROWS, ("expected-foreign-keys", "2")),
    Issue("the service sees no request", Where.SECURITY, ("the service", "SELECT")),
    Issue("the form says all is well, and makes no request", Where.ENDPOINT,
          ("a customer's form makes a request", "PARTIAL")),
    Issue("a customer waits for nobody", Where.ENDPOINT, ("the customer who waits has a request", "PARTIAL")),
    Issue("the dashboard answers 500", Where.ENDPOINT, ("a mechanic's dashboard shows it", "FAIL")),
    Issue("the service counts no request that waits", Where.ENDPOINT, ("the service sees what waits", "FAIL")),
    Issue("accepting answers 500", Where.ENDPOINT, ("a mechanic can accept it", "FAIL")),
)  # fmt: skip


class Seen:
    """What one audit left in its incident folder.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: IncidentFolder) -> None:
        self.findings = folder.read(FindingsFile, files.FINDINGS, needs="drift audit").findings
        self.causes = folder.read(tuple[Cause, ...], files.CAUSES, needs="drift audit")
        self.code = folder.read(CodeScan, files.CODE, needs="drift audit").findings
        self.rows = folder.read(tuple[Probed, ...], files.PROBES, needs="drift audit --probe")
        self.security = folder.read(RlsResults, files.RLS_BEFORE, needs="drift audit")
        self.smoke = folder.read(Verdict, files.SMOKE_BEFORE, needs="drift audit").checks

    def evidence(self, issue: Issue) -> str:
        """What shows an issue; empty where nothing does, or where its cause is another one."""
        looks: dict[Where, Callable[..., str]] = {
            Where.FINDING: self._finding,
            Where.CAUSE: self._cause,
            Where.CODE: self._code,
            Where.ROWS: self._rows,
            Where.SECURITY: self._security,
            Where.ENDPOINT: self._endpoint,
        }
        found = looks[issue.where](*issue.what)
        return found if not issue.rule or issue.rule in found else ""

    def _finding(self, kind: str, name: str, attribute: str) -> str:
        for one in self.findings:
            if (one.finding.kind, one.finding.name, one.finding.attribute) == (kind, name, attribute):
                rules = [cause.rule for cause in self.causes if one.id in cause.findings]
                return f"{one.id}, cause {', '.join(rules)}"
        return ""

    def _cause(self, rule: str) -> str:
        return next((cause.evidence[0].source for cause in self.causes if cause.rule == rule), "")

    def _code(self, rule: str, file: str) -> str:
        return next((one.place for one in self.code if (one.rule, one.file) == (rule, file)), "")

    def _rows(self, probe: str, number: str) -> str:
        found = (f"{one.rows} {one.about}" for one in self.rows if (one.probe, str(one.rows)) == (probe, number))
        return next(found, "")

    def _security(self, persona: str, command: str) -> str:
        found = (one for one in self.security if (one.persona, one.command) == (persona, command))
        return next((f"{one.persona}, {one.command} on {one.table}: {one.said}" for one in found if not one.rows), "")

    def _endpoint(self, test: str, state: str) -> str:
        found = (one for one in self.smoke if (one.name, one.state) == (test, State(state)))
        return next((f"{one.query}: {one.reason}" for one in found), "")
