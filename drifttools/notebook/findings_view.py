"""The findings of an audit, narrowed down: from a cause to its findings, to one object, to what puts it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from drifttools.document import Block, Document, details, document, heading, mono, name, para, strong, table
from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Finding, Findings
from drifttools.notebook.finding_view import finding_blocks, surrounding_blocks
from drifttools.notebook.view import Choice, View
from drifttools.report.sections.root_cause import cause_blocks
from drifttools.report.words import counted, cut_to

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation import Investigation
    from drifttools.investigation.drilling import Drill
    from drifttools.investigation.shown import Audit

_ROWS = 100
_WORDS = 7  # of a value; a finding that is chosen is shown whole
_HEADER = ("Finding", "Kind", "Object", "Change", "Severity", "Cause", "Expected", "Actual")


@dataclass(frozen=True)
class FindingsView(View):
    """Some of the findings of an audit.

    Args:
        findings, causes: Of the audit.
        kind, schema, change, severity: Only those; all where empty.
        cause: The number of a cause, from 1: only what it explains, and all of its evidence.
        text: A part of a name or a value, in any case of letters.
        page: Which hundred of them, from 1.
        finding: The id of a finding that is shown whole.
        drill: Looks into a finding; without it there is only what the audit says.
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
    """

    findings: Findings = field(repr=False)
    causes: tuple[Cause, ...] = field(repr=False)
    kind: str = ""
    schema: str = ""
    change: str = ""
    severity: str = ""
    cause: str = ""
    text: str = ""
    page: str = "1"
    finding: str = ""
    drill: Drill | None = field(default=None, repr=False, compare=False)
    interactive: bool | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Only values that some finding has."""
        every = self.findings.records
        pages = -(-len(every) // _ROWS)
        return (
            Choice("kind", "Kind", _values(finding.kind for finding in every), "all kinds"),
            Choice("schema", "Schema", _values(one.schema for one in every if one.schema), "all schemas"),
            Choice("change", "Change", _values(finding.change.value for finding in every), "all changes"),
            Choice("severity", "Severity", _values(finding.severity.value for finding in every), "all severities"),
            Choice("cause", "Cause", tuple(_causes(self.causes)), "all causes"),
            Choice("text", "Text", free=True),
            *((Choice("page", "Page", _pages(len(every)), all="", offered=_pages(len(self.shown))),) if pages > 1 else ()),
            Choice("finding", "Whole finding", _titles(every), "none", offered=_titles(self.on_page)),
        )

    @property
    def slow(self) -> bool:
        """A finding that is shown whole may ask the database what depends on it."""
        return bool(self.finding and self.drill)

    def by_hand(self, name: str, value: str) -> Self:
        """Another choice; the first page of what it leaves, and no finding that is not on it."""
        chosen = super().by_hand(name, value)
        if name not in ("page", "finding"):
            chosen = replace(chosen, page="1")
        held = name == "finding" or chosen.finding in {one.id for one in chosen.on_page}
        return chosen if held else replace(chosen, finding="")

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that were chosen."""
        explained = self._cause.findings if self._cause else None
        return tuple(
            one
            for one in self.findings
            if self.kind in ("", one.kind)
            and self.schema in ("", one.schema)
            and self.change in ("", one.change)
            and self.severity in ("", one.severity)
            and (explained is None or one.id in explained)
            and self.text.casefold() in _words(one)
        )

    @property
    def on_page(self) -> tuple[Finding, ...]:
        """Those of them that the table lists."""
        shown = self.shown
        start = (self._page(len(shown)) - 1) * _ROWS
        return shown[start : start + _ROWS]

    def _page(self, of: int) -> int:
        """The page that was chosen, or the last one where there are not so many."""
        return min(int(self.page), max(-(-of // _ROWS), 1))

    def frame(self) -> pd.DataFrame:
        """The findings that were chosen, as `audit.findings.frame()` has them."""
        return Findings(self.shown).frame()

    def document(self) -> Document:
        """How many of how many, the table, the causes; and the cause or finding that was chosen, whole."""
        return document("Findings", *self._blocks())

    @property
    def _cause(self) -> Cause | None:
        return self.causes[int(self.cause) - 1] if self.cause else None

    def _blocks(self) -> Iterator[Block]:
        shown = self.shown
        narrowed = len(shown) != len(self.findings)
        yield para(f"{len(shown):,} of {counted(len(self.findings), 'finding')}." if narrowed else self._all())
        if self.finding:
            one = self.findings.by_id(self.finding)
            yield from finding_blocks(one, self.findings, self.causes)
            if self.drill is not None:
                yield from surrounding_blocks(self.drill.into(one))
        if shown:
            yield self._table(len(shown))
        chosen = self._cause
        if chosen:
            yield heading(2, f"Cause {self.cause}")
            yield from _about(chosen)
            return
        for at, cause in enumerate(self.causes, start=1):
            yield details((f"Cause {at} ({cause.confidence}): ", cause.sentence), *_about(cause))

    def _all(self) -> str:
        return f"All {counted(len(self.findings), 'finding')}." if self.findings else "There are no findings."

    def _table(self, of: int) -> Block:
        numbers = {ident: str(at) for at, cause in reversed([*enumerate(self.causes, 1)]) for ident in cause.findings}
        rows = [
            (
                mono(one.id),
                one.kind,
                name(one.label),
                _how(one),
                one.severity.value,
                numbers.get(one.id),
                None if one.expected is None else mono(cut_to(one.expected, _WORDS)),
                None if one.actual is None else mono(cut_to(one.actual, _WORDS)),
            )
            for one in self.on_page
        ]
        held = [at for at in range(len(_HEADER)) if any(row[at] is not None for row in rows)]
        page, first = self._page(of), (self._page(of) - 1) * _ROWS + 1
        where = f"{first:,} to {first + len(rows) - 1:,} of {of:,}, page {page} of {-(-of // _ROWS)}"
        return table(
            "Findings",
            tuple(_HEADER[at] for at in held),
            [tuple(row[at] for at in held) for row in rows],
            note=f'{where}: choose another above, or explore(..., page="2").' if of > len(rows) else "",
        )


def explore(
    audit: Audit,
    inv: Investigation | None = None,
    *,
    interactive: bool | None = None,
    **chosen: str,
) -> FindingsView:
    """Look at the findings of an audit: with controls where a person sits at the notebook, by arguments anywhere.

    Args:
        audit: What `inv.audit()` gave.
        inv: Its investigation: a finding that is shown whole then comes with its object on both sides, what depends on it
            and the SQL that puts it right.
        chosen: `kind`, `schema`, `change`, `severity`, `cause`, `text`, `page`, `finding`: see `FindingsView`.

    Raises:
        UsageError: No finding has such a value.
    """
    drill = None
    if inv is not None and inv.incident:
        from drifttools.investigation.drilling import Drill

        drill = Drill(inv)
    return FindingsView(audit.findings, audit.causes, drill=drill, interactive=interactive).choose(**chosen)


def _about(cause: Cause) -> Iterator[Block]:
    yield from cause_blocks(cause, "", full=True)
    if cause.suggestion:
        yield para(strong("To do:"), " ", cause.suggestion)


def _values(held: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, f"{value} ({count:,})") for value, count in sorted(Counter(held).items()))


def _causes(causes: Sequence[Cause]) -> Iterator[tuple[str, str]]:
    for at, cause in enumerate(causes, start=1):
        word = cause.rule if cause.confidence is not Confidence.UNKNOWN else "unknown"
        yield str(at), f"{at}: {word} ({len(cause.findings):,})"


def _pages(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((str(at), str(at)) for at in range(1, max(-(-count // _ROWS), 1) + 1))


def _titles(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, _title(one)) for one in findings)


def _how(one: Finding) -> str:
    """What differs, and the finding that it only follows from."""
    how = f"{one.change}: {one.attribute}" if one.attribute else one.change.value
    return f"{how} (follows {one.follows})" if one.follows else how


def _title(one: Finding) -> str:
    return f"{one.id} {one.kind} {one.label} {one.change}{f': {one.attribute}' if one.attribute else ''}"


def _words(one: Finding) -> str:
    found = ".".join(one.found_key)
    return "\n".join((one.id, one.label, found, one.attribute, one.expected or "", one.actual or "")).casefold()
