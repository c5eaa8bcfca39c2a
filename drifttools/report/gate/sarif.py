"""SARIF 2.1.0, which code scanning of GitHub and others take in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from drifttools.document.escape import visible
from drifttools.model.codec import pretty_json
from drifttools.model.finding import Change, Finding, Severity
from drifttools.report.gate.base import Gate, Place, rule_of, told
from drifttools.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HELP = {
    Change.MISSING: "Models or migrations have it and the database has not: code that uses it fails.",
    Change.UNEXPECTED: "The database has it and neither models nor migrations know it.",
    Change.CHANGED: "It is there, and one of its attributes is another one than expected.",
    Change.MOVED: "It is there in another schema, where code that does not name that schema will not find it.",
    Change.RENAMED: "It is there under another name.",
    Change.UNKNOWN: "It could not be read. That is no drift and no agreement either; the build fails.",
}


def sarif(gate: Gate) -> str:
    """The log, one run with a result for each finding; ignored ones are suppressed results with their reason."""
    findings = [*gate.findings, *(one.finding for one in gate.findings.ignored)]
    rules = {rule_of(finding): finding for finding in reversed(findings)}
    order = {rule: index for index, rule in enumerate(sorted(rules))}
    results = [_result(gate, finding, order) for finding in gate.findings]
    for ignored in gate.findings.ignored:
        reason = visible(f"{ignored.reason} (until {ignored.until or 'ever'})")
        suppression = {"kind": "external", "status": "accepted", "justification": reason}
        results.append({**_result(gate, ignored.finding, order), "suppressions": [suppression]})
    driver = {
        "name": "drifttools",
        "semanticVersion": __version__,
        "rules": [_rule(rule, rules[rule]) for rule in order],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"drifttools/{quote(gate.target, safe='')}/"},
        "invocations": [{"executionSuccessful": gate.complete, "toolExecutionNotifications": _not_compared(gate)}],
        "results": results,
    }
    return pretty_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: str, finding: Finding) -> dict[str, Any]:
    short = f"{finding.kind} {finding.change}"
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.replace(".", "-").split("-")),
        "shortDescription": {"text": short},
        "fullDescription": {"text": _HELP[finding.change]},
        "help": {"text": f"{_HELP[finding.change]} `drift rules kinds {finding.kind!r}` says what is compared."},
        "defaultConfiguration": {"level": _level(finding)},
        "properties": {"tags": ["schema-drift", finding.kind]},
    }


def _level(finding: Finding) -> str:
    return Severity.ERROR.value if finding.change is Change.UNKNOWN else finding.severity.value


def _result(gate: Gate, finding: Finding, order: dict[str, int]) -> dict[str, Any]:
    places = list(gate.places.get(finding.id, ()))
    first = places[0] if places else Place(gate.fallback, 1, "the audit")
    location = {
        **_physical(first),
        "logicalLocations": [
            {"name": visible(finding.name), "fullyQualifiedName": visible(finding.label), "kind": "object"}
        ],
    }
    properties = {
        key: visible(value)
        for key, value in (("expected", finding.expected), ("actual", finding.actual), ("follows", finding.follows))
        if value
    }
    return {
        "ruleId": rule_of(finding),
        "ruleIndex": order[rule_of(finding)],
        "level": _level(finding),
        "message": {"text": visible(" ".join(filter(None, (told(finding), gate.because(finding)))))},
        "locations": [location],
        "relatedLocations": [
            {"id": number, **_physical(place), "message": {"text": visible(place.why)}}
            for number, place in enumerate(places[1:], 1)
        ],
        "partialFingerprints": {"driftFinding/v1": finding.id},
        "properties": properties,
    }


def _physical(place: Place) -> dict[str, Any]:
    where = {"uri": quote(place.file), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": where, "region": {"startLine": place.line}}}


def _not_compared(gate: Gate) -> list[dict[str, Any]]:
    return [
        {"level": "note", "message": {"text": visible(f"not compared: {one.what}: {one.reason}")}}
        for one in gate.findings.not_compared
    ]
