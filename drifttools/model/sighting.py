"""What a live database says of one recognised error, and what the answer to it is. Frozen values, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drifttools.model.cause import Confidence, Evidence, RuledOut
from drifttools.model.recognised import Recognised

Relation = tuple[str, str]
"""Schema and name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One object of the name that an error is about, or of a similar one.

    Args:
        found: Whether the bare name means this one for the role.
        usable: Whether the role has USAGE on its schema.
        match: `exact`; `case`: other upper and lower case; `near`: a similar name.
        rows: None where they are not known; `exact` says whether they were counted or are the planner's estimate.
        scans, inserts: Since the server's statistics were reset; None where it keeps none. They grow by being looked at,
            so two answers that differ in nothing else are equal.
    """

    kind: str
    schema: str
    name: str
    on_table: str = ""
    owner: str = ""
    found: bool = False
    usable: bool = True
    match: str = "exact"
    rows: int | None = None
    exact: bool = False
    scans: int | None = field(default=None, compare=False)
    inserts: int | None = field(default=None, compare=False)

    @property
    def label(self) -> str:
        """The dotted name, unquoted, for a person."""
        if self.kind == "schema" or not self.schema:
            return self.name
        return ".".join(filter(None, (self.schema, self.on_table if self.kind != "index" else "", self.name)))


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of a table, as the role meets it.

    Args:
        command: `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
        applies: Whether it is for the role, or for one that the role is a member of.
    """

    name: str
    command: str
    permissive: bool
    roles: tuple[str, ...]
    applies: bool


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table that an error may be about.

    Args:
        columns: Name to type.
        allowed: Role to what it may do: `SELECT`, `INSERT`, `UPDATE`, `DELETE`.
        owned: Whether the role is its owner or a member of it.
        secured: Whether row-level security is on; `forced`: for its owner too.
        unique: Column lists of its unique indexes that cover every row.
    """

    schema: str
    name: str
    kind: str
    owner: str
    columns: Mapping[str, str] = field(default_factory=dict)
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owned: bool = False
    secured: bool = False
    forced: bool = False
    policies: tuple[Policy, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def label(self) -> str:
        """`schema.name`."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class Routine:
    """A function of the name, with its arguments as a call needs them."""

    schema: str
    name: str
    arguments: str
    parameters: tuple[str, ...]
    found: bool
    executable: bool


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An enum of the name, with its labels in order."""

    schema: str
    name: str
    labels: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class ConstraintFacts:
    """A constraint of the name.

    Args:
        refers: The table that a foreign key refers to.
        twins: Tables of that name in other schemas.
    """

    schema: str
    table: str
    name: str
    kind: str
    definition: str
    valid: bool = True
    columns: tuple[str, ...] = ()
    refers: Relation | None = None
    twins: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class SequenceFacts:
    """A sequence that numbers a column, beside the largest number in it; `next` is what it gives next."""

    schema: str
    name: str
    table: str
    column: str
    next: int
    largest: int

    @property
    def behind(self) -> bool:
        """Whether it gives numbers that are there already."""
        return self.next <= self.largest


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """An operator of the name that is asked for, in a schema that is not searched.

    Args:
        operator: With its types.
        extension: Whose it is; empty where it is none's.
    """

    schema: str
    operator: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database says about one error.

    Args:
        role: Whose eyes were used; `role_asked` is the one that the text or the user names, where it is not there.
        setting, origin: Its search_path, and what sets it; `parts` are its names as they are set.
        reached: The schemas that are really searched, in order.
        blocked: Schemas of the path that are there and that the role may not use.
        places: Of the name; similar ones where it is nowhere.
        tables: Those that the error may be about.
        extension: (schema, version) where it is installed; `available`: whether the server has its files.
        schemas, databases, roles: Names that are there.
        served: The schemas that PostgREST is told to serve in the database; empty where the database does not say.
        api_roles: The roles of PostgREST that are there.
        sessions: How many sessions the role has now.
        dialect: What was asked: a `sqlite` file has one schema, and neither roles nor a search_path.
    """

    database: str
    role: str
    setting: str
    origin: str
    parts: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    role_asked: str = ""
    superuser: bool = False
    bypasses: bool = False
    places: tuple[Place, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    routines: tuple[Routine, ...] = ()
    enums: tuple[Enumeration, ...] = ()
    operators: tuple[OperatorFacts, ...] = ()
    constraints: tuple[ConstraintFacts, ...] = ()
    sequences: tuple[SequenceFacts, ...] = ()
    extension: tuple[str, str] | None = None
    available: bool = False
    schemas: tuple[str, ...] = ()
    databases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    api_roles: tuple[str, ...] = ()
    sessions: int = 0
    dialect: str = "postgresql"

    @property
    def lacks_it(self) -> str:
        """How it is said that a name is nowhere in it."""
        return f"is not in {self.database}" if self.dialect == "sqlite" else f"is in no schema of {self.database}"

    @property
    def path(self) -> str:
        """The search_path as it is set, and by what."""
        return f"{self.setting or 'empty'} ({self.origin})"

    @property
    def exact(self) -> tuple[Place, ...]:
        """The places of the very name."""
        return tuple(place for place in self.places if place.match == "exact")


class Origin(StrEnum):
    """Where an error comes from."""

    DRIFT = "drift"
    PRIVILEGE = "privilege"
    SEARCH_PATH = "search_path"
    STALE_CACHE = "stale cache"
    CODE = "code"
    DATA = "data"
    SESSION = "session"
    CONNECTION = "connection"
    HISTORY = "migration history"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do. It is told, and never run.

    Args:
        what: What it does, or when it is right.
        command: The text to run; empty where there is none.
        language: `sql`, `sh` or `python`.
    """

    what: str
    command: str = ""
    language: str = "sql"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to one error.

    Args:
        origin: Where it comes from, and how sure that is.
        sentence: The answer.
        places: Where the object is, or similar ones.
        near: Names that may be meant.
        findings: Ids of the findings of the incident that belong to it.
    """

    error: Recognised
    origin: Origin
    confidence: Confidence
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    ruled_out: tuple[RuledOut, ...] = ()
    places: tuple[Place, ...] = ()
    near: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
