"""Enum types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from drifttools.kinds.base import Conversion, Side, attr, declared, key
from drifttools.kinds.casting import no_label
from drifttools.kinds.fragments import in_scope, members, not_member
from drifttools.kinds.hindrance import QUARANTINE, Hindrance, Rows, Sight
from drifttools.kinds.made_type import MadeType
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, joined, name, value, word
from drifttools.sql.dialect import Dialect


@declared
class Enum(MadeType):
    """An enum type with its labels in their sort order."""

    kind = "enum"
    plural = "enums"
    made_with = "types"
    address = ("type",)
    alterable = frozenset({"labels"})
    commits_first = True
    steadfast = True
    replaceable = True

    schema: str = key("the type's schema")
    enum: str = key("pg_type.typname")
    labels: tuple[str, ...] = attr("pg_enum.enumlabel in the order of enumsortorder")

    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            with {members("pg_type")}
            select n.nspname, t.typname,
                   coalesce((select json_agg(e.enumlabel order by e.enumsortorder)
                             from pg_catalog.pg_enum e where e.enumtypid = t.oid), '[]')::text
            from pg_catalog.pg_type t
            join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where t.typtype = 'e' and {in_scope("t.typname")} and {not_member("t.oid")}
        """
    }

    def presence(self) -> Sql:
        return compose("pg_catalog.to_regtype({}) is not null", value(str(self.sql_name)))

    def create(self, side: Side) -> Iterator[Statement]:
        labels = joined(value(label) for label in self.labels)
        yield Statement(str(compose("create type {} as enum ({})", self.sql_name, labels)), ("create-object",))

    def can_alter(self, expected: Enum, changed: frozenset[str]) -> bool:
        # labels can be added anywhere; removing or reordering one takes a new type (repair/replacing.py)
        kept = tuple(label for label in expected.labels if label in set(self.labels))
        return kept == self.labels or bool(self.renamed_labels(expected))

    def alter(self, expected: Enum, changed: frozenset[str]) -> Iterator[Statement]:
        for old, new in self.renamed_labels(expected):
            sql = compose("alter type {} rename value {} to {}", self.sql_name, value(old), value(new))
            yield Statement(str(sql), ("enum-rename-value",))
        present = list(expected.labels if self.renamed_labels(expected) else self.labels)
        for position, label in enumerate(expected.labels):
            if label in present:
                continue
            neighbour = Sql("")
            if position:
                neighbour = _beside(word("after"), expected.labels[position - 1])
            elif present:
                neighbour = _beside(word("before"), present[0])
            sql = compose("alter type {} add value if not exists {}{}", self.sql_name, value(label), neighbour)
            # a migration with it runs in databases that have the label, too
            yield Statement(str(sql), ("enum-add-value",))
            present.insert(position, label)

    def renamed_labels(self, expected: Enum) -> tuple[tuple[str, str], ...]:
        """(found, wanted) where as many labels stand in the same order, and some only are called otherwise.

        A new type would lose what the rows say, or be refused because of them; under another name they keep it.
        """
        if len(self.labels) != len(expected.labels):
            return ()
        pairs = [(found, wanted) for found, wanted in zip(self.labels, expected.labels, strict=True) if found != wanted]
        moved = {found for found, _ in pairs} & {wanted for _, wanted in pairs}
        return () if moved else tuple(pairs)

    def relabels(self, expected: Enum) -> tuple[str, Mapping[str, str]]:
        printed = {old: f"{value(old)}::{self.sql_name}" for old, _ in self.renamed_labels(expected)}
        return "labels", {printed[old]: f"{value(new)}::{self.sql_name}" for old, new in self.renamed_labels(expected)}

    def hindrances(self, before: Enum | None, changed: frozenset[str], sight: Sight) -> Iterator[Hindrance]:
        if before is None or before.renamed_labels(self):
            return
        gone = [label for label in before.labels if label not in set(self.labels)]
        for table, column, array in sight.columns_of(str(self.sql_name)) if gone else ():
            about = f"rows of {'.'.join(table)} whose {column} is {' or '.join(gone)}"
            kept = no_label(compose("t.{}", name(column)), self.labels, array=array)
            yield Rows(table, about, (QUARANTINE,), where=kept)

    def lost(self, expression: Sql, expected: Enum, conversion: Conversion) -> Sql:
        gone = joined(value(label) for label in self.labels if label not in set(expected.labels))
        return compose("{}::text in ({})", expression, gone) if gone else NOTHING


def _beside(side: Sql, label: str) -> Sql:
    return compose(" {} {}", side, value(label))
