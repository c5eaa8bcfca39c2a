"""The facts of a report as one JSON value, and the document that shows them. The document knows nothing but the facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from drifttools.document import Block, Document, heading
from drifttools.model.codec import decode, encode
from drifttools.redact import redactor
from drifttools.report.case import Case
from drifttools.report.sections.registry import SECTIONS

SCHEMA = "drifttools-report"
SCHEMA_VERSION = 1
"""Raised when a member is removed or changes its meaning; a new member does not raise it."""

_WIDE = 160


def facts_of(case: Case) -> dict[str, Any]:
    """The facts of every section, as JSON values, without secrets."""
    found = ((section, section.gather(case)) for section in SECTIONS)
    gathered = {section.id: encode(facts) for section, facts in found if facts is not None}
    clean: dict[str, Any] = _clean({"schema": SCHEMA, "schema_version": SCHEMA_VERSION, **gathered})
    return clean


def document_of(facts: Mapping[str, Any]) -> Document:
    """The report that shows these facts.

    Raises:
        ValueError: They are of another version of the schema.
    """
    if facts.get("schema") != SCHEMA or facts.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"not the facts of a report of version {SCHEMA_VERSION}: {facts.get('schema_version')!r}")
    return Document(facts["header"]["title"], tuple(_blocks(facts)))


def _blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    for section in SECTIONS:
        if section.optional and section.id not in facts:
            continue
        if section.title:
            yield heading(2, section.title)
        yield from section.render(decode(section.facts, facts[section.id]))


def json_text(facts: Mapping[str, Any]) -> str:
    """The facts as text: an object that fits takes one line, so that 5,000 findings are 5,000 lines."""
    text = "".join(_written(facts, 0)) + "\n"
    if redactor.clean(text) != text:
        # A pattern for secrets would reach from one value into the next; these escapes mean the same to JSON.
        text = text.replace("'", "\\u0027").replace("=", "\\u003d")
    return text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redactor.clean(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return value


def _written(value: Any, depth: int) -> Iterator[str]:
    flat = not isinstance(value, dict | list) or _is_leaf(value)
    line = json.dumps(value, ensure_ascii=False) if flat else ""
    if flat and (not isinstance(value, dict | list) or len(line) <= _WIDE or _is_record(value, depth)):
        yield line
        return
    brackets = "{}" if isinstance(value, dict) else "[]"
    members = value.items() if isinstance(value, dict) else ((None, inner) for inner in value)
    pad = "  " * (depth + 1)
    yield brackets[0]
    for at, (key, inner) in enumerate(members):
        yield f"{',' if at else ''}\n{pad}" + (f"{json.dumps(key, ensure_ascii=False)}: " if key is not None else "")
        yield from _written(inner, depth + 1)
    yield f"\n{'  ' * depth}{brackets[1]}"


def _is_leaf(value: Any) -> bool:
    """Whether nothing in it holds objects of its own."""
    inner = value.values() if isinstance(value, dict) else value
    return not any(
        isinstance(one, dict) or (isinstance(one, list) and any(isinstance(x, dict | list) for x in one)) for one in inner
    )


def _is_record(value: Any, depth: int) -> bool:
    """One row of a list: a finding, a check, a file."""
    return isinstance(value, dict) and depth > 2  # noqa: PLR2004 - section, member, row
