"""Policies that ask for another role or another claim than they should."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import enumerated, listed
from drifttools.kinds.policy import Policy
from drifttools.kinds.records import record_at, records
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

_QUERY = "select policyname, roles, qual, with_check from pg_policies"
# what a condition takes from the session: Supabase's functions, claims of a token, settings, the role itself
_SUBJECTS = re.compile(
    r"\b(auth\.\w+\(\))|->>?\s*'([^']+)'|\bcurrent_setting\('([^']+)'|\b(current_user|session_user|current_role)\b",
    re.IGNORECASE,
)


class PolicySubject(CauseRule):
    """A policy is for another role, or compares with another claim, than it should.

    What it is:
        It was written in a dashboard, for a login that was replaced (`auth.uid()` where the application has sessions of its
        own, `user_id` where the token says `sub`), or for the role of another environment.
    Why it matters:
        A SELECT finds no rows and says nothing; an INSERT fails with `violates row-level security policy`. Or the policy
        lets in whom it should not.
    Evidence:
        The roles and what the condition takes from the session, expected and actual; other policies for the same command.
    Repair:
        A plan that sets it right; `drift rls` tries what each role may, before and after.
    Reference:
        PostgreSQL manual, CREATE POLICY; Supabase manual, "Row Level Security", auth.uid() and auth.jwt().
    """

    id = "policy-for-another"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each table."""
        tables: dict[tuple[str, ...], list[_Apart]] = {}
        for apart in _apart(case):
            tables.setdefault(apart.wanted.key[:2], []).append(apart)
        for table, found in tables.items():
            yield _cause(case, ".".join(table), found)


@dataclass(frozen=True, slots=True)
class _Apart:
    """A policy as it should be and as it is, with the findings about it."""

    wanted: Policy
    here: Policy
    findings: tuple[Finding, ...]

    @property
    def sentence(self) -> str:
        parts = []
        if self.wanted.roles != self.here.roles:
            parts.append(f"is for {listed(self.here.roles)} instead of {listed(self.wanted.roles)}")
        asked, asks = _subjects(self.wanted), _subjects(self.here)
        if asked != asks:
            more, less = sorted(asks - asked), sorted(asked - asks)
            told = listed(more) if more else "nothing of the session"
            parts.append(f"asks for {told} instead of {listed(less)}" if less else f"also asks for {told}")
        renamed = f" (here {self.here.policy})" if self.here.policy != self.wanted.policy else ""
        return f"{self.wanted.policy}{renamed} {enumerated(parts)}"


def _subjects(policy: Policy) -> frozenset[str]:
    """What its conditions take from the session."""
    text = f"{policy.using or ''} {policy.check or ''}"
    return frozenset(next(filter(None, found)) for found in _SUBJECTS.findall(text))


def _apart(case: Case) -> Iterator[_Apart]:
    about: dict[tuple[str, ...], list[Finding]] = {}
    for finding in case.findings:
        if finding.kind == "policy" and not finding.follows:
            about.setdefault(finding.key, []).append(finding)
    replaced: set[tuple[str, ...]] = set()
    for key, findings in about.items():
        wanted = record_at(case.expected, Policy, key)
        if wanted is None or not all(case.ran(finding) for finding in findings):
            continue
        here = record_at(case.actual, Policy, findings[0].found_key or key) or _instead(case, wanted, about, replaced)
        if here is None or (wanted.roles == here.roles and _subjects(wanted) == _subjects(here)):
            continue
        replaced.add(here.key)
        others = about.get(here.key, []) if here.key != key else []
        yield _Apart(wanted, here, (*findings, *others))


def _instead(
    case: Case, wanted: Policy, about: dict[tuple[str, ...], list[Finding]], taken: set[tuple[str, ...]]
) -> Policy | None:
    """The one unexpected policy for the same command of the table; None where there are several or none."""
    found = [
        one
        for one in records(case.actual, Policy, *wanted.key[:2])
        if one.command == wanted.command and one.key in about and one.key not in taken
        if about[one.key][0].change is Change.UNEXPECTED
    ]
    return found[0] if len(found) == 1 else None


def _cause(case: Case, table: str, found: list[_Apart]) -> Cause:
    findings = [finding for apart in found for finding in apart.findings]
    sure = all(apart.wanted.policy == apart.here.policy for apart in found)
    return Cause(
        rule=PolicySubject.id,
        sentence=f"{table}: the policy {enumerated([apart.sentence for apart in found])}. Rows are shown, refused or hidden"
        " for others than is meant.",
        confidence=Confidence.PROVEN if sure else Confidence.LIKELY,
        findings=tuple(finding.id for finding in findings),
        evidence=(
            *(one for apart in found for one in _conditions(apart)),
            *_others(case, found),
            *made_evidence(case, findings),
        ),
        ruled_out=ran_here(case, [finding for finding in findings if finding.change is not Change.UNEXPECTED]),
        suggestion="Try as each role what it may (drift rls), then set it right. Next: drift plan",
    )


def _conditions(apart: _Apart) -> Iterator[Evidence]:
    for what, wanted, here in (
        ("roles", ", ".join(apart.wanted.roles), ", ".join(apart.here.roles)),
        ("USING", apart.wanted.using, apart.here.using),
        ("WITH CHECK", apart.wanted.check, apart.here.check),
    ):
        if wanted != here:
            told = f"{apart.here.label}: {what} is {here or 'absent'}, expected is {wanted or 'none'}."
            yield Evidence(told, _QUERY)


def _others(case: Case, found: list[_Apart]) -> Iterator[Evidence]:
    """Policies that decide as well: permissive ones add up."""
    seen = {apart.here.key for apart in found}
    for one in records(case.actual, Policy, *found[0].wanted.key[:2]):
        if one.key not in seen:
            kind = "permissive" if one.permissive else "restrictive"
            yield Evidence(
                f"{one.policy} is there too: {kind}, {one.command}, for {listed(one.roles)}.",
                _QUERY,
            )
