"""What a kind of object is: one frozen class that declares its keys, attributes, query and statements.

Everything else is derived from the declaration: the frame's columns and dtypes, reading, saving, comparing, folding,
ordering and the reference documentation. A record (an instance) is built only for an object that differs.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar, Protocol, Self, TypeVar, dataclass_transform

from drifttools.kinds.hindrance import Hindrance, Sight
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.model.rows import Field, FieldType, Value
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, value
from drifttools.sql.dialect import Dialect


class Compare(StrEnum):
    """How an attribute is compared.

    `EXACT`: as a value. `ORDER`: names, of which only the order of those that both sides have is compared, because the
    others are findings of their own. `EXPRESSION`: text that the server prints from its own tree, so that it follows when
    something it names is moved or renamed, and may be printed differently by another release. `NOTED`: shown, never a
    finding.
    `UNORDERED`: as a list whose order means nothing; `EXPRESSIONS`: as a list of such texts whose order means nothing.
    `PLACE`: where it stands among its like; a note where two databases are compared as they are, never repaired.
    """

    EXACT = "exact"
    ORDER = "order"
    EXPRESSION = "expression"
    NOTED = "noted"
    UNORDERED = "unordered"
    EXPRESSIONS = "expressions"
    PLACE = "place"


PRINTED = frozenset({Compare.EXPRESSION, Compare.EXPRESSIONS})
"""What the server prints from its own trees."""


@dataclasses.dataclass(frozen=True, slots=True)
class Attribute:
    """A declared attribute: its documentation and how it is compared."""

    name: str
    doc: str
    compare: Compare
    severity: Severity
    type: FieldType
    since: int = 0
    before: Value = None


def key(doc: str) -> Any:
    """Declare a part of the key. `Any`, because `dataclasses.field` is typed that way for its callers too."""
    return dataclasses.field(metadata={"doc": doc, "key": True})


def attr(
    doc: str, compare: Compare = Compare.EXACT, severity: Severity = Severity.ERROR, *, since: int = 0, before: Value = None
) -> Any:
    """Declare an attribute.

    Args:
        doc: What it is, and where PostgreSQL keeps it.
        compare: How it is compared; severity: how much a difference matters.
        since: The first major that knows it, where an older server takes the same SQL and forgets: it is compared only
            where both sides are of that major or a newer one.
        before: What stands for it on older ones.
    """
    told = {"doc": doc, "compare": compare, "severity": severity, "since": since, "before": before}
    return dataclasses.field(metadata=told)


K = TypeVar("K", bound="Kind")
D = TypeVar("D")


@dataclass_transform(frozen_default=True, field_specifiers=(key, attr))
def declared(cls: type[D]) -> type[D]:
    """Make a class a declaration: frozen and compared by value, with the methods of `Kind`.

    `dataclass(frozen=True)` compiles six functions for each class, and for all kinds together that is a tenth of what a
    small `drift diff` takes.
    """
    return dataclasses.dataclass(init=False, repr=False, eq=False)(cls)


class Obstacle(StrEnum):
    """What becomes of an object while the type of a column that it uses changes.

    `ADAPTS`: PostgreSQL rebuilds it. `REBUILT`: PostgreSQL refuses, so it is taken out of the way and made again; it holds
    no rows. `BLOCKS`: PostgreSQL refuses, and it cannot be made again without loss.
    """

    ADAPTS = "adapts"
    REBUILT = "rebuilt"
    BLOCKS = "blocks"


class Reach(StrEnum):
    """How far an object's statements reach.

    `WITHIN`: within the database; `pg_dump` has it. `DATABASE`: the database itself; statements name it (`THIS_DATABASE`),
    and `pg_dump` without `--create` leaves it out. `CLUSTER`: all databases of the server. `INSTALLED`: what the machine
    has, which a copy elsewhere cannot show. `OUTSIDE`: other servers.
    """

    WITHIN = "within"
    DATABASE = "database"
    CLUSTER = "cluster"
    INSTALLED = "installed"
    OUTSIDE = "outside"


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One of several steps that do together what one statement does, and let others work meanwhile.

    Args:
        title: What it does, for a person.
        statements, inverse: SQL with hazards, each in order.
        alone: Whether it is committed on its own.
        late: Whether it may wait until everything else is done.
        done: A condition that holds afterwards; NOTHING where presence says it.
    """

    title: str
    statements: tuple[Statement, ...]
    inverse: tuple[Statement, ...]
    alone: bool = False
    late: bool = False
    done: Sql = NOTHING


