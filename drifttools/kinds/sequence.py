"""Sequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Sequence(Kind):
    """A sequence, owned by a column or on its own. The one behind an identity column belongs to that column.

    Its current value is data, not schema: it is never compared.
    """

    kind = "sequence"
    plural = "sequences"
    catalog = "pg_sequence"
    made_with = "sequences"
    address = ("sequence",)
    steadfast = True
    alterable = frozenset("type start increment minimum maximum cache cycle persistence owned_table owned_column".split())
    relation = True
    plain_names = frozenset({"owned_table", "owned_column"})

    schema: str = key("the sequence's schema")
    sequence: str = key("pg_class.relname")
    type: str = attr("pg_sequence.seqtypid")
    start: int = attr("pg_sequence.seqstart")
    increment: int = attr("pg_sequence.seqincrement")
    minimum: int = attr("pg_sequence.seqmin")
    maximum: int = attr("pg_sequence.seqmax")
    cache: int = attr("pg_sequence.seqcache")
    cycle: bool = attr("pg_sequence.seqcycle")
    persistence: str = attr(
        "`permanent` or `unlogged`, 15 and later (pg_class.relpersistence)", since=15, before="permanent"
    )
    owned_table: str | None = attr("the table that owns it: OWNED BY, always in the same schema", Compare.EXPRESSION)
    owned_column: str | None = attr("the column that owns it", Compare.EXPRESSION)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_class")}
            select n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin,
                   s.seqmax, s.seqcache, s.seqcycle,
                   case c.relpersistence when 'u' then 'unlogged' else 'permanent' end, t.relname, a.attname
            from pg_catalog.pg_sequence s
            join pg_catalog.pg_class c on c.oid = s.seqrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            left join pg_catalog.pg_depend d
                   on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.objsubid = 0
                  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjsubid > 0
                  and d.deptype in ('a', 'i')
            left join pg_catalog.pg_class t on t.oid = d.refobjid
            left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
            where {in_scope("coalesce(t.relname, c.relname)")} and d.deptype is distinct from 'i' and {not_member("c.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.sequence)

    @property
    def belongs_to(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("table", self.owned_by[:-1]), ("column", self.owned_by)) if self.owned_by else ()

    def carried_by(self) -> tuple[str, ...]:
        return (self.schema, self.owned_table) if self.owned_table else ()

    def create(self, side: Side) -> Iterator[Statement]:
        # OWNED BY comes later, with the column: the column's default needs the sequence first
        options = joined((self._option(attribute) for attribute in _OPTIONS), " ")
        unlogged = word("unlogged ") if self.persistence == "unlogged" else NOTHING
        yield Statement(str(compose("create {}sequence {} {}", unlogged, self.sql_name, options)), ("create-object",))

    @property
    def distinctive(self) -> bool:
        # all free sequences are alike
        return self.owned_table is not None

    @property
    def owned_by(self) -> tuple[str, ...]:
        return (self.schema, self.owned_table, self.owned_column) if self.owned_table and self.owned_column else ()

    def incomplete(self) -> Sequence:
        return replace(self, owned_table=None, owned_column=None)

    def complete(self, before: Sequence) -> Iterator[Statement]:
        # a column's default needs the sequence, and the sequence's owner is that column
        if self.owned_by != before.owned_by:
            yield self._alter(self._owner(), "alter-sequence")

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop sequence {}", self.sql_name)), ("drop-sequence",), (str(self.sql_name),))

    def lets_go(self, expected: Sequence, changed: frozenset[str]) -> frozenset[str]:
        # before the column that owned it goes, and takes it along; another owner comes with `complete`
        return changed & {"owned_table", "owned_column"} if self.owned_by else frozenset()

    def release(self, attributes: frozenset[str]) -> Iterator[Statement]:
        if attributes:
            yield self._alter(word("owned by none"), "alter-sequence")

    def alter(self, expected: Sequence, changed: frozenset[str]) -> Iterator[Statement]:
        options = joined((expected._option(attribute) for attribute in _OPTIONS if attribute in changed), " ")
        if options:
            yield self._alter(options, "alter-sequence")
        if "persistence" in changed:
            logged = word("set unlogged") if expected.persistence == "unlogged" else word("set logged")
            yield self._alter(logged, "table-setting")

    def move(self, schema: str) -> Iterator[Statement]:
        yield self._alter(compose("set schema {}", name(schema)), "set-schema")

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "rename")

    def go_on_after(self, column: Kind) -> Iterator[Statement]:
        # ascending after the greatest, descending after the least; a value that it could not have had is no concern of it
        extreme = word("pg_catalog.max") if self.increment > 0 else word("pg_catalog.min")
        number = compose("{}({}::pg_catalog.int8)", extreme, column.sql_name)
        sql = compose(
            "select pg_catalog.setval({}, {}) from {} having {} between {} and {}",
            value(str(self.sql_name)),
            number,
            name(*column.parent_key),
            number,
            value(self.minimum),
            value(self.maximum),
        )
        yield Statement(str(sql), ("alter-sequence",), (str(self.sql_name),))

    def hand_to(self, apart: Sequence, column: Kind) -> Iterator[Statement]:
        own = compose(
            "pg_catalog.pg_get_serial_sequence({}, {})", value(str(name(*column.parent_key))), value(column.key[-1])
        )
        yield handed_on(own, value(str(apart.sql_name)))

    def take_from(self, apart: Sequence, column: Kind) -> Iterator[Statement]:
        own = compose(
            "pg_catalog.pg_get_serial_sequence({}, {})", value(str(name(*column.parent_key))), value(column.key[-1])
        )
        yield handed_on(value(str(apart.sql_name)), own)

    def _alter(self, action: Sql, hazard: str) -> Statement:
        sql = compose("alter sequence {} {}", self.sql_name, action)
        return Statement(str(sql), (hazard,), (str(self.sql_name),))

    def _owner(self) -> Sql:
        if not self.owned_table or not self.owned_column:
            return word("owned by none")
        return compose("owned by {}", name(self.schema, self.owned_table, self.owned_column))

    def _option(self, attribute: str) -> Sql:
        if attribute == "cycle":
            return word("cycle") if self.cycle else word("no cycle")
        if attribute == "type":
            return compose("as {}", deparsed(self.type))
        return joined((_OPTIONS[attribute], value(getattr(self, attribute))), " ")


def handed_on(to: Sql, of: Sql) -> Statement:
    """A sequence goes on where another one stands; one that was never asked for a number has nothing to hand over."""
    sql = compose(
        "select pg_catalog.setval({}, last.value)"
        " from pg_catalog.pg_sequence_last_value({}::pg_catalog.regclass) last(value) where last.value is not null",
        to,
        of,
    )
    return Statement(str(sql), ("alter-sequence",))


_OPTIONS = {
    "type": NOTHING,
    "increment": word("increment by"),
    "minimum": word("minvalue"),
    "maximum": word("maxvalue"),
    "start": word("start with"),
    "cache": word("cache"),
    "cycle": NOTHING,
}
