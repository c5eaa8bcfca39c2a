"""The report of an incident, byte for byte. `pytest --update-golden` rewrites the files."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.document import Document, to_html_fragment, to_html_page, to_markdown, to_text
from tests.document.incident import incident

_GOLDEN = Path(__file__).parent / "golden"
_FORMS: dict[str, Callable[[Document], str]] = {
    "incident.txt": to_text,
    "incident.narrow.txt": lambda document: to_text(document, 60),
    "incident.md": to_markdown,
    "incident.page.html": to_html_page,
    "incident.fragment.html": lambda document: to_html_fragment(document.blocks, title=document.title),
}


@pytest.mark.parametrize("form", _FORMS)
def test_the_incident_is_written_as_before(form: str, request: pytest.FixtureRequest) -> None:
    """Each form of the report equals its golden file."""
    written = _FORMS[form](incident())
    golden = _GOLDEN / form
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(written, "utf-8")
    expected = golden.read_text("utf-8")
    changes = "\n".join(difflib.unified_diff(expected.splitlines(), written.splitlines(), form, "written", lineterm=""))
    assert written == expected, changes


@pytest.mark.parametrize("form", _FORMS)
def test_the_same_document_gives_the_same_bytes(form: str) -> None:
    """Two writings of two equal documents are equal."""
    assert _FORMS[form](incident()) == _FORMS[form](incident())
