"""A table of SQLite written anew with its rows, as its manual says ("Making Other Kinds Of Table Schema Changes").

The new table is made under another name, filled, and takes the name of the old one. The other order (the old one renamed
first) would make SQLite rewrite the references of views, triggers and foreign keys to the old table. `legacy_alter_table`
is on meanwhile: without it RENAME looks at every view and trigger, and those of the table that is gone for a moment are
errors to it. The executor has switched foreign keys off before BEGIN, so that dropping the old table deletes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import ColumnText, TableText, quoted, text_literal
from drifttools.sql.sqlite_ddl_tokens import normal
from drifttools.sql.sqlite_folding import folded

_ROWID = ("rowid", "_rowid_", "oid")
_HAZARD = ("sqlite-rebuild",)


@dataclass(frozen=True, slots=True)
class Rebuild:
    """One table that is written anew.

    Args:
        before: As it is; `after`: as it is to be, under the same name.
        attached: Statements of the indexes and triggers that it has afterwards, indexes first.
        values: What a column gets instead of what it has: SQL over the columns of the row as it is.
        taken: Names of the database, in lower case, of which the temporary one must be none.
    """

    before: TableText
    after: TableText
    attached: Sequence[str] = ()
    values: Mapping[str, Sql] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()

    @property
    def temporary(self) -> str:
        """The name of the new table until it takes that of the old one."""
        name = f"drifttools_new_{self.after.name}"
        while folded(name) in self.taken:
            name += "_"
        return name

    @property
    def rowids_kept(self) -> bool:
        """Whether every row keeps its rowid; what an FTS index or a program remembers of rows stays right then."""
        if self.before.without_rowid or self.after.without_rowid:
            return False
        kept = self.after.rowid_column
        return bool(_alias(self.before, self.after)) if not kept else self._rowid_source(kept) is not None

    def statements(self) -> Iterator[Statement]:
        """All of it, in order; to be run in one transaction with foreign keys off."""
        new, old = quoted(self.temporary), quoted(self.before.name)
        yield self._statement(compose("PRAGMA legacy_alter_table = ON"))
        yield self._statement(self.after.create(self.temporary))
        into, what = self._copied()
        if into:
            yield self._statement(
                compose("INSERT INTO {} ({}) SELECT {} FROM {}", new, joined(into), joined(what), old), "copy"
            )
        if self.before.autoincrement and self.after.autoincrement:
            # ids that were given once are not given again, also where their rows are gone
            names = text_literal(self.temporary), text_literal(self.before.name)
            yield self._statement(compose("DELETE FROM sqlite_sequence WHERE name = {}", names[0]))
            yield self._statement(
                compose(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}", *names
                )
            )
        yield self._statement(compose("DROP TABLE {}", old))
        yield self._statement(compose("ALTER TABLE {} RENAME TO {}", new, quoted(self.after.name)))
        yield from (self._statement(deparsed(sql)) for sql in self.attached)
        yield self._statement(compose("PRAGMA legacy_alter_table = OFF"))

    def _statement(self, sql: Sql, _: str = "") -> Statement:
        return Statement(str(sql), _HAZARD, (str(quoted(self.before.name)),))

    def _copied(self) -> tuple[list[Sql], list[Sql]]:
        """The columns that are written, and what is written into them."""
        into: list[Sql] = []
        what: list[Sql] = []
        for column in self.after.columns:
            source = self._source(column)
            if source is not None:
                into.append(quoted(column.name))
                what.append(source)
        alias = _alias(self.before, self.after)
        rows = not self.before.without_rowid and not self.after.without_rowid
        if rows and alias and not self.after.rowid_column:
            into.insert(0, deparsed(alias))
            what.insert(0, deparsed(alias))
        return into, what

    def _source(self, column: ColumnText) -> Sql | None:
        if column.generated:
            return None
        given = self.values.get(folded(column.name))
        if given is not None:
            return given
        found = self.before.column(column.name)
        if found is not None:
            return quoted(found.name)
        return self._rowid_source(column.name) if column.name == self.after.rowid_column else None

    def _rowid_source(self, column: str) -> Sql | None:
        """What keeps the rowid where a column is to be the rowid: that column, or the rowid itself."""
        found = self.before.column(column)
        if found is not None:
            return quoted(found.name) if folded(self.before.rowid_column) == folded(column) else None
        alias = next((one for one in _ROWID if self.before.column(one) is None), "")
        return deparsed(alias) if alias and not self.before.without_rowid else None


def _alias(before: TableText, after: TableText) -> str:
    """A name of the rowid that no column of the two tables has taken; empty where all three are."""
    return next((one for one in _ROWID if before.column(one) is None and after.column(one) is None), "")


def can_be_added(column: ColumnText) -> bool:
    """Whether ALTER TABLE ADD COLUMN takes the column, whatever rows there are."""
    if any(clause.sort in ("primary key", "unique") for clause in column.clauses):
        return False
    generated, default = column.one("generated"), column.one("default")
    if generated is not None:
        return not generated.stored and not column.not_null
    if any(clause.sort == "check" for clause in column.clauses):
        return False  # it is checked for all rows at once; a rebuild tells which
    value = normal(default.expression) if default is not None else "null"
    if value.startswith(("(", "current_")):
        return False
    if column.not_null and value == "null":
        return False
    # with foreign keys on, SQLite wants NULL here
    return column.one("foreign key") is None or value == "null"
