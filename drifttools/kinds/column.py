"""Columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Column(Kind):
    """A column of a table. Columns of a view belong to its definition."""

    kind = "column"
    plural = "columns"
    parents = ("table",)
    address = ("table column", "default value")
    alterable = frozenset({"type", "collation", "not_null", "default", "identity", "storage", "compression"})
    inline = True

    schema: str = key("the table's schema")
    table: str = key("the table")
    column: str = key("pg_attribute.attname")
    position: int = attr("place among the columns that were not dropped, from 1", Compare.NOTED)
    type: str = attr("format_type() with its modifier", Compare.EXPRESSION)
    collation: str | None = attr("the collation where it is not that of the type", Compare.EXPRESSION)
    not_null: bool = attr("pg_attribute.attnotnull")
    default: str | None = attr("the default, or the expression of a generated column", Compare.EXPRESSION)
    generated: str | None = attr("`stored` or `virtual` (pg_attribute.attgenerated)")
    identity: str | None = attr("`always` or `by default` (pg_attribute.attidentity)")
    storage: str | None = attr("where it is not that of the type", severity=Severity.WARNING)
    compression: str | None = attr("pg_attribute.attcompression, where it is set", severity=Severity.WARNING)
    local: bool = attr("false for a column that is only inherited")

    # Plain defaults are printed without their table (`pg_get_expr(adbin, 0)`): four times cheaper, and it does not wait
    # for somebody's ACCESS EXCLUSIVE lock. A generated column names other columns, so it needs the table.
    # The position leaves dropped columns out: a database that once had more columns is not drifted.
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")},
            dropped as (
                select a.attrelid, array_agg(a.attnum) as numbers
                from pg_catalog.pg_attribute a where a.attisdropped group by a.attrelid)
            select n.nspname, c.relname, a.attname,
                   a.attnum - case when dropped.numbers is null then 0
                              else (select count(*) from unnest(dropped.numbers) u(number)
                                    where u.number < a.attnum) end,
                   pg_catalog.format_type(a.atttypid, a.atttypmod),
                   case when a.attcollation <> t.typcollation
                        then pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end,
                   a.attnotnull,
                   case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                        else pg_catalog.pg_get_expr(d.adbin, 0) end,
                   case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
                   case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
                   case when a.attstorage <> t.typstorage then
                       case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main'
                            else 'extended' end end,
                   <<14: case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end ;; null>>,
                   a.attislocal or c.relispartition
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            left join pg_catalog.pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
            left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            left join dropped on dropped.attrelid = a.attrelid
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and c.relpersistence <> 't'
              and {in_scope("c.relname")} and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.column)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    def definition(self) -> Sql:
        """The column as it stands within CREATE TABLE or ADD COLUMN."""
        parts = [compose("{} {}", self.sql_name, deparsed(self.type))]
        if self.storage:
            parts.append(compose("storage {}", name(self.storage)))
        if self.compression:
            parts.append(compose("compression {}", name(self.compression)))
        if self.collation:
            parts.append(compose("collate {}", deparsed(self.collation)))
        if self.generated and self.default is not None:
            kept = word("stored") if self.generated == "stored" else word("virtual")
            parts.append(compose("generated always as ({}) {}", deparsed(self.default), kept))
        elif self.default is not None:
            parts.append(compose("default {}", deparsed(self.default)))
        if self.not_null:
            parts.append(word("not null"))
        if self.identity:
            parts.append(compose("generated {} as identity", _IDENTITY[self.identity]))
        return joined(parts, " ")

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass({}) and attname = {} and not attisdropped)",
            value(str(self.on)),
            value(self.column),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield self._table(compose("add column {}", self.definition()), "add-column" + self._rewrite())

    def drop(self) -> Iterator[Statement]:
        yield self._table(compose("drop column {}", self.sql_name), "drop-column")

    def can_alter(self, expected: Column, changed: frozenset[str]) -> bool:
        generated = (self.generated or expected.generated) and "default" in changed
        return changed <= self.alterable and not generated

    def holds_rows(self, expected: Column) -> bool:
        # the values of a generated column are computed again
        return not (self.generated and expected.generated)

    def alter(self, expected: Column, changed: frozenset[str]) -> Iterator[Statement]:
        retyped = bool(changed & {"type", "collation"})
        # a default of the old type may have no cast to the new one: it goes first and comes back last
        if self.default is not None and (retyped or expected.default is None) and "default" in changed | {"type"}:
            if retyped or "default" in changed:
                yield self._alter(word("drop default"), "set-default")
        if self.identity and "identity" in changed and expected.identity is None:
            yield self._alter(word("drop identity"), "set-default")
        if retyped:
            yield self._retype(expected)
        if expected.default is not None and ("default" in changed or retyped):
            yield self._alter(compose("set default {}", deparsed(expected.default)), "set-default")
        if "not_null" in changed:
            yield (
                self._alter(word("set not null"), "set-not-null")
                if expected.not_null
                else self._alter(word("drop not null"), "drop-not-null")
            )
        if expected.identity and "identity" in changed:
            verb = word("set generated {}") if self.identity else word("add generated {} as identity")
            kept = _IDENTITY[expected.identity]
            yield self._alter(Sql(str(verb).replace("{}", str(kept))), "set-default")
        if "storage" in changed:
            yield self._alter(compose("set storage {}", name(expected.storage or "default")), "table-setting")
        if "compression" in changed:
            kept = name(expected.compression) if expected.compression else word("default")
            yield self._alter(compose("set compression {}", kept), "table-setting")

    def _retype(self, expected: Column) -> Statement:
        collate = compose(" collate {}", deparsed(expected.collation)) if expected.collation else Sql("")
        using = Sql("")
        if self.type != expected.type:
            using = compose(" using {}::{}", self.sql_name, deparsed(expected.type))
        action = compose("type {}{}{}", deparsed(expected.type), collate, using)
        in_place = _widens(self.type, expected.type)
        return self._alter(action, "alter-type-in-place" if in_place else "alter-type-rewrite")

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._table(compose("rename column {} to {}", self.sql_name, name(new)), "rename")

    def _rewrite(self) -> str:
        volatile = self.generated == "stored" or self.identity or "nextval(" in (self.default or "")
        return "-rewrite" if volatile else ""

    def _table(self, action: Sql, hazard: str) -> Statement:
        return Statement(str(compose("alter table {} {}", self.on, action)), (hazard,), (str(self.on),))

    def _alter(self, action: Sql, hazard: str) -> Statement:
        return self._table(compose("alter column {} {}", self.sql_name, action), hazard)


_IDENTITY = {"always": word("always"), "by default": word("by default")}


def _widens(present: str, wanted: str) -> bool:
    """Whether PostgreSQL changes the type without a rewrite: varchar to a wider one or to text (SAFETY.md, section 2)."""
    texts = ("character varying", "text")
    if present == wanted:
        return True
    if wanted in texts and present.startswith(texts):
        return True
    if present.startswith("character varying(") and wanted.startswith("character varying("):
        return int(present[18:-1]) <= int(wanted[18:-1])
    return False
