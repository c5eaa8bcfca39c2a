"""The answer to one error: what the facts make of it, and what to run next. A pure function."""

from __future__ import annotations

from dataclasses import replace

from drifttools.diagnose.triage.answers.registry import ANSWERS
from drifttools.diagnose.triage.known import Draft, Known
from drifttools.model.sighting import Advice, Explanation, Origin

_LOCATED = frozenset({"table", "column", "type", "enum", "function", "index", "schema", "sequence", "constraint"})
_REPAIRED = frozenset({Origin.DRIFT, Origin.SEARCH_PATH, Origin.UNKNOWN, Origin.PRIVILEGE})


def explain(known: Known) -> Explanation:
    """Say what an error means.

    Args:
        known: The error and all that is known around it.
    """
    draft = ANSWERS[known.error.family](known)
    if known.facts is not None and known.facts.role_asked:
        draft.shows(
            f"The text is of role {known.facts.role_asked}, which is not on this server; {known.facts.role} was asked"
            " for instead.",
            "pg_roles",
        )
    elif known.facts is not None and known.error.role not in ("", known.facts.role):
        draft.shows(f"The text is of role {known.error.role}; {known.facts.role} was asked for.", "--role")
    if known.facts is not None and known.facts.dialect == "sqlite":
        # what answers call by the catalog of a server stands in the file's one table
        draft.evidence = [
            replace(one, source="sqlite_schema") if one.source.startswith("pg_") else one for one in draft.evidence
        ]
    steps = _next(known, draft)
    # caches and sessions have to hear of a repair when it is made
    draft.advice = [*steps, *draft.advice] if draft.origin is Origin.DRIFT and draft.findings else [*draft.advice, *steps]
    return draft.done(known.error)


def _next(known: Known, draft: Draft) -> list[Advice]:
    """The next command of drifttools: one that says more, or one that repairs."""
    error = known.error
    target = known.target
    bare = error.name("relation") or error.name("type") or error.name("schema") or error.object
    bare = bare.partition("(")[0]
    steps: list[Advice] = []
    # a text of SQLite says nothing of a server that was asked
    asked = error.dialect != "sqlite" or known.facts is None or known.facts.dialect == "sqlite"
    target = "FILE" if error.dialect == "sqlite" and known.facts is None else target
    if known.facts is None and error.kind in _LOCATED and bare:
        steps.append(Advice("Where it is, and where the role looks for it.", f"drift locate {_shell(bare)} {target}", "sh"))
    if draft.findings:
        steps.append(
            Advice("The repair, with all that belongs to it; nothing is changed.", f"drift plan {known.incident}", "sh")
        )
    elif draft.origin in _REPAIRED and asked and error.family != "unknown":
        spec = "" if known.spec else " --expected KIND:ARGUMENT"
        steps.append(Advice("Everything else that is in the same state.", f"drift audit {target}{spec}", "sh"))
    return steps


def _shell(text: str) -> str:
    import shlex

    return shlex.quote(text)
