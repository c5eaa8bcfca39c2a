"""Throw-away databases: on a configured server, on a private one of the machine, or on a private one of the wheel.

Together with `server` the only place of this room that executes anything but SELECT, and never on the
audited server unless the user has configured exactly that.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Literal, Self

import psycopg
from psycopg import sql

from drifttools.catalog.beside_dump import statements_beside_dump
from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.copying import choose_clients, copy_definitions, require_extensions
from drifttools.catalog.refusal import refusal
from drifttools.catalog.server import PrivateServer, drop_database, find_binaries
from drifttools.config import Target, parse_target
from drifttools.config.dsn import conninfo
from drifttools.errors import ScratchError
from drifttools.kinds.base import Reach
from drifttools.redact import redactor, without_values
from drifttools.sql.compose import Sql, compose, joined, name, names, value

_ROLES = "SELECT rolname::pg_catalog.text FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"
_EXTENSIONS = "SELECT extname::pg_catalog.text FROM pg_catalog.pg_extension ORDER BY 1"
_SEQUENCES = """
    select n.nspname, c.relname, a.attname, sn.nspname, s.relname
    from unnest(%(schemas)s::pg_catalog.text[], %(relations)s::pg_catalog.text[]) w(schema, relation)
    join pg_catalog.pg_namespace n on n.nspname = w.schema
    join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.relation
    join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = c.oid
      and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype in ('a', 'i')
    join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
    join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
