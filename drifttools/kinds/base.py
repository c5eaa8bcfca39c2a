"""What a kind of object is: one frozen class that declares its keys, attributes, query and statements.

Everything else is derived from the declaration: the frame's columns and dtypes, reading, saving, comparing, folding,
ordering and the reference documentation. All that a declaration is written with can be imported from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, Self

from drifttools.kinds.converting import Converting
from drifttools.kinds.declare import (
    BOTH,
    SQLITE,
    Attribute,
    Compare,
    attr,
    declared,
    key,
)
from drifttools.kinds.hindrance import Hindrance, Sight
from drifttools.kinds.in_parts import InParts
from drifttools.kinds.record import Record
from drifttools.kinds.side import Conversion, K, Side, Whole
from drifttools.kinds.traits import Obstacle, Part, Reach
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, value
from drifttools.sql.dialect import Dialect
from drifttools.sql.sqlite_folding import folded

__all__ = [
    "BOTH",
    "SQLITE",
    "Compare",
    "Conversion",
    "K",
    "Kind",
    "Obstacle",
    "Part",
    "Reach",
    "Side",
    "Whole",
    "attr",
    "declared",
    "key",
]


@declared
class Kind(InParts, Converting, Record):
    """The base of all declarations: what a kind may say of its objects, and of how statements change them.

    Class attributes of a declaration:
        parents: Kinds whose missing or unexpected object folds this one; its key starts with theirs.
        queries: Per dialect one query over all objects, columns = fields in order. `<<14: a.x ;; null>>` means `a.x` from
            PostgreSQL 14 on and `null` before.
        address: What `pg_identify_object_as_address` calls such objects, for the edges of `pg_depend`.
        alterable: Attributes that `alter` can change; any other difference drops and creates the object.
        inline: Created within its parent's statement.
        severity: Of a missing object; an unexpected one is at most a warning.
        weight: How long reading all of them takes beside other kinds, so that connections can share the work.
        relation: Whether its name shares a namespace with tables (`pg_class`).
        obstacle: What becomes of it while the type of a column that it uses changes.
        renamed_likeness: How alike two objects must be to count as one that was renamed; 1.0 is equal in everything.
        container: Whether it only goes when nothing is left in it, and comes before everything in it.
        commits_first: Whether a change of it must be committed before anything can use it.
        plain_names: Attributes that are bare, unquoted names of columns (or of the owning table), not expressions.
        caseless: Attributes that are names and nothing else, of which SQLite does not tell upper case from lower.
        entails: Attributes whose difference is only a consequence of that of another attribute of the same object, by name.
        selects: Attributes that name columns of other tables than its own: a query.
        shape: Attributes by which a part tells what its parent is like, beside its name.
        recurses: Attributes whose change on a parent table's object changes those that come from it.
        passes_on: Those of them that say whether there are any that come from it.
        ties: Attributes that say what it is a part of (partitions, INHERITS); its parts are its own without them.
        tied: Attributes that say of a part what it comes from: they follow the `ties` of what it is a part of.
        given: Whether every object has exactly one from its creation on (an owner): it is set, never made or removed.
        reach: How far its statements reach; a rehearsal on a copy must know.
        catalog: The system catalog whose rows are its objects, where that has no others: where users have none in it, the
            kind is not read.
        made_with: Which default privileges a new object gets (`tables`, `functions` ...); none where it is empty.
        made_in_two: Whether `create` makes only a name, which what `complete` needs may use: a base type and its functions.
        decided_by: The system catalogs that alone can change a row of it, where its query reads many others on the way.
        placed: Whether it is in a schema, which then is the first part of its key.
        linked: Attributes that name a partner of the same kind which names it back: PostgreSQL sets them when the partner
            is created, and clears them when it is dropped.
        names_types: Keys and noted attributes that name types, and so read differently once those are moved or renamed.
        overrules: Kinds whose objects of the same parent a REVOKE on this one takes away too.
        steadfast: Whether it cannot be dropped and made again while what it uses is made anew: it holds rows or values, or
            others are made of it.
        replaceable: Whether columns and other types are made of it, and are given a new one of the same name where `alter`
            cannot do it.
    """

    parents: ClassVar[tuple[str, ...]] = ()
    queries: ClassVar[Mapping[Dialect, str]]
    address: ClassVar[tuple[str, ...]] = ()
    alterable: ClassVar[frozenset[str]] = frozenset()
    inline: ClassVar[bool] = False
    severity: ClassVar[Severity] = Severity.ERROR
    relation: ClassVar[bool] = False
    weight: ClassVar[int] = 1
    obstacle: ClassVar[Obstacle] = Obstacle.ADAPTS
    renamed_likeness: ClassVar[float] = 1.0
    container: ClassVar[bool] = False
    commits_first: ClassVar[bool] = False
    plain_names: ClassVar[frozenset[str]] = frozenset()
    caseless: ClassVar[frozenset[str]] = frozenset()
    entails: ClassVar[Mapping[str, str]] = {}
    selects: ClassVar[frozenset[str]] = frozenset()
    shape: ClassVar[tuple[str, ...]] = ()
    recurses: ClassVar[frozenset[str]] = frozenset()
    passes_on: ClassVar[frozenset[str]] = frozenset()
    ties: ClassVar[frozenset[str]] = frozenset()
    tied: ClassVar[frozenset[str]] = frozenset()
    given: ClassVar[bool] = False
    reach: ClassVar[Reach] = Reach.WITHIN
    catalog: ClassVar[str] = ""
    made_with: ClassVar[str] = ""
    decided_by: ClassVar[frozenset[str]] = frozenset()
    made_in_two: ClassVar[bool] = False
    placed: ClassVar[bool] = True
    linked: ClassVar[frozenset[str]] = frozenset()
    names_types: ClassVar[frozenset[str]] = frozenset()
    overrules: ClassVar[tuple[str, ...]] = ()
    steadfast: ClassVar[bool] = False
    replaceable: ClassVar[bool] = False

    @property
    def caseless_key(self) -> tuple[str, ...]:
        """The key as SQLite compares it: equal for two that cannot be in one file."""
        return tuple(map(folded, self.key))

    @property
    def parent_key(self) -> tuple[str, ...]:
        """The key of the object that this one belongs to, empty where there is none."""
        return self.key[:-1] if self.parents else ()

    @property
    def sql_name(self) -> Sql:
        """The quoted, qualified name; for an object on a table (trigger, policy) only its own name is used."""
        raise NotImplementedError(type(self).__name__)

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """(kind, key): what it is called among the objects of all kinds."""
        return self.kind, self.key

    @property
    def namespace(self) -> str:
        """The schema that it is in; empty for what is in none."""
        return self.key[0] if type(self).placed and len(self.key) > 1 else ""

    def linked_with(self, attribute: str) -> tuple[str, ...]:
        """The key of the partner that a `linked` attribute names; empty for none."""
        del attribute
        return ()

    @property
    def belongs_to(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(kind, key) of the objects that it comes and goes with: where one is missing, this is not listed beside it."""
        return self.part_of

    @property
    def part_of(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(kind, key) of the objects that it hangs on, the outermost first: it is made again with them."""
        return tuple((parent, self.parent_key) for parent in self.parents)

    def carried_by(self) -> tuple[str, ...]:
        """The key of the relation that takes this object along when it changes its schema."""
        return self.parent_key

    @property
    def ordinal(self) -> int:
        """Where it stands among the parts of its parent, where that order matters."""
        return 0

    @property
    def comes_from(self) -> tuple[str, ...]:
        """The key of the object of this kind, of a parent table, that this one comes and goes with; empty for none."""
        return ()

    @property
    def owned_by(self) -> tuple[str, ...]:
        """The key of the column that takes this object along when it is dropped (OWNED BY); empty for none."""
        return ()

    @property
    def filled(self) -> bool:
        """Whether making it runs a query, so that all that the query reads must be allowed by then."""
        return False

    @property
    def made_of(self) -> tuple[tuple[str, ...], ...]:
        """Keys of the relations that this one is a part of (partitions, INHERITS): `pg_depend` does not order those."""
        return ()

    @property
    def printed(self) -> str:
        """Its name as the server prints it within expressions."""
        return str(self.sql_name)

    @property
    def occupies(self) -> tuple[tuple[str, ...], ...]:
        """The names that no other object can have beside it, each with the namespace that it is in."""
        if self.relation:
            # a table, a view, a composite type has a row type of its name; an index shares the names without one
            return (("relation", self.key[0], self.key[-1]),)
        return ((self.kind, *self.key),)

    @property
    def named_roles(self) -> tuple[str, ...]:
        """The roles that it names: no dump of a database makes them, so they have to be there."""
        return ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types that it is or brings along, as the server prints them."""
        return (self.printed,)

    @property
    def distinctive(self) -> bool:
        """Whether being equal to another of its kind means anything, so that it could have been renamed."""
        return True

    @property
    def foreign(self) -> bool:
        """Whether it ties its parent to another table, so that neither of the two can go while it is there."""
        return False

    @property
    def faithful(self) -> bool:
        """Whether `create` makes it again exactly as it is."""
        return True

    @property
    def stays(self) -> str:
        """Why PostgreSQL does not drop it, even if nothing else used it; empty where it does."""
        return ""

    @property
    def focus(self) -> tuple[str, str]:
        """What `Extent.focus` finds this object by: its schema, and its relation's name or its own (`in_scope`)."""
        key = self.carried_by() or self.key
        return key[0], key[1] if len(key) > 1 else key[0]

    def relabels(self, expected: Self) -> tuple[str, Mapping[str, str]]:
        """The attribute whose repair changes how expressions print a part of this object, and the texts: now, and then."""
        del expected
        return "", {}

    def could_be(self, found: Self) -> bool:
        """Whether `found`, a part of the same table, could be this one under another name."""
        del found
        return False

    def presence(self) -> Sql:
        """An expression that is true where the object is there; every kind says its own, relations share this one."""
        return compose("pg_catalog.to_regclass({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        """Statements that make the object; `side` gives the children that are made within."""
        raise NotImplementedError(type(self).__name__)

    def drop(self) -> Iterator[Statement]:
        """Statements that remove the object, never with CASCADE."""
        raise NotImplementedError(type(self).__name__)

    def names_part(self, part: Kind) -> bool:
        """Whether one of its attributes that `complete` sets names a part of it."""
        del part
        return False

    def trail(self, side: Whole) -> Iterator[Statement]:
        """Statements that remove what PostgreSQL made for the object and leaves behind; `side` is what there will be."""
        del side
        return iter(())

    def alter(self, expected: Self, changed: frozenset[str]) -> Iterator[Statement]:
        """Statements that give this object the attributes of `expected`; `changed` is within `alterable`."""
        raise NotImplementedError(type(self).__name__)

    def lets_go(self, expected: Self, changed: frozenset[str]) -> frozenset[str]:
        """Those of the changed attributes that `release` takes away, before all removals; `alter` gets the others."""
        del expected, changed
        return frozenset()

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        """Statements that let go of what the object used and no longer does."""
        del attributes
        return iter(())

    def incomplete(self) -> Self:
        """The object as `create` leaves it, before `complete`."""
        return self

    def complete(self, before: Self) -> Iterator[Statement]:
        """Statements after all its parts are there; `before` is the object as it was, or `incomplete` where it is new."""
        del before
        return iter(())

    def can_alter(self, expected: Self, changed: frozenset[str]) -> bool:
        """Whether `alter` can do it; else the object is dropped and created."""
        del expected
        return changed <= self.alterable

    def holds_rows(self, expected: Self) -> bool:
        """Whether dropping the object to make `expected` in its place would lose rows or values."""
        del expected
        return False

    @property
    def withheld(self) -> frozenset[str]:
        """Attributes that the server did not show to the role that has read the object: they are neither equal nor not."""
        return frozenset()

    def as_on(self, major: int) -> Self:
        """The object as it is seen beside a server of this older release: without what that does not know."""
        del major
        return self

    @property
    def left_open(self) -> frozenset[str]:
        """Attributes that an expected object leaves to the database: whatever it has there is no difference."""
        return frozenset()

    def severity_of(self, attribute: Attribute, found: Self) -> Severity:
        """How much it matters that `found` differs from this object in an attribute."""
        del found
        return attribute.severity

    @property
    def as_released(self) -> frozenset[str]:
        """Attributes that are as the server's release makes them: two sides of which this holds do not differ in them."""
        return frozenset()

    @property
    def inapplicable(self) -> frozenset[str]:
        """Attributes that the server's release does not have: a newer one that has them does not differ in them."""
        return frozenset()

    def out_of_reach(self, found: Self | None) -> str:
        """Why no statement can make the object as it is; empty where one can.

        Args:
            found: The object as it is there now; None where it is missing.
        """
        del found
        return ""

    def presumes(self, before: Self, changed: frozenset[str]) -> Iterator[str]:
        """What the change takes for granted of the values that are there, for a person, and how to say otherwise.

        Args:
            before: The object as it is now; `changed`: what of it differs.
        """
        del before, changed
        yield from ()

    def hindrances(self, before: Self | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        """Rows that making this object, or making it of `before`, would fail on or change.

        Args:
            before: The object as it is; None where it is made.
            changed: The attributes that differ.
            sight: What else there is in the live catalog.
        """
        del before, changed, sight
        return iter(())

    def another_way(self, before: Self | None, changed: frozenset[str], way: str, expression: Sql) -> Iterator[Statement]:
        """The statements of making or altering where the user chose a way (`hindrance.WAYS`) that its hindrances offer.

        Args:
            before: The object as it is; None where it is made.
            expression: The user's, for `using`.
        """
        raise NotImplementedError(f"{type(self).__name__} {way}")

    def go_on_after(self, column: Kind) -> Iterator[Statement]:
        """Statements that make a new sequence continue after the values that a column has."""
        del column
        return iter(())

    def hand_to(self, apart: Self, column: Kind) -> Iterator[Statement]:
        """Statements that make the identity of a column continue where this sequence, now called `apart`, stands."""
        del apart, column
        return iter(())

    def take_from(self, apart: Self, column: Kind) -> Iterator[Statement]:
        """Statements that make this sequence, still called `apart`, continue where the identity of a column stands."""
        del apart, column
        return iter(())

    def overruled_by(self, other: Kind) -> bool:
        """Whether a REVOKE on the other, of the same parent, takes this one away."""
        del other
        return False

    def untied(self) -> Self:
        """The same object where it comes from none of a parent table."""
        return self

    def without(self, used: Kind) -> Self | None:
        """The object without what uses another one; None where only the whole object can go."""
        del used
        return None

    def reshaped(self, side: Side, expected: Self, wanted: Side) -> bool:
        """Whether its parts differ in a way that changing them one by one does not bring about."""
        del side, expected, wanted
        return False

    def stand_aside(self, aside: Callable[[str], str]) -> Iterator[Statement]:
        """Statements that free all names that it takes, for one that is made in its place; `aside` gives others."""
        yield from self.rename(aside(self.key[-1]))

    def move(self, schema: str) -> Iterator[Statement]:
        """Statements that take the object to another schema; none where its kind cannot be moved."""
        del schema
        return iter(())

    def rename(self, name: str) -> Iterator[Statement]:
        """Statements that give the object another name; none where its kind cannot be renamed."""
        del name
        return iter(())
