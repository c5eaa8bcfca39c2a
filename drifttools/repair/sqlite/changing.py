"""Tables that are made, dropped or changed: all that changes in one table becomes one step."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from drifttools.catalog.sqlite_functions import constraint_labels
from drifttools.kinds.base import Kind
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.difference import Difference, Relocation
from drifttools.kinds.hindrance import DEFAULT, QUARANTINE, USING
from drifttools.kinds.names import parts_of
from drifttools.kinds.table import Table
from drifttools.model.finding import Change
from drifttools.model.plan import Statement
from drifttools.model.question import sentence
from drifttools.repair.options import Way
from drifttools.repair.sqlite.aside import Moves, aside_notes, moves, quarantine_name
from drifttools.repair.sqlite.composing import Accepted, Labelled, composed
from drifttools.repair.sqlite.deciding import OF_TABLE, Deciding, hazard_of
from drifttools.repair.sqlite.rows import InTheWay, Place, Rows, default_of
from drifttools.repair.sqlite.schema import Entry, Schema
from drifttools.repair.sqlite.steps import Draft
from drifttools.repair.sqlite.tables import TableChange
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import TableText, quoted
from drifttools.sql.sqlite_ddl_tokens import names_in, tokens
from drifttools.sql.sqlite_folding import folded


class Changing(Deciding):
    """Makes the drafts of tables."""

    def _creations(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        for difference in differences:
            record = difference.expected
            if difference.kind is not Table or difference.change is not Change.MISSING or record is None:
                continue
            entry = self.wanted.find("table", record.key[-1])
            if entry is None or not self._wants(difference):
                continue
            drop = compose("DROP TABLE {}", quoted(entry.name))
            make = Statement(entry.sql, ("sqlite-create",), (str(quoted(entry.name)),))
            undo = Statement(str(drop), ("sqlite-drop-table",), make.locks)
            yield Draft("create", record, (make,), (undo,), difference.findings)

    def _dropped_tables(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        for difference in differences:
            record = difference.actual
            if difference.kind is not Table or difference.change is not Change.UNEXPECTED or record is None:
                continue
            if self._wants(difference):
                yield self._dropped_table(record, difference.findings)

    def _dropped_table(self, record: Kind, findings: tuple[str, ...]) -> Draft:
        entry = self.now.find("table", record.key[-1])
        name = entry.name if entry is not None else record.key[-1]
        table = str(quoted(name))
        again = [Statement(entry.sql, ("sqlite-create",), (table,))] if entry is not None else []
        kept = [one for one in self.now.attached(name) if (one.type, folded(one.name)) not in self._gone]
        again += [Statement(one.sql, (hazard_of(one.type),), (table,)) for one in kept]
        drop = Statement(str(compose("DROP TABLE {}", quoted(name))), ("sqlite-drop-table",), (table,))
        return Draft("drop", record, (drop,), tuple(again), findings)

    def _changes(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        groups: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
        for difference in differences:
            whole = difference.kind is Table and difference.change is not Change.CHANGED
            if difference.kind.kind in OF_TABLE and not whole and not difference.folded:
                groups[difference.key[:2]].append(difference)
        for one in self.comparison.relocations:
            if one.kind is Constraint:
                # its name is within the text of the table: where that is written anew, so is the name
                groups[one.wanted[:2]] += _renamed_constraint(one)
        for key, found in sorted(groups.items()):
            yield from self._change(key, found)

    def _change(self, key: tuple[str, ...], differences: list[Difference]) -> Iterator[Draft]:
        wanted = [one for one in differences if self._wants(one)]
        name = key[-1]
        entry, expected = self.now.find("table", name), self.wanted.find("table", name)
        if entry is None or expected is None:
            for one in wanted:
                self._leave(one, "its table is left alone")
            return
        if entry.virtual or expected.virtual:
            yield from self._virtual(wanted)
            return
        sides = _labelled(self.now, name), _labelled(self.wanted, name)
        if sides[0] is None or sides[1] is None:
            for one in wanted:
                self._leave(one, "the text of its definition cannot be read, and a table is written anew from it")
            return
        yield from self._written(wanted, sides[0], sides[1])

    def _virtual(self, differences: Sequence[Difference]) -> Iterator[Draft]:
        """A virtual table is made anew, which loses what its module keeps for it."""
        for one in differences:
            if one.kind is not Table or one.expected is None or one.actual is None:
                continue
            if not self.options.may_drop(one.actual):
                label = one.actual.label
                self._leave(one, f"it can only be dropped and made anew, which loses its rows: --drop '{label}' names that")
                continue
            yield self._dropped_table(one.actual, ())
            made = self.wanted.find("table", one.key[-1])
            if made is not None:
                drop = Statement(str(compose("DROP TABLE {}", quoted(made.name))), ("sqlite-drop-table",))
                make = Statement(made.sql, ("sqlite-create",))
                yield Draft("create", one.expected, (make,), (drop,), one.findings)

    def _written(self, wanted: list[Difference], actual: Labelled, expected: Labelled) -> Iterator[Draft]:
        kept = [one for one in self.now.attached(actual.table.name) if (one.type, folded(one.name)) not in self._gone]
        accepted = [one for one in wanted if not self._is_used(one, [entry.sql for entry in kept if entry.type == "index"])]
        before = self._labels_before(actual)
        after = composed(actual, expected, _accepted(accepted, before))
        hindered: dict[Place, list[InTheWay]] = {}
        for one in accepted:
            hindered[one.place] = [*self._asked_of(one, actual, expected, after, self._source(actual.table))]
        left = {one.place for one in accepted if self._judge(one, hindered[one.place])}
        accepted = [one for one in accepted if one.place not in left]
        accepted = self._worth_writing(accepted, actual, expected, kept)
        if not accepted:
            return
        after = composed(actual, expected, _accepted(accepted, before))
        ways = {one.place: self.options.way_of(one) for one in accepted}
        values = {
            folded(one.key[-1]): value
            for one in accepted
            if (value := _value(one, ways[one.place], actual.table, expected.table, hindered[one.place])) is not None
        }
        if _names_itself(after):
            for one in accepted:
                self._leave(one, "a CHECK or a computed column puts the table's own name before a column: write it without")
            return
        if not values and _says_the_same(actual.table, after):
            for one in accepted:  # NOT NULL of a key that comes with WITHOUT ROWID, for one
                self._leave(one, "it comes with another difference of this table, which is left alone")
            return
        change = TableChange(actual.table, after, self.now, kept, values, self._aside(accepted, actual, expected, after))
        yield self._draft(change, accepted, actual, expected)

    def _worth_writing(
        self, accepted: list[Difference], actual: Labelled, expected: Labelled, kept: Sequence[Entry]
    ) -> list[Difference]:
        """Without what is only noted, unless the table is written anew for something else."""
        noted = [one for one in accepted if self._is_only_noted(one)]
        serious = [one for one in accepted if one not in noted]
        if not noted:
            return accepted
        alone = TableChange(
            actual.table, composed(actual, expected, _accepted(serious, self._labels_before(actual))), self.now, kept
        )
        if serious and not (alone.added or alone.dropped):
            return accepted
        self._leave_noted(noted)
        return serious

    def _aside(
        self, accepted: Sequence[Difference], actual: Labelled, expected: Labelled, after: TableText
    ) -> Moves | None:
        """The rows of all differences for which QUARANTINE was chosen, so that each goes once."""
        chosen = [one for one in accepted if (way := self.options.way_of(one)) is not None and way.name == QUARANTINE]
        # by the name that the table has when the step runs
        asked = (self._asked_of(one, actual, expected, after, quoted(actual.table.name)) for one in chosen)
        found = [each for some in asked for each in some if QUARANTINE in each.ways and self._answer(each).in_the_way]
        if not found:
            return None
        where = joined((compose("({})", one.where) for one in found), " or ")
        return moves(actual.table, where, quarantine_name(*(one.about for one in found)))

    def _draft(self, change: TableChange, accepted: list[Difference], actual: Labelled, expected: Labelled) -> Draft:
        record = _table_record(accepted, change.before.name)
        checks, notes = [], []
        for one in accepted:
            way = self.options.way_of(one)
            found = [*self._asked_of(one, actual, expected, change.after, quoted(change.before.name))]
            if self._counted:
                checks += [each.check for each in found if each.tried or way is None or way.name not in each.ways]
                notes += [sentence(each.question, self._answer(each)) for each in found]
            if way is not None and found:
                notes.append(f"way chosen: {way.text}")
        notes += aside_notes(change.aside, change.attached)
        native = bool(change.added or change.dropped)
        what = ", ".join(f"{one.kind.kind} {one.key[-1]}" for one in accepted)
        label = f"{'change' if native else 'write anew'} table main.{change.before.name}: {what}"
        carried = () if native else tuple(f"{entry.type} {entry.name}" for entry in change.attached)
        return Draft(
            "change",
            record,
            change.forth(),
            change.back(),
            tuple(dict.fromkeys(finding for one in accepted for finding in one.findings)),
            label=label,
            exact=change.exact,
            checks=tuple({check.name: check for check in checks}.values()),
            notes=tuple(dict.fromkeys(notes)),
            carried=carried,
        )

    def _is_used(self, difference: Difference, indexes: Sequence[str]) -> bool:
        """Whether an index that stays needs a column that would go; then the column stays, and the plan says so."""
        if difference.kind.kind != "column" or difference.expected is not None:
            return False
        name = difference.key[-1]
        users = [sql for sql in indexes if folded(name) in names_in(sql.partition("(")[2])]
        if users:
            self._leave(difference, f"an index that is not dropped uses it: {users[0]}")
        return bool(users)

    def _asked_of(
        self, one: Difference, actual: Labelled, expected: Labelled, after: TableText, source: Sql
    ) -> Iterator[InTheWay]:
        rows = Rows(actual.table, after, source)
        if one.expected is None:
            return
        way = self.options.way_of(one)
        given = deparsed(way.expression) if way is not None and way.name == USING else None
        if one.kind is Table:
            if "strict" in one.changed and after.strict:
                yield from rows.strict(one.place)
            if "without_rowid" in one.changed and after.without_rowid:
                yield from rows.null_keys(one.place, actual.table.primary_key)
        elif one.kind.kind == "column":
            column = after.column(one.key[-1])
            if column is not None and one.change is Change.MISSING:
                yield from rows.new_column(one.place, column, given)
            elif column is not None:
                yield from rows.changed_column(one.place, column, one.changed, given)
        elif (clause := expected.by_label.get(one.expected.caseless_key[-1])) is not None:
            record = one.expected
            referenced = record.referenced or () if isinstance(record, Constraint) else ()
            parent = parts_of(record.references)[-1:] if isinstance(record, Constraint) and record.references else ()
            if parent and not self._is_there(parent[0], clause.referenced or tuple(referenced)):
                return  # it is only made or named so by this plan: the executor looks at the rows before COMMIT
            yield from rows.constraint(one.place, clause, referenced)

    def _labels_before(self, actual: Labelled) -> Mapping[str, str]:
        """What the constraints were called before columns were renamed, each with its label of now."""
        key = ("main", actual.table.name)
        found = _labelled(self.found, self._moved.get(("table", key), key)[-1])
        # SQLite rewrites a text in its order
        return dict(zip(found.labels, actual.labels, strict=False)) if found is not None else {}

    def _is_there(self, table: str, columns: Sequence[str]) -> bool:
        """Whether a table has these columns before anything is changed."""
        found = self.found.table(table)
        return found is not None and all(found.column(column) is not None for column in columns)


def _renamed_constraint(one: Relocation) -> list[Difference]:
    wanted = one.record.with_key(one.wanted)
    return [
        Difference(one.kind, Change.UNEXPECTED, None, one.record, folded=True),
        Difference(one.kind, Change.MISSING, wanted, None, findings=(one.finding,)),
    ]


def _names_itself(table: TableText) -> bool:
    """Whether an expression says `t.a`: the new table is made under another name, where that means nothing."""
    clauses = [*table.all_constraints, *(clause for column in table.columns for clause in column.clauses)]
    for clause in clauses:
        found = tokens(clause.expression)
        pairs = itertools.pairwise(found)
        if any(folded(one.name) == folded(table.name) and two.text == "." for one, two in pairs):
            return True
    return False


def _says_the_same(before: TableText, after: TableText) -> bool:
    names = [sorted(clause.name for clause in table.all_constraints) for table in (before, after)]
    return before.normal == after.normal and names[0] == names[1]


def _labelled(schema: Schema, name: str) -> Labelled | None:
    entry, table = schema.find("table", name), schema.table(name)
    labels = constraint_labels(entry.sql) if entry is not None else None
    if table is None or labels is None or len(labels) != len(table.all_constraints):
        return None
    # as SQLite compares them; only the texts in a check without a name are told apart by their case
    pairs = zip(labels, table.all_constraints, strict=True)
    return Labelled(
        table, tuple(one if clause.sort == "check" and not clause.name else folded(one) for one, clause in pairs)
    )


def _accepted(differences: Sequence[Difference], before: Mapping[str, str]) -> Accepted:
    def named(kind: str, *changes: Change) -> frozenset[str]:
        found = (one for one in differences if one.kind.kind == kind and one.change in changes)
        names = [record.caseless_key[-1] for one in found if (record := one.expected or one.actual) is not None]
        if kind == "constraint" and changes == (Change.UNEXPECTED,):
            names = [before.get(name, name) for name in names]
        return frozenset(names)

    options = frozenset[str]().union(*(one.changed for one in differences if one.kind is Table))
    # the word stands within the primary key
    key = frozenset({"primary key"}) if "autoincrement" in options else frozenset[str]()
    return Accepted(
        added=named("column", Change.MISSING),
        removed=named("column", Change.UNEXPECTED),
        changed=named("column", Change.CHANGED),
        constraints_added=named("constraint", Change.MISSING),
        constraints_removed=named("constraint", Change.UNEXPECTED),
        constraints_changed=named("constraint", Change.CHANGED) | key,
        options=options,
    )


def _value(
    one: Difference, way: Way | None, actual: TableText, expected: TableText, found: Sequence[InTheWay]
) -> Sql | None:
    """What a column gets instead of what it has, by the way that was chosen."""
    if one.kind.kind != "column" or way is None:
        return None
    there, wanted = actual.column(one.key[-1]), expected.column(one.key[-1])
    if wanted is None or way.name not in (DEFAULT, USING):
        return None
    given = deparsed(way.expression) if way.name == USING else default_of(wanted)
    if given is None:
        return None
    # an expression for nulls is for them alone; one for a type is for every row
    nulls = there is not None and all(each.sort == "null" for each in found)
    return (
        compose("coalesce({}, ({}))", quoted(there.name), given) if nulls and there is not None else compose("({})", given)
    )


def _table_record(accepted: Sequence[Difference], name: str) -> Kind:
    """What the step is about: the one column or constraint, or else the table."""
    if len(accepted) == 1 and accepted[0].kind is Table:
        record = accepted[0].actual or accepted[0].expected
        if record is not None:
            return record
    return Table.record({"schema": "main", "table": name} | dict.fromkeys(one.name for one in attributes_of(Table)))
