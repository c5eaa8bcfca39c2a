"""The nodes of what was decided: each with its statements, its way back and what it resolves."""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Comparison, Difference, Relocation
from drifttools.model.finding import Change
from drifttools.model.plan import Statement
from drifttools.repair.node import Node, Phase
from drifttools.repair.options import Options
from drifttools.repair.rebuild import Rebuilds
from drifttools.repair.remaking import Remaking
from drifttools.repair.remakings import covers
from drifttools.repair.replacing import Replacement
from drifttools.repair.sides import SideRecords


class Building:
    """Builds nodes; whether one is wanted is decided in `nodes.py`.

    Args:
        comparison: Whose findings they resolve.
        sides: The database as it should be and as it is.
        rebuilds: What has to step aside on a way back.
        options: What the user chose.
    """

    def __init__(
        self,
        comparison: Comparison,
        sides: tuple[SideRecords, SideRecords],
        rebuilds: Rebuilds,
        options: Options,
    ) -> None:
        self._comparison = comparison
        self._wanted, self._found = sides
        self._rebuilds = rebuilds
        self._options = options
        self._late = {
            d.place
            for d in comparison.of([Change.CHANGED])
            if d.actual and d.expected and completed(d.actual, d.actual.lets_go(d.expected, d.changed))
        }

    def replacement(self, replacement: Replacement) -> Node:
        """Types in use that give way to new ones, with all that is made of them."""
        old, new = replacement.types[0]
        places = {one.place for one, _ in replacement.types}
        belonging = [
            finding
            for d in self._comparison.differences
            if d.place in places or not places.isdisjoint((d.expected or d.actual or old).part_of)
            for finding in d.findings
        ]
        return Node(
            phase=Phase.CHANGES,
            verb="replace",
            record=old,
            after=new,
            statements=tuple(replacement.statements(self._found, self._wanted)),
            inverse=tuple(replacement.back().statements(self._wanted, self._found)),
            findings=tuple(dict.fromkeys(belonging)),
            also=replacement.places,
            checks=tuple(replacement.probes(self._found, self._wanted)),
        )

    def remaking(self, remaking: Remaking) -> Iterator[Node]:
        """A table that is made anew with its rows, and what its parts are named in afterwards."""
        found, wanted = remaking.found[0], remaking.wanted[0]
        belonging = [one for d in self._comparison.differences if covers(remaking, d) for one in d.findings]
        findings = tuple(dict.fromkeys(belonging))
        presumed = [one for d in self._comparison.differences if covers(remaking, d) for one in self._presumed(d)]
        lossless = not remaking.loses(self._found, self._wanted)
        yield Node(
            phase=Phase.CHANGES,
            verb="remake",
            record=found,
            after=wanted,
            statements=tuple(remaking.statements(self._found, self._wanted)),
            inverse=tuple(remaking.back().statements(self._wanted, self._found)),
            findings=findings,
            also=remaking.places,
            exact=lossless and not remaking.converts(self._found, self._wanted),
            notes=tuple(presumed),
        )
        for table in remaking.found:
            yield from self._uncompletion(table)
        for table in remaking.wanted:
            yield from self.completion(table, table.incomplete(), findings)

    def _uncompletion(self, actual: Kind) -> Iterator[Node]:
        """Before the parts go that it names: on the way back they are there again before it names them."""
        statements = tuple(actual.incomplete().complete(actual))
        if statements:
            yield Node(
                phase=Phase.DROPS,
                verb="release",
                record=actual,
                after=actual,
                statements=statements,
                inverse=tuple(actual.complete(actual.incomplete())),
            )

    def relocation(self, relocation: Relocation) -> Node:
        """An object that goes to another schema, gets another name, or both."""
        before = relocation.record
        after = before.with_key(relocation.wanted)
        forth, back = _way_of(before, after), _way_of(after, before)
        return Node(
            phase=Phase.MOVES if relocation.moved else Phase.RENAMES,
            verb="move" if relocation.moved else "rename",
            record=before,
            after=after,
            statements=tuple(forth),
            inverse=tuple(back),
            findings=(relocation.finding,),
            carried=self._comparison.carried.get(relocation.finding, ()),
            stays=self._options.stays.get(before.key, ()),
        )

    def creation(self, expected: Kind, findings: tuple[str, ...]) -> Node:
        """An object that is made, without what can only name its parts later."""
        return Node(
            phase=Phase.SCHEMAS if expected.container else Phase.CHANGES,
            verb="set" if expected.given else "create",
            record=expected,
            after=expected,
            statements=tuple(self._wanted.made(expected)),
            inverse=(*expected.drop(), *expected.trail(self._found)),
            findings=findings,
        )

    def completion(self, expected: Kind, before: Kind, findings: tuple[str, ...]) -> Iterator[Node]:
        """What an object gets once its parts are there; none where it is complete without."""
        statements = tuple(expected.complete(before))
        if statements:
            yield Node(
                phase=Phase.CHANGES,
                verb="complete",
                record=expected,
                after=expected,
                statements=statements,
                inverse=tuple(before.complete(expected)),
                findings=findings,
            )

    def removal(self, actual: Kind, findings: tuple[str, ...]) -> Node:
        """An object that goes; on the way back it is made with all that went with it."""
        return Node(
            phase=Phase.LATE_DROPS if actual.container else Phase.DROPS,
            verb="drop",
            record=actual,
            statements=(*actual.drop(), *actual.trail(self._wanted)),
            inverse=tuple(self._found.whole(actual, but=self._late)),
            findings=findings,
            exact=actual.faithful,
        )

    def release(self, expected: Kind, actual: Kind, difference: Difference) -> Node:
        """What an object has to let go of before anything else is changed; without statements where that is nothing."""
        gone = actual.lets_go(expected, difference.changed) | (difference.changed & actual.ties)
        return Node(
            phase=Phase.DROPS,
            verb="release",
            record=actual,
            after=actual,
            statements=tuple(actual.release(gone)),
            inverse=(
                *expected.alter(actual, gone),
                *(actual.complete(actual.incomplete()) if completed(actual, gone) else ()),
            ),
            findings=difference.findings,
        )

    def alteration(self, expected: Kind, actual: Kind, difference: Difference) -> Node:
        """An object that is changed where it is."""
        changed = difference.changed - actual.lets_go(expected, difference.changed)
        gone = expected.lets_go(actual, changed) | (changed & expected.ties)
        back: tuple[Statement, ...]
        if actual.out_of_reach(expected):
            back = ()  # a password that is taken away is known to nobody here
        elif expected.can_alter(actual, changed):
            back = (*expected.release(gone), *expected.alter(actual, changed - gone))
        elif expected.commits_first:
            back = ()  # a label that was added can never be removed (docs/faults.md, H4)
        else:
            remade = (*expected.drop(), *self._found.whole(actual))
            back = tuple(self._rebuilds.surround(actual, remade))
        return Node(
            phase=Phase.COMMIT_FIRST if expected.commits_first else Phase.CHANGES,
            verb="alter",
            record=actual,
            after=expected,
            statements=tuple(actual.alter(expected, changed)),
            inverse=back,
            findings=difference.findings,
            notes=tuple(self._presumed(difference)),
        )

    def _presumed(self, difference: Difference) -> Iterator[str]:
        """What is taken for granted where the user chose no way."""
        if difference.expected and difference.actual and self._options.way_of(difference) is None:
            yield from difference.expected.presumes(difference.actual, difference.changed)


def _way_of(before: Kind, after: Kind) -> Iterator[Statement]:
    """Statements that take an object to another schema, give it another name, or both."""
    if len(before.key) > 1 and before.key[0] != after.key[0]:  # a language, a publication are in no schema
        yield from before.move(after.key[0])
        before = before.with_key((after.key[0], *before.key[1:]))
    if before.key[-1] != after.key[-1]:
        yield from before.rename(after.key[-1])


def completed(record: Kind, attributes: frozenset[str]) -> bool:
    """Whether some of these attributes are given to a new object by `complete`."""
    before = record.incomplete()
    return any(getattr(record, attribute) != getattr(before, attribute) for attribute in attributes)
