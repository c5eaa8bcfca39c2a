"""What an audit says to a build: levels, places, and names that try to break out of the format."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import attr
import jsonschema
import pytest
import sarif_om

from drifttools.migrations.history import Migration, MigrationHistory, Operation
from drifttools.migrations.models import ModelSource
from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Change, Finding, Findings, Ignored, NotCompared, Severity
from drifttools.report.gate import Gate, github, junit, sarif
from drifttools.report.gate.places import places_of

HOSTILE = "x]]>\n::error::forged%0A<b>\x1b[31m\u202e,:"
TABLE = Finding("table", ("public", "users"), Change.MISSING)
COLUMN = Finding("column", ("public", "posts", "at"), Change.CHANGED, "type", "timestamptz", "text", Severity.WARNING)
NOTE = Finding("column", ("public", "posts", HOSTILE), Change.UNEXPECTED, severity=Severity.NOTE)
UNREAD = Finding("view", ("public", "v"), Change.UNKNOWN, actual="locked", severity=Severity.NOTE)
IGNORED = Ignored(Finding("table", ("public", "old"), Change.UNEXPECTED), "an archive", "2099-01-01")
CAUSE = Cause("not-applied", "the migration was not applied", Confidence.PROVEN, (TABLE.id,))
HISTORY = MigrationHistory(
    "alembic",
    (
        Migration("alembic", "", "a1", "versions/a1.py", 3, (Operation("create_table", "users", line=9, creates=True),)),
        Migration("alembic", "", "b2", "versions/b2.py", 3, (Operation("add_column", "posts", "at", line=12),)),
    ),
)
MODELS = (ModelSource("posts", "", "Post", "blog", "blog/models.py", 20, 30),)

# What the standard demands of the parts that are written here: required members, levels, lines that count from 1.
# The official schema is in no package of PyPI; what Microsoft has generated from it is (`sarif_om`): see `_of_schema`.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}},
        "region": {"required": ["startLine"], "properties": {"startLine": {"type": "integer", "minimum": 1}}},
    },
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message", "ruleId", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "minItems": 1, "items": {"properties": {"physicalLocation": _PHYSICAL}}},
        "relatedLocations": {"type": "array", "items": {"properties": {"physicalLocation": _PHYSICAL, "message": _TEXT}}},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {"required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}},
        },
        "properties": {"type": "object"},
    },
}
_RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "shortDescription", "fullDescription", "help"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "shortDescription": _TEXT,
        "fullDescription": _TEXT,
        "help": _TEXT,
        "defaultConfiguration": {"properties": {"level": _LEVEL}, "additionalProperties": False},
        "properties": {"type": "object"},
    },
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"required": ["name"], "properties": {"rules": {"items": _RULE}}}},
                    },
                    "invocations": {"items": {"required": ["executionSuccessful"]}},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}


def _gate(*records: Finding, fail_on: Severity = Severity.WARNING) -> Gate:
    findings = Findings(records, (IGNORED,), (NotCompared("roles", "models know none"),))
    return Gate(
        findings,
        (CAUSE,),
        "prod,:\n",
        "alembic:alembic.ini",
        fail_on,
        places_of(findings, MODELS, HISTORY, lambda file: f"api/{file}"),
        "api/alembic.ini",
        {"table": 12, "index": 30},
    )


ALL = (TABLE, COLUMN, NOTE, UNREAD)


@pytest.mark.parametrize(
    ("records", "fail_on", "code"),
    [
        ((), Severity.NOTE, 0),
        ((TABLE,), Severity.ERROR, 1),
        ((COLUMN,), Severity.ERROR, 0),
        ((COLUMN,), Severity.WARNING, 1),
        ((NOTE,), Severity.NOTE, 1),
        ((NOTE,), Severity.WARNING, 0),
        (ALL, Severity.ERROR, 3),
        ((UNREAD,), Severity.ERROR, 3),
    ],
)
def test_the_severity_decides_and_what_was_not_read_never_passes(
    records: tuple[Finding, ...], fail_on: Severity, code: int
) -> None:
    """Below the severity a finding passes; an object that could not be checked fails at every severity."""
    gate = _gate(*records, fail_on=fail_on)
    assert gate.exit_code == code
    failed = ET.fromstring(junit(gate)).attrib  # noqa: S314 - our own text
    assert (failed["failures"] != "0" or failed["errors"] != "0") == (code != 0)


def test_a_missing_table_stands_where_it_should_have_been_made() -> None:
    """The operation comes first, the model beside it; what has neither has no place."""
    gate = _gate(*ALL)
    assert [(p.file, p.line) for p in gate.places[TABLE.id]] == [("api/versions/a1.py", 9)]
    assert [(p.file, p.line) for p in gate.places[COLUMN.id]] == [("api/versions/b2.py", 12), ("api/blog/models.py", 20)]
    assert UNREAD.id not in gate.places


def test_sarif_has_what_the_standard_demands() -> None:
    """Every member is one of the standard's, rules are found by their index, ignored findings are suppressed."""
    log: dict[str, Any] = json.loads(sarif(_gate(*ALL)))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error", "error"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert [len(result.get("suppressions", ())) for result in run["results"]] == [0, 0, 0, 0, 1]
    assert run["results"][3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "api/alembic.ini"
    assert not run["invocations"][0]["executionSuccessful"]
    assert "the migration was not applied" in run["results"][0]["message"]["text"]


# Which definition of the official schema each member is of, where it is an object or a list of objects.
_DEFINED = {
    "runs": sarif_om.Run,
    "tool": sarif_om.Tool,
    "driver": sarif_om.ToolComponent,
    "rules": sarif_om.ReportingDescriptor,
    "defaultConfiguration": sarif_om.ReportingConfiguration,
    "shortDescription": sarif_om.MultiformatMessageString,
    "fullDescription": sarif_om.MultiformatMessageString,
    "help": sarif_om.MultiformatMessageString,
    "results": sarif_om.Result,
    "message": sarif_om.Message,
    "locations": sarif_om.Location,
    "relatedLocations": sarif_om.Location,
    "physicalLocation": sarif_om.PhysicalLocation,
    "logicalLocations": sarif_om.LogicalLocation,
    "artifactLocation": sarif_om.ArtifactLocation,
    "region": sarif_om.Region,
    "suppressions": sarif_om.Suppression,
    "invocations": sarif_om.Invocation,
    "toolExecutionNotifications": sarif_om.Notification,
    "toolConfigurationNotifications": sarif_om.Notification,
    "descriptor": sarif_om.ReportingDescriptorReference,
    "automationDetails": sarif_om.RunAutomationDetails,
    "artifacts": sarif_om.Artifact,
}
# It was generated from the last draft, in which a suppression's `status` still had another name.
_RENAMED = {(sarif_om.Suppression, "state"): "status"}
_FREE = {"properties", "partialFingerprints", "originalUriBaseIds"}


def _of_schema(value: Any, definition: Any, path: str) -> None:
    """Refuse a member that the definition does not have, and a definition without a member that it demands."""
    names = ((one, one.metadata["schema_property_name"]) for one in attr.fields(definition))
    members = {_RENAMED.get((definition, name), name): one for one, name in names}
    assert set(value) <= set(members), f"{path}: {sorted(set(value) - set(members))}"
    demanded = {name for name, one in members.items() if one.default is attr.NOTHING}
    assert demanded <= set(value), f"{path}: {sorted(demanded - set(value))}"
    for name, inner in value.items():
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict) and name not in _FREE:
                _of_schema(one, _DEFINED[name], f"{path}.{name}")


