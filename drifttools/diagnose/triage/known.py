"""Everything that the answer to one error may use, and the answer while it is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from drifttools.diagnose.origins import moment
from drifttools.migrations.blame import Blame
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.problems import ledgers_of
from drifttools.migrations.states import APPLIED, Content, Standing, no_content, standings
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.chronicle import Deed, Touch
from drifttools.model.finding import Change, Finding
from drifttools.model.recognised import Recognised
from drifttools.model.sighting import Advice, Explanation, Facts, Origin, Place

RELATIONS = frozenset({"table", "partitioned table", "view", "materialized view", "foreign table"})
_CUTOFF, _NEAR = 0.6, 5


@dataclass(frozen=True)
class Known:
    """One error and what is known around it.

    Args:
        facts: What the database says; None where it was not asked.
        target: The target as a command names it; a DSN is not repeated.
        incident: The name of the incident that `findings` and `causes` are of.
        history: The migrations on disk.
        blame: What each migration made, where the history was replayed.
        ledgers: All that are in the database.
        spec: What the database should be, where that is known.
    """

    error: Recognised
    facts: Facts | None = None
    target: str = "TARGET"
    incident: str = ""
    findings: tuple[Finding, ...] = ()
    causes: tuple[Cause, ...] = ()
    history: MigrationHistory | None = None
    blame: Blame | None = None
    ledgers: tuple[Ledger, ...] = ()
    content: Content = no_content
    spec: str = ""

    @property
    def columns_known(self) -> bool:
        """Whether it would be known if a migration made a column: an audit or a replay tells, the files alone do not."""
        return bool(self.incident) or self.blame is not None

    def making(self, table: str, column: str = "") -> Made | None:
        """The migration that makes a table or column, and how it stands; None where none does, as far as is known."""
        if self.history is None or not table:
            return None
        touch = self._touch(table, column)
        if touch is not None:
            return Made(touch.migration, touch.place, self._standing(touch.migration))
        if self.blame is not None:
            return None
        step = self.history.creating(table)
        if column:
            own = [one for one in self.history.touching(table, column) if not one.operation.state_only]
            step = own[-1] if own else None
        return Made(step.migration.label, step.place, self._standing(step.migration.label)) if step else None

    def _touch_of_finding(self, kinds: tuple[str, ...], names: tuple[str, ...]) -> Touch | None:
        """The same, of what the incident's audit has seen a replay make."""
        for finding in self.findings:
            if finding.kind in kinds and finding.key[-len(names) :] == names:
                made = [touch for touch in finding.blame if touch.deed in (Deed.MADE, Deed.RENAMED)]
                if made:
                    return made[-1]
        return None

    def _touch(self, table: str, column: str) -> Touch | None:
        """The last making of it, of what is there at the end of the history."""
        kinds = ("column",) if column else ("table", "view", "materialized view", "sequence")
        if self.blame is None:
            return self._touch_of_finding(kinds, (table, column) if column else (table,))
        named = self.blame.named(f"{table}.{column}" if column else table)
        for kind, key in named:
            if kind in kinds and (kind, key) in self.blame.there:
                made = [touch for touch in self.blame.of(kind, key) if touch.deed in (Deed.MADE, Deed.RENAMED)]
                if made:
                    return made[-1]
        return None

    def _standing(self, label: str) -> Standing | None:
        if self.history is None:
            return None
        for ledger in ledgers_of(self.history, self.ledgers):
            for standing in standings(self.history, ledger, self.content):
                if standing.migration is not None and standing.migration.label == label:
                    return standing
        return None


@dataclass(frozen=True)
class Made:
    """Which migration makes something, where, and how it stands in the ledger; no standing where there is no ledger."""

    label: str
    place: str
    standing: Standing | None

    @property
    def applied(self) -> bool:
        """Whether the ledger takes it for applied."""
        return self.standing is not None and self.standing.state in APPLIED


@dataclass
class Draft:
    """An answer while it is written."""

    origin: Origin = Origin.UNKNOWN
    confidence: Confidence = Confidence.UNKNOWN
    sentence: str = ""
    evidence: list[Evidence] = field(default_factory=list)
    ruled_out: list[RuledOut] = field(default_factory=list)
    places: tuple[Place, ...] = ()
    near: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    advice: list[Advice] = field(default_factory=list)

    def is_(self, origin: Origin, confidence: Confidence, sentence: str) -> Draft:
        """Say what it is."""
        self.origin, self.confidence, self.sentence = origin, confidence, sentence
        return self

    def shows(self, fact: str, source: str) -> None:
        """Add a fact and where anybody can see it."""
        self.evidence.append(Evidence(fact, source))

    def not_(self, alternative: str, because: str) -> None:
        """Rule an alternative out."""
        self.ruled_out.append(RuledOut(alternative, because))

    def settle(self, incident: str) -> None:
        """The object is there now, so findings that it was not no longer hold: there is nothing to plan."""
        if self.findings:
            told = ", ".join(finding.id for finding in self.findings)
            self.evidence = [one for one in self.evidence if not one.source.startswith("finding ")]
            self.shows(f"What the incident found ({told}) is no longer so.", f"drift verify {incident}")
            self.findings = ()

    def done(self, error: Recognised) -> Explanation:
        """The finished answer."""
        return Explanation(
            error=error,
            origin=self.origin,
            confidence=self.confidence,
            sentence=self.sentence,
            evidence=tuple(self.evidence),
            ruled_out=tuple(self.ruled_out),
            places=self.places,
            near=self.near,
            findings=tuple(finding.id for finding in self.findings),
            advice=tuple(dict.fromkeys(self.advice)),
        )


