"""Tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds import sqlite
from drifttools.kinds import tablespace as tablespaces
from drifttools.kinds.base import SQLITE, Compare, Kind, Side, attr, declared, key
from drifttools.kinds.column import Column
from drifttools.kinds.foreign import options as options_of
from drifttools.kinds.foreign import options_change, secrets_to_set
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import QUARANTINE, Hindrance, Rows, Sight
from drifttools.kinds.names import parts_of
from drifttools.kinds.options import listed, option_changes
from drifttools.kinds.secret import shown_options
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import qualified


@declared
class Table(Kind):
    """A table, with its row-level security flags; partitioned, a partition or a foreign table too."""

    kind = "table"
    plural = "tables"
    made_with = "tables"
    steadfast = True
    address = ("table", "foreign table")
    alterable = frozenset(
        "persistence row_security force_row_security options replica_identity of_type inherits partition_of"
        " partition_bound tablespace access_method server_options".split()
    )
    ties = frozenset({"partition_of", "partition_bound", "inherits"})
    relation = True
    # by the columns; anything smaller counts as renamed only where it is equal in everything
    renamed_likeness = 0.75

    schema: str = key("the table's schema")
    table: str = key("pg_class.relname")
    persistence: str = attr("`permanent` or `unlogged` (pg_class.relpersistence)")
    partition_key: str | None = attr("pg_get_partkeydef(), for a partitioned table", Compare.EXPRESSION)
    partition_of: str | None = attr("the partitioned table that it is a partition of", Compare.EXPRESSION)
    partition_bound: str | None = attr("the bound of a partition (pg_class.relpartbound)", Compare.EXPRESSION)
    of_type: str | None = attr("the composite type of a typed table (CREATE TABLE ... OF)", Compare.EXPRESSION)
    inherits: tuple[str, ...] | None = attr("parents by INHERITS, in order", Compare.EXPRESSION)
    row_security: bool = attr("whether policies apply (pg_class.relrowsecurity)")
    force_row_security: bool = attr("whether they apply to the owner too (pg_class.relforcerowsecurity)")
    options: tuple[str, ...] | None = attr(
        "storage parameters; those of the TOAST table with `toast.` (pg_class.reloptions)",
        Compare.UNORDERED,
        severity=Severity.WARNING,
    )
    tablespace: str | None = attr(tablespaces.DOC, severity=Severity.WARNING)
    home_tablespace: str | None = attr(tablespaces.HOME_DOC, Compare.NOTED)
    access_method: str | None = attr("where it is not heap", severity=Severity.WARNING)
    replica_identity: str = attr(
        "pg_class.relreplident: `default`, `nothing`, `full` or `using index` with its name", severity=Severity.WARNING
    )
    server: str | None = attr("the server of a foreign table, quoted; none for others", Compare.EXPRESSION)
    server_options: tuple[str, ...] | None = attr("OPTIONS of a foreign table, `name=value`, sorted; secrets by a digest")
    strict: bool = attr("whether it takes only values of the declared types (STRICT)", on=SQLITE)
    without_rowid: bool = attr("whether its rows are kept by the primary key (WITHOUT ROWID)", on=SQLITE)
    autoincrement: bool = attr("whether a key is never used again (AUTOINCREMENT)", severity=Severity.WARNING, on=SQLITE)
    virtual: tuple[str, ...] | None = attr("the module of a virtual table, and its arguments", on=SQLITE)
    sql: str = attr("its statement as it is stored", Compare.NOTED, on=SQLITE)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")},
            parent as (
                select i.inhrelid, bool_or(p.relkind = 'p') as partitioned,
                       json_agg(pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
                                order by i.inhseqno) as tables
                from pg_catalog.pg_inherits i
                join pg_catalog.pg_class p on p.oid = i.inhparent and p.relkind in ('r', 'p', 'f')
                join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                group by i.inhrelid)
            select n.nspname, c.relname, case c.relpersistence when 'u' then 'unlogged' else 'permanent' end,
                   case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
                   case when c.relispartition then parent.tables ->> 0 end,
                   case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end,
                   case when c.reloftype <> 0 then
                        (select pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(ty.typname)
                         from pg_catalog.pg_type ty join pg_catalog.pg_namespace tn on tn.oid = ty.typnamespace
                         where ty.oid = c.reloftype) end,
                   case when not c.relispartition then parent.tables::text end,
                   c.relrowsecurity, c.relforcerowsecurity, {listed("o.options")}, {tablespaces.name_of("c")},
                   {tablespaces.home_of("c")},
                   nullif(am.amname, 'heap'),
                   case when c.relkind = 'f' then 'default' else
                   case c.relreplident when 'n' then 'nothing' when 'f' then 'full'
                        when 'i' then coalesce(
                            (select 'using index ' || pg_catalog.quote_ident(ic.relname) from pg_catalog.pg_index i
                             join pg_catalog.pg_class ic on ic.oid = i.indexrelid
                             where i.indrelid = c.oid and i.indisreplident), 'nothing')
                        else 'default' end end,
                   pg_catalog.quote_ident(fs.srvname), {shown_options("ft.ftoptions")}
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_am am on am.oid = c.relam
            left join parent on parent.inhrelid = c.oid
            left join pg_catalog.pg_foreign_table ft on ft.ftrelid = c.oid
            left join pg_catalog.pg_foreign_server fs on fs.oid = ft.ftserver
            left join pg_catalog.pg_class tc on tc.oid = c.reltoastrelid and tc.reloptions is not null
            cross join lateral (select case when tc.oid is null then c.reloptions
                else c.reloptions || array(select 'toast.' || u.option from unnest(tc.reloptions) u(option)) end) o(options)
            where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
              and {in_scope("c.relname")} and {not_member("c.oid")}
        """,
        Dialect.SQLITE: sqlite.TABLES,
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.table)

    @property
    def printed(self) -> str:
        # never sent: a name of SQLite may be longer than PostgreSQL takes
        return qualified(self.schema, self.table)

    def create(self, side: Side) -> Iterator[Statement]:
        # what INHERITS brings is not repeated, or it would be the child's own; a partition repeats all and is attached
        own = (column for column in side.children(Column, self) if self.partition_of or not column.comes_along)
        if self.partition_of:
            # an identity comes with the attachment from 17 on, and is refused before it; older ones have none in partitions
            own = (replace(column, identity=None, identity_options=None) for column in own)
        columns = joined((column.definition() for column in own), ",\n    ")
        body = compose("(\n    {}\n)", columns) if columns else word("()")
        unlogged = word("unlogged ") if self.persistence == "unlogged" else NOTHING
        inherits = compose(" inherits ({})", joined(map(deparsed, self.inherits))) if self.inherits else NOTHING
        partition = compose(" partition by {}", deparsed(self.partition_key)) if self.partition_key else NOTHING
        method = compose(" using {}", name(self.access_method)) if self.access_method else NOTHING
        options = compose(" with ({})", joined(map(deparsed, self.options))) if self.options else NOTHING
        if self.server:
            unlogged = word("foreign ")
            partition = compose(" server {}{}", deparsed(self.server), options_of(self.server_options))
        sql = compose(
            "create {}table {} {}{}{}{}{}{}",
            unlogged,
            self.sql_name,
            body,
            inherits,
            partition,
            method,
            options,
            tablespaces.within(self.tablespace, word("tablespace")),
        )
        yield Statement(str(sql), ("create-object",))
        if self.of_type:
            # made with its columns and tied to the type then: a definition with OF would have to repeat their options
            yield self._typed()
        if self.partition_of and self.partition_bound:
            # attached, not created as a partition: the order of its columns may differ from the parent's
            yield self.attach()
        if self.row_security:
            yield self._alter(word("enable row level security"), "row-security")
        if self.force_row_security:
            yield self._alter(word("force row level security"), "row-security")
        for column in side.children(Column, self):
            yield from column.stored()
        yield from self._overrides(side)

    def _overrides(self, side: Side) -> Iterator[Statement]:
        """A child may give an inherited column a default of its own, or NOT NULL."""
        for column in side.children(Column, self) if self.inherits else ():
            parent = self.with_key(column.comes_from[:2]) if column.inherited else self
            for origin in side.children(Column, parent):
                if origin.key == column.comes_from:
                    yield from column.override(origin)

    def incomplete(self) -> Table:
        return replace(self, replica_identity="default")

    def complete(self, before: Table) -> Iterator[Statement]:
        # it may name an index, which is made after the table
        if self.replica_identity != before.replica_identity:
            yield self._alter(compose("replica identity {}", deparsed(self.replica_identity)), "table-setting")

    def names_part(self, part: Kind) -> bool:
        return self.replica_identity == str(compose("using index {}", name(part.key[-1])))

    @property
    def made_of(self) -> tuple[tuple[str, ...], ...]:
        return tuple(parts_of(parent) for parent in (self.partition_of, *(self.inherits or ())) if parent)

    def attach(self) -> Statement:
        """Make the table a partition of its parent."""
        parent, bound = deparsed(self.partition_of or ""), deparsed(self.partition_bound or "")
        sql = compose("alter table {} attach partition {} {}", parent, self.sql_name, bound)
        return Statement(str(sql), ("attach-partition",), (str(self.sql_name), str(parent)))

    def drop(self) -> Iterator[Statement]:
        if self.server:
            sql = compose("drop foreign table {}", self.sql_name)
            yield Statement(str(sql), ("drop-foreign-table",), (str(self.sql_name),))
            return
        yield Statement(str(compose("drop table {}", self.sql_name)), ("drop-table",), (str(self.sql_name),))

    def holds_rows(self, expected: Table) -> bool:
        # those of a foreign table are elsewhere
        return self.server is None

    def out_of_reach(self, found: Table | None) -> str:
        return secrets_to_set(found.server_options if found else (), self.server_options)

    def hindrances(self, before: Table | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        # made anew with its rows
        if before is not None and "partition_key" in changed and self.partition_key:
            where = sight.homeless(self.key)
            if where is not None:
                about = f"rows of {self.schema}.{self.table} that no partition takes"
                yield Rows(self.key, about, (QUARANTINE,), where=where, only=before.partition_key is None)

    def lets_go(self, expected: Table, changed: frozenset[str]) -> frozenset[str]:
        # a partition leaves its parent before another takes its bound; it is attached again by `alter`
        gone = {"partition_of", "partition_bound"} if self.partition_of and not expected.partition_of else set()
        return changed & (gone | ({"inherits"} if self.inherits and not expected.inherits else set()))

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        if self.partition_of and attributes & {"partition_of", "partition_bound"}:
            sql = compose("alter table {} detach partition {}", deparsed(self.partition_of), self.sql_name)
            yield Statement(str(sql), ("detach-partition",), (self.partition_of, str(self.sql_name)))
        for parent in (self.inherits or ()) if "inherits" in attributes else ():
            yield self._alter(compose("no inherit {}", deparsed(parent)), "inherit")

    def alter(self, expected: Table, changed: frozenset[str]) -> Iterator[Statement]:
        if expected.partition_of and changed & {"partition_of", "partition_bound"}:
            yield expected.attach()
        for parent in (expected.inherits or ()) if "inherits" in changed else ():
            yield self._alter(compose("inherit {}", deparsed(parent)), "inherit")
        if "persistence" in changed:
            logged = word("set unlogged") if expected.persistence == "unlogged" else word("set logged")
            yield self._alter(logged, "set-logged")
        if "server_options" in changed:
            change = options_change(self.server_options, expected.server_options)
            sql = compose("alter foreign table {}{}", self.sql_name, change)
            yield Statement(str(sql), ("alter-foreign-table",), (str(self.sql_name),))
        if "options" in changed:
            yield from self._alter_options(expected)
        yield from self._alter_row_security(expected, changed)
        yield from self._alter_storage(expected, changed)

    def _alter_row_security(self, expected: Table, changed: frozenset[str]) -> Iterator[Statement]:
        if "row_security" in changed:
            switch = word("enable") if expected.row_security else word("disable")
            yield self._alter(compose("{} row level security", switch), "row-security")
        if "force_row_security" in changed:
            switch = word("force") if expected.force_row_security else word("no force")
            yield self._alter(compose("{} row level security", switch), "row-security")

    def _alter_storage(self, expected: Table, changed: frozenset[str]) -> Iterator[Statement]:
        if "tablespace" in changed:
            yield self._alter(tablespaces.to_tablespace(expected.tablespace, self.home_tablespace), "set-tablespace")
        if "access_method" in changed:
            method = name(expected.access_method or "heap")
            yield self._alter(compose("set access method {}", method), "set-access-method")
        if "of_type" in changed:
            yield expected._typed() if expected.of_type else self._alter(word("not of"), "table-setting")

    def _typed(self) -> Statement:
        return self._alter(compose("of {}", deparsed(self.of_type or "")), "table-setting")

    def _alter_options(self, expected: Table) -> Iterator[Statement]:
        for action in option_changes(self.options, expected.options):
            yield self._alter(action, "table-option")

    def move(self, schema: str) -> Iterator[Statement]:
        yield self._alter(compose("set schema {}", name(schema)), "set-schema")

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "rename")

    def _alter(self, action: Sql, hazard: str) -> Statement:
        sql = compose("alter table {} {}", self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.sql_name),))
