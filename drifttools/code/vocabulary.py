"""What a catalog knows, for looking names up: relations with their columns, enums, functions, foreign keys."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

KINDS = (
    "schema",
    "table",
    "column",
    "view",
    "materialized view",
    "enum",
    "domain",
    "routine",
    "aggregate",
    "constraint",
    "sequence",
    "extension",
)
"""What is read of a catalog for it."""
ITS_OWN = frozenset({"pg_catalog", "information_schema", "pg_toast", "pg_temp"})
SYSTEM_COLUMNS = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
OF_SEQUENCES = frozenset({"last_value", "log_cnt", "is_called"})
_NEAR = 0.6
_TELLING = 4  # letters of a word that is worth sharing
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        labels: What an enum or a CHECK lets it hold; None where that is open.
        enum: The enum, dotted, or the CHECK.
        array: Whether it holds several of these.
        nullable: Whether it takes NULL; `filled`: whether it has a default, or makes its own value.
    """

    name: str
    type: str
    labels: tuple[str, ...] | None = None
    enum: str = ""
    array: bool = False
    nullable: bool = True
    filled: bool = False


@dataclass(frozen=True)
class Relation:
    """A table or view. `columns` is None where its columns are not known, as of a table of an extension."""

    schema: str
    name: str
    columns: Mapping[str, Column] | None

    @property
    def label(self) -> str:
        """`schema.name`."""
        return f"{self.schema}.{self.name}"

    @property
    def sequence(self) -> bool:
        """Whether it is a sequence, which can be read like a table and is never meant for one."""
        return self.columns is not None and self.columns.keys() == OF_SEQUENCES


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """One foreign key: its name, its table and columns, and the table that it leads to."""

    name: str
    table: tuple[str, str]
    columns: tuple[str, ...]
    to: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a server has and no kind covers: a function, or with `columns` a relation."""

    schema: str
    name: str
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The names of one catalog.

    Args:
        relations: (schema, name) to the relation.
        enums: (schema, name) to its labels.
        functions: Name to the schemas that have one of it, those of the server and of extensions among them.
        parameters: (schema, name) of a function to the names of what it takes, of all that are called so; not there
            where one of them could not be told.
        keys: All foreign keys.
        path: The schemas in which a bare name is looked for.
        schemas: All schemas.
        gaps: What is not known of this catalog, each as a sentence: then nothing that is absent is certainly absent.
        origin: What it is of, for a person.
        fingerprint: Of the snapshot.
    """

    relations: Mapping[tuple[str, str], Relation]
    enums: Mapping[tuple[str, str], tuple[str, ...]]
    functions: Mapping[str, frozenset[str]]
    parameters: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    keys: tuple[ForeignKey, ...] = ()
    path: tuple[str, ...] = ("public",)
    schemas: frozenset[str] = frozenset()
    gaps: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    origin: str = ""
    fingerprint: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Relation, ...]]:
        """Bare name to all relations of it."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations.values():
            found.setdefault(relation.name, []).append(relation)
        return {name: tuple(all_of) for name, all_of in found.items()}

    def find(self, schema: str | None, name: str) -> Relation | None:
        """The relation that a name means: in its schema, or in the first of the path that has it."""
        places = (schema,) if schema else self.path
        return next((self.relations[place, name] for place in places if (place, name) in self.relations), None)

    def near_relations(self, schema: str | None, name: str) -> tuple[str, ...]:
        """Dotted names that may be meant: the same name elsewhere first."""
        elsewhere = [one.label for one in self.by_name.get(name, ())]
        offered = {
            one.name: one.label for one in self.relations.values() if schema in (None, one.schema) and not one.sequence
        }
        return tuple(dict.fromkeys([*elsewhere, *(offered[one] for one in nearest(name, offered))]))[:3]


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the known names that are like this one, however they are spelt, or that share a word with it."""
    given = {plain(one): one for one in known}
    found = difflib.get_close_matches(plain(name), list(given), n=3, cutoff=_NEAR)
    words = {word for word in plain(name).split("_") if len(word) >= _TELLING}
    sharing = [one for one in given if words & set(one.split("_"))] if not found else []
    return tuple(given[one] for one in (found or sorted(sharing, key=len)[:3]))


def plain(name: str) -> str:
    """A name without how it is spelt: `customerName`, `CustomerName` and `customer_name` are one."""
    return "_".join(_WORDS.findall(name)).lower() or name.lower()
