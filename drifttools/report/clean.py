"""The shortest audit: nothing differs, and nothing else is to be told. It is said without importing what reports need."""

from __future__ import annotations

from drifttools.document import Document, document, note
from drifttools.model.finding import Findings


def nothing_to_tell(findings: Findings) -> bool:
    """Whether nothing was found, nothing was ignored and nothing was left out of the comparison."""
    return not (findings or findings.ignored or findings.not_compared)


def clean_document() -> Document:
    """What `document_of_findings` makes of that."""
    return document("Clean", note("ok", "Nothing differs from the expected state."))