"""
_MAY_CREATE = """
SELECT rolsuper OR rolcreatedb FROM pg_catalog.pg_roles WHERE rolname = current_user
"""


class Unloadable(Exception):
    """Rows were refused by a scratch database; the message never holds one."""


class ScratchDatabase:
    """One throw-away database; leaving its `with` block drops it, also after an error.

    Args:
        scratch: Where it is.
        name: Its name on the server.
        hint: What it is for, in messages.
    """

    def __init__(self, scratch: Scratch, name: str, hint: str) -> None:
        self.name = name
        self.hint = hint
        self._scratch = scratch

    def __repr__(self) -> str:
        return f"ScratchDatabase({self.name!r}, for {self.hint!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.drop()

    @property
    def target(self) -> Target:
        """The database as a target of the reader."""
        parameters = {**self._scratch.server.parameters, "dbname": self.name}
        return Target(f"scratch database for {self.hint}", conninfo(parameters), parameters)

    @property
    def dsn(self) -> str:
        """The libpq keywords; they hold a password only where a configured server wants one."""
        return self.target.dsn

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A read-write connection in autocommit mode."""
        # the database may have been given settings of the live one
        options = f"{self.target.parameters.get('options', '')} -c default_transaction_read_only=off -c statement_timeout=0"
        return psycopg.connect(self.dsn, autocommit=True, prepare_threshold=None, options=options)

    def run(self, statements: Iterable[str]) -> None:
        """Run statements one by one, each committed by itself, with the settings that an apply has.

        Raises:
            ScratchError: The server refused one; the message has the statement's first line and the server's words.
        """
        with self.connect() as connection:
            # bodies of functions name things as their own search_path finds them, which is not that of the repair
            connection.execute("set check_function_bodies = off")
            connection.execute("select pg_catalog.set_config('search_path', '', false)")
            for statement in statements:
                try:
                    connection.execute(statement.encode())
                except psycopg.Error as problem:
                    first = statement.strip().partition("\n")[0]
                    refused = without_values(str(problem).partition("\n")[0], problem.sqlstate)
                    raise ScratchError(f"{first}: {refused}") from None

    def load(self, relation: tuple[str, str], columns: Iterable[str], lines: Iterable[bytes]) -> None:
        """Put rows into a table as they are: neither triggers nor foreign keys look at them.

        Args:
            relation: Schema and table.
            columns: Those that the rows have.
            lines: As `COPY ... TO STDOUT` has given them.

        Raises:
            Unloadable: The server refused.
        """
        statement = compose("copy {} ({}) from stdin", name(*relation), names(columns))
        try:
            with self._unwatched() as connection, connection.cursor().copy(str(statement).encode()) as stream:
                for line in lines:
                    stream.write(line)
        except psycopg.Error as problem:
            # without DETAIL and CONTEXT, which quote the row
            raise Unloadable(problem.diag.message_primary or type(problem).__name__) from None

    def missing_keys(
        self,
        child: tuple[str, str],
        columns: tuple[str, ...],
        parent: tuple[str, str],
        referenced: tuple[str, ...],
        most: int,
    ) -> list[tuple[str, ...]]:
        """The keys that rows of a table need and that the other table does not have, as text."""
        listed = joined(compose("c.{}::pg_catalog.text", name(column)) for column in columns)
        statement = compose(
            "select distinct {} from only {} c where {} limit {}",
            listed,
            name(*child),
            _leads_nowhere(columns, parent, referenced),
            value(most),
        )
        try:
            with self._unwatched() as connection:
                return [tuple(map(str, row)) for row in connection.execute(str(statement).encode()).fetchall()]
        except psycopg.Error:
            return []  # a foreign key between what is not there yet

    def drop_orphans(
        self, child: tuple[str, str], columns: tuple[str, ...], parent: tuple[str, str], referenced: tuple[str, ...]
    ) -> int:
        """Remove the rows whose foreign key leads nowhere, and say how many they were."""
        nowhere = _leads_nowhere(columns, parent, referenced)
        statement = compose("delete from only {} c where {}", name(*child), nowhere)
        try:
            with self._unwatched() as connection:
                return connection.execute(str(statement).encode()).rowcount
        except psycopg.Error:
            return 0

    def continue_sequences(self, tables: Iterable[tuple[str, str]]) -> None:
        """Have the sequences of columns go on behind the rows that were put in: those of a copy begin at the start."""
        wanted = sorted(set(tables))
        parameters = {"schemas": [schema for schema, _ in wanted], "relations": [table for _, table in wanted]}
        with self._unwatched() as connection:
            for schema, table, column, space, sequence in connection.execute(_SEQUENCES, parameters).fetchall():
                behind = compose(
                    "select pg_catalog.setval({}, m.most) from (select pg_catalog.max({}) most from {}) m where m.most > 0",
                    value(str(name(str(space), str(sequence)))),
                    name(str(column)),
                    name(str(schema), str(table)),
                )
                with contextlib.suppress(psycopg.Error):  # a number that is none of the sequence's
                    connection.execute(str(behind).encode())

    @contextlib.contextmanager
    def _unwatched(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        with self.connect() as connection:
            connection.execute("select pg_catalog.set_config('search_path', '', false)")
            connection.execute("set session_replication_role = replica")
            yield connection

    def drop(self) -> None:
        """Drop the database, whoever is connected. Calling it twice does no harm."""
        self._scratch.drop(self.name)


def _leads_nowhere(columns: tuple[str, ...], parent: tuple[str, str], referenced: tuple[str, ...]) -> Sql:
    filled = joined((compose("c.{} is not null", name(column)) for column in columns), " and ")
    pairs = zip(columns, referenced, strict=True)
    same = joined((compose("p.{} = c.{}", name(there), name(here)) for here, there in pairs), " and ")
    return compose("{} and not exists (select from {} p where {})", filled, name(*parent), same)


class Scratch:
    """A server for scratch databases. Made by `open_scratch`; leaving its `with` block gives everything back.

    Args:
        server: How to reach it, as a role that may create databases.
        source: Where it comes from.
        private: The server itself, where it is ours.
    """

    def __init__(
        self,
        server: Target,
        source: Literal["configured", "system", "wheel"],
        private: PrivateServer | None = None,
    ) -> None:
        self.server = server
        self.source = source
        self._private = private
        self._made: set[str] = set()
        self._roles_made: list[str] = []
        with self._admin() as connection:
            self.server_version = connection.info.server_version
            row = connection.execute(_MAY_CREATE).fetchone()
        self.major = self.server_version // 10_000
        if not (row and row[0]):
            raise ScratchError(
                f"the role of the scratch server {server.name} may not create databases",
                hint="ALTER ROLE ... CREATEDB, or remove `scratch` so that a private server is used",
            )

    @property
    def private(self) -> bool:
        """Whether the server is ours alone, so that a change of its roles reaches nobody."""
        return self._private is not None

    def __repr__(self) -> str:
        return f"Scratch({self.server.name!r}, {self.source}, PostgreSQL {self.major})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back databases, roles and the private server. Calling it twice does no harm."""
        if self._private is not None:
            self._private.stop()
            return
        if not self._made and not self._roles_made:
            return
        with self._admin() as connection:
            for name in sorted(self._made):
                drop_database(connection, name)
            for role in self._roles_made:
                # Somebody else may have come to depend on it in the meantime; then it stays.
                with contextlib.suppress(psycopg.Error):
                    connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
        self._made.clear()
        self._roles_made.clear()

    def database(self, name_hint: str, template: ScratchDatabase | str | None = None) -> ScratchDatabase:
        """Create an empty database, or a copy of a template.

        Args:
            name_hint: What it is for, in messages; the name on the server is random.
            template: The scratch database, or name, to copy; nobody may be connected to it.

        Raises:
            ScratchError: The server refused.
        """
        name = f"dt_scratch_{secrets.token_hex(8)}"
        # template1 of a configured server may hold objects of its owner, which would count as expected
        # state.
        origin = template.name if isinstance(template, ScratchDatabase) else template or "template0"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(origin))
        with self._admin() as connection:
            try:
                connection.execute(statement)
            except psycopg.Error as error:
                raise ScratchError(
                    f"the scratch database for {name_hint} could not be created on {self.server.name}: "
                    f"{redactor.clean(str(error)).strip()}",
                    hint="mend what the server names, or set another `scratch = DSN` in drift.toml",
                ) from error
        self._made.add(name)
        return ScratchDatabase(self, name, name_hint)

    def drop(self, name: str) -> None:
        """Drop one of our databases by its name."""
        if name not in self._made:
            return
        if self._private is None or self._private.running:
            with self._admin() as connection:
                drop_database(connection, name)
        self._made.discard(name)

    def ensure_roles(self, names: Iterable[str]) -> None:
        """Create the roles that are missing, without login.

        Args:
            names: The roles; those that PostgreSQL itself defines (`pg_...`) are passed over.

        Raises:
            ScratchError: The server refused.
        """
        with self._admin() as connection:
            present = {str(row[0]) for row in connection.execute(_ROLES)}
            for name in sorted({n for n in names if not n.startswith("pg_")} - present):
                try:
                    connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)))
                except psycopg.errors.DuplicateObject:
                    continue  # another process was faster
                except psycopg.Error as error:
                    raise ScratchError(
                        f"role {name!r} could not be created on the scratch server {self.server.name}: "
                        f"{redactor.clean(str(error)).strip()}",
                        hint="give its role CREATEROLE, or remove `scratch` so that a private server is used",
                    ) from error
                self._roles_made.append(name)

    def copy_schema(self, live: Target) -> ScratchDatabase:
        """Make a copy of a live schema, without its rows, by `pg_dump`.

        Args:
            live: The database to copy; it is only read.

        Raises:
            ConnectionFailed: The live database could not be reached.
            ScratchError: No `pg_dump` is new enough, an extension cannot be had here, or the copy failed.
        """
        with connect_readonly(live) as connection:
            version = connection.info.server_version
            roles = [str(row[0]) for row in connection.execute(_ROLES)]
            extensions = [str(row[0]) for row in connection.execute(_EXTENSIONS)]
        clients = choose_clients(live, version // 10_000, self.major)
        self.ensure_roles(roles)
        copy = self.database(f"a copy of {live.name}")
        try:
            with copy.connect() as connection:
                require_extensions(connection, extensions, self.server.name, self.major)
            copy_definitions(live, copy.target, clients)
            reach = {Reach.DATABASE, Reach.CLUSTER} if self.private else {Reach.DATABASE}
            for statement in list(statements_beside_dump(live, copy.target, frozenset(reach))):
                # what this server cannot hold is missing in the copy, and the comparison with it says so
                with contextlib.suppress(ScratchError):
                    copy.run([statement])
        except BaseException:
            copy.drop()
            raise
        return copy

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        try:
            return psycopg.connect(
                conninfo(
                    {
                        "connect_timeout": "10",
                        **self.server.parameters,
                        "application_name": "drifttools-scratch",
                    }
                ),
                autocommit=True,
                prepare_threshold=None,
            )
        except psycopg.Error as error:
            failed = refusal(self.server, error)
            raise ScratchError(f"the scratch server does not answer: {failed.what}", hint=failed.hint) from None


def open_scratch(major: int | None = None, configured: str | None = None) -> Scratch:
    """Open the first server for scratch databases that serves: configured, of the machine, of the wheel.

    Args:
        major: The major version of the target.
        configured: The DSN that `drift.toml` names. Where one is given, no other is tried: falling back in
            silence would rehearse on something else than what the user has chosen.

    Raises:
        ScratchError: None serves.
        UsageError: The configured DSN is malformed.
    """
    if configured is not None:
        server = parse_target(configured)
        redactor.add(server.parameters.get("password"))
        return Scratch(server, "configured")
    private = PrivateServer(binaries=find_binaries(major)).start()
    try:
        name = f"private PostgreSQL {private.version} ({private.binaries.source})"
        server = parse_target(private.dsn(), name=name)
        return Scratch(server, private.binaries.source, private)
    except BaseException:
        private.stop()
        raise
