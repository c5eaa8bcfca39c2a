"""Columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import ClassVar

from drifttools.kinds import column_identity, column_not_null, column_online, column_rows, sqlite
from drifttools.kinds.base import BOTH, SQLITE, Compare, Conversion, Kind, Obstacle, Part, Side, attr, declared, key
from drifttools.kinds.casts import through_text
from drifttools.kinds.declare import Attribute
from drifttools.kinds.foreign import options as options_of
from drifttools.kinds.foreign import options_change, secrets_to_set
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import Hindrance, Sight
from drifttools.kinds.names import parts_of
from drifttools.kinds.options import listed, option_changes
from drifttools.kinds.rewriting import calls_anything, widens
from drifttools.kinds.secret import shown_options
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect
from drifttools.sql.quoting import LONGEST_NAME


@declared
class Column(Kind):
    """A column of a table. Columns of a view belong to its definition."""

    kind = "column"
    plural = "columns"
    weight = 9
    parents = ("table",)
    address = ("table column", "foreign table column", "default value")
    alterable = frozenset(
        "type collation not_null not_null_name not_null_validated not_null_no_inherit default identity identity_options"
        " storage compression statistics options server_options".split()
    )
    inline = True
    # not the default: that of a serial column names a sequence that is called after the table
    shape = ("type", "generated", "identity")
    entails: ClassVar = {"type": "affinity"}
    tied = frozenset({"inherited"})
    recurses = frozenset({"type", "collation", "not_null", "not_null_validated", "generated"})
    # a generated column; the others that use a column are defaults, and those use none of the same table
    obstacle = Obstacle.REBUILT

    schema: str = key("the table's schema")
    table: str = key("the table")
    column: str = key("pg_attribute.attname")
    position: int = attr("place among the columns that were not dropped, from 1", Compare.PLACE, on=BOTH)
    type: str = attr("format_type() with its modifier; on SQLite as it is declared", Compare.EXPRESSION, on=BOTH)
    collation: str | None = attr("the collation where it is not that of the type", Compare.EXPRESSION, on=BOTH)
    not_null: bool = attr("pg_attribute.attnotnull", on=BOTH)
    not_null_name: str | None = attr(
        "the name that NOT NULL was given, 18 and later: one that ends in `_not_null` is PostgreSQL's own",
        severity=Severity.WARNING,
        since=18,
    )
    not_null_validated: bool = attr("false after ADD ... NOT NULL ... NOT VALID, 18 and later", since=18, before=True)
    not_null_no_inherit: bool = attr("whether children need not have it, 18 and later", since=18, before=False)
    default: str | None = attr("the default, or the expression of a generated column", Compare.EXPRESSION, on=BOTH)
    generated: str | None = attr("`stored` or `virtual` (pg_attribute.attgenerated)", on=BOTH)
    identity: str | None = attr("`always` or `by default` (pg_attribute.attidentity)")
    storage: str | None = attr("where it is not that of the type", severity=Severity.WARNING)
    compression: str | None = attr("pg_attribute.attcompression, where it is set", severity=Severity.WARNING)
    statistics: int | None = attr("how much ANALYZE collects, where it is set (attstattarget)", severity=Severity.WARNING)
    options: tuple[str, ...] | None = attr(
        "n_distinct, n_distinct_inherited (pg_attribute.attoptions)", Compare.UNORDERED, severity=Severity.WARNING
    )
    identity_options: str | None = attr("options of the identity's sequence, where they are not the defaults")
    inherited: str | None = attr("table and column that it comes from, for a partition or by INHERITS", Compare.EXPRESSION)
    not_null_constraint: str | None = attr(
        "what its NOT NULL is called where that is not <table>_<column>_not_null, 18 and later", Compare.NOTED
    )
    type_storage: str = attr("the storage of its type", Compare.NOTED)
    enum: bool = attr("whether its type is an enum or an array of one", Compare.NOTED)
    server_options: tuple[str, ...] | None = attr(
        "OPTIONS of a column of a foreign table, `name=value`, sorted (attfdwoptions)"
    )
    remote: bool = attr("whether it is of a foreign table", Compare.NOTED)
    local: bool = attr(
        "whether it stays without its parent: it was there before INHERIT, which no statement undoes", Compare.NOTED
    )
    affinity: str = attr("what SQLite makes of the declared type: all that it asks of a value", on=SQLITE)
    rowid: bool = attr("whether it is the rowid itself (INTEGER PRIMARY KEY)", on=SQLITE)
    conflict: str | None = attr("what NOT NULL does with a null (ON CONFLICT), where it is not abort", on=SQLITE)

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
                   <<18: case when nn.conname not like '%\\_not\\_null' and nn.conname !~ '_not_null[0-9]*$'
                               and (nn.conislocal or nn.coninhcount = 0) then nn.conname end ;; null::text>>,
                   <<18: coalesce(nn.convalidated, true) ;; true>>, <<18: coalesce(nn.connoinherit, false) ;; false>>,
                   case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                        else pg_catalog.pg_get_expr(d.adbin, 0) end,
                   case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
                   case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
                   case when a.attstorage <> t.typstorage then
                       case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main'
                            else 'extended' end end,
                   <<14: case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end ;; null>>,
                   nullif(a.attstattarget, -1)::int, {listed("a.attoptions")},
                   -- evaluated for identity columns only; reads pg_depend by the table, which is indexed
                   case when a.attidentity <> '' then
                        (select case when s.seqincrement = 1 and s.seqstart = 1 and s.seqmin = 1 and s.seqcache = 1
                                      and not s.seqcycle and s.seqmax = case a.atttypid
                                          when 'pg_catalog.int2'::pg_catalog.regtype then 32767
                                          when 'pg_catalog.int4'::pg_catalog.regtype then 2147483647
                                          else 9223372036854775807 end then null
                                else pg_catalog.format('increment by %s minvalue %s maxvalue %s start with %s cache %s %s',
                                                       s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
                                                       case when s.seqcycle then 'cycle' else 'no cycle' end) end
                         from pg_catalog.pg_depend i
                         join pg_catalog.pg_sequence s on s.seqrelid = i.objid
                         where i.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.refobjid = a.attrelid
                           and i.refobjsubid = a.attnum and i.deptype = 'i'
                           and i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) end,
                   case when a.attinhcount > 0 then
                        (select pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname) || '.'
                                || pg_catalog.quote_ident(a.attname)
                         from pg_catalog.pg_inherits h
                         join pg_catalog.pg_class p on p.oid = h.inhparent
                         join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
                         join pg_catalog.pg_attribute pa on pa.attrelid = p.oid and pa.attname = a.attname
                                                        and not pa.attisdropped
                         where h.inhrelid = a.attrelid order by h.inhseqno limit 1) end,
                   <<18: nullif(nn.conname, c.relname || '_' || a.attname || '_not_null') ;; null::text>>,
                   case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main'
                        else 'extended' end,
                   t.typtype = 'e' or t.typcategory = 'A'
                   and exists (select from pg_catalog.pg_type et where et.oid = t.typelem and et.typtype = 'e'),
                   case when c.relkind = 'f' then {shown_options("a.attfdwoptions")} end, c.relkind = 'f',
                   a.attislocal
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_class c on c.oid = a.attrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_type t on t.oid = a.atttypid
            left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            left join pg_catalog.pg_collation co on co.oid = a.attcollation and a.attcollation <> t.typcollation
            left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            <<18: left join pg_catalog.pg_constraint nn
                   on nn.contype = 'n' and nn.conrelid = a.attrelid and nn.conkey[1] = a.attnum and a.attnotnull ;; >>
            left join dropped on dropped.attrelid = a.attrelid
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
              and {in_scope("c.relname")} and {not_member("c.oid")}
        """,
        Dialect.SQLITE: sqlite.COLUMNS,
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.column)

    @property
    def on(self) -> Sql:
        """The quoted, qualified table."""
        return name(self.schema, self.table)

    @property
    def ordinal(self) -> int:
        return self.position

    @property
    def comes_from(self) -> tuple[str, ...]:
        return parts_of(self.inherited)

    def severity_of(self, attribute: Attribute, found: Column) -> Severity:
        # SQLite takes any value that fits the affinity, which is an attribute of its own; the type is what people read
        return Severity.NOTE if attribute.name == "type" and self.affinity else attribute.severity

    def could_be(self, found: Column) -> bool:
        alike = (self.type, self.generated, self.identity) == (found.type, found.generated, found.identity)
        near = SequenceMatcher(None, self.column, found.column).ratio() >= _NAME_LIKENESS
        return alike and (near or self.position == found.position)

    def definition(self) -> Sql:
        """The column as it stands within CREATE TABLE or ADD COLUMN."""
        parts = [compose("{} {}", self.sql_name, deparsed(self.type))]
        if self.server_options:
            parts.append(deparsed(str(options_of(self.server_options)).strip()))
        if self.compression:
            parts.append(compose("compression {}", name(self.compression)))
        if self.collation:
            parts.append(compose("collate {}", deparsed(self.collation)))
        if self.generated and self.default is not None:
            kept = word("stored") if self.generated == "stored" else word("virtual")
            parts.append(compose("generated always as ({}) {}", deparsed(self.default), kept))
        elif self.default is not None:
            parts.append(compose("default {}", deparsed(self.default)))
        if self.not_null and self.not_null_validated:
            # a partition is made with the name that its parent's has, as one of PARTITION OF would be
            label = self.not_null_name or (self.not_null_constraint if self.inherited else None)
            named = compose("constraint {} ", name(label)) if label else NOTHING
            late = word(" no inherit") if self.not_null_no_inherit else NOTHING
            parts.append(compose("{}not null{}", named, late))
        if self.identity:
            parts.append(column_identity.definition(self))
        return joined(parts, " ")

    def untied(self) -> Column:
        return replace(self, inherited=None)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass({}) and attname = {}"
            " and not attisdropped)",
            value(str(self.on)),
            value(self.column),
        )

    @property
    def usual_not_null(self) -> str:
        """What PostgreSQL calls its NOT NULL where that name is free: the longer of the two parts is cut until it fits."""
        table, column = self.table.encode(), self.column.encode()
        while len(table) + len(column) > LONGEST_NAME - len("__not_null"):
            table, column = (table[:-1], column) if len(table) > len(column) else (table, column[:-1])
        return f"{table.decode(errors='ignore')}_{column.decode(errors='ignore')}_not_null"

    @property
    def comes_along(self) -> bool:
        """Whether it comes and goes with the column of the parent."""
        return bool(self.inherited) and not self.local

    def create(self, side: Side) -> Iterator[Statement]:
        yield from self.added()

    def added(self) -> Iterator[Statement]:
        """`create`, which asks for nothing beside it."""
        if not self.comes_along:
            yield self.addition()
            yield from self.stored()

    def addition(self) -> Statement:
        """ADD COLUMN with all that its definition can say."""
        return self.table_action(
            compose("add column {}", self.definition()), "add-column-rewrite" if self.rewrites else "add-column"
        )

    def drop(self) -> Iterator[Statement]:
        if not self.comes_along:
            hazard = "alter-foreign-table" if self.remote else "drop-column"
            hazard = "drop-generated-column" if self.generated and not self.remote else hazard
            yield self.table_action(compose("drop column {}", self.sql_name), hazard)

    def can_alter(self, expected: Column, changed: frozenset[str]) -> bool:
        generated = (self.generated or expected.generated) and "default" in changed
        comes_along = changed <= {"generated"} and bool(self.inherited and expected.inherited)
        return comes_along or (changed <= self.alterable and not generated)

    def holds_rows(self, expected: Column) -> bool:
        # the values of a generated column are computed again, those of a foreign table are elsewhere
        return not (self.remote or (self.generated and expected.generated))

    def out_of_reach(self, found: Column | None) -> str:
        return secrets_to_set(found.server_options if found else (), self.server_options)

    def lets_go(self, expected: Column, changed: frozenset[str]) -> frozenset[str]:
        gone = {"identity", "identity_options"} if expected.identity is None and self.identity else set()
        if expected.default is None and self.default is not None:
            gone.add("default")
        return changed & gone

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        if "identity" in attributes:
            yield self.column_action(word("drop identity"), "set-default")
        if "default" in attributes:
            yield self.default_to(None)

    def alter(self, expected: Column, changed: frozenset[str]) -> Iterator[Statement]:
        retyped = bool(changed & {"type", "collation"}) and not (self.inherited and expected.inherited)
        # a default of the old type may have no cast to the new one: it goes first and comes back last
        away = retyped and self.default is not None and expected.default is not None and not self.generated
        if away:
            yield self.default_to(None)
        if retyped:
            yield self._retype(expected)
        if expected.default is not None and ("default" in changed or away) and not expected.generated:
            yield self.default_to(expected.default)
        yield from column_not_null.altered(self, expected, changed)
        yield from column_identity.altered(self, expected, changed)
        # a new type brings its own storage, and takes the compression away
        if expected.storage if retyped else "storage" in changed:
            # SET STORAGE DEFAULT is new in 16
            yield self._only(compose("set storage {}", name(expected.storage or self.type_storage)), "table-setting")
        if "server_options" in changed:
            change = options_change(self.server_options, expected.server_options)
            sql = compose("alter foreign table {} alter column {}{}", self.on, self.sql_name, change)
            yield Statement(str(sql), ("alter-foreign-table",), (str(self.on),))
        if expected.compression if retyped else "compression" in changed:
            kept = name(expected.compression) if expected.compression else word("default")
            yield self._only(compose("set compression {}", kept), "table-setting")
        if "statistics" in changed:
            yield self._only(self._target(expected.statistics), "table-option")
        if "options" in changed:
            for action in option_changes(self.options, expected.options):
                yield self._only(action, "table-option")

    def made_of_type(self, type_: Kind) -> bool:
        return not {self.type.removesuffix("[]"), self.collation}.isdisjoint(type_.types)

    def without(self, used: Kind) -> Column | None:
        # a generated column has no other way: its values are computed again
        return None if self.generated else replace(self, default=None)

    def take_type(self, conversion: Conversion) -> Iterator[Sql]:
        if self.inherited:
            return  # it comes from the parent table's column
        collate = compose(" collate {}", deparsed(self.collation)) if self.collation else NOTHING
        using = NOTHING
        if conversion.replaces(self.type):
            using = compose(" using {}", conversion.of(self.sql_name, self.type))
        yield compose("alter column {} type {}{}{}", self.sql_name, deparsed(self.type), collate, using)
        if self.storage:
            yield compose("alter column {} set storage {}", self.sql_name, name(self.storage))
        if self.compression:
            yield compose("alter column {} set compression {}", self.sql_name, name(self.compression))

    def stored_again(self) -> Iterator[Statement]:
        """What a change of its type in the parent table takes away."""
        if self.storage:
            yield self._only(compose("set storage {}", name(self.storage)), "table-setting")
        if self.compression:
            yield self._only(compose("set compression {}", name(self.compression)), "table-setting")

    def stored(self) -> Iterator[Statement]:
        """What a definition of a column cannot say, or not before some release."""
        if self.storage:
            yield self._only(compose("set storage {}", name(self.storage)), "table-setting")
        if self.statistics is not None:
            yield self._only(self._target(self.statistics), "table-option")
        for action in option_changes(None, self.options):
            yield self._only(action, "table-option")
        if self.not_null and not self.not_null_validated:
            yield from column_not_null.made(self)

    def override(self, origin: Column) -> Iterator[Statement]:
        """Statements that make an inherited column differ from the one that it comes from."""
        if self.default != origin.default and not self.generated:
            yield self.default_to(self.default)
        if self.not_null and not origin.not_null:
            yield self.column_action(word("set not null"), "set-not-null")

    def default_to(self, expression: str | None) -> Statement:
        """The statement that gives it another default, or none."""
        # ONLY: a child's default is its own, and a finding of its own where it differs
        action = word("drop default") if expression is None else compose("set default {}", deparsed(expression))
        sql = compose("alter table only {} alter column {} {}", self.on, self.sql_name, action)
        return Statement(str(sql), ("set-default",), (str(self.on),))

    def _retype(self, expected: Column) -> Statement:
        collate = compose(" collate {}", deparsed(expected.collation)) if expected.collation else NOTHING
        using = NOTHING
        if self.type != expected.type and not (self.generated or self.remote):
            using = compose(" using {}{}::{}", self.sql_name, self.by_way_of_text(expected), deparsed(expected.type))
        action = compose("type {}{}{}", deparsed(expected.type), collate, using)
        in_place = self.remote or widens(self.type, expected.type)
        return self.column_action(action, "alter-type-in-place" if in_place else "alter-type-rewrite")

    def carried_from(self, found: Column) -> Sql:
        """An expression that makes a value of the column as it is one of this, in a table that is made anew."""
        if found.type == self.type:
            return found.sql_name
        return compose("{}{}::{}", found.sql_name, found.by_way_of_text(self), deparsed(self.type))

    def by_way_of_text(self, expected: Column) -> Sql:
        """No cast leads from one enum to another, or from boolean to bigint; but each has one from and to text."""
        if not (self.enum and expected.enum) and not through_text(self.type, expected.type):
            return NOTHING
        both = self.type.endswith("[]") and expected.type.endswith("[]")
        return word("::text[]") if both else word("::text")

    def hindrances(self, before: Column | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        return column_rows.hindrances(self, before, changed, sight)

    def presumes(self, before: Column, changed: frozenset[str]) -> Iterator[str]:
        return column_rows.presumes(self, before, changed)

    def another_way(self, before: Column | None, changed: frozenset[str], way: str, expression: Sql) -> Iterator[Statement]:
        return column_rows.another_way(self, before, changed, way, expression)

    def create_online(self, sight: Sight) -> tuple[Part, ...]:
        return column_online.created(self, sight)

    def alter_online(self, expected: Column, changed: frozenset[str], sight: Sight) -> tuple[Part, ...]:
        return column_online.altered(self, expected, changed, sight)

    def rename(self, new: str) -> Iterator[Statement]:
        yield self.table_action(compose("rename column {} to {}", self.sql_name, name(new)), "rename")

    @property
    def rewrites(self) -> bool:
        """Whether adding it writes every row."""
        if self.remote or self.generated == "virtual":
            return False
        return bool(self.generated == "stored" or self.identity or calls_anything(self.default or ""))

    def table_action(self, action: Sql, hazard: str) -> Statement:
        """ALTER TABLE of its table."""
        return Statement(str(compose("alter table {} {}", self.on, action)), (hazard,), (str(self.on),))

    @staticmethod
    def _target(statistics: int | None) -> Sql:
        # DEFAULT is new in 17
        return compose("set statistics {}", value(-1 if statistics is None else statistics))

    def _only(self, action: Sql, hazard: str) -> Statement:
        """What a child has for itself: a finding of its own where it differs."""
        sql = compose("alter table only {} alter column {} {}", self.on, self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.on),))

    def column_action(self, action: Sql, hazard: str) -> Statement:
        """ALTER COLUMN, with its children."""
        return self.table_action(compose("alter column {} {}", self.sql_name, action), hazard)


_NAME_LIKENESS = 0.6
