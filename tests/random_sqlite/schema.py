"""A SQLite schema as a value that can be drawn, changed and written as SQL.

Expressions name columns by the column itself: renamed, it takes all that names it along, and what names a column that
goes can be found. Nothing here knows how drifttools reads or repairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False)
class Column:
    """A column.

    Args:
        key: The same for as long as it is the same column, whatever it is called.
        not_null: The clause, empty for none; `default`, `collate` the same.
        generated: The expression, `{}` for each of `of`; `stored`: whether it is kept.
    """

    key: int
    name: str
    type: str = ""
    not_null: str = ""
    default: str = ""
    collate: str = ""
    generated: str = ""
    of: list[Column] = field(default_factory=list)
    stored: bool = False


@dataclass(eq=False)
class Constraint:
    """A constraint of a table, written in its column or at the end.

    Args:
        sort: `primary key`, `unique`, `check` or `foreign key`.
        text: Of a check its condition; of a foreign key what follows REFERENCES; of a key what follows its columns.
        orders: What follows each column of a key: COLLATE, DESC.
        parent: The table of a foreign key and its columns there, none for its primary key.
        inline: Whether it stands in its one column.
    """

    sort: str
    columns: list[Column]
    text: str = ""
    name: str = ""
    orders: list[str] = field(default_factory=list)
    parent: Table | None = None
    there: list[Column] = field(default_factory=list)
    inline: bool = False


@dataclass(eq=False)
class Table:
    """A table."""

    name: str
    columns: list[Column]
    constraints: list[Constraint] = field(default_factory=list)
    strict: bool = False
    without_rowid: bool = False

    @property
    def key(self) -> Constraint | None:
        """Its primary key."""
        return next((one for one in self.constraints if one.sort == "primary key"), None)

    @property
    def alias(self) -> Column | None:
        """The column that is the rowid."""
        key = self.key
        if self.without_rowid or key is None or len(key.columns) != 1 or key.columns[0].type.upper() != "INTEGER":
            return None
        return None if key.inline and "desc" in "".join(key.orders) else key.columns[0]


@dataclass(eq=False)
class Other:
    """An index, a view or a trigger.

    Args:
        sort: Which of them.
        text: Its statement after its name; `{}` stands for each of `about`.
        about: Tables, columns and views that it names, in their order.
    """

    sort: str
    name: str
    text: str
    about: list[Table | Column | Other]


@dataclass
class Schema:
    """All of a database."""

    tables: list[Table] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    last: int = 0

    def new_key(self) -> int:
        """The key of a new column."""
        self.last += 1
        return self.last

    @property
    def names(self) -> frozenset[str]:
        """All names of objects: they share one space, without case."""
        return frozenset(one.name.lower() for one in (*self.tables, *self.others))

    def forget(self, gone: Table | Column | Other) -> None:
        """Take away an object and all that names it."""
        if isinstance(gone, Table):
            self.tables.remove(gone)
            for column in gone.columns:
                self._forget_what_names(column)
        elif isinstance(gone, Column):
            table = next(one for one in self.tables if gone in one.columns)
            for other in [one for one in table.columns if gone in one.of]:
                self.forget(other)
            table.columns.remove(gone)
            self._forget_what_names(gone)
        elif gone in self.others:
            self.others.remove(gone)
        for one in [one for one in self.others if gone in one.about]:
            self.forget(one)

    def _forget_what_names(self, column: Column) -> None:
        for table in self.tables:
            for one in [one for one in table.constraints if column in (*one.columns, *one.there)]:
                self.forget_key(table, one)

    def forget_key(self, table: Table, gone: Constraint) -> None:
        """Take away a constraint, and the foreign keys that it is there for."""
        if gone not in table.constraints:
            return
        table.constraints.remove(gone)
        if gone.sort == "primary key":
            table.without_rowid = False
        if gone.sort in ("primary key", "unique"):
            for other in self.tables:
                for one in [one for one in other.constraints if one.parent is table and _by(one, gone)]:
                    self.forget_key(other, one)


def _by(key: Constraint, gone: Constraint) -> bool:
    """Whether a foreign key needs a key of its parent."""
    return {*key.there} == {*gone.columns} if key.there else gone.sort == "primary key"


@dataclass(frozen=True)
class Spelling:
    """How names are quoted, which is nobody's matter."""

    marks: tuple[str, str] = ('"', '"')

    def __call__(self, name: str) -> str:
        """The name in quotes."""
        first, last = self.marks
        if last == "]" and "]" in name:
            first = last = '"'
        return f"{first}{name.replace(last, last * 2) if last != ']' else name}{last}"


def create_tables(schema: Schema, spell: Spelling) -> Iterator[str]:
    """The statements that make the tables."""
    for table in schema.tables:
        parts = [_column(table, column, spell) for column in table.columns]
        parts += [_constraint(one, spell) for one in table.constraints if not one.inline]
        options = ", ".join(["strict"] * table.strict + ["without rowid"] * table.without_rowid)
        yield f"create table {spell(table.name)} ({', '.join(parts)}) {options}".rstrip()


def create_others(schema: Schema, spell: Spelling, sorts: tuple[str, ...] = ("index", "view", "trigger")) -> Iterator[str]:
    """The statements that make indexes, views and triggers."""
    for sort in sorts:
        for one in schema.others:
            if one.sort.split()[-1] == sort:
                named = [spell(about.name) for about in one.about]
                yield f"create {one.sort} {spell(one.name)} {one.text.format(*named)}"


def _column(table: Table, column: Column, spell: Spelling) -> str:
    parts = [spell(column.name), column.type, column.not_null]
    parts += [f"default {column.default}"] if column.default else []
    parts += [f"collate {column.collate}"] if column.collate else []
    if column.generated:
        expression = column.generated.format(*(spell(one.name) for one in column.of))
        parts.append(f"generated always as ({expression}) {'stored' if column.stored else 'virtual'}")
    parts += [_constraint(one, spell) for one in table.constraints if one.inline and one.columns == [column]]
    return " ".join(filter(None, parts))


def _constraint(one: Constraint, spell: Spelling) -> str:
    own = [spell(column.name) for column in one.columns]
    named = f"constraint {spell(one.name)} " if one.name else ""
    if one.sort == "check":
        return f"{named}check ({one.text.format(*own)})"
    if one.sort == "foreign key":
        assert one.parent is not None
        there = f" ({', '.join(spell(column.name) for column in one.there)})" if one.there else ""
        listed = "" if one.inline else f"foreign key ({', '.join(own)}) "
        return f"{named}{listed}references {spell(one.parent.name)}{there} {one.text}".rstrip()
    orders = one.orders or [""] * len(own)
    if one.inline:
        return f"{named}{one.sort} {orders[0]} {one.text}".rstrip()
    keys = ", ".join(f"{name} {order}".rstrip() for name, order in zip(own, orders, strict=True))
    within = " autoincrement" if "autoincrement" in one.text else ""
    return f"{named}{one.sort} ({keys}{within}) {one.text.replace('autoincrement', '')}".rstrip()
