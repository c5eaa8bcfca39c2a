"""Values as an investigation hands them out: the same values, which also show themselves."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from drifttools.document import Document, heading
from drifttools.document.shown import Shown
from drifttools.model.cause import Cause
from drifttools.model.finding import Findings
from drifttools.model.plan import Plan
from drifttools.model.probed import Probed, ProbeResults
from drifttools.model.rls import RlsResults
from drifttools.model.sign import Sign
from drifttools.model.traced import Trace
from drifttools.model.verdict import Verdict
from drifttools.report.audit import document_of_findings
from drifttools.report.plan import document_of_plan
from drifttools.report.portability import document_of_portability
from drifttools.report.probes import document_of_probes
from drifttools.report.rls import document_of_rls
from drifttools.report.trace import document_of_trace
from drifttools.report.verdict import document_of_verdict

if TYPE_CHECKING:
    from drifttools.investigation.portability import ShownPortability

V = TypeVar("V")


class ShownPlan(Plan, Shown):
    """A plan that shows itself."""

    __slots__ = ()

    def document(self) -> Document:
        """Its steps, hazards and token."""
        return document_of_plan(self)


class ShownVerdict(Verdict, Shown):
    """A verdict that shows itself."""

    __slots__ = ()

    def document(self) -> Document:
        """Its checks."""
        return document_of_verdict(self)


@dataclass(frozen=True)
class Audit(Shown):
    """What an audit found and why.

    Args:
        findings: All differences; `findings.frame()` is a DataFrame.
        causes: The causes, best first; the last one is `unknown` where something is left unexplained.
        incident: The name of the incident's folder; empty where nothing was found and no folder was asked for.
        probed: What was asked of the rows, with the answers; none where the audit did not probe.
        signs: What no kind covers and tells of a cause.
        portability: What of the models is not the same on SQLite and PostgreSQL; None where nobody asked.
    """

    findings: Findings
    causes: tuple[Cause, ...]
    incident: str = ""
    probed: tuple[Probed, ...] = ()
    signs: tuple[Sign, ...] = ()
    portability: ShownPortability | None = None

    @property
    def damaged(self) -> bool:
        """Whether something is wrong that no difference shows: foreign keys that nothing enforces, another collation."""
        return any(sign.kind.damage for sign in self.signs)

    @property
    def clean(self) -> bool:
        """Whether everything was checked, nothing differs and nothing is damaged."""
        return not self.findings and not ProbeResults(self.probed).found and not self.damaged

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        rows = not ProbeResults(self.probed).unknown
        return rows and all(finding.change != "unknown" for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 drift, 3 could not check: an incomplete audit is never 0."""
        if not self.complete:
            return 3
        return 0 if self.clean else 1

    def document(self) -> Document:
        """One screen: the answer, the causes, the findings, the next command."""
        said = document_of_findings(self.findings, self.causes, incident=self.incident)
        if self.probed:
            rows = document_of_probes(ProbeResults(self.probed))
            title = said.title if self.findings else rows.title
            said = Document(title, (*said.blocks, heading(2, rows.title), *rows.blocks))
        if self.portability is not None:
            models = document_of_portability(self.portability)
            said = Document(said.title, (*said.blocks, heading(2, models.title), *models.blocks))
        return said


class Probes(ProbeResults, Shown):
    """Answers about rows that show themselves; `frame()` is a DataFrame with the columns of `model.probed.COLUMNS`."""

    __slots__ = ()

    def document(self) -> Document:
        """What is wrong, what could not be checked, what is fine."""
        return document_of_probes(self)


class ShownRls(RlsResults, Shown):
    """What row-level security lets somebody do; `frame()` and `policies()` are DataFrames."""

    __slots__ = ()

    def document(self) -> Document:
        """The matrix, what decided, what each policy said."""
        return document_of_rls(self)


class ShownTrace(Trace, Shown):
    """A trace that shows itself; `frame()` has the columns of `model.traced.COLUMNS`."""

    __slots__ = ()

    def document(self) -> Document:
        """Tree and diagram."""
        return document_of_trace(self)


def shown_plan(plan: Plan) -> ShownPlan:
    """The plan, showing itself."""
    return ShownPlan(**_members(plan))


def shown_verdict(verdict: Verdict) -> ShownVerdict:
    """The verdict, showing itself."""
    return ShownVerdict(**_members(verdict))


def _members(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
