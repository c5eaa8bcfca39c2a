"""Where a live catalog is in its history: the value that `inv.migrations.where()` gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.compare.whereabouts import Revision, Standing, Whereabouts, whereabouts
from drifttools.document import Block, Cell, Document, bars, document, name, note, para, table
from drifttools.document.shown import Shown
from drifttools.expected.resolve import resolve
from drifttools.investigation.blaming import blame_from, needed_chronicle
from drifttools.investigation.comparing import context_for, printed_alike, read_live
from drifttools.migrations.blame import Blame
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.problems import ledgers_of
from drifttools.migrations.read_ledgers import read_ledgers
from drifttools.migrations.read_sqlite_ledgers import read_sqlite_ledgers
from drifttools.migrations.states import APPLIED, standings
from drifttools.model.finding import NotCompared

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.investigation.asking import Asking

_NEAR, _BARS, _SHOWN = 3, 24, 200


@dataclass(frozen=True, slots=True)
class Claim:
    """What a ledger says.

    Args:
        ledger: `schema.table`.
        migration: The last migration of the history that it takes for applied; empty where it takes none.
        position: Its place in the history; 0 for none.
    """

    ledger: str
    migration: str
    position: int


@dataclass(frozen=True)
class Where(Shown):
    """Where the catalog is, and where the ledgers say that it is.

    Args:
        found: The catalog beside every revision.
        claims: What the ledgers say.
        blame: Which migration made what.
        unsure: What the comparison could not be sure of.
    """

    found: Whereabouts
    claims: tuple[Claim, ...]
    blame: Blame
    unsure: tuple[NotCompared, ...] = ()

    @property
    def best(self) -> Revision:
        """The revision that the catalog matches best."""
        return self.found.best

    @property
    def exit_code(self) -> int:
        """0 where the catalog is the last revision, 1 where it is another one or none exactly."""
        return 0 if self.best.distance == 0 and self.best.position == len(self.found.revisions) - 1 else 1

    @property
    def sentence(self) -> str:
        """The answer, as one says it: "the ledger says 0059, the catalog is 0041 and half of 0042"."""
        best, last = self.best, len(self.found.revisions) - 1
        partly = [f"{one.there} of {one.changes} changes of {one.migration}" for one in self.found.partly[:_NEAR]]
        if best.migration:
            place = f"{best.position} of {last}" if last > 1 else "the only migration"
            parts = [f"the catalog is at {best.migration} ({place})", *(f"and {one}" for one in partly)]
        else:
            whole = f"none of the {last} migrations is" if last > 1 else "the only migration is not"
            parts = [f"{whole} wholly in the catalog, only {_enumerated(partly)}" if partly else f"{whole} in the catalog"]
        if ahead := [one.migration for one in self.found.ahead]:
            parts.append(f"with {_enumerated(ahead)}, although not all before them is")
        if skipped := [one.migration for one in self.found.skipped]:
            parts.append(f"without all of {_enumerated(skipped)}")
        said = [f"the ledger {one.ledger} says {one.migration or 'none'}" for one in self.claims]
        differ = "1 object differs" if best.distance == 1 else f"{best.distance} objects differ"
        base = "it" if best.migration else "the state before the first migration"
        same = "nothing else differs" if best.migration or partly else "nothing else is there"
        exact = same if best.distance == 0 else f"{differ} from {base}"
        return f"{'; '.join([*said, ' '.join(parts), exact])}."

    def frame(self) -> pd.DataFrame:
        """The distance at each revision.

        Returns:
            Columns position, migration, distance, missing, extra, changed, changes (what the migration does that can be
            told), there (how much of that is in the catalog); one row a revision, the state before the first one first.
            `attrs` has `best`, its position, and `migration`, its name.
        """
        return self.found.frame()

    def objects(self) -> pd.DataFrame:
        """What differs from the best revision.

        Returns:
            Columns kind, object, standing (`missing`, `extra`, `changed`), migration and place (`file:line`) of what should
            have made it so by then, or makes it later; empty where no migration does.
        """
        import pandas as pd

        rows = [
            (kind, ".".join(filter(None, key)), standing.value, *self._made(kind, key, standing))
            for kind, key, standing in self.found.differences
        ]
        return pd.DataFrame(rows, columns=["kind", "object", "standing", "migration", "place"], dtype="string")

    def _made(self, kind: str, key: tuple[str, ...], standing: Standing) -> tuple[str, str]:
        """Migration and place: what should have made it so by then, or for what is there too early what makes it later."""
        touches = self.blame.of(kind, key)
        places = {one.migration: one.position for one in self.found.revisions}
        done = [touch for touch in touches if places.get(touch.migration, 0) <= self.best.position]
        later = [touch for touch in touches if touch not in done]
        chosen = later[:1] or done[-1:] if standing is Standing.EXTRA else done[-1:] or later[:1]
        return (chosen[0].migration, chosen[0].place) if chosen else ("", "")

    def document(self) -> Document:
        """The answer, the distances as a plot, the migrations that are not whole, and what differs from the best one."""
        return document("Where the catalog is", *self._blocks())

    def _blocks(self) -> Iterator[Block]:
        sentence = self.sentence[0].upper() + self.sentence[1:]
        yield note("ok" if self.exit_code == 0 else "warning", sentence)
        yield bars("Objects that differ, at each revision", [self._bar(one) for one in self._sampled()])
        told = [("partly there", self.found.partly), ("there, although an earlier one is not", self.found.ahead)]
        told.append(("not whole, although a later one is there", self.found.skipped))
        rows = [(name(one.migration), f"{one.there} of {one.changes}", what) for what, some in told for one in some]
        if rows:
            yield table("Migrations out of line", ("Migration", "Changes there", "How"), rows[:_SHOWN])
        differing = self.objects()
        if len(differing):
            cells: list[tuple[Cell, ...]] = [
                (row["kind"], name(row["object"]), row["standing"], row["migration"] or None, row["place"] or None)
                for row in differing.head(_SHOWN).to_dict("records")
            ]
            cut = len(differing) - len(cells)
            header = ("Kind", "Object", "Beside the best revision", "Decided by", "Where")
            yield table("What differs", header, cells, note=f"{cut:,} more not shown." if cut > 0 else "")
        for one in self.unsure:
            yield para(f"Not compared: {one.what}: {one.reason}.")

    def _sampled(self) -> list[Revision]:
        """The revisions of the plot: those around the best one, the last one, and some between."""
        every = self.found.revisions
        step = max(1, len(every) // _BARS)
        near = range(self.best.position - _NEAR, self.best.position + _NEAR + 1)
        return [one for one in every if one.position in near or one.position % step == 0 or one is every[-1]]

    def _bar(self, revision: Revision) -> tuple[str, float]:
        mark = " (best)" if revision is self.best else ""
        claimed = "".join(f" ({one.ledger})" for one in self.claims if one.position == revision.position)
        return f"{revision.migration or 'before the first'}{mark}{claimed}", float(revision.distance)


def _enumerated(labels: Sequence[str]) -> str:
    """`a, b and c`, and how many more there are."""
    shown = [*labels[:_NEAR], *([f"{len(labels) - _NEAR} more"] if len(labels) > _NEAR else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def where(inv: Asking) -> Where:
    """Find the revision that the live catalog matches best; see `Migrations.where`."""
    inv.say(f"reading the catalog of {inv.target.name}")
    with Opening(inv.target) as opening:
        live, _ = read_live(opening, edges=False)
        on_server = inv.target.dialect == "postgresql"
        ledgers = read_ledgers(opening.first()) if on_server else read_sqlite_ledgers(inv.target)
    context = context_for(inv.target, inv.config, live.server.major if on_server else None, say=inv.say)
    chronicle = needed_chronicle(inv, context)
    expected = resolve(inv.history_spec, context)
    unsure: tuple[NotCompared, ...] = ()
    if on_server and expected.snapshot.server.major != live.server.major:
        inv.say("the two servers are of different releases: printing the live definitions by the other one")
        live, unsure = printed_alike(inv.target, live, context.scratch, edges=False)
    history = expected.history or MigrationHistory("")
    places = {label: place for place, label in enumerate(chronicle.labels, 1)}
    claims = []
    for ledger in ledgers_of(history, ledgers):
        applied = [one.label for one in standings(history, ledger) if one.state in APPLIED and one.label in places]
        last = max(applied, key=places.__getitem__, default="")
        claims.append(Claim(ledger.label, last, places.get(last, 0)))
    notes = {(ledger.schema, ledger.table) for ledger in ledgers} | {(ledger.schema,) for ledger in ledgers}
    found = whereabouts(chronicle, live, expected.snapshot.silent, notes, expected.snapshot.apart)
    return Where(found, tuple(claims), blame_from(chronicle, expected.history, context), unsure)
