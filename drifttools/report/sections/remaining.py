"""10. Remaining issues and risks: what is still different, what is not known, what the repair left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Badge, Block, Cell, Kind, badge, details, para, table
from drifttools.model.code import Certainty
from drifttools.model.finding import Change
from drifttools.model.plan import Reversal
from drifttools.model.probed import Offenders
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.code import WORDS
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut
from drifttools.report.standing import Disposition, fates, not_noted, noted_since, put_right, troubled, went_through
from drifttools.report.words import counted, distinct, listed, sentence

_KIND: dict[str, Kind] = {
    "could not check": "error", "failed check": "error", "open": "error", "left alone": "warning", "not repaired": "error",
    "not proven": "warning", "partly passed": "warning", "ignored": "info", "not compared": "warning", "risk": "warning",
}  # fmt: skip
_SHOWN = 10
_NAMED = 3  # places in code


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that is not settled.

    Args:
        sort: `could not check`, `failed check`, `open`, `not repaired`, `left alone`, `not proven`, `partly passed`,
            `ignored`, `not compared` or `risk`.
    """

    sort: str
    what: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Remaining:
    """All that is not settled, the most pressing first."""

    issues: tuple[Issue, ...]


def gather(case: Case) -> Remaining:
    """Findings that are not repaired, checks that did not pass, what was not compared, risks of the plan."""
    found = [*_unchecked(case), *_checks(case), *_findings(case), *_ignored(case), *_not_compared(case), *_risks(case)]
    found += [*_code(case), *_rows(case), *_causes(case), *_ledger(case)]
    order = list(_KIND)
    return Remaining(tuple(sorted(found, key=lambda issue: order.index(issue.sort))))


def _unchecked(case: Case) -> Iterator[Issue]:
    if case.findings is None:
        yield Issue("could not check", "the whole database", "expected and actual state were not compared", "")
    for _, finding in case.unknown:
        yield Issue(
            "could not check", f"{finding.kind} {finding.label}", finding.actual or "no reason was given", "findings.json"
        )
    for damaged in case.unreadable:
        yield Issue("could not check", damaged.name, damaged.reason, damaged.name)


def _checks(case: Case) -> Iterator[Issue]:
    for check in troubled(case):
        sort = {State.NOT_RUN: "could not check", State.PARTIAL: "partly passed"}.get(check.state, "failed check")
        because = check.reason or f"expected {check.expected}, was {check.actual or 'nothing'}"
        yield Issue(sort, check.name, because, "verification.json")


def _findings(case: Case) -> Iterator[Issue]:
    sorts = {
        Disposition.OPEN: "open", Disposition.PLANNED: "open", Disposition.ROLLED_BACK: "open",
        Disposition.FAILED: "not repaired", Disposition.LEFT: "left alone", Disposition.APPLIED: "not proven",
        Disposition.UNKNOWN: "could not check",
    }  # fmt: skip
    together: dict[tuple[str, str], list[str]] = {}
    for ident, fate in fates(case).items():
        finding = case.by_id[ident]
        if finding.follows or finding.change is Change.UNKNOWN or fate.disposition not in sorts:
            continue
        reasoned = fate.disposition in (Disposition.LEFT, Disposition.UNKNOWN)
        because = fate.because if reasoned else fate.disposition.value
        label = f"{finding.kind} {finding.label}" + (f" ({finding.attribute})" if finding.attribute else "")
        if finding.change is Change.UNEXPECTED:
            label = f"unexpected {label}"
        together.setdefault((sorts[fate.disposition], because), []).append(label)
    for (sort, because), labels in together.items():
        what = labels[0] if len(labels) == 1 else f"{counted(len(labels), 'object')}: {listed(labels, 3)}"
        yield Issue(sort, what, because, "findings.json")


def _ignored(case: Case) -> Iterator[Issue]:
    for one in case.findings.ignored if case.findings else ():
        until = f"; the rule ends on {one.until}" if one.until else "; the rule has no end date"
        yield Issue(
            "ignored",
            f"{one.finding.change} {one.finding.kind} {one.finding.label}",
            f"{one.reason}{until}",
            "findings.json",
        )


