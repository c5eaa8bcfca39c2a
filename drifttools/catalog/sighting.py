"""Gathers what a database says of a recognised error: SELECT only, nothing of a row but numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import LiteralString, cast

import psycopg

from drifttools.catalog import sighting_queries as queries
from drifttools.catalog.counts import count_rows
from drifttools.catalog.locate import Located, locate
from drifttools.catalog.operators import OPERATORS, symbol, taking
from drifttools.catalog.query import pin, read_values, said
from drifttools.catalog.search_path import SearchPath, read_search_path, split_path
from drifttools.errors import CatalogError, UsageError
from drifttools.model.recognised import Recognised
from drifttools.model.sighting import (
    ConstraintFacts,
    Enumeration,
    Facts,
    OperatorFacts,
    Place,
    Policy,
    Relation,
    Routine,
    SequenceFacts,
    TableFacts,
)
from drifttools.sql.compose import compose, name

Connection = psycopg.Connection[tuple[object, ...]]

API_ROLES = ("anon", "authenticated", "service_role", "authenticator", "web_anon")
"""Roles that PostgREST takes: its manual's and Supabase's."""

_RELATIONS = ("table", "partitioned table", "view", "materialized view", "foreign table")
_TABLES_MOST, _COUNTED_MOST = 12, 6
_COUNT_MS = 1_500


def gather_facts(connection: Connection, error: Recognised, role: str | None = None) -> Facts:
    """Ask what there is to know about one error.

    Args:
        connection: From `connect_readonly`, not in a transaction; it is left that way.
        error: What was recognised.
        role: Whose search_path and privileges count; else the one that the text names, else the one that connects.

    Raises:
        UsageError: There is no such role; not where only the text names it.
        CatalogError: The catalog could not be read.
    """
    path, asked = _path(connection, error, role)
    try:
        return _Gathering(connection, error, path).facts(asked)
    except psycopg.Error as problem:
        raise CatalogError(f"what is there could not be read: {said(problem)}") from problem
    finally:
        connection.rollback()


def _path(connection: Connection, error: Recognised, role: str | None) -> tuple[SearchPath, str]:
    if role is None and error.role:
        try:
            return read_search_path(connection, error.role), ""
        except UsageError:
            return read_search_path(connection), error.role
    return read_search_path(connection, role), ""


class _Gathering:
    """The queries for one error."""

    def __init__(self, connection: Connection, error: Recognised, path: SearchPath) -> None:
        self._connection = connection
        self._error = error
        self._path = path

    def facts(self, asked: str) -> Facts:
        error, path = self._error, self._path
        places, similar = self._places()
        named = self._rows(queries.NAMES)
        is_super, bypasses = next(iter(self._rows(queries.ROLE, role=path.role_oid)), (False, False))
        tables = self._tables(places, similar)
        constraints = self._constraints()
        extension = next(iter(self._rows(queries.EXTENSION, name=error.name("extension"))), None)
        roles = self._of("role", named)
        return Facts(
            database=path.database,
            role=path.role,
            role_asked=asked,
            setting=path.setting,
            origin=path.origin,
            parts=split_path(path.setting),
            reached=path.reached,
            blocked=tuple(entry.schema for entry in path.entries if entry.exists and not entry.usable),
            superuser=bool(is_super),
            bypasses=bool(bypasses),
            places=self._with_rows(places),
            tables=tables,
            routines=self._routines(),
            enums=self._enums(),
            operators=self._operators(),
            constraints=constraints,
            sequences=self._sequences(constraints) if error.family == "unique" else (),
            extension=(str(extension[0]), str(extension[1])) if extension else None,
            available=bool(self._rows(queries.AVAILABLE, name=error.name("extension"))),
            schemas=self._of("schema", named),
            databases=self._of("database", named),
            roles=roles,
            served=tuple(part.strip() for one in self._of("served", named) for part in one.split(",")),
            api_roles=tuple(one for one in API_ROLES if one in roles),
            sessions=int(str(self._rows(queries.SESSIONS, role=path.role_oid)[0][0])),
        )

    def _rows(self, query: LiteralString, **parameters: object) -> list[tuple[object, ...]]:
        pin(self._connection)
        return self._connection.execute(query, parameters).fetchall()

    @staticmethod
    def _of(kind: str, rows: Iterable[tuple[object, ...]]) -> tuple[str, ...]:
        return tuple(str(row[1]) for row in rows if row[0] == kind)

    # --------------------------------------------------------------------------------------------- names and places

    def _main_name(self) -> str:
        """The name that is looked for: that of the error's own object, not of its column or constraint."""
        error = self._error
        for role in ("relation", "type", "index", "schema", "extension", "collation", "opclass", "alias"):
            if error.name(role):
                return error.name(role)
        return _bare(error.name("function") or error.name("routine"))

    def _places(self) -> tuple[tuple[Place, ...], tuple[Relation, ...]]:
        """Where the name is; and tables that the statement or the server's hint names, which may be meant."""
        found = self._located(self._main_name())
        if self._error.cut and not any(place.match == "exact" for place in found):
            found = self._beginning(self._main_name()) or found
        others: list[Relation] = []
        wanted = [table.name for table in self._error.tables] + [self._error.name("other"), self._key_table()]
        for other in dict.fromkeys(filter(None, wanted)):
            if other != self._main_name():
                others += [
                    (one.schema, one.name)
                    for one in self._located(other)
                    if one.kind in _RELATIONS and one.match == "exact"
                ]
        return found, tuple(dict.fromkeys(others))

    def _key_table(self) -> str:
        return dict(self._error.related).get("key_table", "")

    def _located(self, wanted: str) -> tuple[Place, ...]:
        if not wanted.strip() or "\0" in wanted:
            return ()
        found = _places_of(locate(self._connection, wanted, self._path.role))
        bare = _last(wanted)
        if bare and bare != wanted and not any(place.match == "exact" for place in found):
            # not in the schema, or of the table, that is named: where else it is
            return _places_of(locate(self._connection, bare, self._path.role))
        return found

    def _beginning(self, start: str) -> tuple[Place, ...]:
        """The text ends within the name: every relation that begins like it."""
        rows = self._rows(queries.BEGINS, start=start)
        return tuple(place for row in rows for place in self._located(f"{row[0]}.{row[1]}") if place.kind in _RELATIONS)

    def _with_rows(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """How many rows the tables have, and how much they are used: where there are several, that tells them apart."""
        tables = [(place.schema, place.name) for place in places if place.kind in _RELATIONS[:2] and place.match != "near"]
        tables = list(dict.fromkeys(tables))[:_COUNTED_MOST]
        if not tables:
            return places
        frame = count_rows(self._connection, tables, timeout_ms=_COUNT_MS)
        counts = {
            (str(row["schema"]), str(row["table"])): (None if row["rows"] is None else int(row["rows"]), bool(row["exact"]))
            for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
        }
        used = {(str(row[0]), str(row[1])): row[2:] for row in self._rows(queries.USE, **_pairs(tables))}
        return tuple(
            _counted(place, counts.get((place.schema, place.name)), used.get((place.schema, place.name)))
            for place in places
        )

    # ------------------------------------------------------------------------------------------------ what they are

    def _tables(self, places: tuple[Place, ...], others: tuple[Relation, ...]) -> tuple[TableFacts, ...]:
        own = [(place.schema, place.name) for place in places if place.kind in _RELATIONS]
        wanted = list(dict.fromkeys((*own, *others, *self._of_constraint())))[:_TABLES_MOST]
        if not wanted:
            return ()
        parameters = {**_pairs(wanted), "role": self._path.role_oid}
        policies: dict[Relation, list[Policy]] = {}
        for schema, table, policy, command, permissive, roles, applies in self._rows(queries.POLICIES, **parameters):
            one = Policy(str(policy), str(command), bool(permissive), tuple(cast("list[str]", roles)), bool(applies))
            policies.setdefault((str(schema), str(table)), []).append(one)
        return tuple(
            TableFacts(
                str(schema),
                str(table),
                str(kind),
                str(owner),
                columns=dict(cast("dict[str, str]", columns or {})),
                allowed={
                    one: tuple(rights or ()) for one, rights in cast("dict[str, list[str] | None]", allowed or {}).items()
                },
                owned=bool(owned),
                secured=bool(secured),
                forced=bool(forced),
                policies=tuple(policies.get((str(schema), str(table)), ())),
                unique=tuple(tuple(one or ()) for one in cast("list[list[str] | None]", unique or ())),
            )
            for schema, table, kind, owner, owned, secured, forced, columns, allowed, unique in self._rows(
                queries.TABLES, **parameters, api=list(API_ROLES)
            )
        )

    def _of_constraint(self) -> list[Relation]:
        return [(one.schema, one.table) for one in self._constraints()]

    def _routines(self) -> tuple[Routine, ...]:
        wanted = _bare(self._error.name("function") or self._error.name("routine"))
        if not wanted:
            return ()
        rows = self._rows(
            queries.ROUTINES, names=[wanted.rpartition(".")[2]], path=list(self._path.searched), role=self._path.role_oid
        )
        return tuple(
            Routine(str(row[0]), str(row[1]), str(row[2]), tuple(cast("list[str]", row[3])), bool(row[4]), bool(row[5]))
            for row in rows
        )

    def _enums(self) -> tuple[Enumeration, ...]:
        wanted = self._error.name("type")
        if not wanted or not self._error.family.endswith(("enum-label", "enum-label-missing", "wrong-attribute")):
            return ()
        bare = wanted.replace('"', "").rpartition(".")[2]
        rows = self._rows(queries.ENUMS, names=[bare], path=list(self._path.searched))
        return tuple(
            Enumeration(str(row[0]), str(row[1]), tuple(cast("list[str]", row[2] or [])), bool(row[3])) for row in rows
        )

    def _operators(self) -> tuple[OperatorFacts, ...]:
        operator = self._error.name("operator")
        named = symbol(operator)
        rows = self._rows(OPERATORS, symbol=named, path=list(self._path.searched)) if named else []
        return tuple(one for row in rows if (one := taking(operator, row)) is not None)

    def _constraints(self) -> tuple[ConstraintFacts, ...]:
        wanted = self._error.name("constraint")
        # PostgREST names two tables, and means a foreign key between them
        other = self._error.name("other")
        pair = [_last(self._error.name("relation")), _last(other)] if other else []
        rows = self._rows(queries.CONSTRAINTS, names=[wanted], tables=pair) if wanted or pair else []
        found = [
            ConstraintFacts(
                schema=str(row[0]),
                table=str(row[1]),
                name=str(row[2]),
                kind=str(row[3]),
                definition=str(row[4]),
                valid=bool(row[5]),
                columns=tuple(cast("list[str]", row[6])),
                refers=(str(row[7]), str(row[8])) if row[8] else None,
                twins=tuple((schema, str(row[8])) for schema in cast("list[str]", row[9] or [])),
            )
            for row in rows
        ]
        table = self._error.name("relation").rpartition(".")[2]
        own = [one for one in found if one.table == table and not other]
        return tuple(own or found)

    def _sequences(self, constraints: Sequence[ConstraintFacts]) -> tuple[SequenceFacts, ...]:
        """The sequences that number a key which is there already, beside what is really there."""
        found: list[SequenceFacts] = []
        for one in constraints:
            rows = self._rows(queries.SEQUENCES, schema=one.schema, table=one.table, columns=list(one.columns))
            for schema, sequence, of_schema, table, column, step, last in rows:
                query = compose("select pg_catalog.max({}) from {}", name(str(column)), name(str(of_schema), str(table)))
                self._connection.rollback()
                (answer,) = read_values(self._connection, [str(query)])
                if answer.value is not None and answer.value.lstrip("-").isdigit():
                    upcoming = 1 if last is None else int(str(last)) + int(str(step))
                    found.append(
                        SequenceFacts(str(schema), str(sequence), str(table), str(column), upcoming, int(answer.value))
                    )
        return tuple(found)


def _pairs(tables: Sequence[Relation]) -> dict[str, object]:
    return {"schemas": [schema for schema, _ in tables], "names": [table for _, table in tables]}


def _last(dotted: str) -> str:
    return dotted.replace('"', "").rpartition(".")[2]


def _bare(signature: str) -> str:
    return signature.partition("(")[0].strip().replace('"', "")


def _places_of(located: Located) -> tuple[Place, ...]:
    frame = located.frame()
    return tuple(
        Place(
            kind=str(row["kind"]),
            schema=str(row["schema"] or ""),
            name=str(row["name"]),
            on_table=str(row["on_table"] or ""),
            owner=str(row["owner"] or ""),
            found=bool(row["found_by_search_path"]),
            usable=bool(row["usable"]),
            match=str(row["match"]),
            rows=None if row["rows_estimate"] is None else int(row["rows_estimate"]),
        )
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    )


def _counted(place: Place, counted: tuple[int | None, bool] | None, used: tuple[object, ...] | None) -> Place:
    if counted is not None and place.kind in _RELATIONS[:2]:
        place = replace(place, rows=counted[0] if counted[0] is not None else place.rows, exact=counted[1])
    if used is not None and place.kind in _RELATIONS[:2]:
        place = replace(place, scans=int(str(used[0])), inserts=int(str(used[1])))
    return place
