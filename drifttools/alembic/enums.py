"""Enums of models beside those of the database, each type once: what SQLAlchemy sends is what the type must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, TypeDecorator, text
from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData
    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine

Name = tuple[str, str]
Labels = tuple[str, ...]

_ENUMS = """
SELECT n.nspname::pg_catalog.text, t.typname::pg_catalog.text,
       pg_catalog.array_agg(e.enumlabel::pg_catalog.text ORDER BY e.enumsortorder) FILTER (WHERE e.enumlabel IS NOT NULL),
       EXISTS (SELECT FROM pg_catalog.pg_depend d
               WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass
               AND d.objid OPERATOR(pg_catalog.=) t.oid AND d.deptype OPERATOR(pg_catalog.=) 'e')
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid OPERATOR(pg_catalog.=) t.oid
WHERE t.typtype OPERATOR(pg_catalog.=) 'e'
GROUP BY n.nspname, t.typname, t.oid
"""
_USES = """
SELECT n.nspname::pg_catalog.text, coalesce(b.typname, t.typname)::pg_catalog.text,
       rn.nspname::pg_catalog.text, c.relname::pg_catalog.text, a.attname::pg_catalog.text,
       b.oid IS NOT NULL, pg_catalog.pg_get_expr(d.adbin, d.adrelid), c.relkind IN ('r', 'p')
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid OPERATOR(pg_catalog.=) c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
LEFT JOIN pg_catalog.pg_type b ON b.typarray OPERATOR(pg_catalog.=) t.oid
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) coalesce(b.typnamespace, t.typnamespace)
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum
WHERE coalesce(b.typtype, t.typtype) OPERATOR(pg_catalog.=) 'e' AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'c') AND NOT c.relispartition
ORDER BY 3, 4, a.attnum
"""


@dataclass(frozen=True, slots=True)
class Use:
    """A column of the database that is of an enum.

    Args:
        array: Whether it is of arrays of it.
        default: Its default as the server prints it.
        table: Whether it belongs to a table, and not to a view or a composite type.
    """

    schema: str
    relation: str
    column: str
    array: bool
    default: str | None
    table: bool


@dataclass(frozen=True, slots=True)
class Live:
    """The enums of the database: labels in their order, and the columns that use them."""

    labels: Mapping[Name, Labels]
    uses: Mapping[Name, tuple[Use, ...]]
    of_extensions: frozenset[Name]


def enum_of(type_: TypeEngine[Any], dialect: Dialect) -> postgresql.ENUM | None:
    """The native enum behind a type of a model, through decorators, variants and arrays; None where there is none."""
    seen = type_.dialect_impl(dialect)
    while isinstance(seen, TypeDecorator):
        seen = seen.impl_instance.dialect_impl(dialect)
    if isinstance(seen, ARRAY):
        return enum_of(seen.item_type, dialect)
    if not isinstance(seen, postgresql.ENUM) or not seen.name:
        return None
    return seen


def declared_enums(metadatas: Iterable[MetaData], dialect: Dialect, default_schema: str) -> dict[Name, Labels]:
    """Every enum that columns of the models have, with the labels that SQLAlchemy sends for it.

    Those are the names of the members, or what `values_callable` makes of them.
    """
    found: dict[Name, Labels] = {}
    for metadata in metadatas:
        for table in metadata.sorted_tables:
            for column in table.columns:
                enum = enum_of(column.type, dialect)
                if enum is not None:
                    found.setdefault((enum.schema or default_schema, str(enum.name)), tuple(enum.enums))
    return found


def live_enums(connection: Connection) -> Live:
    """The enums of the database."""
    labels: dict[Name, Labels] = {}
    owned = set()
    for schema, enum, held, extension in connection.execute(text(_ENUMS)):
        labels[schema, enum] = tuple(held or ())
        if extension:
            owned.add((schema, enum))
    uses: dict[Name, tuple[Use, ...]] = {}
    for schema, enum, *use in connection.execute(text(_USES)):
        uses[schema, enum] = (*uses.get((schema, enum), ()), Use(*use))
    return Live(labels, uses, frozenset(owned))


def renamed(held: Labels, wanted: Labels) -> Iterator[tuple[str, str]]:
    """The labels that only differ in their case, pair by pair, where nothing else differs.

    That is what is left when models send the names of members and the type was made of their values, or the other way.
    """
    if len(held) == len(wanted) and all(a.casefold() == b.casefold() for a, b in zip(held, wanted, strict=True)):
        yield from ((a, b) for a, b in zip(held, wanted, strict=True) if a != b)


def added(held: Labels, wanted: Labels) -> list[tuple[str, str, str]] | None:
    """The labels to add, each with the word `before` or `after` and its neighbour; None where adding is not enough."""
    if tuple(label for label in wanted if label in held) != held:
        return None
    steps = []
    for at, label in enumerate(wanted):
        if label in held:
            continue
        if at:
            steps.append((label, "after", wanted[at - 1]))
        elif held:
            steps.append((label, "before", held[0]))
        else:
            steps.append((label, "", ""))
    return steps
