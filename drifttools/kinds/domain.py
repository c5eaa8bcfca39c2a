"""Domain types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, LiteralString

from drifttools.kinds.base import Compare, Conversion, Kind, Side, attr, declared, key
from drifttools.kinds.casts import through_text
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import NOT_VALID, QUARANTINE, Hindrance, Rows, Sight
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Domain(Kind):
    """A domain: a base type with a default and constraints of its own."""

    kind = "domain"
    plural = "domains"
    made_with = "types"
    address = ("type",)
    alterable = frozenset({"default", "not_null", "not_null_name", "constraints", "comments"})
    steadfast = True
    replaceable = True

    schema: str = key("the type's schema")
    domain: str = key("pg_type.typname")
    type: str = attr("format_type() of the base type", Compare.EXPRESSION)
    collation: str | None = attr("the collation where it is not that of the base type", Compare.EXPRESSION)
    not_null: bool = attr("pg_type.typnotnull")
    not_null_name: str | None = attr(
        "the name that NOT NULL was given, 17 and later: one that ends in `_not_null` is PostgreSQL's own",
        severity=Severity.WARNING,
        since=17,
    )
    default: str | None = attr("pg_type.typdefault", Compare.EXPRESSION)
    constraints: tuple[str, ...] = attr("JSON pairs of name and pg_get_constraintdef() of each CHECK", Compare.EXPRESSION)
    comments: tuple[str, ...] = attr("JSON pairs of name and comment of its constraints", severity=Severity.NOTE)
    not_null_constraint: str | None = attr("the row of pg_constraint of its NOT NULL, 17 and later", Compare.NOTED)

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod),
                   case when t.typcollation <> b.typcollation
                        then pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end,
                   t.typnotnull,
                   <<17: case when nn.conname !~ '_not_null[0-9]*$' then nn.conname end ;; null::text>>,
                   pg_catalog.pg_get_expr(t.typdefaultbin, 0),
                   coalesce((select json_agg(json_build_array(k.conname, pg_catalog.pg_get_constraintdef(k.oid))::text
                                             order by k.conname)
                             from pg_catalog.pg_constraint k where k.contypid = t.oid and k.contype = 'c'), '[]')::text,
                   coalesce((select json_agg(json_build_array(k.conname, d.description)::text order by k.conname)
                             from pg_catalog.pg_constraint k
                             join pg_catalog.pg_description d
                               on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid
                             where k.contypid = t.oid), '[]')::text,
                   <<17: nn.conname ;; null::text>>
            from pg_catalog.pg_type t
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            join pg_catalog.pg_type b on b.oid = t.typbasetype
            left join pg_catalog.pg_collation co on co.oid = t.typcollation
            left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
            <<17: left join pg_catalog.pg_constraint nn on nn.contypid = t.oid and nn.contype = 'n' ;; >>
            where t.typtype = 'd' and {in_scope("t.typname")} and {not_member("t.oid")}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.schema, self.domain)

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regtype({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        parts = [compose("create domain {} as {}", self.sql_name, deparsed(self.type))]
        if self.collation:
            parts.append(compose("collate {}", deparsed(self.collation)))
        if self.default is not None:
            parts.append(compose("default {}", deparsed(self.default)))
        if self.not_null:
            named = compose("constraint {} ", name(self.not_null_name)) if self.not_null_name else NOTHING
            parts.append(compose("{}not null", named))
        parts += [
            compose("constraint {} {}", name(label), deparsed(definition)) for label, definition in self.checks().items()
        ]
        yield Statement(str(joined(parts, " ")), ("create-object",))
        yield from self._comment(self._comments())

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("drop domain {}", self.sql_name)), ("drop-type",))

    def alter(self, expected: Domain, changed: frozenset[str]) -> Iterator[Statement]:
        if "default" in changed:
            yield self._alter(_default(expected.default), "alter-domain")
        if "not_null" in changed:
            yield self._alter_not_null(expected)
        elif "not_null_name" in changed and self.not_null_constraint and expected.not_null_constraint:
            present, wanted = name(self.not_null_constraint), name(expected.not_null_constraint)
            yield self._alter(compose("rename constraint {} to {}", present, wanted), "alter-domain")
        if "constraints" in changed:
            yield from self._alter_checks(self.checks(), expected.checks())
        yield from self._alter_comments(expected)

    def _alter_not_null(self, expected: Domain) -> Statement:
        if not expected.not_null:
            return self._alter(word("drop not null"), "alter-domain")
        if expected.not_null_name:
            return self._alter(compose("add constraint {} not null", name(expected.not_null_name)), "domain-check")
        return self._alter(word("set not null"), "domain-check")

    def _alter_comments(self, expected: Domain) -> Iterator[Statement]:
        """A constraint that was made anew lost its comment."""
        before, after = self.checks(), expected.checks()
        present = {label: text for label, text in self._comments().items() if before.get(label) == after.get(label)}
        wanted = expected._comments()
        gone: dict[str, str | None] = dict.fromkeys(sorted(present.keys() - wanted.keys()))
        yield from self._comment(gone | {label: text for label, text in wanted.items() if present.get(label) != text})

    def _comment(self, comments: Mapping[str, str | None]) -> Iterator[Statement]:
        for label, text in comments.items():
            said = word("null") if text is None else value(text)
            sql = compose("comment on constraint {} on domain {} is {}", name(label), self.sql_name, said)
            yield Statement(str(sql), ("comment-unlocked",))

    def _alter_checks(self, present: dict[str, str], wanted: dict[str, str]) -> Iterator[Statement]:
        for label in sorted(present):
            if wanted.get(label) != present[label]:
                yield self._alter(compose("drop constraint {}", name(label)), "alter-domain")
        for label in sorted(wanted):
            if wanted[label] != present.get(label):
                added = compose("add constraint {} {}", name(label), deparsed(wanted[label]))
                yield self._alter(added, "domain-check")

    def hindrances(self, before: Domain | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        if before is None:
            return
        added = {label: text for label, text in self.checks().items() if before.checks().get(label) != text}
        for table, column, array in sight.columns_of(str(self.sql_name)):
            if array:
                continue  # PostgreSQL refuses whatever the rows are
            label, held = f"rows of {'.'.join(table)} whose {column}", compose("t.{}", name(column))
            if "not_null" in changed and self.not_null:
                yield Rows(table, f"{label} is null in {self.label}", (QUARANTINE,), where=compose("{} is null", held))
            for check, text in added.items():
                if "constraints" in changed and not text.endswith(" NOT VALID"):
                    about = f"{label} breaks {check} of {self.label}"
                    yield Rows(table, about, (NOT_VALID, QUARANTINE), where=_broken(text, held))

    def another_way(self, before: Domain | None, changed: frozenset[str], way: str, expression: Sql) -> Iterator[Statement]:
        # NOT VALID, the only way of its own that a domain offers
        for statement in (before or self).alter(self, changed):
            adds = statement.hazards == ("domain-check",) and " add constraint " in statement.sql
            yield Statement(f"{statement.sql} not valid", ("alter-domain",)) if adds else statement

    def made_of_type(self, type_: Kind) -> bool:
        return not {self.type.removesuffix("[]"), self.collation}.isdisjoint(type_.types)

    def without(self, used: Kind) -> Domain:
        kept = tuple(pair for pair in self.constraints if used.printed not in pair)
        default = None if used.printed in (self.default or "") else self.default
        return replace(self, constraints=kept, default=default)

    def converted(self, expression: Sql, expected: Domain, conversion: Conversion) -> Sql:
        if conversion.replaces(self.type):
            return compose("{}::{}", conversion.of(expression, self.type), deparsed(expected.printed))
        way: LiteralString = "{}::text::{}" if through_text(self.type, expected.type) else "{}::{}"
        return compose(way, expression, deparsed(expected.printed))

    def lost(self, expression: Sql, expected: Domain, conversion: Conversion) -> Sql:
        return conversion.lost(expression, self.type)

    def textual(self, expected: Domain, conversion: Conversion) -> bool:
        return conversion.textual(self.type) and (self.type == expected.type or through_text(self.type, expected.type))

    def move(self, schema: str) -> Iterator[Statement]:
        yield self._alter(compose("set schema {}", name(schema)), "set-schema-unlocked")

    def rename(self, new: str) -> Iterator[Statement]:
        yield self._alter(compose("rename to {}", name(new)), "rename-unlocked")

    def _alter(self, action: Sql, hazard: str) -> Statement:
        return Statement(str(compose("alter domain {} {}", self.sql_name, action)), (hazard,))

    def checks(self) -> dict[str, str]:
        """The definitions of its CHECK constraints by their names."""
        return dict(json.loads(pair) for pair in self.constraints)

    def _comments(self) -> dict[str, str]:
        return dict(json.loads(pair) for pair in self.comments)


def _default(expression: str | None) -> Sql:
    return word("drop default") if expression is None else compose("set default {}{}", deparsed(expression), NOTHING)


def _broken(definition: str, held: Sql) -> Sql:
    """The condition that a value breaks `CHECK ((VALUE > 0))`, as the server prints it."""
    condition = definition.removeprefix("CHECK ")
    # the word VALUE means something in the constraints of domains only
    of_value = _VALUE.sub(lambda found: str(held) if found[0] == "VALUE" else found[0], condition)
    return compose("({}) is false", deparsed(of_value))


# quoted text is one token: the word in it is no value
_VALUE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\bVALUE\b")
