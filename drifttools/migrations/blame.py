"""For every object and attribute the migrations that made and changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drifttools.kinds.declare import NEVER_DRIFT, attributes_of, fields_of, is_whole
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.migrations.history import Migration, MigrationHistory
from drifttools.migrations.places import Places
from drifttools.model.chronicle import Chronicle, ChronicleStep, Deed, KindChange, Touch
from drifttools.model.finding import Change, Finding
from drifttools.model.rows import Rows
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.kinds.base import Kind

Key = tuple[str, ...]
Object = tuple[str, Key]
"""Kind and key."""

COLUMNS = ("kind", "object", "there", "deed", "attributes", "migration", "file", "line", "date", "author", "former")


@dataclass(frozen=True, slots=True)
class Blame:
    """Who made what.

    Args:
        touches: Per object what was done to it, in order. An object that was renamed is found under its last name.
        there: The objects that are there at the end.
    """

    touches: Mapping[Object, tuple[Touch, ...]] = field(default_factory=dict)
    there: frozenset[Object] = frozenset()

    def of(self, kind: str, key: Key, attribute: str = "") -> tuple[Touch, ...]:
        """What was done to an object, from its making on; with an attribute only what has set that.

        Args:
            kind: The name of its kind.
            key: Its key.
            attribute: One of its attributes.
        """
        touches = self.touches.get((kind, key), ())
        if not attribute:
            return touches
        return tuple(touch for touch in touches if touch.deed is not Deed.CHANGED or attribute in touch.attributes)

    def explains(self, finding: Finding) -> tuple[Touch, ...]:
        """The migrations that make it as it is expected; the last one decides.

        For what is missing or differs, all since it was made. For what should not be there, all up to its removal; none
        where no migration ever made it.
        """
        if finding.change is Change.UNKNOWN:
            return ()
        touches = self.of(finding.kind, finding.key, finding.attribute)
        if not touches and finding.found_key:
            # a model may give a name that no migration knows
            touches = self.of(finding.kind, finding.found_key)
        made = [number for number, touch in enumerate(touches) if touch.deed is Deed.MADE]
        return touches[made[-1] :] if made else touches

    def named(self, name: str) -> tuple[Object, ...]:
        """The objects that a name can mean: `schema.table.column`, `table.column`, `table`; by kind and name.

        Args:
            name: A dotted name, or `KIND:NAME`.
        """
        kind, colon, rest = name.partition(":")
        wanted = rest if colon and kind in BY_NAME else name
        kinds = {kind} if wanted != name else set(BY_NAME)
        found = [(of, key) for of, key in self.touches if of in kinds and _means(wanted, key)]
        order = {one.kind: place for place, one in enumerate(KINDS)}
        return tuple(sorted(found, key=lambda one: (len(one[1]), order[one[0]], one[1])))

    def with_parts(self, objects: Iterable[Object]) -> tuple[Object, ...]:
        """These objects, each followed by what is a part of it, in the order of kinds and names."""
        order = {one.kind: place for place, one in enumerate(KINDS)}
        every = sorted(self.touches, key=lambda one: (order[one[0]], one[1]))
        found = dict.fromkeys(objects)
        for _, key in tuple(found):
            found |= dict.fromkeys(one for one in every if one[1][: len(key)] == key)
        return tuple(found)

    def frame(self, objects: Iterable[Object] | None = None) -> pd.DataFrame:
        """One row a touch, columns `COLUMNS`.

        Args:
            objects: Only these; all without them.
        """
        import pandas as pd

        rows = [
            (
                kind,
                ".".join(filter(None, key)),
                (kind, key) in self.there,
                touch.deed.value,
                ", ".join(touch.attributes),
                touch.migration,
                touch.file,
                touch.line or None,
                touch.date,
                touch.author,
                ".".join(touch.former),
            )
            for kind, key in (self.touches if objects is None else objects)
            for touch in self.touches[kind, key]
        ]
        dtypes = dict.fromkeys(COLUMNS, "string") | {"line": "Int64", "there": "boolean"}
        return pd.DataFrame.from_records(rows, columns=list(COLUMNS)).astype(dtypes)


def _means(wanted: str, key: Key) -> bool:
    parts = tuple(filter(None, key))
    return any(".".join(parts[start:]) == wanted for start in range(len(parts)))


def blame(
    chronicle: Chronicle,
    history: MigrationHistory,
    read: Callable[[str], str],
) -> Blame:
    """Make the blame of a chronicle.

    Args:
        chronicle: What each migration did.
        history: The migrations with their files.
        read: Gives the text of a file; raises OSError.
    """
    work = _Work({migration.label: migration for migration in history.migrations}, read, Dialect(chronicle.dialect))
    for step in chronicle.steps:
        work.step(step)
    return Blame({one: tuple(touches) for one, touches in work.touches.items() if touches}, frozenset(work.there))


class _Work:
    """The objects so far and what was done to them."""

    def __init__(self, migrations: Mapping[str, Migration], read: Callable[[str], str], dialect: Dialect) -> None:
        self._migrations = migrations
        self._dialect = dialect
        self._read = read
        self.touches: dict[Object, list[Touch]] = {}
        self.there: set[Object] = set()

    def step(self, step: ChronicleStep) -> None:
        migration = self._migrations.get(step.label)
        places = Places(migration, self._read) if migration is not None else None
        for change in step.changes:
            for one, touch in self._done(change, step):
                self._note(one, self._placed(touch, one, migration, places) if step.label else None)

    def _done(self, change: KindChange, step: ChronicleStep) -> Iterator[tuple[Object, Touch | None]]:
        """What was done to each object of one kind; no touch for what only follows the name of its table."""
        gone, made = (_records(change.kind, lines, self._dialect) for lines in (change.gone, change.made))
        renamed = {}
        for key in gone.keys() - made.keys():
            after = _renamed(key, step)
            if after in made and after not in gone:
                renamed[after] = key
        for key in sorted(gone.keys() - made.keys() - set(renamed.values())):
            self.there.discard((change.kind, key))
            yield (change.kind, key), Touch(step.label, Deed.REMOVED)
        for key in sorted(made):
            self.there.add((change.kind, key))
            before = gone.get(renamed.get(key, key))
            if before is None:
                yield (change.kind, key), Touch(step.label, Deed.MADE)
                continue
            attributes = tuple(_changed(before, made[key]))
            if key in renamed:
                self._rekey(change.kind, renamed[key], key)
                own = any(one.after == key for one in step.renamed)
                if own:
                    yield (change.kind, key), Touch(step.label, Deed.RENAMED, attributes, former=renamed[key])
                    continue
            if attributes:
                yield (change.kind, key), Touch(step.label, Deed.CHANGED, attributes)

    def _rekey(self, kind: str, before: Key, after: Key) -> None:
        self.there.discard((kind, before))
        self.touches[kind, after] = self.touches.get((kind, after), []) + self.touches.pop((kind, before), [])

    def _note(self, one: Object, touch: Touch | None) -> None:
        held = self.touches.setdefault(one, [])
        if touch is not None:
            held.append(touch)

    def _placed(self, touch: Touch | None, one: Object, migration: Migration | None, places: Places | None) -> Touch | None:
        if touch is None or migration is None or places is None:
            return touch
        keys = tuple(filter(None, (one[1], touch.former)))
        return replace(
            touch,
            file=migration.file,
            line=places.line(keys, touch.deed, one[0]),
            date=migration.written_at.isoformat() if migration.written_at else "",
            author=migration.author,
        )


def _records(kind: str, lines: Iterable[str], dialect: Dialect) -> dict[Key, Kind]:
    declared = BY_NAME[kind]
    decoded = Rows(fields_of(declared, dialect), ()).decode(line.encode() for line in lines)
    records = (declared.record(values) for values in decoded if is_whole(declared, values))
    return {record.key: record for record in records}


def _changed(before: Kind, after: Kind) -> Iterator[str]:
    """The attributes that count and that differ."""
    for attribute in attributes_of(type(after)):
        if attribute.compare not in NEVER_DRIFT and getattr(before, attribute.name) != getattr(after, attribute.name):
            yield attribute.name


def _renamed(key: Key, step: ChronicleStep) -> Key:
    """The key after the renamings of a step: its own, or that of the table or type that it is a part of."""
    # the table first: a part is known by the table's new name; no key has two renamings of one length
    for length in sorted({len(one.before) for one in step.renamed}):
        after = {one.before: one.after for one in step.renamed if len(one.before) == length}
        key = (*after.get(key[:length], key[:length]), *key[length:])
    return key
