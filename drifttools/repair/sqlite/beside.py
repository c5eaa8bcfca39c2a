"""Indexes, views and triggers: SQLite alters none of them, so they are dropped and made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from drifttools.kinds.base import Kind
from drifttools.kinds.difference import Difference
from drifttools.kinds.hindrance import QUARANTINE
from drifttools.kinds.index import Index
from drifttools.kinds.table import Table
from drifttools.model.finding import Change
from drifttools.model.plan import Statement
from drifttools.repair.sqlite.aside import Moves, aside_notes, moves, quarantine_name
from drifttools.repair.sqlite.deciding import APART, Deciding, hazard_of
from drifttools.repair.sqlite.rows import InTheWay, Rows
from drifttools.repair.sqlite.steps import Draft
from drifttools.sql.compose import Sql, compose, deparsed, word
from drifttools.sql.sqlite_ddl import quoted
from drifttools.sql.sqlite_folding import folded


class Beside(Deciding):
    """Makes the drafts of what stands beside tables."""

    def _removals(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        """Triggers, views and indexes that go, or are made anew because nothing alters them."""
        for kind in APART:
            for one in self.comparison.relocations:
                if one.kind.kind == kind and self.options.wants(".".join(one.wanted)):
                    yield from self._removal(one.record, ())
            for difference in differences:
                if difference.kind.kind != kind or difference.change is Change.MISSING or difference.folded:
                    continue
                if not self._wants(difference) or self._is_in_the_way(difference):
                    self._reasons.setdefault(difference.place, "left alone")
                    continue
                entry_record = difference.actual
                if entry_record is not None:
                    findings = difference.findings if difference.expected is None else ()
                    yield from self._removal(entry_record, findings)

    def _removal(self, record: Kind, findings: tuple[str, ...]) -> Iterator[Draft]:
        kind = type(record).kind
        entry = self.now.find(kind, record.key[-1])
        if entry is None:
            return
        self._gone.add((kind, folded(entry.name)))
        drop = compose("DROP {} {}", deparsed(kind.upper()), quoted(entry.name))
        table = (str(quoted(entry.table)),)
        make = Statement(entry.sql, (hazard_of(kind),), table)
        # triggers go with their view, and come back with it
        kept = self._triggers_of(entry.name) if kind == "view" else ()
        yield Draft("drop", record, (Statement(str(drop), ("sqlite-drop",), table),), (make, *kept), findings)

    def _triggers_of(self, view: str) -> tuple[Statement, ...]:
        """Those of a view that this plan does not take away by themselves."""
        kept = (one for one in self.now.attached(view) if (one.type, folded(one.name)) not in self._gone)
        return tuple(Statement(one.sql, ("sqlite-create",), (str(quoted(view)),)) for one in kept)

    def _made_on_tables(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        """Indexes, views and triggers that are missing, or were taken away to be made anew."""
        for kind in reversed(APART):
            wanted: list[tuple[Kind, tuple[str, ...]]] = [
                (one.record.with_key(one.wanted), (one.finding,))
                for one in self.comparison.relocations
                if one.kind.kind == kind and self.options.wants(".".join(one.wanted))
            ]
            for difference in differences:
                expected = difference.expected
                if difference.kind.kind != kind or expected is None or difference.place in self._reasons:
                    continue
                if difference.change is Change.MISSING and (not self._wants(difference) or self._is_in_the_way(difference)):
                    continue
                wanted.append((expected, difference.findings))
            for record, findings in wanted:
                yield from self._made(record, findings)

    def _made(self, record: Kind, findings: tuple[str, ...]) -> Iterator[Draft]:
        kind = type(record).kind
        entry = self.wanted.find(kind, record.key[-1])
        if entry is None or (kind != "view" and not self._has_table(entry.table)):
            return  # its table is left alone, and the plan says so
        make = Statement(entry.sql, (hazard_of(kind),), (str(quoted(entry.table)),))
        drop = compose("DROP {} {}", deparsed(kind.upper()), quoted(entry.name))
        kept = self._triggers_of(entry.name) if kind == "view" else ()
        drops = Statement(str(drop), ("sqlite-drop",))
        aside = self._aside_for(record, findings)
        if aside is not None:
            attached = self.now.attached(entry.table)
            yield Draft(
                "create",
                record,
                (*aside.forth, make),
                (drops, *aside.back),
                findings,
                exact=not any(one.type == "trigger" for one in attached),
                notes=aside_notes(aside, attached),
            )
            return
        checks = tuple(one.check for one in self._hindrances(record) if self._counted)
        yield Draft("create", record, (make, *kept), (drops,), findings, checks=checks)

    def _aside_for(self, record: Kind, findings: tuple[str, ...]) -> Moves | None:
        """The rows that a unique index would refuse, where QUARANTINE was chosen for it."""
        way = self.options.way_for(record.label, findings)
        table = self.now.table(record.key[1]) if isinstance(record, Index) else None
        if way is None or way.name != QUARANTINE or table is None:
            return None
        for one in self._hindrances(record, quoted(table.name)):
            if QUARANTINE in one.ways and self._answer(one).in_the_way:
                return moves(table, one.where, quarantine_name(one.about))
        return None

    def _has_table(self, name: str) -> bool:
        found = self.now.find("table", name) or self.now.find("view", name) or self.wanted.find("view", name)
        return found is not None or ("table", folded(name)) in self._made_tables

    @cached_property
    def _made_tables(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            ("table", folded(d.key[-1]))
            for d in self.comparison.of([Change.MISSING])
            if d.kind is Table and d.expected is not None and self.options.wants(d.expected.label)
        )

    def _is_in_the_way(self, difference: Difference) -> bool:
        expected = difference.expected
        return expected is not None and self._judge(difference, [*self._hindrances(expected)])

    def _hindrances(self, record: Kind, source: Sql | None = None) -> Iterator[InTheWay]:
        """Rows that an index would refuse; `source`: what stands for its table, where that is not as it is now."""
        table = self.now.table(record.key[1]) if isinstance(record, Index) and record.unique else None
        if isinstance(record, Index) and table is not None:
            wanted = self.wanted.table(record.key[1]) or table
            where = deparsed(record.predicate) if record.predicate else word("true")
            rows = Rows(table, wanted, source or self._source(table))
            yield from rows.equal(record.place, [deparsed(_without_order(key)) for key in record.keys], where, record.index)


def _without_order(key: str) -> str:
    return key.removesuffix(" desc")
