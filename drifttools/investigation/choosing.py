"""What can be chosen about a plan: which objects are repaired, which are dropped, what is done with rows in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from drifttools.kinds.hindrance import LEAVE
from drifttools.model.finding import Change, Finding
from drifttools.model.offer import Choosing, Offer
from drifttools.model.plan import Plan, Step, Unplanned
from drifttools.repair.obstructed import ON_REQUEST, WAY_CHOSEN
from drifttools.repair.options import Way


def offers_of(plan: Plan, findings: Iterable[Finding]) -> tuple[Offer, ...]:
    """What there is to choose, in the order of the findings; what nobody can choose is not among it.

    Args:
        findings: Of the audit that the plan is of.
    """
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in plan.steps:
        for resolved in step.findings:
            steps[resolved].append(step)
    left = {one.finding: one for one in plan.unplanned}
    groups: dict[tuple[str, bool], list[Finding]] = defaultdict(list)
    for finding in findings:
        if not finding.follows:
            groups[finding.label, finding.change is Change.UNEXPECTED].append(finding)
    found: list[Offer] = []
    for (label, unexpected), members in groups.items():
        done = [step for one in members for step in steps[one.id]]
        alone = [left[one.id] for one in members if one.id in left]
        found += _of(label, members, done, alone, unexpected=unexpected)
        found += _way(label, members, done, alone)
    return tuple(found)


def _of(
    label: str, members: Sequence[Finding], done: Sequence[Step], alone: Sequence[Unplanned], *, unexpected: bool
) -> Iterator[Offer]:
    """A repair or a removal that is done or could be."""
    dropped = next((one for one in alone if one.ways == ("drop",)), None)
    unasked = next((one for one in alone if one.ways == ("only",)), None)
    about = _about(members)
    if dropped is not None:
        yield Offer(Choosing.DROP, dropped.named, about, reason=dropped.reason)
    elif done or unasked:
        yield Offer(
            Choosing.DROP if unexpected else Choosing.REPAIR,
            label,
            about,
            tuple(dict.fromkeys(step.id for step in done)),
            "yes" if done else "",
            reason=unasked.reason if unasked else "",
        )


def _way(label: str, members: Sequence[Finding], done: Sequence[Step], alone: Sequence[Unplanned]) -> Iterator[Offer]:
    """What is done with rows in the way, where there are any or a way was chosen."""
    offered = next((one for one in alone if one.ways and one.ways[0] not in ("drop", "only")), None)
    texts = [note.removeprefix(WAY_CHOSEN) for step in done for note in step.notes if note.startswith(WAY_CHOSEN)]
    taken = [way for way in map(Way.parsed, texts) if fnmatchcase(label, way.object) or way.object in _ids(members)]
    if offered is None and not taken:
        return
    chosen = LEAVE if offered and offered.reason == ON_REQUEST else ""
    if taken:
        chosen = f"{taken[-1].name}:{taken[-1].expression}" if taken[-1].expression else taken[-1].name
    yield Offer(
        Choosing.WAY,
        offered.named if offered else label,
        _about(members),
        tuple(dict.fromkeys(step.id for step in done)),
        chosen=chosen,
        options=offered.ways if offered else tuple({taken[-1].name: None, LEAVE: None}),
        reason=offered.reason if offered else "",
    )


def _ids(members: Sequence[Finding]) -> set[str]:
    return {one.id for one in members}


def remembering(now: Iterable[Offer], before: Iterable[Offer]) -> tuple[Offer, ...]:
    """Offers with the ways that an earlier plan had for the same objects: one that uses a way lists no others."""
    known: Mapping[str, tuple[str, ...]] = {one.name: one.options for one in before if one.sort is Choosing.WAY}
    return tuple(
        replace(one, options=tuple(dict.fromkeys((*known.get(one.name, ()), *one.options))))
        if one.sort is Choosing.WAY
        else one
        for one in now
    )


def arguments(offers: Sequence[Offer], chosen: Mapping[tuple[Choosing, str], str]) -> dict[str, tuple[str, ...]]:
    """What `inv.plan` takes for these choices: `only`, `drop` and `ways`.

    Args:
        chosen: By sort and name: `yes`, empty, or a way.
    """
    repairs = [one for one in offers if one.sort is Choosing.REPAIR]
    wanted = [one for one in repairs if chosen.get((one.sort, one.name), one.chosen)]
    only: list[str] = []
    if len(wanted) < len(repairs):
        # a pattern that nothing matches, for no pattern means all
        only = [escaped(one.name) for one in wanted] or ["no object"]
        only += [escaped(one.name) for one in offers if one.sort is Choosing.WAY and chosen.get((one.sort, one.name))]
    picked = [(one, chosen.get((one.sort, one.name), one.chosen)) for one in offers]
    return {
        "only": tuple(dict.fromkeys(only)),
        "drop": tuple(escaped(one.name) for one, value in picked if one.sort is Choosing.DROP and value),
        "ways": tuple(f"{escaped(one.name)}={value}" for one, value in picked if one.sort is Choosing.WAY and value),
    }


def escaped(name: str) -> str:
    """A name as a pattern that means just it."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _about(members: Sequence[Finding]) -> str:
    kind = members[0].kind
    return f"{kind}: " + ", ".join(dict.fromkeys(one.attribute or one.change.value for one in members))
