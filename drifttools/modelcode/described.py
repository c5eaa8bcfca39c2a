"""How the models of a project are written, as its own SQLAlchemy has told: values, and nothing of the project's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

DEFAULT_SCHEMA = "public"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a class or a variable is written; empty where it is made at run time."""

    name: str
    module: str
    file: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """That of an answer."""
        return cls(told.get("class", ""), told.get("module", ""), told.get("file", ""))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship.

    Args:
        leads_to: The class at its other end.
        columns: The columns of its foreign key.
        through: Whether a third table links the two.
    """

    leads_to: str
    columns: tuple[str, ...]
    through: bool


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table of the models.

    Args:
        key: Schema and name; the schema is the default one where the models leave it to the connection.
        schema: As the models say it; empty as above.
        place: Its class, or the variable of a `Table`.
        columns: The attribute of each column; empty for a table without a class.
        attributes: Every name that its class has.
        bases: Where the class and what it inherits from are written, itself first.
        relations: Its relationships.
    """

    key: tuple[str, str]
    schema: str
    place: Place
    columns: Mapping[str, str]
    attributes: frozenset[str]
    bases: tuple[Place, ...]
    relations: Mapping[str, Relation]

    @property
    def is_class(self) -> bool:
        """Whether a class is mapped to it."""
        return bool(self.bases)


@dataclass(frozen=True, slots=True)
class DescribedEnum:
    """An enum type of the models.

    Args:
        key: Schema and name.
        place: Its Python class; without a name where its labels are strings.
        sends: `names`, `values`, `strings` or `other`.
        labels: What is sent.
        members: Name and value of each member.
        columns: (schema, table, column) of what is of it.
    """

    key: tuple[str, str]
    place: Place
    sends: str
    labels: tuple[str, ...]
    members: Mapping[str, str]
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DescribedBase:
    """A metadata: the base of its classes, or the variable of the metadata itself.

    Args:
        place: The base; without a name where there is none.
        spec: `module:attribute` of what was named or found.
        schema: That of tables that name none.
        conventions: Its naming convention.
        has_type_map: Whether annotations have types of their own.
        dataclass: Whether its classes are dataclasses, whose fields have an order.
        sqlmodel: Whether its classes are of SQLModel.
        tables: Keys of its tables.
    """

    place: Place
    spec: str
    schema: str
    conventions: Mapping[str, str]
    has_type_map: bool
    dataclass: bool
    sqlmodel: bool
    tables: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DescribedModels:
    """All models of a spec.

    Args:
        tables: By schema and name.
        enums: By schema and name.
        bases: The metadata.
        version: SQLAlchemy's.
        python: Of the project's interpreter.
        mappers: What SQLAlchemy says where relationships cannot be resolved.
    """

    tables: Mapping[tuple[str, str], DescribedTable]
    enums: Mapping[tuple[str, str], DescribedEnum]
    bases: tuple[DescribedBase, ...]
    version: tuple[int, ...]
    python: tuple[int, ...]
    mappers: str = ""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """That of the answer of `describe_models.py`."""
        tables = [_table(told) for told in answer["tables"]]
        enums = [_enum(told) for told in answer["enums"]]
        return cls(
            tables={table.key: table for table in tables},
            enums={enum.key: enum for enum in enums},
            bases=tuple(_base(told) for told in answer["bases"]),
            version=tuple(int(part) for part in answer["version"].split(".")[:2]),
            python=tuple(answer["python"]),
            mappers=answer["mappers"],
        )

    def base_of(self, key: tuple[str, str]) -> DescribedBase:
        """The metadata that a table is of; for one that the models lack that with the most tables."""
        found = next((base for base in self.bases if key in base.tables), None)
        return found or max(self.bases, key=lambda base: (bool(base.place.name), len(base.tables)))


def _table(told: Mapping[str, Any]) -> DescribedTable:
    return DescribedTable(
        key=(told["schema"] or DEFAULT_SCHEMA, told["table"]),
        schema=told["schema"],
        place=Place.of(told),
        columns=told["columns"],
        attributes=frozenset(told["attributes"]),
        bases=tuple(map(Place.of, told["bases"])),
        relations={
            name: Relation(one["class"], tuple(one["columns"]), one["through"]) for name, one in told["relations"].items()
        },
    )


def _enum(told: Mapping[str, Any]) -> DescribedEnum:
    return DescribedEnum(
        key=(told["schema"] or DEFAULT_SCHEMA, told["name"]),
        place=Place.of(told),
        sends=told["sends"],
        labels=tuple(told["labels"]),
        members=told["members"],
        columns=tuple((schema or DEFAULT_SCHEMA, table, column) for schema, table, column in told["columns"]),
    )


def _base(told: Mapping[str, Any]) -> DescribedBase:
    return DescribedBase(
        place=Place.of(told),
        spec=told["spec"],
        schema=told["schema"],
        conventions=told["conventions"],
        has_type_map=told["types"],
        dataclass=told["dataclass"],
        sqlmodel=told["sqlmodel"],
        tables=frozenset((schema or DEFAULT_SCHEMA, table) for schema, table in told["tables"]),
    )
