"""Aggregate functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Obstacle, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.of_proc import OfProc
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Aggregate(OfProc):
    """An aggregate function, an ordered-set one too."""

    kind = "aggregate"
    plural = "aggregates"
    catalog = "pg_aggregate"
    made_with = "functions"
    names_types = frozenset({"signature", "identity"})
    address = ("aggregate",)
    obstacle = Obstacle.REBUILT

    schema: str = key("the aggregate's schema")
    signature: str = key("its name and the types of its arguments, as in `total(integer)`")
    identity: str = attr("the quoted name with its argument types", Compare.NOTED)
    arguments: str = attr("pg_get_function_arguments()", Compare.EXPRESSION)
    returns: str = attr("pg_get_function_result()", Compare.EXPRESSION)
    type: str = attr("`normal`, `ordered-set` or `hypothetical-set` (pg_aggregate.aggkind)")
    definition: tuple[str, ...] = attr("the other columns of pg_aggregate, as options", Compare.EXPRESSION)
    initial: str | None = attr("the first state (pg_aggregate.agginitval)")
    moving_initial: str | None = attr("the first state as a moving aggregate (pg_aggregate.aggminitval)")
    parallel: str = attr("pg_proc.proparallel: s, r or u")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_proc")},
            called as (
                select f.oid, pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.proname) as name
                from pg_catalog.pg_proc f join pg_catalog.pg_namespace fn on fn.oid = f.pronamespace)
            select n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
                   pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) || '('
                   || case when p.pronargs = 0 then '*' else pg_catalog.pg_get_function_identity_arguments(p.oid) end
                   || ')',
                   pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid),
                   case a.aggkind when 'o' then 'ordered-set' when 'h' then 'hypothetical-set' else 'normal' end,
                   (select json_agg(o.text order by o.place) from (
                        select v.place, v.word || ' = ' || v.value as text from (values
                            (1, 'sfunc', (select c.name from called c where c.oid = a.aggtransfn)),
                            (2, 'stype', pg_catalog.format_type(a.aggtranstype, null)),
                            (3, 'sspace', nullif(a.aggtransspace, 0)::text),
                            (4, 'finalfunc', (select c.name from called c where c.oid = a.aggfinalfn)),
                            (5, 'finalfunc_modify', case when a.aggfinalfn <> 0 then
                                case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable'
                                     else 'read_write' end end),
                            (6, 'combinefunc', (select c.name from called c where c.oid = a.aggcombinefn)),
                            (7, 'serialfunc', (select c.name from called c where c.oid = a.aggserialfn)),
                            (8, 'deserialfunc', (select c.name from called c where c.oid = a.aggdeserialfn)),
                            (9, 'msfunc', (select c.name from called c where c.oid = a.aggmtransfn)),
                            (10, 'minvfunc', (select c.name from called c where c.oid = a.aggminvtransfn)),
                            (11, 'mstype', case when a.aggmtranstype <> 0
                                                then pg_catalog.format_type(a.aggmtranstype, null) end),
                            (12, 'msspace', nullif(a.aggmtransspace, 0)::text),
                            (13, 'mfinalfunc', (select c.name from called c where c.oid = a.aggmfinalfn)),
                            (14, 'mfinalfunc_modify', case when a.aggmfinalfn <> 0 then
                                case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable'
                                     else 'read_write' end end),
                            (15, 'sortop', (select 'operator(' || pg_catalog.quote_ident(sn.nspname) || '.' || s.oprname
                                                   || ')'
                                            from pg_catalog.pg_operator s
                                            join pg_catalog.pg_namespace sn on sn.oid = s.oprnamespace
                                            where s.oid = a.aggsortop))
                        ) v(place, word, value) where v.value is not null
                        union all select 16, 'finalfunc_extra' where a.aggfinalextra
                        union all select 17, 'mfinalfunc_extra' where a.aggmfinalextra) o)::text,
                   a.agginitval, a.aggminitval, p.proparallel
            from pg_catalog.pg_aggregate a
            join pg_catalog.pg_proc p on p.oid = a.aggfnoid
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where {in_scope("p.proname")} and {not_member("p.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return deparsed(self.identity)

    def with_key(self, new: Iterable[str]) -> Aggregate:
        schema, signature = new
        called = str(name(schema, signature.partition("(")[0]))
        identity = self.identity.replace(self.printed, called, 1)
        return replace(self, schema=schema, signature=signature, identity=identity)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_proc p where p.pronamespace = pg_catalog.to_regnamespace({})"
            " and p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' = {} and p.prokind = 'a')",
            value(str(name(self.schema))),
            value(self.signature),
        )

    def create(self, side: Side) -> Iterator[Statement]:
        yield Statement(str(self._definition(word("create"))), ("create-object",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop aggregate {}", self.sql_name)), ("drop-object",))

    def can_alter(self, expected: Aggregate, changed: frozenset[str]) -> bool:
        # OR REPLACE keeps the oid and so the views that use it; it takes neither other arguments nor another result
        return not changed & {"arguments", "returns", "type"}

    def alter(self, expected: Aggregate, changed: frozenset[str]) -> Iterator[Statement]:
        yield Statement(str(expected._definition(word("create or replace"))), ("replace-routine",))

    def move(self, schema: str) -> Iterator[Statement]:
        sql = compose("alter aggregate {} set schema {}", self.sql_name, name(schema))
        yield Statement(str(sql), ("set-schema-unlocked",))

    def rename(self, new: str) -> Iterator[Statement]:
        sql = compose("alter aggregate {} rename to {}", self.sql_name, name(new.partition("(")[0]))
        yield Statement(str(sql), ("rename-unlocked",))

    def _definition(self, verb: Sql) -> Sql:
        options = [deparsed(option) for option in self.definition]
        if self.initial is not None:
            options.append(compose("initcond = {}", value(self.initial)))
        if self.moving_initial is not None:
            options.append(compose("minitcond = {}", value(self.moving_initial)))
        if self.parallel != "u":
            options.append(word("parallel = safe") if self.parallel == "s" else word("parallel = restricted"))
        if self.type == "hypothetical-set":
            options.append(word("hypothetical"))
        arguments = deparsed(self.arguments) if self.arguments else word("*")
        called = name(self.schema, self.signature.partition("(")[0])
        return compose("{} aggregate {}({}) ({})", verb, called, arguments, joined(options))
