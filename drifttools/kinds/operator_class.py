"""Operator classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.of_method import OfMethod
from drifttools.kinds.oids import CLASS
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, compose, deparsed, joined, name, word
from drifttools.sql.dialect import Dialect


@declared
class OperatorClass(OfMethod):
    """An operator class: how an access method treats a type.

    Its members are those that it cannot do without; what else CREATE OPERATOR CLASS named belongs to its family.
    """

    kind = "operator class"
    plural = "operator_classes"
    address = ("operator class",)
    obstacle = Obstacle.REBUILT

    schema: str = key("the class's schema")
    operator_class: str = key("its name and its access method, as in `numbers using btree`")
    method: str = attr("the access method (pg_opclass.opcmethod)")
    type: str = attr("the type that it is for (pg_opclass.opcintype)", Compare.EXPRESSION)
    default: bool = attr("whether it is the one that is taken where none is named (pg_opclass.opcdefault)")
    family: str = attr("its operator family, quoted and qualified", Compare.EXPRESSION)
    storage: str | None = attr("the type that is stored, where that is another (pg_opclass.opckeytype)", Compare.EXPRESSION)
    entries: tuple[str, ...] = attr("its operators and support functions with their numbers", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_opclass")}
            select n.nspname, {CLASS}, am.amname, pg_catalog.format_type(o.opcintype, null), o.opcdefault,
                   (select pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.opfname)
                    from pg_catalog.pg_opfamily f join pg_catalog.pg_namespace fn on fn.oid = f.opfnamespace
                    where f.oid = o.opcfamily),
                   case when o.opckeytype <> 0 then pg_catalog.format_type(o.opckeytype, null) end,
                   (select coalesce(json_agg(m.text order by m.sort, m.number, m.text), '[]') from (
                        select 1, a.amopstrategy, 'operator ' || a.amopstrategy || ' '
                               || a.amopopr::pg_catalog.regoperator::text
                               || coalesce((select ' for order by ' || pg_catalog.quote_ident(sn.nspname) || '.'
                                                   || pg_catalog.quote_ident(s.opfname)
                                            from pg_catalog.pg_opfamily s
                                            join pg_catalog.pg_namespace sn on sn.oid = s.opfnamespace
                                            where s.oid = a.amopsortfamily), '')
                        from pg_catalog.pg_depend d
                        join pg_catalog.pg_amop a on a.oid = d.objid
                        where d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.refobjid = o.oid
                          and d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
                        union all
                        select 2, a.amprocnum, 'function ' || a.amprocnum || ' ('
                               || pg_catalog.format_type(a.amproclefttype, null) || ', '
                               || pg_catalog.format_type(a.amprocrighttype, null) || ') '
                               || a.amproc::pg_catalog.regprocedure::text
                        from pg_catalog.pg_depend d
                        join pg_catalog.pg_amproc a on a.oid = d.objid
                        where d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.refobjid = o.oid
                          and d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass) m(sort, number, text))::text
            from pg_catalog.pg_opclass o
            join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
            join pg_catalog.pg_am am on am.oid = o.opcmethod
            where {in_scope("o.opcname")} and {not_member("o.oid")}
        """
    }

    def create(self, side: Side) -> Iterator[Statement]:
        items = list(map(deparsed, self.entries))
        if self.storage or not items:
            # the list may not be empty, and every class stores something
            items.append(compose("storage {}", deparsed(self.storage or self.type)))
        sql = compose(
            "create operator class {}{} for type {} using {} family {} as {}",
            name(self.schema, self.called),
            word(" default") if self.default else NOTHING,
            deparsed(self.type),
            name(self.method),
            deparsed(self.family),
            joined(items),
        )
        yield Statement(str(sql), ("create-object",))

    def rename(self, new: str) -> Iterator[Statement]:
        called = name(new.removesuffix(f" using {self.method}"))
        yield Statement(str(compose("alter operator class {} rename to {}", self.sql_name, called)), ("rename-unlocked",))