def test_sarif_is_of_the_official_definitions() -> None:
    """Every object has only members of its definition in the official schema, and all that it demands."""
    log: dict[str, Any] = json.loads(sarif(_gate(*ALL)))
    _of_schema(log, sarif_om.SarifLog, "log")
    with pytest.raises(AssertionError, match="rank_"):
        _of_schema({**log, "runs": [{**log["runs"][0], "rank_": 1}]}, sarif_om.SarifLog, "log")
    with pytest.raises(AssertionError, match="message"):
        _of_schema({"ruleId": "x"}, sarif_om.Result, "result")


def test_annotations_cannot_be_forged() -> None:
    """One line a finding, whatever its names hold; the file and the line are those of the migration."""
    text = github(_gate(*ALL))
    lines = text.splitlines()
    assert len(lines) == len(ALL)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "file=api/versions/a1.py,line=9," in lines[0]
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_more_annotations_than_github_shows_are_counted() -> None:
    """Ten lines of a level, of which the last says how many are left out."""
    many = tuple(replace(TABLE, key=("public", f"t{n}")) for n in range(25))
    lines = github(_gate(*many, COLUMN)).splitlines()
    assert len(lines) == 11
    assert "16 further findings" in lines[9]
    assert len(github(_gate(*many[:10])).splitlines()) == 10


def test_junit_is_xml_whatever_names_hold() -> None:
    """Failures, errors, skipped and passed cases are counted as they are; a kind without findings is a passed case."""
    root = ET.fromstring(junit(_gate(*ALL)))  # noqa: S314 - our own text
    (suite,) = root
    cases = {case.attrib["name"]: [child.tag for child in case] for case in suite}
    counts = {name: suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "6", "failures": "2", "errors": "1", "skipped": "1"}
    assert cases["public.users missing"] == ["failure"]
    assert cases["public.posts.at changed type"] == ["failure"]
    assert cases["public.v unknown"] == ["error"]
    assert cases["public.old unexpected"] == ["skipped"]
    assert cases["30 compared"] == []
    assert len(cases) == len(suite)
