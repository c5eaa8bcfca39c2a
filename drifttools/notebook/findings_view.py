"""The findings of an audit, narrowed down: by kind, change, severity, cause or text, down to one cause or one finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drifttools.document import Block, Document, Facts, details, document, heading, mono, name, para, strong, table
from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Finding, Findings
from drifttools.notebook.view import Choice, View
from drifttools.report.sections.root_cause import cause_blocks
from drifttools.report.words import counted, cut_to

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.shown import Audit

_ROWS = 200
_WORDS = 24
_HEADER = ("Finding", "Kind", "Object", "Change", "Severity", "Expected", "Actual", "Follows", "Cause")


@dataclass(frozen=True)
class FindingsView(View):
    """Some of the findings of an audit.

    Args:
        findings, causes: Of the audit.
        kind, change, severity: Only those; all where empty.
        cause: The number of a cause, from 1: only what it explains, and all of its evidence.
        text: A part of a name or a value, in any case of letters.
        finding: The id of a finding that is shown whole.
        interactive: Whether controls are shown; None for wherever there is somebody to use them.
    """

    findings: Findings = field(repr=False)
    causes: tuple[Cause, ...] = field(repr=False)
    kind: str = ""
    change: str = ""
    severity: str = ""
    cause: str = ""
    text: str = ""
    finding: str = ""
    interactive: bool | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Only values that some finding has."""
        every = self.findings.records
        return (
            Choice("kind", "Kind", _values(finding.kind for finding in every), "all kinds"),
            Choice("change", "Change", _values(finding.change.value for finding in every), "all changes"),
            Choice("severity", "Severity", _values(finding.severity.value for finding in every), "all severities"),
            Choice("cause", "Cause", tuple(_causes(self.causes)), "all causes"),
            Choice("text", "Text", free=True),
            Choice("finding", "Whole finding", tuple((one.id, _title(one)) for one in every), "none"),
        )

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that were chosen."""
        explained = self._cause.findings if self._cause else None
        return tuple(
            one
            for one in self.findings
            if self.kind in ("", one.kind)
            and self.change in ("", one.change)
            and self.severity in ("", one.severity)
            and (explained is None or one.id in explained)
            and self.text.casefold() in _words(one)
        )

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
            yield from self._whole(self.findings.by_id(self.finding))
        if shown:
            yield self._table(shown)
        chosen = self._cause
        if chosen:
            yield heading(2, f"Cause {self.cause}")
            yield from _about(chosen)
            return
        for at, cause in enumerate(self.causes, start=1):
            yield details((f"Cause {at} ({cause.confidence}): ", cause.sentence), *_about(cause))

    def _all(self) -> str:
        return f"All {counted(len(self.findings), 'finding')}." if self.findings else "There are no findings."

    def _table(self, shown: Sequence[Finding]) -> Block:
        numbers = {ident: str(at) for at, cause in reversed([*enumerate(self.causes, 1)]) for ident in cause.findings}
        rows = [
            (
                mono(one.id),
                one.kind,
                name(one.label),
                f"{one.change}: {one.attribute}" if one.attribute else one.change.value,
                one.severity.value,
                None if one.expected is None else mono(cut_to(one.expected, _WORDS)),
                None if one.actual is None else mono(cut_to(one.actual, _WORDS)),
                mono(one.follows) if one.follows else None,
                numbers.get(one.id),
            )
            for one in shown[:_ROWS]
        ]
        held = [at for at in range(len(_HEADER)) if any(row[at] is not None for row in rows)]
        more = len(shown) - len(rows)
        return table(
            "Findings",
            tuple(_HEADER[at] for at in held),
            [tuple(row[at] for at in held) for row in rows],
            note=f"{more:,} more not shown." if more else "",
        )

    def _whole(self, one: Finding) -> Iterator[Block]:
        yield heading(2, "Finding ", mono(one.id))
        by = [f"{at}: {cause.sentence}" for at, cause in enumerate(self.causes, 1) if one.id in cause.findings]
        consequences = [other for other in self.findings if other.follows == one.id]
        yield Facts(
            (
                ("Object", (f"{one.kind} ", name(one.label))),
                ("Change", one.change.value),
                *((("Attribute", mono(one.attribute)),) if one.attribute else ()),
                ("Severity", one.severity.value),
                ("Expected", None if one.expected is None else mono(one.expected)),
                ("Actual", None if one.actual is None else mono(one.actual)),
                *((("Found as", name(".".join(one.found_key))),) if one.found_key else ()),
                *((("With it", ", ".join(one.folded)),) if one.folded else ()),
                ("Follows from", mono(one.follows) if one.follows else None),
                ("Consequences", f"{len(consequences):,}" if consequences else None),
                ("Cause", "; ".join(by) or None),
            )
        )


def explore(
    audit: Audit,
    *,
    kind: str = "",
    change: str = "",
    severity: str = "",
    cause: str = "",
    text: str = "",
    finding: str = "",
    interactive: bool | None = None,
) -> FindingsView:
    """Look at the findings of an audit: with controls where a person sits at the notebook, by arguments anywhere.

    Args:
        audit: What `inv.audit()` gave; `kind` and the others are what `FindingsView` says of them.

    Raises:
        UsageError: No finding has such a value.
    """
    every = FindingsView(audit.findings, audit.causes, interactive=interactive)
    return every.choose(kind=kind, change=change, severity=severity, cause=cause, text=text, finding=finding)


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


def _title(one: Finding) -> str:
    return f"{one.id} {one.kind} {one.label} {one.change}{f': {one.attribute}' if one.attribute else ''}"


def _words(one: Finding) -> str:
    found = ".".join(one.found_key)
    return "\n".join((one.id, one.label, found, one.attribute, one.expected or "", one.actual or "")).casefold()