class Side(Protocol):
    """What a declaration may ask of the side (expected or actual) that its record comes from."""

    def children(self, kind: type[K], parent: Kind) -> tuple[K, ...]:
        """Records of `kind` that belong to `parent`, in the order in which they must be created."""


class Whole(Side, Protocol):
    """A side that can be asked for any object."""

    def find(self, kind: type[Kind], key: tuple[str, ...]) -> Kind | None:
        """One object of this side."""


class Conversion(Protocol):
    """How values of types that are replaced become values of the new types of the same names."""

    @property
    def found(self) -> Side:
        """The side with the present types."""

    @property
    def wanted(self) -> Side:
        """The side with the new ones."""

    def of(self, expression: Sql, type_: str) -> Sql:
        """An expression that makes a value of the present type one of the type of the same name to come."""

    def lost(self, expression: Sql, type_: str) -> Sql:
        """A condition that is true where the new type has no such value; empty where it has all."""

    def textual(self, type_: str) -> bool:
        """Whether a value of the new type is written like one of the present type."""

    def replaces(self, type_: str) -> bool:
        """Whether the type, or that of its elements, is one of those that are replaced."""


@declared
class Kind:
    """The base of all declarations.

    Class attributes of a declaration:
        kind, plural: Its name, and the name of its method on `inv.catalog`.
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
        selects: Attributes that are a query; its select list is printed anew by `reprinted`.
        shape: Attributes by which a part tells what its parent is like, beside its name.
        recurses: Attributes whose change on a parent table's object changes those that come from it.
        ties: Attributes that say what it is a part of (partitions, INHERITS); its parts are its own without them.
        tied: Attributes that say of a part what it comes from: they follow the `ties` of what it is a part of.
        given: Whether every object has exactly one from its creation on (an owner): it is set, never made or removed.
        reach: How far its statements reach; a rehearsal on a copy must know.
        made_with: Which default privileges a new object gets (`tables`, `functions` ...); none where it is empty.
        made_in_two: Whether `create` makes only a name, which what `complete` needs may use: a base type and its functions.
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

    kind: ClassVar[str]
    plural: ClassVar[str]
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
    selects: ClassVar[frozenset[str]] = frozenset()
    shape: ClassVar[tuple[str, ...]] = ()
    recurses: ClassVar[frozenset[str]] = frozenset()
    ties: ClassVar[frozenset[str]] = frozenset()
    tied: ClassVar[frozenset[str]] = frozenset()
    given: ClassVar[bool] = False
    reach: ClassVar[Reach] = Reach.WITHIN
    catalog: ClassVar[str] = ""
    made_with: ClassVar[str] = ""
    made_in_two: ClassVar[bool] = False
    placed: ClassVar[bool] = True
    linked: ClassVar[frozenset[str]] = frozenset()
    names_types: ClassVar[frozenset[str]] = frozenset()
    overrules: ClassVar[tuple[str, ...]] = ()
    steadfast: ClassVar[bool] = False
    replaceable: ClassVar[bool] = False

    def __init__(self, *values: Value, **named: Value) -> None:
        names = _names_of(type(self))
        given = dict(zip(names, values, strict=False)) | named
        if len(given) != len(names) or len(values) + len(named) != len(names) or any(name not in given for name in names):
            raise TypeError(f"{type(self).__name__} takes each of {', '.join(names)}, once")
        vars(self).update(given)

    def __setattr__(self, field: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {field!r}")

    def __delattr__(self, field: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {field!r}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _values_of(self) == _values_of(other)

    def __hash__(self) -> int:
        return hash(_values_of(self))

    def __repr__(self) -> str:
        shown = (f"{field}={getattr(self, field)!r}" for field in _names_of(type(self)))
        return f"{type(self).__name__}({', '.join(shown)})"

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the object."""
        return _key_of(type(self))(self)

    @property
    def parent_key(self) -> tuple[str, ...]:
        """The key of the object that this one belongs to, empty where there is none."""
        return self.key[:-1] if self.parents else ()

    @property
    def label(self) -> str:
        """The dotted name for a person."""
        return ".".join(filter(None, self.key))

    @property
    def sql_name(self) -> Sql:
        """The quoted, qualified name; for an object on a table (trigger, policy) only its own name is used."""
        raise NotImplementedError(type(self).__name__)

    @classmethod
    def record(cls, values: Mapping[str, Value]) -> Self:
        """Build the record of a decoded row."""
        return cls(**values)

    def with_key(self, new: Iterable[str]) -> Self:
        """The same object under another key."""
        names = [field.name for field in fields_of(type(self)) if field.key]
        return dataclasses.replace(self, **dict(zip(names, new, strict=True)))

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
    def place(self) -> int:
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

    def reprinted(self, renamed: Mapping[str, str]) -> Self:
        """The object as the server prints it once columns of what it reads have other names."""
        del renamed
        return self

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

    def create_online(self) -> tuple[Part, ...]:
        """`create` in parts that let others use the table; none where there is no such way."""
        return ()

    def drop_online(self) -> tuple[Part, ...]:
        """`drop` in such parts."""
        return ()

    def alter_online(self, expected: Self, changed: frozenset[str]) -> tuple[Part, ...]:
        """`alter` in such parts."""
        del expected, changed
        return ()

    def replace_online(self, expected: Self) -> tuple[Part, ...]:
        """Dropping this object and making `expected` in its place in such parts."""
        del expected
        return ()

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

    def made_of_type(self, type_: Kind) -> bool:
        """Whether what it holds, or is the type of, are values of `type_`."""
        del type_
        return False

    def without(self, used: Kind) -> Self | None:
        """The object without what uses another one; None where only the whole object can go."""
        del used
        return None

    def reshaped(self, side: Side, expected: Self, wanted: Side) -> bool:
        """Whether its parts differ in a way that changing them one by one does not bring about."""
        del side, expected, wanted
        return False

    def converted(self, expression: Sql, expected: Self, conversion: Conversion) -> Sql:
        """An expression that makes a value of this type one of `expected`; every type is written and read as text."""
        del conversion
        return compose("{}::text::{}", expression, deparsed(expected.printed))

    def lost(self, expression: Sql, expected: Self, conversion: Conversion) -> Sql:
        """A condition that is true for values of this type that `expected` does not have; empty where it has all."""
        del expression, expected, conversion
        return NOTHING

    def textual(self, expected: Self, conversion: Conversion) -> bool:
        """Whether a value of `expected` is written like one of this type."""
        del expected, conversion
        return True

    def take_type(self, conversion: Conversion) -> Iterator[Sql]:
        """Actions of ALTER TABLE that make what it holds values of the new types."""
        del conversion
        return iter(())

    def move(self, schema: str) -> Iterator[Statement]:
        """Statements that take the object to another schema; none where its kind cannot be moved."""
        del schema
        return iter(())

    def rename(self, name: str) -> Iterator[Statement]:
        """Statements that give the object another name; none where its kind cannot be renamed."""
        del name
        return iter(())


