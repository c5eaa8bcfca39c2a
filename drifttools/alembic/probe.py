"""How PostgreSQL itself writes a column of the models: it is made in a temporary table that is rolled back at once.

Types and defaults have many spellings, and only the server knows which are the same. The column stands beside the live one,
both printed by the same functions in the same session, so nothing here knows how a type is written.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from drifttools.sql.compose import Sql, compose, deparsed, joined, name

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Column, Connection, Table

_COLUMNS = """
SELECT a.attname::pg_catalog.text, pg_catalog.format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attcollation OPERATOR(pg_catalog.<>) t.typcollation
            THEN a.attcollation::pg_catalog.regcollation::pg_catalog.text END,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum
WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(:relation)
  AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
"""
_PROBE = "drifttools_probe"
_UNDEFINED = frozenset(["42704", "42P01", "42883", "3F000"])
"""States of errors about a type, sequence, function or schema that does not exist: the live column cannot be of it."""
_OF_THE_DEFAULT = frozenset(["22P02", "22007", "22008", "42804", "42846"])
"""States of errors about a value that the type does not take, such as a label that the live enum has not."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as PostgreSQL prints it: its type, the collation that is not the type's own, its default."""

    type: str
    collation: str | None
    default: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A column that PostgreSQL would not make.

    Args:
        absent: Whether that is because something that it uses does not exist, or has another value than the live one.
    """

    absent: bool
    reason: str


class Probe:
    """The columns of models and of the database, each printed by the database.

    Args:
        connection: That of `env.py`.
    """

    _known: ClassVar[WeakKeyDictionary[MigrationContext, Probe]] = WeakKeyDictionary()

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._live: dict[str, Mapping[str, Seen]] = {}
        self._wanted: dict[Table, Mapping[str, Seen | Refused]] = {}

    @classmethod
    def of(cls, context: MigrationContext) -> Probe | None:
        """The probe of a run of autogenerate, which is one context; None where that has no PostgreSQL."""
        connection = context.connection
        if connection is None or connection.dialect.name != "postgresql":
            return None
        if context not in cls._known:
            cls._known[context] = cls(connection)
        return cls._known[context]

    def live(self, column: Column[Any]) -> Seen | None:
        """The column of the database that stands where this one of the models does; None where there is none."""
        table = column.table
        relation = str(name(*filter(None, (table.schema, table.name))))
        if relation not in self._live:
            self._live[relation] = self._read(relation)
        return self._live[relation].get(column.name)

    def wanted(self, column: Column[Any]) -> Seen | Refused:
        """The column of the models as PostgreSQL would make it."""
        table = column.table
        if table not in self._wanted:
            self._wanted[table] = self._made(table.columns)
        return self._wanted[table][column.name]

    def type_alone(self, column: Column[Any]) -> Seen | Refused:
        """The column of the models without its default, which PostgreSQL may have refused."""
        made = self._try([column], defaults=False)
        return made if isinstance(made, Refused) else made[column.name]

    def _read(self, relation: str) -> dict[str, Seen]:
        rows = self._connection.execute(text(_COLUMNS), {"relation": relation})
        return {column: Seen(type_, collation, default) for column, type_, collation, default in rows}

    def _made(self, columns: Iterable[Column[Any]]) -> dict[str, Seen | Refused]:
        columns = list(columns)
        together = self._try(columns)
        if not isinstance(together, Refused):
            return {**together}
        if len(columns) == 1:
            return {columns[0].name: together}
        return {name: seen for column in columns for name, seen in self._made([column]).items()}

    def _try(self, columns: list[Column[Any]], *, defaults: bool = True) -> dict[str, Seen] | Refused:
        """Make the columns, read them, and take them back."""
        statement = compose(
            "create temporary table {} ({})",
            name(_PROBE),
            joined(self._declared(column, defaults=defaults) for column in columns),
        )
        savepoint = self._connection.begin_nested()
        try:
            self._connection.exec_driver_sql(str(statement).replace("%", "%%"))
            return self._read(f"pg_temp.{_PROBE}")
        except SQLAlchemyError as error:
            driver = getattr(error, "orig", None)
            state = getattr(driver, "sqlstate", None) or getattr(driver, "pgcode", None) or ""
            absent = state in _UNDEFINED or state in _OF_THE_DEFAULT
            reason = str(driver or error).partition("\n")[0]
            if not absent and len(columns) == 1:
                label = f"{columns[0].table.name}.{columns[0].name}"
                warnings.warn(f"drifttools could not compare {label} and leaves it to Alembic: {reason}", stacklevel=2)
            return Refused(absent, reason)
        finally:
            savepoint.rollback()

    def _declared(self, column: Column[Any], *, defaults: bool) -> Sql:
        dialect = self._connection.dialect
        # SQLAlchemy's own compiler writes them, as it does for CREATE TABLE
        type_ = deparsed(dialect.type_compiler_instance.process(column.type, type_expression=column))
        written = None
        if defaults and column.identity is None and column.computed is None:
            written = dialect.ddl_compiler(dialect, None).get_column_default_string(column)  # type: ignore[arg-type] # of no statement
        default = compose("default {}", deparsed(written)) if written else Sql("")
        return joined((name(column.name), type_, default), " ")
