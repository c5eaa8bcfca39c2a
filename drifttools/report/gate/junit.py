"""JUnit's XML as CI servers read it: a test case for each finding, and one for each kind in which nothing differs."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from drifttools.document.escape import visible
from drifttools.model.finding import Change, Finding, Ignored
from drifttools.report.gate.base import Gate, Place, rule_of, told


def junit(gate: Gate) -> str:
    """The report. A finding below the severity that fails is a passed case that tells it."""
    cases = [_case(gate, finding) for finding in gate.findings]
    cases += [_ignored(one) for one in gate.findings.ignored]
    differing = {finding.kind for finding in gate.findings}
    for kind, number in sorted(gate.compared.items()):
        if kind not in differing:
            cases.append(f"    <testcase {_named(kind, f'{number} compared')}/>\n")
    failures = sum(1 for one in gate.findings if one.change is not Change.UNKNOWN and gate.fails(one))
    errors = sum(1 for one in gate.findings if one.change is Change.UNKNOWN)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{len(gate.findings.ignored)}"'
    label = _attribute(f"schema of {gate.target} against {gate.expected}")
    body = "".join(cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="drifttools" {counts}>\n'
        f"  <testsuite name={label} {counts}>\n{body}  </testsuite>\n</testsuites>\n"
    )


def _case(gate: Gate, finding: Finding) -> str:
    place = gate.place(finding)
    told_whole = "\n".join(filter(None, (told(finding), gate.because(finding), *_at(gate.places.get(finding.id, ())))))
    text = escape(visible(told_whole, keep="\n"))
    if finding.change is Change.UNKNOWN:
        inner = f"<error message={_attribute(told(finding))} type={_attribute(rule_of(finding))}>{text}</error>"
    elif gate.fails(finding):
        inner = f"<failure message={_attribute(told(finding))} type={_attribute(rule_of(finding))}>{text}</failure>"
    else:
        inner = f"<system-out>{finding.severity}: {text}</system-out>"
    file = f" file={_attribute(place.file)} line={_attribute(str(place.line))}" if place else ""
    return f"    <testcase {_named(finding.kind, _what(finding))}{file}>{inner}</testcase>\n"


def _ignored(one: Ignored) -> str:
    message = _attribute(f"ignored by rule: {one.reason}" + (f", until {one.until}" if one.until else ""))
    return f"    <testcase {_named(one.finding.kind, _what(one.finding))}><skipped message={message}/></testcase>\n"


def _what(finding: Finding) -> str:
    """The name of the case: stable from run to run, and without values."""
    return " ".join(filter(None, (finding.label, finding.change, finding.attribute)))


def _named(kind: str, name: str) -> str:
    return f"classname={_attribute(f'drift.{kind}')} name={_attribute(name)}"


def _at(places: Sequence[Place]) -> list[str]:
    return [f"{place.file}:{place.line} ({place.why})" for place in places]


def _attribute(text: str) -> str:
    # XML 1.0 has no way to write a control character, not even as an entity
    return quoteattr(visible(text))