def _not_compared(case: Case) -> Iterator[Issue]:
    together: dict[str, list[str]] = {}
    for one in case.findings.not_compared if case.findings else ():
        together.setdefault(one.reason, []).append(one.what)
    for reason, names in together.items():
        yield Issue("not compared", "; ".join(names), reason, "findings.json")


def _rows(case: Case) -> Iterator[Issue]:
    for one in case.probes or ():
        if one.offends and put_right(case, one)[1] is not State.PASS:
            yield Issue("open", f"{one.number} {one.about}", f"{one.basis}: {one.because or 'as counted'}", "probes.json")
        elif one.state is Offenders.UNKNOWN:
            yield Issue("could not check", one.about, one.reason, "probes.json")


def _causes(case: Case) -> Iterator[Issue]:
    """What is wrong beside every difference, such as the order of migrations: no plan of differences mends it."""
    for cause in case.causes or ():
        if not cause.findings and cause.rule != "code-apart" and not case.mended(cause):
            source = cause.evidence[0].source if cause.evidence else "causes.json"
            yield Issue("open", cause.sentence, cause.suggestion, source)


def _ledger(case: Case) -> Iterator[Issue]:
    """What the repair has made and the ledger does not note: the project's own tool would run it again, and fail."""
    for migration in not_noted(case):
        if not noted_since(case, migration):
            because = f"its tool would run it again: drift migrations stamp --migration {migration}"
            yield Issue(
                "open",
                f"{migration} is not noted as applied, and the repair has made what it makes",
                because,
                "ledger.json",
            )


def _risks(case: Case) -> Iterator[Issue]:
    steps = [step for step in (case.plan.steps if case.plan else ()) if case.applied is None or went_through(case, step)]
    for text in distinct(text for step in steps for text in step.stays):
        yield Issue("risk", "does not move along", text, "plan.json")
    lasting = [step.id for step in steps if step.reversal is not Reversal.EXACT]
    if lasting:
        yield Issue("risk", f"way back of {listed(lasting)}", "it does not bring back all that was there", "plan.json")


def _code(case: Case) -> Iterator[Issue]:
    """The code as it was when somebody looked last: no repair of a database changes it."""
    code = (case.code_after, "code-after.json") if case.code_after is not None else (case.code, "code.json")
    after = case.contracts_after is not None
    contracts = (case.contracts_after, "contracts-after.json") if after else (case.contracts, "contracts.json")
    for scan, file in (code, contracts):
        if scan is not None and (sure := scan.failing(Certainty.LIKELY)):
            rules = Counter(one.rule for one in sure)
            told = listed([f"{number} {WORDS[rule][number > 1]}" for rule, number in rules.most_common()])
            where = listed([f"{one.sentence} ({one.place})" for one in sure], _NAMED)
            yield Issue("risk", f"code: {told}", f"as the code was when it was looked through: {where}", file)
        if scan is not None and scan.unchecked:
            what = counted(len(scan.unchecked), "part") + " of the code"
            yield Issue("not compared", what, "only the running program knows, or it could not be read", file)


def render(remaining: Remaining) -> Iterator[Block]:
    """A table; where it is long, what presses least is to be opened."""
    issues = remaining.issues
    if not issues:
        yield para("Nothing: every finding is repaired, every check passed, and all kinds were compared.")
        return
    pressing = sum(_KIND[issue.sort] == "error" for issue in issues)
    shown = min(max(_SHOWN, pressing), SHOWN_ROWS)
    yield _table(issues[:shown])
    if len(issues) > shown:
        rest = issues[shown : shown + SHOWN_ROWS]
        yield details(
            counted(len(issues) - shown, "further issue"),
            _table(rest),
            para(cut(len(issues), shown + len(rest)) or "These are all."),
        )


def _table(issues: tuple[Issue, ...]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for issue in issues:
        mark: Badge = badge(_KIND[issue.sort], issue.sort)
        rows.append((mark, issue.what, sentence(issue.because), issue.source or None))
    return table("", ("State", "What", "Why", "Source"), rows)


SECTION = Section("remaining", "Remaining issues and risks", Remaining, gather, render)
