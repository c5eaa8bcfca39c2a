"""From differences to a plan on SQLite: all that changes in one table becomes one step, what cannot be done says why.

SQLite resolves names when they are used, so hardly anything has to come before anything else: renames first, while all
views still work; then triggers, views and indexes that go; tables; and last what is made on them.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from drifttools.kinds.declare import fields_of
from drifttools.kinds.difference import Comparison, Relocation
from drifttools.kinds.registry import BY_NAME
from drifttools.kinds.table import Table
from drifttools.model.finding import Change, Severity
from drifttools.model.plan import Plan, Statement, Unplanned
from drifttools.model.question import Question
from drifttools.model.snapshot import Snapshot
from drifttools.repair.options import Options
from drifttools.repair.sqlite.beside import Beside
from drifttools.repair.sqlite.changing import Changing
from drifttools.repair.sqlite.renaming import renamed
from drifttools.repair.sqlite.steps import Draft, step_of
from drifttools.sql.compose import compose
from drifttools.sql.sqlite_ddl import quoted
from drifttools.sql.sqlite_folding import folded


def make_plan(
    comparison: Comparison,
    expected: Snapshot,
    actual: Snapshot,
    *,
    target: str,
    now: datetime,
    options: Options | None = None,
) -> Plan:
    """Plan the repair; the arguments are those of `repair.planner.make_plan`."""
    maker = Maker(comparison, expected, actual, options or Options())
    drafts = maker.drafts()
    focus = {("main", key[1]) for draft in drafts for key in (draft.record.key, (draft.after or draft.record).key)}
    return Plan(
        target=target,
        database=actual.server.database,
        system_identifier=actual.server.system_identifier,
        created_at=now,
        steps=tuple(step_of(draft, f"s{number:02}") for number, draft in enumerate(drafts, start=1)),
        unplanned=tuple(maker.unplanned),
        focus=tuple(sorted(focus)),
    )


def questions_of(
    comparison: Comparison, expected: Snapshot, actual: Snapshot, options: Options | None = None
) -> tuple[Question, ...]:
    """What `make_plan` wants to know of the rows."""
    maker = Maker(comparison, expected, actual, options or Options())
    maker.drafts()
    return tuple({one.about: one.question for one in maker.asked}.values())


class Maker(Beside, Changing):
    """Makes the drafts of one comparison."""

    def drafts(self) -> list[Draft]:
        """All drafts, in the order of their steps."""
        renames = [*self._renames()]
        differences = [one for one in self.comparison.differences if self._counts(one)]
        self._leave_what_nobody_can_do()
        going = [*self._removals(differences)]
        made = [*self._creations(differences)]
        changed = [*self._changes(differences)]
        dropped = [*self._dropped_tables(differences)]
        return [*renames, *going, *made, *changed, *dropped, *self._made_on_tables(differences)]

    def _renames(self) -> Iterator[Draft]:
        order = {"table": 0, "column": 1}
        done: list[str] = []
        relocations = (*self.comparison.relocations, *self._spelt())
        for one in sorted(relocations, key=lambda one: (order.get(one.kind.kind, 2), one.found)):
            if not self.options.wants(".".join(one.wanted)):
                self.unplanned.append(Unplanned(one.finding, "outside of what was asked to be repaired"))
                continue
            forth, back = _rename(one, one.found, one.wanted), _rename(one, one.wanted, one.found)
            if not forth:
                continue  # an index, a view or a trigger is made anew, with the others
            try:
                self.now = renamed(self.found, [*done, *(statement.sql for statement in forth)])
            except sqlite3.Error as problem:
                self.unplanned.append(Unplanned(one.finding, f"SQLite does not rename it: {problem}"))
                continue
            done += [statement.sql for statement in forth]
            yield Draft("rename", one.record, forth, back, (one.finding,), after=one.record.with_key(one.wanted))

    def _spelt(self) -> Iterator[Relocation]:
        """What is only spelt otherwise and was named: to SQLite it has its name already."""
        for finding in self.comparison.findings:
            if finding.change is not Change.RENAMED or finding.severity is not Severity.NOTE:
                continue
            kind = BY_NAME[finding.kind]
            can = finding.kind in ("table", "column")
            if can and finding.label in self.options.only:
                names = [field.name for field in fields_of(kind) if field.key]
                record = kind.record(dict(zip(names, finding.found_key, strict=True)))
                yield Relocation(kind, finding.found_key, finding.key, finding.id, record)
                continue
            named = f": --only '{finding.label}' names it" if can else ", and only what is made anew is spelt anew"
            reason = f"{finding.found_key[-1]} is the same name to SQLite{named}"
            self.unplanned.append(Unplanned(finding.id, reason, finding.label if can else "", ("only",) if can else ()))


def _rename(one: Relocation, found: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[Statement, ...]:
    """The ALTER TABLE that renames a table or a column; none for anything else."""
    if one.kind is Table and folded(found[-1]) == folded(wanted[-1]):
        # SQLite would say that there is one of this name already: the table itself
        steps = (found[-1], f"drifttools_new_{wanted[-1]}", wanted[-1])
        texts = (compose("ALTER TABLE {} RENAME TO {}", *map(quoted, pair)) for pair in itertools.pairwise(steps))
        return tuple(Statement(str(text), ("sqlite-rename",), (str(quoted(found[-1])),)) for text in texts)
    if one.kind is Table:
        sql = compose("ALTER TABLE {} RENAME TO {}", quoted(found[-1]), quoted(wanted[-1]))
    elif one.kind.kind == "column":
        # tables are renamed first, forth; and last, on the way back
        sql = compose(
            "ALTER TABLE {} RENAME COLUMN {} TO {}", *(quoted(part) for part in (one.wanted[1], found[-1], wanted[-1]))
        )
    else:
        return ()
    return (Statement(str(sql), ("sqlite-rename",), (str(quoted(found[1])),)),)
