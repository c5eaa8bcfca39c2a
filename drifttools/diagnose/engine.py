"""Lets every rule look at the case, and gives each finding to the cause that explains it best."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.registry import CAUSES
from drifttools.diagnose.words import counted, objects, verb
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding

UNKNOWN = "unknown"
_RANK = {Confidence.PROVEN: 0, Confidence.LIKELY: 1, Confidence.UNKNOWN: 2}


def diagnose(case: Case, rules: Sequence[CauseRule] = CAUSES) -> tuple[Cause, ...]:
    """Explain the findings of a case.

    Args:
        case: The findings and the evidence.
        rules: What is known of causes; the earlier one wins where two explain a finding equally well.

    Returns:
        The causes, the surest and largest first. Every finding is in exactly one of them; those that no rule explains
        are in the last, whose rule and confidence are `unknown`.
    """
    taken: set[str] = set()
    causes: list[Cause] = []
    for rank, cause in _ranked(case, rules, taken):
        own = tuple(finding for finding in cause.findings if finding not in taken)
        # that no migration made it would explain all that a migration did not make
        if rank is not Rank.WHATEVER_IS_LEFT:
            causes = [_beside(one, cause) for one in causes]
        if cause.findings and not own:
            continue
        own += _followers(case, own, taken | set(own))
        taken.update(own)
        causes.append(dataclasses.replace(cause, findings=own))
    rest = [finding for finding in case.findings if finding.id not in taken]
    return (*sorted(causes, key=_order), *([_unknown(rest)] if rest else []))


def _ranked(case: Case, rules: Sequence[CauseRule], taken: set[str]) -> Iterator[tuple[Rank, Cause]]:
    """The causes that rules give, rank by rank; those of what is left see nothing but that."""
    for rank in Rank:
        seen = ((rule, case if rule.of_models else case.by_migrations) for rule in rules if rule.rank is rank)
        if rank is Rank.WHATEVER_IS_LEFT:
            seen = ((rule, part.without(taken)) for rule, part in seen)
        # of equals the earlier rule comes first: sorting keeps the order
        for cause in sorted((cause for rule, part in seen for cause in rule.explain(part)), key=_order):
            yield rank, cause


def _order(cause: Cause) -> tuple[int, int]:
    return _RANK[cause.confidence], -len(cause.findings)


def _beside(cause: Cause, other: Cause) -> Cause:
    """A cause, which also says what else would explain its findings."""
    common = set(cause.findings) & set(other.findings)
    if not common or cause.rule == other.rule:
        return cause
    number = "it" if len(cause.findings) == 1 else counted(len(common), "finding")
    told = Evidence(f"{other.rule} would explain {number} too: {other.sentence}", f"drift rules causes {other.rule}")
    return dataclasses.replace(cause, against=(*cause.against, told))


def _followers(case: Case, explained: tuple[str, ...], taken: set[str]) -> tuple[str, ...]:
    """What is only a consequence of explained findings, of consequences too."""
    wave, found = set(explained), []
    while wave:
        following = [f.id for f in case.findings if f.follows in wave and f.id not in taken]
        taken.update(following)
        found += following
        wave = set(following)
    return tuple(found)


def _unknown(rest: Sequence[Finding]) -> Cause:
    unchecked = [finding for finding in rest if finding.change is Change.UNKNOWN]
    differing = [finding for finding in rest if finding.change is not Change.UNKNOWN]
    sentences = []
    if differing:
        what = objects(differing)
        sentences.append(f"The cause of {what} that {verb(differing, 'differs', 'differ')} is not known.")
    if unchecked:
        what = objects(unchecked)
        sentences.append(f"{what} could not be checked, so nothing can be said of {verb(unchecked, 'it', 'them')}.")
    return Cause(
        rule=UNKNOWN,
        sentence=" ".join(sentences),
        confidence=Confidence.UNKNOWN,
        findings=tuple(finding.id for finding in rest),
        suggestion="Give more evidence (migrations, ledger, an older snapshot), or decide per finding which side is right.",
    )
