"""Every metadata of a project and who uses it; reached as `inv.bases()`, and asked by an audit of models."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from drifttools.code.metadata_use import uses_in
from drifttools.config import Config
from drifttools.diagnose.causes.wrong_base import WrongBase, of_another_base, told_of_base
from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError, UsageError
from drifttools.expected.base import Context
from drifttools.expected.bases import find_bases
from drifttools.expected.spec import models_spec, parse_spec
from drifttools.incident.record import FindingsFile
from drifttools.investigation import files
from drifttools.kinds.table import Table
from drifttools.model.bases import Bases
from drifttools.model.cause import Cause
from drifttools.model.finding import Change
from drifttools.model.verdict import Check, State
from drifttools.report.bases import document_of_bases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drifttools.investigation.asking import Asking
    from drifttools.investigation.comparing import Compared, Say

_SHOWN = 5


class ShownBases(Bases, Shown):
    """The metadata of a project that shows itself; `frame()` has a row for each."""

    def document(self) -> Document:
        """Each with its tables, who uses it, and what is wrong with that."""
        return document_of_bases(self)


def bases(inv: Asking, models: str) -> ShownBases:
    """Find them; see `Asking.bases`."""
    spec = models_spec(models or inv.needed_spec, inv.config.root)
    found = _found(inv.config, inv.say, spec.argument)
    return ShownBases(found.package, found.metadata, found.uses, found.unread)


def bases_of_audit(inv: Asking, compared: Compared) -> Bases | None:
    """What an audit has to know of them: where the models lack tables that are there, or tests use another metadata.

    None where neither is so, and where it could not be told: an audit goes on without.
    """
    spec = compared.expected.spec
    if spec.kind != "models":
        return None
    findings = [one for one in compared.comparison.findings if one.kind == "table" and not one.follows]
    lacking = any(one.change is Change.UNEXPECTED for one in findings)
    named = {part.strip() for part in spec.argument.split(",")}
    elsewhere = any(
        not set(one.use.named) <= named | {f"{part}.metadata" for part in named} for one in uses_in(inv.config.root)
    )
    if not lacking and not elsewhere:
        return None
    try:
        return _found(inv.config, inv.say, spec.argument)
    except DriftToolsError as problem:
        inv.say(f"the bases of the models were not looked at: {problem.what}")
        return None


def refuse_drops(inv: Asking, drop: tuple[str, ...]) -> None:
    """Refuse a plan that would drop tables which only the wrong base lacks.

    Raises:
        UsageError: A pattern names one; the message has the cause, the hint the next command.
    """
    if not drop or not inv.incident:
        return
    causes = inv.folder.read_optional(tuple[Cause, ...], files.CAUSES) or ()
    of_base = [cause for cause in causes if cause.rule == WrongBase.id]
    if not of_base:
        return
    audited = inv.folder.read(FindingsFile, files.FINDINGS, needs="drift audit")
    labels = {one.id: one.finding.label for one in audited.findings if one.finding.change is Change.UNEXPECTED}
    for cause in of_base:
        named = [labels[one] for one in cause.findings if one in labels]
        hit = [label for label in named if any(fnmatchcase(label, pattern) for pattern in drop)]
        if hit:
            raise UsageError(
                f"{_listed(hit)} would be dropped, and models declare"
                f" {'it' if len(hit) == 1 else 'each of them'}: {cause.sentence}",
                hint=cause.suggestion,
            )


def refuse_script(compared: Compared, target: str, config: Config, say: Say) -> None:
    """Refuse a script (`drift diff --format sql`) that would drop tables which only the wrong base lacks.

    Raises:
        UsageError: It would; the hint is the command that names the other base.
    """
    spec = compared.expected.spec
    lacking = [
        one
        for one in compared.comparison.findings
        if one.kind == Table.kind and one.change is Change.UNEXPECTED and not one.follows
    ]
    if spec.kind != "models" or not lacking:
        return
    found = _found(config, say, spec.argument)
    tables = compared.actual.rows[Table.kind]
    for other, dropped in of_another_base(found, lacking, len(tables)):
        own = [one for one in found.metadata if one.expected]
        raise UsageError(
            f"the script would drop {_listed([one.label for one in dropped])}, and models declare"
            f" {'it' if len(dropped) == 1 else 'each of them'}: {told_of_base(own, other, dropped)}",
            hint=f"name the base of the models: drift diff {target} models:{other.name} --format sql",
        )


def _listed(labels: Sequence[str]) -> str:
    return f"{', '.join(labels[:_SHOWN])}{' ...' if len(labels) > _SHOWN else ''}"


def check_bases_after(inv: Asking) -> tuple[Check, ...]:
    """Look again, for a verification, where the audit found a file that goes by the wrong base."""
    causes = inv.folder.read_optional(tuple[Cause, ...], files.CAUSES) or ()
    spec = parse_spec(inv.spec, inv.config.root) if inv.spec else None
    if spec is None or spec.kind != "models" or all(cause.rule != WrongBase.id for cause in causes):
        return ()
    name = "conftest.py and env.py use the base of the models"
    try:
        wrong = [use.place for use, _ in _found(inv.config, inv.say, spec.argument).wrong_uses()]
    except DriftToolsError as problem:
        return (Check(f"cause {WrongBase.id}", name, State.NOT_RUN, reason=problem.what),)
    state = State.PARTIAL if wrong else State.PASS
    return (
        Check(f"cause {WrongBase.id}", name, state, "0 places", f"{len(wrong)} places", "drift bases", ", ".join(wrong)),
    )


def _found(config: Config, say: Say, argument: str) -> Bases:
    context = Context.of(config, progress=say, cache=False)
    say("looking for every metadata of the project, and who uses it")
    return find_bases(argument, [(one.use, one.imports) for one in uses_in(config.root)], context)
