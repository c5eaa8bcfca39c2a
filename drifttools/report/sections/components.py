"""Component by component: what was wrong, what was done, and how it stands, each with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drifttools.document import Block, Cell, badge, details, mono, note, table
from drifttools.document.blocks import state_kind
from drifttools.model.code import Certainty, CodeFinding, CodeRule
from drifttools.model.finding import Finding, Severity
from drifttools.model.plan import Step
from drifttools.model.rls import Access, Behaviour
from drifttools.model.verdict import State
from drifttools.report.case import Case
from drifttools.report.rows import asides
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut
from drifttools.report.standing import Disposition, fate_of, in_group, not_noted, noted_since, put_right, state_of
from drifttools.report.words import counted, listed

_FEW = 3
_LONG = 40  # characters of a value
_MANY = 12  # tables that have a line each; of more there is one line
_SECURITY = frozenset({"policy"})
# what a finding's kind is a part of; all else is called by its kind
_PARTS = {
    "constraint": "constraints",
    "index": "indexes",
    "trigger": "triggers",
    "privilege": "privileges",
    "column privilege": "privileges",
}
_MENDED = frozenset({Disposition.REPAIRED, Disposition.SETTLED})
_CODE = {
    CodeRule.SWALLOWED: "failed writes that nobody hears of",
    CodeRule.ENUM: "values that no column can hold",
}


@dataclass(frozen=True, slots=True)
class Component:
    """One line.

    Args:
        name: What it is.
        before, after: How it stood and stands; `after` is NOT RUN where that was not looked at again.
        issue, fix: What was wrong, and what was done about it; empty where nothing was.
        evidence: Where both can be seen: files of the incident, places in code and migrations.
    """

    name: str
    before: State
    after: State
    issue: str
    fix: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Components:
    """Everything in which something was wrong, or that was tried."""

    components: tuple[Component, ...]


def gather(case: Case) -> Components | None:
    """From the findings, the files of migrations, the rows, the code, row-level security and the endpoints.

    None where only schema and endpoints are concerned: the findings and what was before and after say all of that.
    """
    beside = (*_ledger(case), *_histories(case), *_rows(case), *_code(case), *_contracts(case), *_security(case))
    return Components((*_schema(case), *beside, *_endpoints(case))) if beside else None


def _schema(case: Case) -> Iterator[Component]:
    """The findings, by table and by what of it differs."""
    groups: dict[tuple[str, str], list[tuple[str, Finding]]] = {}
    tables: dict[str, set[str]] = {}
    for _, finding in case.differing:
        where, what = _place(finding)
        tables.setdefault(what, set()).add(where)
    for ident, finding in case.differing:
        where, what = _place(finding)
        where = f"{finding.key[0]}, {len(tables[what])} tables" if len(tables[what]) > _MANY else where
        groups.setdefault((where, what), []).append((ident, finding))
    for (where, what), members in groups.items():
        fates = [fate_of(case, ident, finding) for ident, finding in members]
        steps = _distinct(case.step_of.get(ident) for ident, _ in members)
        after = State.PASS if all(fate.disposition in _MENDED for fate in fates) else State.FAIL
        if case.verification is None:
            after = State.NOT_RUN
        elif after is State.FAIL and any(fate.disposition in _MENDED for fate in fates):
            after = State.PARTIAL
        yield Component(
            f"{where}: {what}" if where else what,
            State.FAIL if any(finding.severity is Severity.ERROR for _, finding in members) else State.PARTIAL,
            after,
            _told([_said(finding) for _, finding in members]),
            _told([f"{step.id} {step.title}" for step in steps]) or _told([fate.because for fate in fates]),
            (f"findings.json: {listed([ident for ident, _ in members], _FEW)}", *(["plan.json"] if steps else [])),
        )


def _place(finding: Finding) -> tuple[str, str]:
    if len(finding.key) < 2:  # noqa: PLR2004 - schema and name
        return "", f"{finding.kind}s"
    where = ".".join(finding.key[:2])
    if finding.kind in _SECURITY or finding.attribute == "row_security":
        return where, "row-level security"
    if finding.kind in ("table", "column"):
        return where, "columns" if finding.kind == "column" else "the table"
    if finding.kind == "constraint" and finding.attribute == "references":
        return where, "foreign keys"
    return (where, _PARTS[finding.kind]) if finding.kind in _PARTS else ("", f"{finding.kind}s")


def _said(finding: Finding) -> str:
    if not finding.attribute:
        return f"{finding.name} {finding.change}"
    return f"{finding.name}: {finding.attribute} {_short(finding.actual)} instead of {_short(finding.expected)}"


def _short(value: str | None) -> str:
    text = value or "nothing"
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _histories(case: Case) -> Iterator[Component]:
    """What is wrong with the files of the migrations themselves: no plan changes that."""
    for cause in case.causes or ():
        if not cause.findings and cause.rule != "code-apart":
            places = tuple(dict.fromkeys(one.source for one in cause.evidence))[:_FEW]
            yield Component(
                "order of migrations" if cause.rule == "out-of-order" else f"beside the findings: {cause.rule}",
                State.PARTIAL,
                State.PASS if case.mended(cause) else State.PARTIAL,
                cause.sentence,
                "done by hand" if case.mended(cause) else f"to do: {cause.suggestion}",
                places,
            )


def _ledger(case: Case) -> Iterator[Component]:
    for migration in not_noted(case):
        noted = noted_since(case, migration)
        yield Component(
            "ledger of migrations",
            State.FAIL,
            State.NOT_RUN if noted is None else State.PASS if noted else State.FAIL,
            f"{migration} is not noted as applied",
            "noted, now that the catalog has what it makes"
            if noted
            else f"to do: drift migrations stamp --migration {migration}",
            ("ledger.json", *(["ledger-after.json"] if noted is not None else [])),
        )


def _rows(case: Case) -> Iterator[Component]:
    for probed in case.probes or ():
        if probed.offends:
            step, after = put_right(case, probed)
            aside = step is not None and any(one for one in asides(step) if not one.made)
            yield Component(
                f"rows of {probed.table}",
                State.FAIL,
                after,
                f"{probed.number} {probed.about}",
                f"{step.id} {step.title}{', after putting these rows aside' if aside else ''}" if step else "",
                (f"probes.json: {probed.id}", *(["plan.json", "verification.json"] if step else [])),
            )


def _code(case: Case) -> Iterator[Component]:
    """What the code says that the database never knew; what a repair of the schema mends is told there."""
    if case.code is None:
        return
    bare = {name for name in case.named_in_code if "." not in name}
    mended = {finding.label for _, finding in case.roots} | bare
    groups: dict[str, list[CodeFinding]] = {}
    for one in case.code.findings:
        if one.object not in mended:
            groups.setdefault(_CODE.get(one.rule, "names that the database lacks"), []).append(one)
    left = {one.id for one in case.code_after.findings} if case.code_after else set()
    for what, members in groups.items():
        still = [one for one in members if one.id in left]
        after = State.PASS if not still else State.PARTIAL if len(still) < len(members) else State.FAIL
        done = f"{counted(len(members) - len(still), 'place')} of {len(members)} corrected"
        yield Component(
            f"code: {what}",
            State.FAIL,
            after if case.code_after else State.NOT_RUN,
            _told([one.sentence for one in members]),
            done if case.code_after and len(still) < len(members) else "",
            (*(one.place for one in members[:_FEW]), "code.json", *(["code-after.json"] if case.code_after else [])),
        )


def _contracts(case: Case) -> Iterator[Component]:
    """What schemas of answers ask for that their models lack; what is said otherwise afterwards is told as remaining."""
    wrong = case.contracts.failing(Certainty.LIKELY) if case.contracts is not None else ()
    if not wrong:
        return
    now = {(one.id, one.sentence) for one in case.contracts_after.findings} if case.contracts_after else set()
    still = [one for one in wrong if (one.id, one.sentence) in now]
    after = State.PASS if not still else State.PARTIAL if len(still) < len(wrong) else State.FAIL
    done = f"{counted(len(wrong) - len(still), 'place')} of {len(wrong)} corrected"
    yield Component(
        "code: API contracts",
        State.FAIL,
        after if case.contracts_after else State.NOT_RUN,
        _told(one.sentence for one in wrong),
        done if case.contracts_after and len(still) < len(wrong) else "",
        (
            *(one.place for one in wrong[:_FEW]),
            "contracts.json",
            *(["contracts-after.json"] if case.contracts_after else []),
        ),
    )


def _security(case: Case) -> Iterator[Component]:
    """Who may do what, as it was tried: where `drift.toml` says what is wanted, or where it is another answer now."""
    checks = in_group(case.verification, "row security")
    before = {one.key: one for one in (case.rls_before.records if case.rls_before else ())}
    after = case.rls_after.records if case.rls_after else ()
    by_persona: dict[tuple[str, str], list[Behaviour]] = {}
    for one in after:
        was = before.get(one.key)
        if was is not None and was.access is not one.access:
            by_persona.setdefault((one.table, one.persona), []).append(one)
    for (where, persona), members in by_persona.items():
        told = [f"{one.command} {before[one.key].said}" for one in members]
        now = [f"{one.command} {one.said}" for one in members]
        judged = [check for check in checks if check.name.startswith(f"{persona}: ") and f" on {where} " in check.name]
        sure = State.PASS if all(one.access is not Access.UNKNOWN for one in members) else State.NOT_RUN
        yield Component(
            f"{where}: what {persona} may do",
            State.FAIL,
            state_of(tuple(judged)) if judged else sure,
            _told(told),
            f"now {_told(now)}",
            ("rls-before.json", "rls-after.json"),
        )


def _endpoints(case: Case) -> Iterator[Component]:
    before = {one.name: one for one in (case.smoke_before.checks if case.smoke_before else ())}
    after = {one.name: one for one in in_group(case.verification, "smoke")}
    for named in dict.fromkeys((*before, *after)):
        was, now = before.get(named), after.get(named)
        shown = was or now
        yield Component(
            f"{'endpoint' if shown and '://' in shown.query else 'check'}: {named}",
            was.state if was else State.NOT_RUN,
            now.state if now else State.NOT_RUN,
            "" if was is None or was.state is State.PASS else was.reason or was.actual,
            "" if now is None or was is None or was.state is State.PASS else now.actual or now.reason,
            tuple(
                filter(
                    None,
                    (shown.query if shown else "", "smoke-before.json" if was else "", "verification.json" if now else ""),
                )
            ),
        )


def _told(texts: Iterable[str]) -> str:
    return listed(tuple(dict.fromkeys(filter(None, texts))), _FEW)


def _distinct(steps: Iterable[Step | None]) -> tuple[Step, ...]:
    return tuple({step.id: step for step in steps if step is not None}.values())


def render(found: Components) -> Iterator[Block]:
    """The table; what was well all along is to be opened."""
    wrong = [one for one in found.components if (one.before, one.after) != (State.PASS, State.PASS)]
    well = [one for one in found.components if (one.before, one.after) == (State.PASS, State.PASS)]
    open_ = [one for one in wrong if one.after is not State.PASS]
    if wrong and not open_:
        yield note("ok", f"{counted(len(wrong), 'component')} had something wrong, and none has now.")
    if wrong:
        yield _table(wrong)
    if well:
        yield details(f"{counted(len(well), 'component')} well before and after", _table(well))


def _table(components: list[Component]) -> Block:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            _badge(one.before),
            _badge(one.after),
            one.issue or None,
            one.fix or None,
            (mono("; ".join(one.evidence)),),
        )
        for one in components[:SHOWN_ROWS]
    ]
    header = ("Component", "Before", "After", "Issue", "Fix", "Evidence")
    return table("", header, rows, note=cut(len(components), SHOWN_ROWS))


def _badge(state: State) -> Cell:
    return badge(state_kind(state), state.value)


SECTION = Section("components", "Components", Components, gather, render, optional=True)
