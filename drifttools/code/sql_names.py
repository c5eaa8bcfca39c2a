"""Looks up what a statement of SQL calls by name: tables, columns and functions."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.code import placeholders
from drifttools.code.sql_reading import Reading
from drifttools.code.sql_scopes import Scope, Source
from drifttools.code.sql_tree import Node
from drifttools.code.vocabulary import SYSTEM_COLUMNS, Column, Relation, nearest
from drifttools.model.code import CodeRule, Place

# names that the grammar turns into functions of pg_catalog, and such as are no functions though they look like it
_NO_FUNCTION = frozenset({"coalesce", "greatest", "least", "nullif", "grouping"})
_BY_NAME = ("excluded", "old", "new")


def is_star(ref: Node) -> bool:
    """Whether a reference means all columns."""
    return bool(ref.fields[-1].tag == "A_Star")


@dataclass(frozen=True)
class Names:
    """The names of one text of SQL."""

    reading: Reading

    def table(self, item: Node, scope: Scope) -> Source:
        """Look a table or view up, or an entry of WITH."""
        if item.schemaname is None:
            is_cte, names = scope.cte(item.relname)
            if is_cte:
                return Source(columns=names)
        if placeholders.NAME in (item.relname, item.schemaname):
            return Source()
        reading = self.reading
        return Source(reading.checker.relation(item.schemaname, item.relname, reading.place(item), reading.sure))

    def target(self, source: Source, name: str, place: Place) -> Column | None:
        """Look up a column that is written."""
        if source.relation is None or name == placeholders.NAME:
            return None
        return self.reading.checker.column([source.relation], name, place, self.reading.sure)

    def function(self, call: Node) -> None:
        """Look a function up."""
        names = [one.sval for one in call.funcname]
        if names[-1] in _NO_FUNCTION or placeholders.NAME in names:
            return
        reading = self.reading
        reading.checker.function(names[0] if len(names) > 1 else None, names[-1], reading.place(call), reading.sure)

    def column(self, ref: Node, scope: Scope) -> Column | None:
        """Look a column up, and write down where it is nowhere."""
        if is_star(ref):
            of = [one.sval for one in ref.fields[:-1]]
            if len(of) == 1 and placeholders.NAME not in of and scope.named(of[0]) is None:
                self._no_source(of[0], ref)
            return None
        names = [one.sval for one in ref.fields]
        if placeholders.NAME in names or len(names) > 3:  # noqa: PLR2004 - database.schema.table.column
            return None
        if len(names) == 1:
            return self._bare(names[0], ref, scope)
        source = scope.named(names[-2])
        if source is None:
            if len(names) == 2:  # noqa: PLR2004 - alias and column
                self._no_source(names[0], ref)
            return None
        if source.relation is not None:
            return self._of([source.relation], names[-1], ref)
        if source.columns is not None and names[-1] not in source.columns:
            self._derived(names[-2], source.columns, names[-1], ref)
        return None

    def peek(self, ref: Node, scope: Scope) -> tuple[str, Column | None]:
        """The column that a reference means, without writing anything down."""
        # status::text = 'x' compares texts: a cast is no reference
        if ref.tag != "ColumnRef" or is_star(ref):
            return "", None
        names = [one.sval for one in ref.fields]
        for level in scope.chain():
            named = level.sources.get(names[-2]) if len(names) > 1 else None
            for source in [named] if named is not None else level.sources.values() if len(names) == 1 else ():
                relation = source.relation
                if relation is not None and relation.columns is not None and names[-1] in relation.columns:
                    return relation.label, relation.columns[names[-1]]
        return "", None

    def _of(self, relations: list[Relation], name: str, ref: Node) -> Column | None:
        return self.reading.checker.column(relations, name, self.reading.place(ref), self.reading.sure)

    def _no_source(self, name: str, ref: Node) -> None:
        sentence = f"{name} is called by that name nowhere in this statement"
        checker, reading = self.reading.checker, self.reading
        checker.references += 1
        checker.found(CodeRule.TABLE, reading.place(ref), name, name, sentence, reading.sure)

    def _derived(self, owner: str, columns: frozenset[str], name: str, ref: Node) -> None:
        """A column of a subquery or a CTE, whose columns the statement itself tells."""
        about, sentence = f"{owner}.{name}", f"{owner}, which this statement makes itself, has no column {name}"
        checker, reading = self.reading.checker, self.reading
        checker.references += 1
        near = nearest(name, columns)
        checker.found(CodeRule.COLUMN, reading.place(ref), name, about, sentence, reading.sure, near)

    def _bare(self, name: str, ref: Node, scope: Scope) -> Column | None:
        seen: list[Relation] = []
        made: dict[str, frozenset[str]] = {}
        for level in scope.chain():
            own = {alias: one for alias, one in level.sources.items() if alias not in _BY_NAME}
            for source in own.values():
                if source.relation is not None and source.has(name):
                    return self._of([source.relation], name, ref)
                if source.has(name):
                    return None
            # a whole row is called like its table
            if name in own or name in level.outputs or any(not one.known for one in own.values()):
                return None
            seen += [one.relation for one in own.values() if one.relation is not None]
            made |= {alias: one.columns for alias, one in own.items() if one.columns is not None}
        if seen:
            return self._of(seen, name, ref)
        if made and name not in SYSTEM_COLUMNS:
            alias = " and ".join(one for one in made if not one.startswith("\0")) or "the subquery"
            self._derived(alias, frozenset().union(*made.values()), name, ref)
        return None
