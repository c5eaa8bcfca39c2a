"""What was found in code, as a document: on one screen what is wrong and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drifttools.document import Block, Cell, Document, Kind, Span, badge, details, document, mono, note, para, source, table
from drifttools.model.code import Certainty, CodeFinding, CodeRule, CodeScan, Unchecked
from drifttools.report.words import counted, listed, sentence

BADGES: dict[Certainty, Kind] = {Certainty.CERTAIN: "error", Certainty.LIKELY: "warning", Certainty.POSSIBLE: "info"}
WORDS = {
    CodeRule.TABLE: ("table that is not there", "tables that are not there"),
    CodeRule.COLUMN: ("column that is not there", "columns that are not there"),
    CodeRule.FUNCTION: ("function that is not there", "functions that are not there"),
    CodeRule.ATTRIBUTE: ("attribute that is not there", "attributes that are not there"),
    CodeRule.ENUM: ("value that the column can never hold", "values that a column can never hold"),
    CodeRule.SWALLOWED: ("failed write that nobody hears of", "failed writes that nobody hears of"),
    CodeRule.CONTRACT: ("field that its source lacks or has otherwise", "fields that their sources lack or have otherwise"),
}
SHOWN = 200
_OPEN_SHOWN = 40
_NEAR = 2
_SORTS = {
    "dynamic": ("part that only the running program knows", "parts that only the running program knows"),
    "file": ("file, or part of one, that could not be read", "files, or parts of some, that could not be read"),
    "statement": (
        "statement that PostgreSQL's parser does not take", "statements that PostgreSQL's parser does not take"),
    "ambiguous": ("name with several meanings", "names with several meanings"),
    "pair": ("class without a partner to compare with", "classes without a partner to compare with"),
}  # fmt: skip


def document_of_code(scan: CodeScan) -> Document:
    """The answer, the findings by file, what could not be checked."""
    return document(f"{scan.subject} beside {scan.against}" if scan.against else scan.subject, *blocks(scan))


def blocks(scan: CodeScan) -> Iterator[Block]:
    """The same without a title, as the report shows it."""
    looked = listed([counted(number, f"{language} file") for language, number in scan.files.items()])
    compared = f"{scan.references:,} names and values in {looked} were compared." if looked else ""
    if scan.findings:
        kinds = Counter(one.rule for one in scan.findings)
        told = listed([f"{number} {WORDS[rule][number > 1]}" for rule, number in kinds.most_common()])
        yield para(f"Found: {told}. ", compared)
        yield finding_table(scan.findings)
    elif scan.complete:
        fits = "Everything that the code names is there. " if scan.subject == CodeScan.subject else "Every pair fits. "
        yield note("ok", fits, compared)
    else:
        yield para("Nothing wrong was found in what could be checked. ", compared)
    yield from open_blocks(scan.unchecked)


def finding_table(findings: Sequence[CodeFinding]) -> Block:
    """A line for each finding."""
    rows = [(source(f"{one.file}:{one.line}"), _told(one), _sure(one)) for one in findings[:SHOWN]]
    left = len(findings) - SHOWN
    more = f"{left:,} more of {len(findings):,}: drift code --format json has them all." if left > 0 else ""
    return table("", ("Place", "Finding", "How sure"), rows, note=more)


def _told(finding: CodeFinding) -> Cell:
    parts: list[str | Span] = [sentence(finding.sentence)]
    for at, one in enumerate(finding.near[:_NEAR]):
        parts += [" There is " if not at else ", ", mono(one)]
    return tuple(parts)


def _sure(finding: CodeFinding) -> Cell:
    return badge(BADGES[finding.certainty], finding.certainty), f": {finding.reason}"


def open_blocks(unchecked: Sequence[Unchecked]) -> Iterator[Block]:
    """What could not be checked: counted, and the places on request."""
    if not unchecked:
        return
    kinds = Counter(one.sort for one in unchecked)
    told = listed([f"{number} {_SORTS.get(sort, (sort, sort))[number > 1]}" for sort, number in kinds.most_common()])
    yield note("warning", f"Could not be checked: {told}. What stands there may be right or wrong.")
    broken = [one for one in unchecked if one.sort in ("file", "statement")]
    if broken:
        yield _places(broken)
    rest = [one for one in unchecked if one not in broken]
    if rest:
        yield details(counted(len(rest), "place"), _places(rest))


def _places(unchecked: Iterable[Unchecked]) -> Block:
    shown = list(unchecked)
    rows = [(source(f"{one.file}:{one.line}"), one.what) for one in shown[:_OPEN_SHOWN]]
    more = f"{len(shown) - _OPEN_SHOWN:,} more." if len(shown) > _OPEN_SHOWN else ""
    return table("", ("Place", "What stands there"), rows, note=more)
