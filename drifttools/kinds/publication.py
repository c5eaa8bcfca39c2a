"""Publications of logical replication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import by_name, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Publication(Kind):
    """A publication with its tables and schemas."""

    kind = "publication"
    plural = "publications"
    catalog = "pg_publication"
    address = ("publication",)
    obstacle = Obstacle.REBUILT
    selects = frozenset({"tables"})
    alterable = frozenset({"tables", "schemas", "operations", "via_root", "generated"})

    publication: str = key("pg_publication.pubname")
    all_tables: bool = attr("whether it is FOR ALL TABLES (pg_publication.puballtables)")
    tables: tuple[str, ...] = attr("its tables, with columns and row filters where it has them", Compare.EXPRESSION)
    schemas: tuple[str, ...] = attr("schemas whose tables it publishes, quoted; PostgreSQL 15 and later")
    operations: tuple[str, ...] = attr("what is published: `insert`, `update`, `delete`, `truncate`")
    via_root: bool = attr("whether a partition is published as its root (pg_publication.pubviaroot)")
    generated: str | None = attr("`stored` where generated columns are published; PostgreSQL 18 and later")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_publication")},
            listed as (
                select r.prpubid,
                       pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname)
                       || <<15: coalesce(' (' || (select pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', '
                                                                               order by a.attnum)
                                                  from pg_catalog.pg_attribute a
                                                  where a.attrelid = t.oid and a.attnum = any(r.prattrs)) || ')', '')
                                || coalesce(' where (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') ;;
                          ''>> as entry
                from pg_catalog.pg_publication_rel r
                join pg_catalog.pg_class t on t.oid = r.prrelid
                join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace)
            select p.pubname, p.puballtables,
                   coalesce((select json_agg(l.entry order by l.entry collate "C") from listed l
                             where l.prpubid = p.oid), '[]')::text,
                   <<15: coalesce((select json_agg(pg_catalog.quote_ident(s.nspname) order by s.nspname)
                                   from pg_catalog.pg_publication_namespace sp
                                   join pg_catalog.pg_namespace s on s.oid = sp.pnnspid
                                   where sp.pnpubid = p.oid), '[]')::text ;; '[]'>>,
                   (select coalesce(json_agg(o.word order by o.place), '[]') from (values
                        (1, 'insert', p.pubinsert), (2, 'update', p.pubupdate), (3, 'delete', p.pubdelete),
                        (4, 'truncate', p.pubtruncate)) o(place, word, published) where o.published)::text,
                   p.pubviaroot,
                   <<18: case p.pubgencols when 's' then 'stored' end ;; null>>
            from pg_catalog.pg_publication p
            {by_name("p.pubname")[0]}
            where {not_member("p.oid")} and {by_name("p.pubname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.publication)

    def presence(self) -> Sql:
        return compose("exists (select from pg_catalog.pg_publication where pubname = {})", value(self.publication))

    def create(self, side: Side) -> Iterator[Statement]:
        parts = [compose("create publication {}", self.sql_name)]
        if self.all_tables:
            parts.append(word("for all tables"))
        elif self.tables or self.schemas:
            parts.append(compose("for {}", _members(self.tables, self.schemas)))
        parts.append(compose("with ({})", self._options(frozenset({"operations", "via_root", "generated"}))))
        yield Statement(str(joined(parts, " ")), ("publish",), self._locks())

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop publication {}", self.sql_name)), ("drop-object",))

    def without(self, used: Kind) -> Publication:
        table = str(name(*used.key[:2]))
        return replace(self, tables=tuple(entry for entry in self.tables if _table_of(entry) != table))

    def alter(self, expected: Publication, changed: frozenset[str]) -> Iterator[Statement]:
        gone = [table for table in self.tables if table not in expected.tables]
        left = [schema for schema in self.schemas if schema not in expected.schemas]
        come = [table for table in expected.tables if table not in self.tables]
        new = [schema for schema in expected.schemas if schema not in self.schemas]
        if gone or left:
            members = _members([_table_of(table) for table in gone], left)
            yield self._alter(compose("drop {}", members), "publish", tuple(map(_table_of, gone)))
        if come or new:
            yield self._alter(compose("add {}", _members(come, new)), "publish", tuple(map(_table_of, come)))
        if changed & {"operations", "via_root", "generated"}:
            yield self._alter(compose("set ({})", expected._options(changed, self)), "publish", ())

    def _alter(self, action: Sql, hazard: str, locks: tuple[str, ...]) -> Statement:
        return Statement(str(compose("alter publication {} {}", self.sql_name, action)), (hazard,), locks)

    def _options(self, changed: frozenset[str], before: Publication | None = None) -> Sql:
        options = []
        if "operations" in changed:
            options.append(compose("publish = {}", value(", ".join(self.operations))))
        if "via_root" in changed and (self.via_root or before):
            state = word("true") if self.via_root else word("false")
            options.append(compose("publish_via_partition_root = {}", state))
        if "generated" in changed and (self.generated or before):
            options.append(compose("publish_generated_columns = {}", deparsed(self.generated or "none")))
        return joined(options)

    def _locks(self) -> tuple[str, ...]:
        return tuple(map(_table_of, self.tables))


def _members(tables: tuple[str, ...] | list[str], schemas: tuple[str, ...] | list[str]) -> Sql:
    """Tables and schemas as CREATE and ALTER PUBLICATION list them; before 15 only tables, with one word before all."""
    parts = [compose("table {}", joined(map(deparsed, tables)))] if tables else []
    parts += [compose("tables in schema {}", joined(map(deparsed, schemas)))] if schemas else []
    return joined(parts)


def _table_of(entry: str) -> str:
    """The table of an entry: what stands before its columns and its filter, quoted names with spaces kept whole."""
    inside = False
    for place, character in enumerate(entry):
        if character == '"':
            inside = not inside
        elif character == " " and not inside:
            return entry[:place]
    return entry
