"""What PostgREST does for the service, as far as the service asks it: a schema cache, a role, errors as JSON.

The cache is read when the process starts and again when somebody notifies `pgrst`, and not before: a column that was
added meanwhile is not known, which is half of the story. Statuses and bodies of errors are those of PostgREST 13, made
from what the server really said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

Row = dict[str, Any]

_COLUMNS = """
select c.relname::text, a.attname::text
from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
"""
_STATUS_OF = {"23503": HTTPStatus.CONFLICT, "23505": HTTPStatus.CONFLICT, "42501": HTTPStatus.FORBIDDEN}
_STATUS_OF |= {"42P01": HTTPStatus.NOT_FOUND, "42883": HTTPStatus.NOT_FOUND}


class RestError(Exception):
    """An answer of PostgREST that is an error.

    Args:
        status: Of the answer.
        code, message, details, hint: Its body.
    """

    def __init__(self, status: int, code: str, message: str, details: str | None = None, hint: str | None = None) -> None:
        self.status = status
        self.body = {"code": code, "details": details, "hint": hint, "message": message}
        super().__init__(json.dumps(self.body))


class Rest:
    """The schema cache, and sessions that use it.

    Args:
        dsn: The database.
    """

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._listening = psycopg.connect(dsn, autocommit=True)
        self._said: list[str] = []
        # not `notifies()`: with psycopg 3.2.3 it does not give what came with the answer to a query
        self._listening.add_notify_handler(lambda one: self._said.append(one.payload))
        self._listening.execute("listen pgrst")
        self._columns = self._read()

    def _read(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for table, column in self._listening.execute(_COLUMNS):
            found.setdefault(table, set()).add(column)
        return found

    def refresh(self) -> None:
        """Read the catalog again if somebody has said so since the last time."""
        self._listening.execute("select")  # what was notified comes with the answer
        said = {*self._said}
        self._said.clear()
        if {"reload schema", ""} & said:
            self._columns = self._read()

    def knows(self, table: str, columns: Sequence[str] = ()) -> None:
        """Refuse a table or column that the cache lacks, as PostgREST does without asking the database."""
        if table not in self._columns:
            text = f"Could not find the table 'public.{table}' in the schema cache"
            raise RestError(HTTPStatus.NOT_FOUND, "PGRST205", text)
        for column in columns:
            if column not in self._columns[table]:
                text = f"Could not find the '{column}' column of '{table}' in the schema cache"
                raise RestError(HTTPStatus.BAD_REQUEST, "PGRST204", text)

    @contextmanager
    def session(self, role: str, *, keep: bool) -> Iterator[Session]:
        """One transaction as a role.

        Args:
            role: Who asks.
            keep: Whether what was written stays: `Prefer: tx=rollback` is how PostgREST is told to forget it.
        """
        self.refresh()
        with psycopg.connect(self._dsn, row_factory=dict_row) as connection:
            connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
            connection.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps({"role": role})])
            yield Session(self, connection)
            if not keep:
                connection.rollback()


class Session:
    """What is asked within one transaction; a request that fails leaves the others as they are."""

    def __init__(self, rest: Rest, connection: psycopg.Connection[Row]) -> None:
        self._rest = rest
        self._connection = connection

    def select(
        self, table: str, columns: Sequence[str], filters: Mapping[str, object], order: str = "", *, single: bool = False
    ) -> list[Row]:
        """`GET /table?select=...`."""
        self._rest.knows(table)
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        query = sql.SQL("select {} from {}").format(listed, sql.Identifier("public", table))
        where, parameters = _where(filters)
        ordered = sql.SQL(" order by {}").format(sql.Identifier(order)) if order else sql.SQL("")
        return self._send(query + where + ordered, parameters, single=single)

    def insert(self, table: str, row: Mapping[str, object]) -> Row:
        """`POST /table`, with the row that was made as the answer."""
        self._rest.knows(table, list(row))
        query = sql.SQL("insert into {} ({}) values ({}) returning *").format(
            sql.Identifier("public", table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        )
        return self._send(query, [_given(one) for one in row.values()], single=True)[0]

    def update(self, table: str, row: Mapping[str, object], filters: Mapping[str, object]) -> Row:
        """`PATCH /table?...` of exactly one row."""
        self._rest.knows(table, list(row))
        pairs = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in row)
        query = sql.SQL("update {} set {}").format(sql.Identifier("public", table), pairs)
        where, parameters = _where(filters)
        sent = [_given(one) for one in row.values()] + parameters
        return self._send(query + where + sql.SQL(" returning *"), sent, single=True)[0]

    def _send(self, query: sql.Composed, parameters: Sequence[object], *, single: bool) -> list[Row]:
        try:
            with self._connection.transaction():
                rows: list[Row] = self._connection.execute(query, parameters).fetchall()
        except psycopg.Error as error:
            raise _refused(error) from None
        if single and len(rows) != 1:
            text = "JSON object requested, multiple (or no) rows returned"
            details = f"The result contains {len(rows)} rows"
            raise RestError(HTTPStatus.NOT_ACCEPTABLE, "PGRST116", text, details)
        return rows


def _where(filters: Mapping[str, object]) -> tuple[sql.Composed, list[object]]:
    """`status=in.(a,b)&mechanic_id=is.null&id=eq.7` as a condition: a list, nothing, a value."""
    parts: list[sql.Composable] = []
    parameters: list[object] = []
    for column, wanted in filters.items():
        if wanted is None:
            parts.append(sql.SQL("{} is null").format(sql.Identifier(column)))
            continue
        # one by one: each is then of the column's type, as a literal in PostgREST's own query is
        values = wanted if isinstance(wanted, list) else [wanted]
        marks = sql.SQL(", ").join(sql.Placeholder() * len(values))
        parts.append(sql.SQL("{} in ({})").format(sql.Identifier(column), marks))
        parameters += values
    where = sql.SQL(" where {}").format(sql.SQL(" and ").join(parts)) if parts else sql.Composed([])
    return where, parameters


def _given(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict) else value


def _refused(error: psycopg.Error) -> RestError:
    """What the server said, as PostgREST hands it on."""
    said = error.diag
    status = _STATUS_OF.get(error.sqlstate or "", HTTPStatus.BAD_REQUEST)
    return RestError(status, error.sqlstate or "", said.message_primary or "", said.message_detail, said.message_hint)
