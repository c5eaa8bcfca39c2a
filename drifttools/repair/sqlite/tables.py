"""How one table becomes what it is to be: by ALTER TABLE where SQLite has one for it, else written anew, once for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drifttools.model.plan import Statement
from drifttools.repair.sqlite.aside import Moves
from drifttools.repair.sqlite.composing import only_adds, only_drops
from drifttools.repair.sqlite.rebuild import Rebuild, can_be_added
from drifttools.repair.sqlite.rows import affinity, default_of
from drifttools.repair.sqlite.schema import Entry, Schema
from drifttools.sql.compose import Sql, compose
from drifttools.sql.sqlite_ddl import ColumnText, TableText, quoted
from drifttools.sql.sqlite_ddl_tokens import names_in
from drifttools.sql.sqlite_folding import folded


@dataclass(frozen=True, slots=True)
class TableChange:
    """One table and what it is to become.

    Args:
        schema: All definitions as they are then.
        attached: Its indexes and triggers that stay.
        values: As in `Rebuild`.
        aside: The rows that go to a table of ours first.
    """

    before: TableText
    after: TableText
    schema: Schema
    attached: Sequence[Entry]
    values: Mapping[str, Sql] = field(default_factory=dict)
    aside: Moves | None = None

    @property
    def rebuild(self) -> Rebuild:
        """The table written anew."""
        taken = frozenset(folded(entry.name) for entry in self.schema.entries)
        return Rebuild(self.before, self.after, [entry.sql for entry in self.attached], self.values, taken)

    @property
    def added(self) -> tuple[ColumnText, ...]:
        """The columns that ALTER TABLE can add, where nothing else changes."""
        found = () if self.values or self.aside else only_adds(self.before, self.after) or ()
        return found if all(map(can_be_added, found)) else ()

    @property
    def dropped(self) -> tuple[ColumnText, ...]:
        """The columns that ALTER TABLE can drop, where nothing else changes and nothing names them."""
        found = () if self.values or self.aside or self._commented else only_drops(self.before, self.after) or ()
        rest = [clause.text for clause in self.after.all_constraints]
        rest += [clause.text for column in self.after.columns for clause in column.clauses if clause.sort == "generated"]
        named = frozenset().union(*map(names_in, (*rest, *(entry.sql for entry in self.attached))))
        used = any(folded(one.name) in named or self.schema.mentions(one.name) for one in found)
        return () if used else found

    @property
    def _commented(self) -> bool:
        """Whether a comment may stand in the text: DROP COLUMN cuts off at the comma before, also one of a comment."""
        name = folded(self.before.name)
        own = (one.sql for one in self.schema.entries if one.type == "table" and folded(one.name) == name)
        return any("--" in text or "/*" in text for text in own)

    def forth(self) -> tuple[Statement, ...]:
        """The statements that do it."""
        table = quoted(self.before.name)
        if self.added:
            return tuple(_add(table, column) for column in self.added)
        if self.dropped:
            return tuple(_drop(table, column) for column in self.dropped)
        hazards = ("sqlite-rebuild-without",) if self.lost else ("sqlite-rebuild",)
        anew = (Statement(one.sql, hazards, one.locks) for one in self.rebuild.statements())
        return (*(self.aside.forth if self.aside else ()), *anew)

    def back(self) -> tuple[Statement, ...]:
        """The statements that take it back; none where rows would lack a value that they must have."""
        if any(map(self._demanded, self.lost)):
            return ()
        table = quoted(self.before.name)
        if self.added and not any(self.schema.mentions(one.name) for one in self.added):
            return tuple(_drop(table, column) for column in reversed(self.added))
        if (
            self.dropped
            and all(map(can_be_added, self.dropped))
            and self.dropped == self.before.columns[-len(self.dropped) :]
        ):
            return tuple(_add(table, column) for column in self.dropped)
        taken = frozenset(folded(entry.name) for entry in self.schema.entries)
        anew = Rebuild(self.after, self.before, [entry.sql for entry in self.attached], {}, taken).statements()
        return (*anew, *(self.aside.back if self.aside else ()))

    @property
    def lost(self) -> tuple[ColumnText, ...]:
        """The columns whose values go."""
        gone = (one for one in self.before.columns if self.after.column(one.name) is None)
        return tuple(one for one in gone if not one.generated)

    def _demanded(self, column: ColumnText) -> bool:
        """Whether a column that goes is one that no row could have again: it must have a value, or one of its own."""
        if column.name == self.before.rowid_column:
            return False
        keys = [one for one in self.before.all_constraints if one.sort in ("primary key", "unique")]
        gone = {one.name.lower() for one in self.lost}
        alone = any(column.name in key.columns and gone.issuperset(map(str.lower, key.columns)) for key in keys)
        others = (one for entry in self.schema.entries if (one := self.schema.table(entry.name)) is not None)
        keys_to = [
            key for table in others for key in table.all_constraints if key.references.lower() == self.before.name.lower()
        ]
        if any(column.name.lower() in map(str.lower, key.referenced or self.before.primary_key) for key in keys_to):
            return True  # what refers to its values would refer to nothing
        if default_of(column) is not None:
            return alone
        filled = self.before.strict or self.before.without_rowid  # there a key is never null
        return column.not_null or (filled and column.name in self.before.primary_key)

    @property
    def exact(self) -> bool:
        """Whether the way back brings every value, rowid and highest id back as it was."""
        if self.aside and any(one.type == "trigger" for one in self.attached):
            return False  # what they do when rows go and come, nobody takes back
        if self.lost or self.values or (self.before.autoincrement and not self.after.autoincrement):
            return False
        rowids = self.before.without_rowid or bool(self.before.rowid_column) or self.rebuild.rowids_kept
        return rowids and not any(self._converts(column) for column in self.after.columns)

    def _converts(self, column: ColumnText) -> bool:
        there = self.before.column(column.name)
        if there is None or there.generated:
            return False
        return column.generated or affinity(there.type, strict=self.before.strict) != affinity(
            column.type, strict=self.after.strict
        )


def _add(table: Sql, column: ColumnText) -> Statement:
    return Statement(str(compose("ALTER TABLE {} ADD COLUMN {}", table, column.sql)), ("sqlite-add-column",), (str(table),))


def _drop(table: Sql, column: ColumnText) -> Statement:
    return Statement(
        str(compose("ALTER TABLE {} DROP COLUMN {}", table, quoted(column.name))), ("sqlite-drop-column",), (str(table),)
    )