def near(wanted: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names that look like one, the most similar first."""
    lower: dict[str, list[str]] = {}
    for one in names:
        lower.setdefault(one.lower(), []).append(one)
    found = difflib.get_close_matches(wanted.lower(), lower, n=_NEAR, cutoff=_CUTOFF)
    inside = [key for key in lower if len(wanted) > 3 and wanted.lower() in key and key not in found]  # noqa: PLR2004 - id, no
    return tuple(one for key in (*found, *inside[: max(_NEAR - len(found), 0)]) for one in lower[key])


def rows_of(place: Place) -> str:
    """`120 rows`, `about 120 rows (estimate)`, `rows not known`."""
    if place.rows is None:
        return "rows not known"
    number = f"{place.rows:,} {'row' if place.rows == 1 else 'rows'}"
    return number if place.exact else f"about {number} (estimate)"


def tell_ledger(known: Known, draft: Draft, table: str, column: str = "") -> Made | None:
    """Say which migration makes an object and what the ledger notes of it."""
    made = known.making(table, column)
    what = f"{table}.{column}" if column else table
    if made is None:
        if known.history is not None and table and (not column or known.columns_known):
            draft.shows(f"No migration on disk makes {what}.", known.spec)
        return None
    draft.shows(f"{made.label} makes {what}.", made.place)
    standing = made.standing
    if standing is None:
        tool = known.history.tool if known.history else "the tool"
        draft.shows(f"No ledger of {tool} is in the database.", "drift migrations ledgers")
        return made
    when = f", {moment(standing.row.applied_at)}" if standing.row is not None and standing.row.applied_at else ""
    noted = "as applied" if made.applied else f"as {standing.state.value}"
    own = ledgers_of(known.history, known.ledgers) if known.history else ()
    ledger = next((one.label for one in own if one.table), "the ledger")
    draft.shows(f"{ledger} has {made.label} {noted}{when}.", "drift migrations status")
    return made


def belonging(known: Known, *, name: str, column: str = "", kinds: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """The findings of the incident that are about an object.

    Args:
        name: Of the table, type or schema; may hold its schema.
        column: Of the column, where the error is about one.
        kinds: Only these kinds; any without them.
    """
    bare = name.rpartition(".")[2]
    found = []
    for finding in known.findings:
        if kinds and finding.kind not in kinds:
            continue
        for key in (finding.key, finding.found_key):
            if column and key and key[-1] == column and (not bare or bare in key[:-1]):
                found.append(finding)
                break
            if not column and bare and bare in key:
                found.append(finding)
                break
    own = [
        one
        for one in found
        if not one.follows and (column or (one.found_key or one.key)[-1] == bare or one.key[-1] == bare)
    ]
    return tuple(own or found)


def finding_sentence(finding: Finding) -> str:
    """What a finding says, in a clause."""
    label = finding.label
    if finding.change is Change.MOVED:
        return f"{finding.kind} {label} is there, but as {'.'.join(finding.found_key)}"
    if finding.change is Change.RENAMED:
        return f"{finding.kind} {label} is there under the name {finding.found_key[-1]}"
    if finding.change is Change.CHANGED:
        return f"{finding.attribute} of {finding.kind} {label} is {finding.actual} instead of {finding.expected}"
    return f"{finding.kind} {label} is {finding.change}"


def connect_findings(known: Known, draft: Draft, findings: tuple[Finding, ...]) -> bool:
    """Add findings of the incident, their blame and their cause; whether there are any."""
    draft.findings = findings
    for finding in findings[:_NEAR]:
        draft.shows(f"{finding_sentence(finding)[0].upper()}{finding_sentence(finding)[1:]}.", f"finding {finding.id}")
        if finding.blame:
            draft.shows(f"It was {finding.blame[-1]}.", "drift migrations blame")
    ids = {finding.id for finding in findings}
    for cause in known.causes:
        if ids & set(cause.findings) and cause.rule != "unknown":
            draft.shows(f"Its cause: {cause.sentence}", f"cause {cause.rule}, {cause.confidence}")
            break
    return bool(findings)
