"""Range types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.casting import misfits
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import QUARANTINE, Hindrance, Rows, Sight
from drifttools.kinds.made_type import MadeType
from drifttools.kinds.names import parts_of
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Range(MadeType):
    """A range type with its multirange. The functions that construct its values belong to it."""

    kind = "range"
    plural = "ranges"
    catalog = "pg_range"
    made_with = "types"
    address = ("range type",)
    steadfast = True
    replaceable = True

    schema: str = key("the type's schema")
    range: str = key("pg_type.typname")
    subtype: str = attr("pg_range.rngsubtype", Compare.EXPRESSION)
    operator_class: str | None = attr("where it is not the default of the subtype", Compare.EXPRESSION)
    collation: str | None = attr("where it is not that of the subtype", Compare.EXPRESSION)
    canonical: str | None = attr("the function that makes equal ranges look alike", Compare.EXPRESSION)
    difference: str | None = attr("the function that subtracts two values (SUBTYPE_DIFF)", Compare.EXPRESSION)
    multirange: str | None = attr("the quoted multirange type, with its schema where that is another; 14 and later")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, t.typname, pg_catalog.format_type(r.rngsubtype, null),
                   case when not oc.opcdefault
                        then pg_catalog.quote_ident(ocn.nspname) || '.' || pg_catalog.quote_ident(oc.opcname) end,
                   case when r.rngcollation <> b.typcollation
                        then pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end,
                   case when r.rngcanonical <> 0
                        then pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.proname) end,
                   case when r.rngsubdiff <> 0
                        then pg_catalog.quote_ident(dn.nspname) || '.' || pg_catalog.quote_ident(d.proname) end,
                   <<14: (select case when mn.oid <> n.oid then pg_catalog.quote_ident(mn.nspname) || '.' else '' end
                                 || pg_catalog.quote_ident(m.typname)
                          from pg_catalog.pg_type m join pg_catalog.pg_namespace mn on mn.oid = m.typnamespace
                          where m.oid = r.rngmultitypid) ;; null>>
            from pg_catalog.pg_range r
            join pg_catalog.pg_type t on t.oid = r.rngtypid
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            join pg_catalog.pg_type b on b.oid = r.rngsubtype
            join pg_catalog.pg_opclass oc on oc.oid = r.rngsubopc
            join pg_catalog.pg_namespace ocn on ocn.oid = oc.opcnamespace
            left join pg_catalog.pg_collation co on co.oid = r.rngcollation
            left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            left join pg_catalog.pg_proc f on f.oid = r.rngcanonical
            left join pg_catalog.pg_namespace fn on fn.oid = f.pronamespace
            left join pg_catalog.pg_proc d on d.oid = r.rngsubdiff
            left join pg_catalog.pg_namespace dn on dn.oid = d.pronamespace
            where {in_scope("t.typname")} and {not_member("t.oid")}
        """
    }

    @property
    def types(self) -> tuple[str, ...]:
        return (self.printed, str(self._multirange(self.multirange))) if self.multirange else (self.printed,)

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regtype({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        options = [compose("subtype = {}", deparsed(self.subtype))]
        if self.operator_class:
            options.append(compose("subtype_opclass = {}", deparsed(self.operator_class)))
        if self.collation:
            options.append(compose("collation = {}", deparsed(self.collation)))
        if self.canonical:
            options.append(compose("canonical = {}", deparsed(self.canonical)))
        if self.difference:
            options.append(compose("subtype_diff = {}", deparsed(self.difference)))
        if self.multirange:
            options.append(compose("multirange_type_name = {}", self._multirange(self.multirange)))
        yield Statement(str(compose("create type {} as range ({})", self.sql_name, joined(options))), ("create-object",))

    def made_of_type(self, type_: Kind) -> bool:
        return not {self.subtype, self.collation}.isdisjoint(type_.types)

    def move(self, schema: str) -> Iterator[Statement]:
        yield from super().move(schema)
        if self.multirange and len(parts_of(self.multirange)) == 1:
            # PostgreSQL leaves it behind
            sql = compose("alter type {} set schema {}", self._multirange(self.multirange), name(schema))
            yield Statement(str(sql), ("set-schema-unlocked",))

    def stand_aside(self, aside: Callable[[str], str]) -> Iterator[Statement]:
        yield from self.rename(aside(self.range))
        own = [name(self.schema, aside(self.range))]
        if self.multirange:
            kept = (self.schema, *parts_of(self.multirange))[-2:]
            sql = compose("alter type {} rename to {}", name(*kept), name(aside(kept[-1])))
            yield Statement(str(sql), ("rename-unlocked",))
            own.append(name(kept[0], aside(kept[-1])))
        # what constructs the values keeps the name that the type had when it was made, whatever that is called now
        body = compose(
            "declare f pg_catalog.regprocedure; begin for f in select d.objid from pg_catalog.pg_depend d"
            " where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.deptype = 'i'"
            " and d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.refobjid in ({})"
            " loop execute pg_catalog.format('alter function %s rename to %I', f, {}); end loop; end",
            joined(compose("{}::pg_catalog.regtype", value(str(type_))) for type_ in own),
            value(aside(self.range)),
        )
        yield Statement(str(compose("do {}", value(str(body)))), ("rename-unlocked",))

    def hindrances(self, before: Range | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        if before is None or "subtype" not in changed:
            return
        for table, column, array in sight.columns_of(self.printed):
            if array:
                continue  # PostgreSQL refuses what does not fit, as it does with a multirange
            for bound in (word("pg_catalog.lower"), word("pg_catalog.upper")):
                found = compose("{}(t.{})", bound, name(column))
                cast = compose("{}::text::{}", found, deparsed(self.subtype))
                for misfit in misfits(found, before.subtype, self.subtype, cast, sight.major):
                    about = f"rows of {'.'.join(table)} whose {column} has a bound that is {misfit.about}"
                    yield Rows(table, about, () if misfit.trial else (QUARANTINE,), misfit.trial, where=misfit.where)

    def _multirange(self, called: str) -> Sql:
        return name(*(self.schema, *parts_of(called))[-2:])