_TYPES: dict[str, FieldType] = {"str": "text", "bool": "bool", "int": "int", "tuple[str, ...]": "list"}


# plain dictionaries, not functools.cache: a type checker finds no hash in the class of a frozen slotted dataclass
_FIELDS: dict[str, tuple[Field, ...]] = {}
_ATTRIBUTES: dict[str, tuple[Attribute, ...]] = {}
_REQUIRED: dict[str, tuple[str, ...]] = {}
_NAMES: dict[type[Kind], tuple[str, ...]] = {}
_KEYS: dict[str, Callable[[Any], tuple[str, ...]]] = {}


def fields_of(kind: type[Kind]) -> tuple[Field, ...]:
    """The columns of a kind's rows, from its annotations."""
    if kind.kind not in _FIELDS:
        _FIELDS[kind.kind] = tuple(
            Field(f.name, _TYPES[str(f.type).removesuffix(" | None")], key=bool(f.metadata.get("key")))
            for f in dataclasses.fields(kind)
        )
    return _FIELDS[kind.kind]


def attributes_of(kind: type[Kind]) -> tuple[Attribute, ...]:
    """The declared attributes of a kind, without its keys."""
    if kind.kind not in _ATTRIBUTES:
        types = {field.name: field.type for field in fields_of(kind)}
        _ATTRIBUTES[kind.kind] = tuple(
            Attribute(
                f.name,
                f.metadata["doc"],
                f.metadata["compare"],
                f.metadata["severity"],
                types[f.name],
                f.metadata["since"],
                f.metadata["before"],
            )
            for f in dataclasses.fields(kind)
            if not f.metadata.get("key")
        )
    return _ATTRIBUTES[kind.kind]


