"""Functions and procedures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.of_proc import OfProc
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value
from drifttools.sql.dialect import Dialect


@declared
class Routine(OfProc):
    """A function, window function or procedure. Aggregates are a kind of their own."""

    kind = "routine"
    plural = "routines"
    catalog = "pg_proc"
    made_with = "functions"
    address = ("function", "procedure")
    obstacle = Obstacle.REBUILT
    names_types = frozenset({"signature", "identity", "definition"})
    alterable = frozenset(
        {
            "language",
            "volatility",
            "strict",
            "leakproof",
            "security_definer",
            "parallel",
            "cost",
            "rows",
            "settings",
            "support",
            "transforms",
            "body",
        }
    )

    schema: str = key("the routine's schema")
    signature: str = key("its name and the types of its arguments, as in `total(integer)`")
    identity: str = attr("the quoted name with its argument types, for statements", Compare.NOTED)
    type: str = attr("`function`, `procedure` or `window`")
    arguments: str = attr("pg_get_function_arguments(): names, modes, defaults", Compare.EXPRESSION)
    returns: str | None = attr("pg_get_function_result()", Compare.EXPRESSION)
    language: str = attr("pg_language.lanname")
    volatility: str = attr("`immutable`, `stable` or `volatile`")
    strict: bool = attr("whether a null argument gives null at once")
    leakproof: bool = attr("pg_proc.proleakproof")
    security_definer: bool = attr("whether it runs with its owner's rights")
    parallel: str = attr("pg_proc.proparallel: s, r or u")
    cost: str = attr("pg_proc.procost")
    rows: str = attr("pg_proc.prorows")
    settings: tuple[str, ...] | None = attr("SET clauses (pg_proc.proconfig)")
    support: str | None = attr("the function that helps the planner with it (pg_proc.prosupport)", Compare.EXPRESSION)
    transforms: tuple[str, ...] | None = attr("types with TRANSFORM (pg_proc.protrftypes)", Compare.EXPRESSION)
    body: str = attr("its source text; a name in it is looked up only when it runs", printed=True)
    definition: str = attr("pg_get_functiondef()", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_proc")}
            select n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
                   p.oid::pg_catalog.regprocedure::text,
                   case p.prokind when 'p' then 'procedure' when 'w' then 'window' else 'function' end,
                   pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid), l.lanname,
                   case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
                   p.proisstrict, p.proleakproof, p.prosecdef, p.proparallel, p.procost::text, p.prorows::text,
                   array_to_json(p.proconfig)::text,
                   case when p.prosupport <> 0 then
                        (select pg_catalog.quote_ident(sn.nspname) || '.' || pg_catalog.quote_ident(s.proname)
                         from pg_catalog.pg_proc s join pg_catalog.pg_namespace sn on sn.oid = s.pronamespace
                         where s.oid = p.prosupport) end,
                   case when p.protrftypes is not null then
                        (select json_agg(u.name order by u.name)
                         from (select pg_catalog.format_type(t.oid, null)
                               from unnest(p.protrftypes) t(oid)) u(name)) end::text,
                   <<14: coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc) ;; p.prosrc>>
                   || coalesce(' in ' || p.probin, ''),
                   pg_catalog.pg_get_functiondef(p.oid)
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            -- one whose language is gone cannot be printed, and must not be lost for it
            left join pg_catalog.pg_language l on l.oid = p.prolang
            where p.prokind <> 'a' and {in_scope("p.proname")} and {not_member("p.oid")}
              -- those that construct values of a range type belong to it
              and not (coalesce(l.lanname, '') = 'internal' and p.prosrc ~ '^(multi)?range_constructor[0-3]$')
        """
    }

    @property
    def sql_name(self) -> Sql:
        return deparsed(self.identity)

    def with_key(self, new: Iterable[str]) -> Routine:
        schema, signature = new
        called = str(name(schema, signature.partition("(")[0]))
        return replace(
            self,
            schema=schema,
            signature=signature,
            identity=self.identity.replace(self.printed, called, 1),
            definition=self.definition.replace(self.printed, called, 1),
        )

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regprocedure({}) is not null", value(self.identity))

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(self.definition.rstrip().rstrip(";"), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop routine {}", self.sql_name)), ("drop-routine",))

    def can_alter(self, expected: Routine, changed: frozenset[str]) -> bool:
        # CREATE OR REPLACE keeps the oid, so that dependents, grants and comments stay
        return changed <= self.alterable

    def alter(self, expected: Routine, changed: frozenset[str]) -> Iterator[Statement]:
        yield Statement(expected.definition.rstrip().rstrip(";"), ("replace-routine",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter routine {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter routine {} rename to {}", self.sql_name, name(new.partition("(")[0]))
        yield Statement(str(sql), ("rename-unlocked",))
