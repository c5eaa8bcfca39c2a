"""Names that try to break out of every sink, and a document that puts a name into every place there is."""

from __future__ import annotations

import itertools

from drifttools.document import (
    Document,
    Link,
    badge,
    bars,
    bullets,
    check,
    checklist,
    code,
    details,
    diagram,
    document,
    emph,
    facts,
    heading,
    mono,
    name,
    note,
    numbered,
    para,
    strong,
    table,
)

PLAIN = "plain"  # the harmless name that every hostile one is compared with

_PIECES = (
    # quotes, blanks, line ends
    "'", '"', "''", '""', "\n", "\r\n", "\r", "\t", " ", "  ", "\v", "\f", "\x85", "\u2028", "\u2029", "\xa0", "\u3000",
    # Markdown
    "|", "\\", "\\|", "\\\\|", "||", "`", "``", "```", "~~~", "~~x~~", "*", "**", "_", "__", "***x***", "_x_", "#", "# x",
    "x #", "x ##", "> x", "- x", "+ x", "1. x", "12) x", "---", "===", "[x]", "[x](y)", "![x](y)", "](javascript:alert(1))",
    "[x]: /y", "[^1]", "<https://x.example>", "https://x.example", "www.x.example", "mailto:a@x.example",
    "a@x.example", "$x$", "$$",
    "\\(x\\)", "&amp;", "&lt;script&gt;", "&#60;", "!", "![", ":--", "| a | b |\n| - | - |", "\n\n# x", "\n```\n", "    x",
    "    ", "`` ` ``", "- [ ] x", ":smile:", "{{x}}", "{% x %}", "\\restrict", "\\!", "@user", "#1",
    # HTML
    "<", ">", "&", "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>", "<b>", "</td>", "</code>",
    "<!--", "-->",
    "<![CDATA[", "]]>", "<?x?>", "<!DOCTYPE x>", "<details>", "</details>", "</summary>", "</style>",
    "</title>", "<svg onload=x>", "javascript:alert(1)", 'x" onmouseover="alert(1)', "x' style='color:red",
    # terminal, bidi, what cannot be seen
    "\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\b\b", "\x7f", "\u202e", "\u202eexe.txt", "\u2066x\u2069", "\u200b",
    "\u200d", "\u200f", "\ufeff", "\xad", "\u2060", "\ufe0f", "\u3164", "\u2800", "\u034f", "\U000e0041", "\ud800",
    "\ufffe",
    # letters
    "é", "e\u0301", "\u0301x", "\u0338", "é" * 31 + "x", "ÄÖÜ", "日本語", "עברית", "العربية", "\U0001f600",
    "\U0001f469\u200d\U0001f4bb", "ﬁ", "K", "\u0131", "x" * 63,
    # CSV, CI, SQL, Mermaid
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\uff1d1", "::error::x", "::set-output name=x::y",
    "%0A::error::x",
    "a,b", "a;b", "*/", "/*", "--", "$$ x $$", "; DROP TABLE x", 'n0["x"]', "#quot;", "%%{init}%%", '"]; x', "end",
)  # fmt: skip
_MIXES = ("a{}b", "{}a", "a{}", "{0}{0}", " {} ")


def _names() -> tuple[str, ...]:
    mixed = (mix.format(piece) for mix, piece in itertools.product(_MIXES, _PIECES))
    pairs = (a + b for a, b in itertools.pairwise(_PIECES))
    return tuple(dict.fromkeys((*_PIECES, *mixed, *pairs)))


NAMES = _names()


def everywhere(text: str) -> Document:
    """A document with the text in every block, in every kind of span, at the start, the middle and the end."""
    return document(
        text,
        heading(2, text),
        heading(3, "x ", name(text), " y"),
        para(text),
        para(name(text)),
        para("x ", name(text), " y ", mono(text), " z ", strong(text), " z ", emph(text), " z ", badge("ok", text), " z"),
        para("x ", Link(text, "rollback.sql"), " y"),
        para(text, name("x"), text, mono("y"), text),
        bullets(text, (name(text), " x"), ("x ", text)),
        numbered(text, name(text)),
        checklist(check(text, text, text), check("PASS", name(text), ("x ", name(text))), check("OPEN", text)),
        facts([(text, text), ("x", name(text)), (text, None)]),
        table(
            text,
            (text, "x", text),
            [
                (text, name(text), mono(text)),
                (("x ", name(text), " y"), strong(text), ("x ", emph(text), " y")),
                (("x ", Link(text, "x.sql"), " y"), None, badge("error", text)),
            ],
            note=text,
        ),
        table(text, (text,), []),
        code(text),
        code(text, "sql"),
        code(text, text),
        code(text, "diff"),
        details(text, para(text), code(text), table(text, (text,), [(name(text),)])),
        details(("x ", name(text)), para("x")),
        note("warning", text),
        note("info", name(text), " x ", text),
        bars(text, [(text, 3), ("x", 1)]),
        diagram(text, [("a", text), ("b", "x"), ("c", text)], [("a", "b", text), ("b", "c")]),
        para("the end"),
    )
