r"""One escaper for each sink. A name from a catalog is attacker-controlled text until it has passed through here.

Every escaper first makes the invisible visible (`visible`): control, bidirectional, zero-width and
look-alike space characters become `\x1b`, `\u202e` and the like. Nothing else of a name is lost, so that a
reader can read it back.
"""

from __future__ import annotations

import re
import unicodedata

# Characters that print nothing, or that look like a plain space, though their Unicode category does not say
# so: combining grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and ordinary variation
# selectors, the Braille blank. A fixed list and not `Default_Ignorable_Code_Point`, which unicodedata does
# not know.
_INVISIBLE = frozenset(
    (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0)
) | frozenset((*range(0xE0100, 0xE01F0), *range(0xFDD0, 0xFDF0)))
_HIDDEN_CATEGORIES = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"])
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str, *, keep: str = "") -> str:
    r"""Show every character that cannot be seen, or that reorders others, as an escape such as `\u202e`.

    Accents that are combined from two characters are shown as escapes too where the whole text is not in
    the composed form (NFC): `é` and `e\u0301` look alike and are two different names to a database.

    Args:
        text: Any text, lone surrogates included.
        keep: Characters that the sink can hold as they are, such as the newlines of a code block.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.is_normalized("NFC", text)
    return "".join(
        char if char in keep or not _hidden(char, first=at == 0, composed=composed) else _escaped(char)
        for at, char in enumerate(text)
    )


def _hidden(char: str, *, first: bool, composed: bool) -> bool:
    """Whether the character must be shown as an escape."""
    if " " <= char <= "~":
        return False
    category = unicodedata.category(char)
    # A mark at the start would change the punctuation that the sink puts before it: `>` + U+0338 is `≯`.
    marks = category[0] == "M" and (first or not composed)
    code = ord(char)
    return marks or category in _HIDDEN_CATEGORIES or code in _INVISIBLE or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode: never a character


def _escaped(char: str) -> str:
    """The shortest escape that Python and a reader understand."""
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if code <= 0xFF:  # noqa: PLR2004 - two digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits


# --------------------------------------------------------------------------------------------------- Markdown

# Which ASCII punctuation can begin something in GFM, GitHub's extensions (math, autolinks) or JupyterLab's
# math. An underscore between two letters or digits cannot, and `user_profile` is what report prose is full
# of.
_MARKDOWN = re.compile(
    r"[\\`*<\[\]~$]"  # always
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # an underscore that could open or close emphasis
    r"|&(?=[#A-Za-z0-9]|\Z)"  # an entity, also one that the next span would complete
    r"|!(?=\[|\Z)"  # an image, also one that the next span would complete
    r"|:(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):|@",  # bare addresses, which GitHub turns into links
    re.IGNORECASE,
)
_LINE_START = re.compile(r"(?P<number>\d{1,9})(?=[.)])|(?=[#>+=-])")


def markdown_text(text: str) -> str:
    """Text inside a line of Markdown: shows as itself and starts no construct."""
    return _MARKDOWN.sub(lambda match: "\\" + match[0], visible(text))


def markdown_edges(line: str) -> str:
    """A finished line, cell or emphasised run with the blanks at its edges as entities: parsers strip bare ones."""
    body = line.strip(" ")
    lead = len(line) - len(line.lstrip(" ")) if body else 0
    return "&#32;" * lead + body + "&#32;" * (len(line) - lead - len(body))


def markdown_line_start(line: str) -> str:
    """A line of finished Markdown that must stay a paragraph: no heading, list, quote or underline."""
    return _LINE_START.sub(lambda match: f"{match['number'] or ''}\\", line, count=1) if _LINE_START.match(line) else line


def markdown_code_span(text: str) -> str:
    """A code span: its fence of backticks is longer than any run inside it."""
    shown = visible(text)
    fence = "`" * _free_run(shown)
    # CommonMark takes one blank from either end where both ends have one (and the span is not all blanks).
    blank = not shown.strip(" ") or shown[0] == "`" or shown[-1] == "`" or (shown[0] == " " == shown[-1])
    pad = " " if blank and shown.strip(" ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _free_run(text: str) -> int:
    """The shortest length of a run of backticks that `text` does not hold."""
    taken = {len(run) for run in re.findall("`+", text)}
    length = 1
    while length in taken:
        length += 1
    return length


def markdown_fence(text: str, language: str = "") -> str:
    """A fenced code block: the fence is longer than any run of backticks inside."""
    shown = visible(text, keep="\n\t")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    body = shown if shown.endswith("\n") or not shown else shown + "\n"
    return f"{fence}{re.sub(r'[^A-Za-z0-9_+-]', '', language)}\n{body}{fence}"


def markdown_cell(markdown: str) -> str:
    r"""Finished inline Markdown made safe for a cell of a GFM table.

    The row is split at `|` before anything inline is read, code spans included, and `\|` is how a cell says
    `|`.
    """
    return markdown.replace("|", "\\|").replace("\n", " ")


# ------------------------------------------------------------------------------------------------------- HTML

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;"}
_HTML_CHARS = re.compile("[&<>\"'`]")


def html_text(text: str, *, keep: str = "") -> str:
    """Text between tags or inside a quoted attribute: the same escapes serve both, so no caller picks wrongly."""
    return html_entities(visible(text, keep=keep))


def html_entities(shown: str) -> str:
    """Text that `visible` has been through, with the characters that mean something to HTML as entities."""
    return _HTML_CHARS.sub(lambda match: _HTML[match[0]], shown)


def mermaid_label(text: str) -> str:
    """A label between the quotes of a Mermaid node; Mermaid writes a character as `#NN;`."""
    return re.sub(r"[^A-Za-z0-9 _.,:/()-]", lambda match: f"#{ord(match[0])};", visible(text))


# ------------------------------------------------------------------------------------------------ other sinks


def terminal(text: str, *, keep: str = "") -> str:
    r"""One line of a terminal or of a log: no escape sequence, no reordering, no forged second line."""
    return visible(text, keep=keep)


def csv_cell(text: str) -> str:
    """One quoted-where-needed cell of a CSV file that no spreadsheet takes for a formula."""
    # The full-width forms are here because Excel folds them to the plain ones.
    formula = text.lstrip(" ")[:1] in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}  # noqa: RUF001 - spreadsheets take these too
    if not text.strip(" "):
        formula = False
    shown = ("'" if formula else "") + visible(text)
    return '"' + shown.replace('"', '""') + '"' if re.search(r'[",\s]', shown) else shown


def workflow_data(text: str) -> str:
    """The message of a GitHub workflow command; its newlines stay newlines (as %0A)."""
    return visible(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """The value of a property of a GitHub workflow command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")
