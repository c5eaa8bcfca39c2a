"""From an error text to its answer: recognise, ask the database, lay the incident beside it, explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from drifttools.diagnose.triage.explain import explain
from drifttools.diagnose.triage.known import Known, belonging, finding_sentence
from drifttools.diagnose.triage.recognise import UNKNOWN, recognise
from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import FindingsFile, MetError
from drifttools.investigation import files
from drifttools.migrations.blame import Blame
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.ledger import Ledger
from drifttools.model.cause import Cause
from drifttools.model.finding import Finding
from drifttools.model.recognised import Recognised, Recognition
from drifttools.model.sighting import Explanation, Facts
from drifttools.report.explained import document_of_explanations

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

_ASKED = 12
"""Errors of one text that the database is asked about; of the others it is told what they are."""


@dataclass(frozen=True)
class Explained(Shown):
    """What a text means.

    Args:
        recognition: What was read in it.
        explanations: The answer to each error, in the order in which they are in the text.
        problem: Why the database was not asked; empty where it was, or where no target was given.
        target: The database that was asked.
    """

    recognition: Recognition
    explanations: tuple[Explanation, ...]
    problem: str = ""
    target: str = ""

    @property
    def understood(self) -> bool:
        """Whether something is there and every error of it is known."""
        return bool(self.explanations) and all(one.error.family != UNKNOWN for one in self.explanations)

    @property
    def exit_code(self) -> int:
        """0 where all is known, 1 where something is not, 3 where the database should have been asked and could not be."""
        if self.problem:
            return 3
        return 0 if self.understood else 1

    def document(self) -> Document:
        """The answers."""
        return document_of_explanations(self.recognition, self.explanations, self.problem)


@dataclass(frozen=True)
class _Around:
    """What an investigation has beside the database itself."""

    findings: tuple[Finding, ...] = ()
    causes: tuple[Cause, ...] = ()
    incident: str = ""
    history: MigrationHistory | None = None
    blame: Blame | None = None


def explain_text(text: str, inv: Asking | None = None, role: str | None = None) -> Explained:
    """Explain a text.

    Args:
        text: Whatever was pasted.
        inv: With the database; without one it is told what is recognised and what to run.
        role: Whose search_path and privileges count; else the one that the text names, else the one that connects.

    Raises:
        UsageError: There is no such role.
    """
    recognition = recognise(text)
    if inv is None:
        return Explained(recognition, tuple(explain(Known(error)) for error in recognition.errors))
    around = _around(inv)
    facts, ledgers, problem = _ask(inv, recognition.errors[:_ASKED], role)
    known = Known(
        recognition.errors[0] if recognition.errors else Recognised(UNKNOWN, ""),
        target=_named(inv),
        incident=around.incident,
        findings=around.findings,
        causes=around.causes,
        history=around.history,
        blame=around.blame,
        ledgers=ledgers,
        spec=inv.spec,
    )
    answers = tuple(
        explain(replace(known, error=error, facts=facts[number] if number < len(facts) else None))
        for number, error in enumerate(recognition.errors)
    )
    return Explained(recognition, answers, problem, inv.target.name)


def _named(inv: Asking) -> str:
    """The target as a command takes it; a DSN is not repeated, for it may hold a password."""
    return "TARGET" if inv.target.name == inv.target.where else inv.target.name


def _ask(
    inv: Asking, errors: tuple[Recognised, ...], role: str | None
) -> tuple[tuple[Facts, ...], tuple[Ledger, ...], str]:
    """What the database says, as far as it answers."""
    from drifttools.catalog.connect import connect_readonly
    from drifttools.catalog.sighting import gather_facts
    from drifttools.errors import UsageError
    from drifttools.migrations.read_ledgers import read_ledgers

    if not errors:
        return (), (), ""
    gathered: list[Facts] = []
    ledgers: tuple[Ledger, ...] = ()
    if inv.target.dialect == "sqlite":
        return _ask_sqlite(inv, errors)
    try:
        with connect_readonly(inv.target) as connection:
            for error in errors:
                inv.say(f"looking for {error.object or error.title}")
                gathered.append(gather_facts(connection, error, role))
            ledgers = read_ledgers(connection)
    except UsageError:
        raise
    except DriftToolsError as problem:
        return tuple(gathered), ledgers, problem.what
    return tuple(gathered), ledgers, ""


def _ask_sqlite(inv: Asking, errors: tuple[Recognised, ...]) -> tuple[tuple[Facts, ...], tuple[Ledger, ...], str]:
    """The same of a SQLite file."""
    from drifttools.catalog.sqlite_sighting import SqliteSighting
    from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers

    sighting = SqliteSighting(inv.target)
    try:
        return tuple(map(sighting.facts, errors)), read_sqlite_ledgers(inv.target), ""
    except DriftToolsError as problem:
        return (), (), problem.what


def _around(inv: Asking) -> _Around:
    """The newest incident of the target, and the migrations on disk."""
    folder = _incident(inv)
    around = _Around()
    if folder is not None:
        try:
            found = folder.read_optional(FindingsFile, files.FINDINGS)
            causes = folder.read_optional(tuple[Cause, ...], files.CAUSES)
            history = folder.read_optional(MigrationHistory, files.HISTORY)
        except DriftToolsError as problem:
            inv.say(f"the incident {folder.path.name} is left aside: {problem.what}")
        else:
            findings = tuple(entry.finding for entry in found.findings) if found else ()
            around = _Around(findings, causes or (), folder.path.name, history)
    if not around.incident and inv.spec:
        history, blame = _migrations(inv)
        around = replace(around, history=history, blame=blame)
    return around


def _incident(inv: Asking) -> IncidentFolder | None:
    """The investigation's own incident; else the newest one of its target."""
    if inv.incident:
        return inv.folder
    for name in reversed(IncidentFolder.names(inv.reports)):
        try:
            folder = IncidentFolder.open(inv.reports, name)
            if folder.incident.target == inv.target.name:
                return folder
        except DriftToolsError:
            continue  # a damaged folder of another incident is not what was asked about
    return None