def is_whole(kind: type[Kind], values: Mapping[str, Value]) -> bool:
    """Whether a row has all that its kind always has: in a damaged catalog a name may lead nowhere."""
    if kind.kind not in _REQUIRED:
        _REQUIRED[kind.kind] = tuple(f.name for f in dataclasses.fields(kind) if not str(f.type).endswith(" | None"))
    if any(values[name] is None for name in _REQUIRED[kind.kind]):
        return False
    return not any(isinstance(value, tuple) and None in value for value in values.values())


def _names_of(kind: type[Kind]) -> tuple[str, ...]:
    """The names of all fields in their order, those of the base classes first."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return _NAMES[kind]


def _values_of(record: Kind) -> tuple[Value, ...]:
    return tuple([getattr(record, field) for field in _names_of(type(record))])


def _key_of(kind: type[Kind]) -> Callable[[Any], tuple[str, ...]]:
    """Reads the key of a record; a comparison asks for keys more than for anything else."""
    if kind.kind not in _KEYS:
        names = [field.name for field in fields_of(kind) if field.key]
        one = attrgetter(names[0])
        _KEYS[kind.kind] = attrgetter(*names) if len(names) > 1 else lambda record: (one(record),)
    return _KEYS[kind.kind]


_GATE = re.compile(r"<<(\d+):(.*?);;(.*?)>>", re.DOTALL)
_PRIVILEGED = re.compile(r"<<superuser:(.*?);;(.*?)>>", re.DOTALL)
_FOCUS = re.compile(r"<<focus:(.*?)>>")


def _everything(of: str) -> Sql:
    del of
    return Sql("true")


def query_for(
    kind: type[Kind],
    dialect: Dialect,
    major: int,
    focus: Callable[[str], Sql] = _everything,
    *,
    superuser: bool = True,
) -> str | None:
    """The query of a kind for one server version.

    Args:
        superuser: Of which `<<superuser:a;;b>>` is meant: a query that names what the role may not read fails as a whole.
        focus: Gives a condition on `n.nspname` and on the expression that is its argument; all objects without it.

    Returns:
        The query, or None where the kind does not exist in that dialect.
    """
    text = kind.queries.get(dialect)
    if text is None:
        return None
    text = _PRIVILEGED.sub(lambda gate: gate[1] if superuser else gate[2], text)
    text = _GATE.sub(lambda gate: gate[2] if major >= int(gate[1]) else gate[3], text)
    # last, and in one pass: the names in a focus may hold anything, what looks like one of our marks too
    return _FOCUS.sub(lambda found: str(focus(found[1])), text)
