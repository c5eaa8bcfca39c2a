"""What drifttools knows of an error text that a smoke test met: the object it names, where that is, which finding it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from drifttools.incident.record import FindingsFile, MetError
from drifttools.investigation import files
from drifttools.model.finding import Change, Finding

if TYPE_CHECKING:
    from drifttools.investigation.core import Investigation

# the texts of 42P01 and 42703 (ERRORS.md); a schema may stand before the name
_RELATION = re.compile(r'relation "(?P<name>[^"]+(?:"\."[^"]+)?)" does not exist')
_COLUMN = re.compile(r'column "?(?P<name>[\w.]+)"? (?:of relation "(?P<table>[^"]+)" )?does not exist')


def explain_errors(inv: Investigation, met: Iterable[tuple[str, str]]) -> tuple[MetError, ...]:
    """Connect error texts with findings, and for relations with the places where they are.

    Args:
        inv: With an audit in its folder.
        met: (name of the smoke test, error text) pairs.
    """
    findings = tuple(entry.finding for entry in inv.folder.read(FindingsFile, files.FINDINGS, needs="drift audit").findings)
    return tuple(_explain(inv, findings, test, text) for test, text in met)


def _explain(inv: Investigation, findings: tuple[Finding, ...], test: str, text: str) -> MetError:
    relation = _RELATION.search(text)
    column = _COLUMN.search(text)
    if relation:
        wanted = relation["name"].replace('"', "").rpartition(".")[2]
        finding = next((f for f in findings if len(f.key) == 2 and f.key[-1] == wanted), None)  # noqa: PLR2004
        if finding is None:
            return MetError(test, text, inv.catalog.locate(wanted).sentence)
        return MetError(test, text, _sentence(finding), finding.id)
    if column:
        wanted = column["name"].rpartition(".")[2]
        finding = next((f for f in findings if f.kind == "column" and f.key[-1] == wanted), None)
        if finding is not None:
            return MetError(test, text, _sentence(finding), finding.id)
    return MetError(test, text)


def _sentence(finding: Finding) -> str:
    label = finding.label
    if finding.change is Change.MOVED:
        return f"{finding.kind} {label} is there, but as {'.'.join(finding.found_key)}: finding {finding.id}"
    if finding.change is Change.RENAMED:
        return f"{finding.kind} {label} is there under the name {finding.found_key[-1]}: finding {finding.id}"
    return f"{finding.kind} {label} is {finding.change}: finding {finding.id}"