def _migrations(inv: Asking) -> tuple[MigrationHistory | None, Blame | None]:
    """The migrations on disk and what each of them makes, where the expected state has some and they can be replayed."""
    from drifttools.expected.chronicles import chronicle_of
    from drifttools.expected.resolve import resolve
    from drifttools.expected.spec import parse_spec, source_of
    from drifttools.investigation.blaming import blame_from, live_context

    history: MigrationHistory | None = None
    try:
        context = live_context(inv)
        history = source_of(parse_spec(inv.needed_spec, context.root)).history(context)
        history = history or resolve(inv.needed_spec, context).history
        chronicle = chronicle_of(inv.needed_spec, context) if history is not None else None
        return history, blame_from(chronicle, history, context) if chronicle is not None else None
    except DriftToolsError as problem:
        inv.say(f"not all is known of the migrations: {problem.what}")
        return history, None


# ------------------------------------------------------------------------------------------------------ smoke tests


def explain_errors(
    inv: Asking, met: Iterable[tuple[str, str]], roles: Mapping[str, str] = MappingProxyType({})
) -> tuple[MetError, ...]:
    """Connect error texts with findings, and others with what the database says of them.

    Args:
        inv: The findings are those of its incident, or of the newest one of its target.
        met: (name of the smoke test, error text) pairs.
        roles: By the name of a smoke test, the role that met the error.
    """
    folder = _incident(inv)
    found = folder.read_optional(FindingsFile, files.FINDINGS) if folder is not None else None
    findings = tuple(entry.finding for entry in found.findings) if found else ()
    return tuple(_met(inv, findings, test, text, roles.get(test)) for test, text in met)


def _met(inv: Asking, findings: tuple[Finding, ...], test: str, text: str, role: str | None) -> MetError:
    errors = recognise(text).errors
    if not errors or errors[0].family == UNKNOWN:
        return MetError(test, text)
    error = errors[0]
    name = error.name("relation") or error.name("type") or error.name("schema")
    own = belonging(Known(error, findings=findings), name=name, column=error.name("column")) if error.object else ()
    if own:
        return MetError(test, text, f"{finding_sentence(own[0])}: finding {own[0].id}", own[0].id)
    facts, _, problem = _ask(inv, (error,), role)
    if problem:
        return MetError(test, text)
    answer = explain(
        Known(error, facts=facts[0], target=_named(inv), findings=findings, incident=inv.incident, spec=inv.spec)
    )
    return MetError(test, text, answer.sentence)
