"""The HTML page and the notebook fragment: self-contained, accessible, and what an untrusted notebook keeps."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from drifttools.document import Document, heading, para, table, to_html_fragment, to_html_page
from drifttools.document.html import _STYLES, _style
from tests.document.hostile import NAMES, everywhere
from tests.document.incident import incident
from tests.document.judges import read_html, without_drawings

_PAGE = to_html_page(incident())
_FRAGMENT = to_html_fragment(incident().blocks, title="x")

# What the sanitiser of JupyterLab 4.6.6 lets through in an untrusted notebook (jlab_core.js, class
# Sanitizer).
_LAB_TAGS = set(
    "a abbr b bdi bdo blockquote br caption code col colgroup dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead "
    "time tr u ul var wbr".split()
)
_LAB_ATTRIBUTES = {"class", "dir", "hidden", "lang", "style", "title", "translate", "scope", "colspan", "rowspan"}
_LAB_OF_TAG = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "details": {"open"}}
_LAB_STYLES = set(
    "background-color border border-collapse border-left border-radius caption-side color display font-size "
    "font-weight height list-style-type margin max-width opacity overflow-x padding padding-left text-align "
    "vertical-align white-space width".split()
)


def test_the_page_needs_nothing_but_itself() -> None:
    """No script, no image, no style sheet and no link that leaves the folder; the page itself forbids them too."""
    read = read_html(_PAGE)
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"script", "link", "iframe", "img", "object", "embed", "form", "base"}
    targets = [value for _, attrs in read.tags for key, value in attrs if key in {"href", "src"}]
    assert targets
    assert all(not re.match(r"[a-z]+:|//|/", target, re.IGNORECASE) for target in targets)
    assert "default-src 'none'" in _PAGE
    assert not re.search(r"@import|url\(", _style())
    assert set(re.findall(r"https?://[^\"' ]+", _PAGE)) == {"http://www.w3.org/2000/svg"}


def test_a_cell_of_the_page_says_of_which_column_it_is() -> None:
    """The style sheet shows that on a telephone; a hostile head stays within its attribute; the fragment has none of it."""
    shown = Document("t", (table("", ('<b "x">', "n"), [("a", 1)]),))
    labels = [value for tag, attrs in read_html(to_html_page(shown)).tags if tag == "td" for _, value in attrs]
    assert labels == ['<b "x">', "right", "n"]
    assert "attr(data-label)" in _style()
    assert "data-label" not in to_html_fragment(shown.blocks)


def test_headings_form_an_outline() -> None:
    """There is one H1 and no level is skipped; every anchor of the contents exists and ids are unique."""
    read = read_html(_PAGE)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [value for _, attrs in read.tags for key, value in attrs if key == "id"]
    assert len(ids) == len(set(ids))
    anchors = {value[1:] for _, attrs in read.tags for key, value in attrs if key == "href" and value.startswith("#")}
    assert anchors
    assert anchors <= set(ids)


def test_tables_say_what_they_are() -> None:
    """Each header cell has a scope, each table of the incident but the unnamed one a caption, each drawing a title."""
    for markup in (_PAGE, _FRAGMENT):
        read = read_html(without_drawings(markup))
        assert all(dict(attrs).get("scope") in {"col", "row"} for tag, attrs in read.tags if tag == "th")
    assert _PAGE.count("<table") == _PAGE.count("<caption") + 1
    assert _PAGE.count("<svg") == _PAGE.count("<title id=") == _PAGE.count("<desc id=") == 2


def test_short_documents_have_no_contents() -> None:
    """The list of contents appears from four sections on."""
    sections = [heading(2, "a"), para("x"), heading(2, "b"), heading(2, "c"), heading(2, "d")]
    assert "<nav" not in to_html_page(Document("t", sections[:4]))
    assert "<nav" in to_html_page(Document("t", sections))


def test_the_fragment_survives_the_sanitiser() -> None:
    """Only tags, attributes and style properties that JupyterLab keeps in an untrusted notebook, and no variable."""
    read = read_html(_FRAGMENT)
    assert {"table", "p", "span"} <= {tag for tag, _ in read.tags}
    for tag, attrs in read.tags:
        assert tag in _LAB_TAGS
        assert {key for key, _ in attrs} <= _LAB_ATTRIBUTES | _LAB_OF_TAG.get(tag, set())
        style = dict(attrs).get("style", "")
        assert {part.partition(":")[0] for part in style.split(";") if part} <= _LAB_STYLES
        assert "var(" not in style


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_fragment_colours_come_in_legible_pairs() -> None:
    """Where the fragment sets a colour it sets both, with a contrast of at least 4.5."""
    for role, style in _STYLES.items():
        colours = dict(re.findall(r"(?:^|;)(background-color|color):(#[0-9a-f]{6})", style))
        assert len(colours) in {0, 2}, role
        if colours:
            assert _contrast(*colours.values()) >= 4.5, role


@pytest.mark.parametrize("theme", [0, 1, 2])
def test_page_colours_are_legible(theme: int) -> None:
    """On the light, the dark and the printed page, each pair of text and background has a contrast of at least 4.5."""
    block = re.findall(r":root \{(.*?)\}", _style(), flags=re.DOTALL)[theme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    pairs = [(ink, paper) for ink in ("ink", "muted", "accent") for paper in ("paper", "surface")]
    pairs += [(f"{kind}-ink", kind) for kind in ("ok", "warning", "error", "info")]
    pairs += [(word, "surface") for word in ("keyword", "string", "number", "comment")]
    pairs += [("ink", "track")]
    assert {
        pair: _contrast(colours[pair[0]], colours[pair[1]])
        for pair in pairs
        if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    } == {}


@pytest.mark.browser
def test_a_browser_sees_the_same_page(tmp_path: Path) -> None:
    """Chromium, given every hostile name, builds no script, image or handler, and keeps the page's structure."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    # What a browser repairs differs from what html.parser reads; the first names of each kind are enough
    # here.
    blocks = [block for name in NAMES[:180] for block in everywhere(name).blocks]
    page = tmp_path / "page.html"
    page.write_text(to_html_page(Document("x", blocks)), "utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    more = "--disable-component-update --disable-sync"
    done = subprocess.run(
        [chromium, *options.split(), *more.split(), f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    seen = read_html(without_drawings(done.stdout.decode("utf-8")))
    written = read_html(without_drawings(page.read_text("utf-8")))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in written.tags]
    assert "".join("".join(seen.texts).split()) == "".join("".join(written.texts).split())
