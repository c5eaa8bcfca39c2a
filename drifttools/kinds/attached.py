"""What hangs on objects of several kinds: owners, comments, privileges. One row of such a kind says which kind it is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, LiteralString, Self

from drifttools.kinds.base import Kind, declared
from drifttools.kinds.fragments import by_name, in_scope
from drifttools.kinds.oids import known, oid_of
from drifttools.sql.compose import Sql, compose, deparsed, name, value, word

MEMBERS: LiteralString = (
    "member as (select d.classid, d.objid from pg_catalog.pg_depend d"
    " where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'e')"
)
"""A CTE `member(classid, objid)`: all objects that belong to an extension."""


def no_member(catalog: LiteralString, oid: LiteralString) -> LiteralString:
    """The condition that an object is in no extension, beside `MEMBERS`."""
    return (
        "not exists (select from member m where m.classid = 'pg_catalog." + catalog + "'::pg_catalog.regclass"
        " and m.objid = " + oid + ")"
    )


@dataclass(frozen=True, slots=True)
class Cataloged:
    """A system catalog whose rows are objects with a name and an owner; its columns have a prefix and the same names.

    Args:
        kind: The kind that covers it, which is what statements call it too.
        table: The catalog.
        prefix: Of its columns: `coll` for `collname`, `collnamespace`, `collowner`.
        in_schema: Whether its objects are in schemas.
        called: What statements call it, where that is not the kind.
    """

    kind: LiteralString
    table: LiteralString
    prefix: LiteralString
    in_schema: bool = True
    called: LiteralString = ""

    def rows(self) -> tuple[LiteralString, LiteralString]:
        """FROM and WHERE of all its objects that are audited: `o` is the object, `n.nspname` its schema or its own name."""
        table: LiteralString = "pg_catalog." + self.table + " o"
        called: LiteralString = "o." + self.prefix + "name"
        if self.in_schema:
            joined_: LiteralString = " join pg_catalog.pg_namespace n on n.oid = o." + self.prefix + "namespace"
            return table + joined_, in_scope(called) + " and " + no_member(self.table, "o.oid")
        lateral, focused = by_name(called)
        return table + " " + lateral, focused + " and " + no_member(self.table, "o.oid")

    @property
    def object(self) -> LiteralString:
        """The expression of its name within a schema; what is in none is named by the first part of the key."""
        return "o." + self.prefix + "name" if self.in_schema else "''"

    def oid(self, key: tuple[str, ...]) -> Sql:
        """The oid of the one with this key; null where it is not there."""
        where = compose("o.{} = {}", word(self.prefix + "name"), value(key[-1]))
        if self.in_schema:
            schema = value(str(name(key[0])))
            where = compose("{} and o.{} = pg_catalog.to_regnamespace({})", where, word(self.prefix + "namespace"), schema)
        return compose("(select o.oid from pg_catalog.{} o where {})", word(self.table), where)


CATALOGED: tuple[Cataloged, ...] = (
    Cataloged("collation", "pg_collation", "coll"),
    Cataloged("statistics", "pg_statistic_ext", "stx"),
    Cataloged("text search dictionary", "pg_ts_dict", "dict"),
    Cataloged("text search configuration", "pg_ts_config", "cfg"),
    Cataloged("foreign data wrapper", "pg_foreign_data_wrapper", "fdw", in_schema=False),
    Cataloged("foreign server", "pg_foreign_server", "srv", in_schema=False, called="server"),
    Cataloged("publication", "pg_publication", "pub", in_schema=False),
    Cataloged("event trigger", "pg_event_trigger", "evt", in_schema=False),
)
CATALOG_OF: Mapping[str, Cataloged] = {one.kind: one for one in CATALOGED}

# how ALTER, COMMENT and GRANT call an object of a kind
WORDS: Mapping[str, Sql] = {
    "schema": word("schema"),
    "table": word("table"),
    # a table as every other, but that COMMENT ON TABLE refuses it
    "foreign table": word("foreign table"),
    "view": word("view"),
    "materialized view": word("materialized view"),
    "sequence": word("sequence"),
    "enum": word("type"),
    "composite": word("type"),
    "range": word("type"),
    "multirange": word("type"),
    "domain": word("domain"),
    "base type": word("type"),
    "routine": word("routine"),
    "column": word("column"),
    "composite attribute": word("column"),
    "constraint": word("constraint"),
    "not null": word("constraint"),
    "index": word("index"),
    "trigger": word("trigger"),
    "rule": word("rule"),
    "policy": word("policy"),
    "operator": word("operator"),
    "operator family": word("operator family"),
    "operator class": word("operator class"),
    "cast": word("cast"),
    "conversion": word("conversion"),
    "access method": word("access method"),
    "language": word("language"),
    "transform": word("transform"),
    "text search parser": word("text search parser"),
    "text search template": word("text search template"),
    # ALTER, COMMENT and GRANT take all sorts of functions by that word
    "aggregate": word("routine"),
    "extension": word("extension"),
    **{one.kind: word(one.called or one.kind) for one in CATALOGED},
}
# kinds whose objects are in no schema
_UNPLACED = frozenset({"cast", "access method", "language", "transform"})
RELATIONS = frozenset({"table", "foreign table", "view", "materialized view", "sequence", "index"})
_TYPES = frozenset({"enum", "composite", "range", "domain", "base type"})
_RELATION = ("table", "view", "materialized view")
# kinds whose objects are parts of others
_WITHIN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("column", "not null", "constraint", "index", "trigger", "rule", "policy"), _RELATION),
    "composite attribute": ("composite",),
    "multirange": ("range",),
}
# an index may be the one that backs a constraint, which then is what is made and removed; NOT NULL comes with its column
_ALSO: Mapping[str, tuple[str, ...]] = {"index": ("constraint",), "foreign table": ("table",), "not null": ("column",)}


def _operator(schema: str, signature: str) -> Sql:
    return compose("{}.{}", name(schema), deparsed(signature))


def _of_method(schema: str, called: str) -> Sql:
    own, _, method = called.rpartition(" using ")
    return compose("{} using {}", name(schema, own), name(method))


def _cast(source: str, target: str) -> Sql:
    return compose("({} as {})", deparsed(source), deparsed(target))


def _transform(type_: str, language: str) -> Sql:
    return compose("for {} language {}", deparsed(type_), name(language))


# those whose name is more than the parts of their key
_NAMED: Mapping[str, Callable[[str, str], Sql]] = {
    "operator": _operator,
    "operator class": _of_method,
    "operator family": _of_method,
    "cast": _cast,
    "transform": _transform,
}


ROUTINES = frozenset({"routine", "aggregate"})
OF_ROUTINE: LiteralString = "case p.prokind when 'a' then 'aggregate' else 'routine' end"
# PostgreSQL makes the constructors of a range type with it; they are no routines of their own
OWN_ROUTINE: LiteralString = (
    "not exists (select from pg_catalog.pg_depend i"
    " where i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objid = p.oid and i.deptype = 'i')"
)


def of_type(row: LiteralString) -> LiteralString:
    """The name of the kind that covers a row of `pg_type`; null for those that are no objects of their own."""
    return (
        "case " + row + ".typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' when 'c' then"
        " (select 'composite' from pg_catalog.pg_class tc where tc.oid = " + row + ".typrelid and tc.relkind = 'c')"
        # an array type is no object of its own; a shell type is typed as a pseudo-type
        " when 'b' then (select 'base type' where not exists (select from pg_catalog.pg_type te where te.oid = "
        + row
        + ".typelem and te.typarray = "
        + row
        + ".oid)) when 'p' then 'base type' end"
    )


@declared
class Attached(Kind):
    """The base of those kinds: their keys begin with `located` parts that say where the object is; unused ones are empty.

    Class attributes of a declaration:
        located: How many parts of the key are the name of the object: schema, own name, name of a part of it.
    """

    names_types = frozenset({"identity"})
    located: ClassVar[int]

    @property
    def on_kind(self) -> str:
        """The kind of the object."""
        return str(getattr(self, "of"))  # noqa: B009 - a field of every declaration

    @property
    def on_identity(self) -> str | None:
        """The quoted name of a routine with the types of its arguments, as statements need it."""
        found = getattr(self, "identity", None)
        return None if found is None else str(found)

    @property
    def parent_key(self) -> tuple[str, ...]:
        return tuple(filter(None, self.key[: type(self).located]))

    @property
    def part_of(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        key = self.parent_key
        within = ((kind, key[:-1]) for kind in _WITHIN.get(self.on_kind, ()))
        return (*within, *((kind, key) for kind in _ALSO.get(self.on_kind, ())), (self.on_kind, key))

    @property
    def namespace(self) -> str:
        return "" if self.on_kind in _UNPLACED else self.key[0]

    def carried_by(self) -> tuple[str, ...]:
        return ()  # whatever its object is carried by

    @property
    def focus(self) -> tuple[str, str]:
        key = self.parent_key
        if self.on_kind in ROUTINES:
            return key[0], key[1].rpartition("(")[0]
        if self.on_kind == "operator":
            return key[0], key[1].partition("(")[0]
        if self.on_kind in {"operator class", "operator family"}:
            return key[0], key[1].rpartition(" using ")[0]
        return key[0], key[1] if len(key) > 1 else key[0]

    def with_key(self, new: Iterable[str]) -> Self:
        schema, own, *rest = new
        moved = super().with_key((schema, own, *rest))
        if self.on_kind not in ROUTINES or self.on_identity is None:
            return moved
        before, after = (str(name(r.key[0], r.key[1].partition("(")[0])) for r in (self, moved))
        return replace(moved, identity=self.on_identity.replace(before, after, 1))  # type: ignore[call-arg] # a field that some of them have

    @property
    def sql_name(self) -> Sql:
        """The object, quoted and qualified; a constraint, trigger, rule or policy `on` its table."""
        key = self.parent_key
        if self.on_identity is not None:
            return deparsed(self.on_identity)
        if self.on_kind in {"constraint", "trigger", "rule", "policy"}:
            return compose("{} on {}", name(key[-1]), name(*key[:-1]))
        if self.on_kind == "index":
            return name(key[0], key[-1])
        return _NAMED[self.on_kind](*key) if self.on_kind in _NAMED else name(*key)

    @property
    def on(self) -> Sql:
        """The key word and the name, as statements call the object."""
        return compose("{} {}", WORDS[self.on_kind], self.sql_name)

    @property
    def locks(self) -> tuple[str, ...]:
        """The relation that a statement about the object locks."""
        return (str(self.sql_name),) if self.on_kind in RELATIONS else ()

    def oid(self) -> Sql:
        """Its oid as the server finds it: null where it is not there."""
        key = self.parent_key
        if known(self.on_kind):
            return oid_of(self.on_kind, key)
        if self.on_kind == "schema":
            return compose("pg_catalog.to_regnamespace({})::pg_catalog.oid", value(str(self.sql_name)))
        if self.on_kind in ROUTINES:
            return compose("pg_catalog.to_regprocedure({})::pg_catalog.oid", value(str(self.sql_name)))
        if self.on_kind in CATALOG_OF:
            return CATALOG_OF[self.on_kind].oid(key)
        if self.on_kind == "extension":
            return compose("(select o.oid from pg_catalog.pg_extension o where o.extname = {})", value(key[0]))
        if self.on_kind in _TYPES:
            return compose("pg_catalog.to_regtype({})::pg_catalog.oid", value(str(self.sql_name)))
        relation = name(key[0], key[-1]) if self.on_kind == "index" else name(*key[:2])
        return compose("pg_catalog.to_regclass({})::pg_catalog.oid", value(str(relation)))
