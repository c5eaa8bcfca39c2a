"""The page of a report as a person sees it: nothing is wider than a screen, a telephone's too; paper has what was open."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from tests.notebooks.browser import browsing

EXAMPLE = Path(__file__).parents[2] / "reports" / "example-wrong-schema" / "report.html"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_TOO_WIDE = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.ariaLabel)"
_LABELS = """[...document.querySelectorAll('td')].filter(cell => getComputedStyle(cell, '::before').content ===
  'none').map(cell => cell.innerText)"""
_OPEN = "document.querySelectorAll('details').forEach(d => d.open = {})"


def pages(pdf: bytes) -> int:
    """Count the pages of a PDF as Chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_example_can_be_read_and_printed(chromium: str, tmp_path: Path) -> None:
    """On desktop and telephone nothing is cut off, all is legible; printed it is a few pages, or all where all is open."""
    with browsing(chromium, tmp_path / "profile") as page:
        page.open(EXAMPLE.as_uri())
        page.wait("document.readyState === 'complete' && document.querySelector('.facts')")
        for width in (390, 768, 900, 1024, 1280, 1440, 1920):
            page.resize(width, 1000)
            for opened in ("true", "false"):
                page.evaluate(_OPEN.format(opened))
                assert page.evaluate(_TOO_WIDE) == [], f"{width} px, open: {opened}"
        page.resize(390, 1000)
        assert page.evaluate(_LABELS) == [], "a cell that does not say of which column it is"
        page.resize(1280, 1000)
        for dark in (False, True):
            page.prefer(dark=dark)
            assert page.illegible("body") == []
        closed = pages(base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
        page.evaluate(_OPEN.format("true"))
        whole = pages(base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
        assert 3 <= closed <= 8
        assert whole > 2 * closed
