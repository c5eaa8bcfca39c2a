"""The phases of a repair, for whoever reviews it as a migration: a line above the steps of each.

A phase is only a name. The order of the steps is the plan's, by what PostgreSQL says needs what, so a phase may come twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.model.plan import Step

_BY_HAZARD = {
    "take rows out of the way": ("quarantine-rows", "fill-rows", "fill-in-portions", "mend-in-portions"),
    "move and rename": ("set-schema", "set-schema-unlocked", "rename", "rename-unlocked"),
    "change enums": ("enum-add-value", "enum-rename-value"),
    "add columns": ("add-column", "add-column-rewrite"),
    "convert types": ("alter-type-rewrite", "alter-type-in-place", "copy-rows"),
    "associate": ("add-foreign-key", "add-foreign-key-not-valid", "validate-constraint"),
    "require values": ("set-not-null", "set-not-null-proven", "add-check", "add-check-not-valid"),
    "keys and indexes": (
        *("add-unique", "add-unique-only", "add-unique-using-index", "create-index", "create-index-concurrently"),
        *("create-index-only", "attach-index", "reindex-concurrently"),
    ),
    "rights": ("grant", "revoke", "set-owner", "set-owner-unlocked", "policy", "row-security"),
    "comments": ("comment", "comment-unlocked"),
}
_BY_KIND = {
    "create types": ("enum", "composite", "range", "domain", "base type"),
    "create tables": ("table",),
    "create views": ("view", "materialized view"),
    "create functions and triggers": ("routine", "aggregate", "trigger", "rule", "event trigger"),
}
_PHASE_OF = {hazard: phase for phase, hazards in _BY_HAZARD.items() for hazard in hazards}
_MADE = {kind: phase for phase, kinds in _BY_KIND.items() for kind in kinds}
_BY_VERB = {
    "drop": "drop what is too many",
    "set aside": "set aside what is in the way",
    "restore": "make again what stepped aside",
    "let": "let go of what is no longer used",
    "replace": "convert types",
}


def phase_of(step: Step) -> str:
    """The name of the phase that a step belongs to."""
    by_verb = next((phase for verb, phase in _BY_VERB.items() if step.title.startswith(f"{verb} ")), "")
    if by_verb:
        return by_verb
    found = (_PHASE_OF[hazard.rule] for hazard in step.hazards if hazard.rule in _PHASE_OF)
    by_hazard = next(found, "")
    if by_hazard and not (step.title.startswith("create ") and step.kind in _MADE):
        return by_hazard
    if step.title.startswith("create "):
        return _MADE.get(step.kind, "create the rest")
    return "change what is there"


def headed(steps: Iterable[Step], prefix: str = "") -> Iterator[str]:
    """Per step the name of its phase, after a prefix, where another one begins; else nothing."""
    before = ""
    for step in steps:
        phase = phase_of(step)
        yield prefix + phase if phase != before else ""
        before = phase
