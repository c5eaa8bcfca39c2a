"""Small schemas as SQL, for hypothesis: tables, keys, indexes, enums, views, policies, under names that hurt.

A schema is a value: two of them drawn from the same pool of names differ in some objects and agree in others, which is what
drift looks like.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from drifttools.sql.quoting import literal, qualified, quote_name

HOSTILE = (
    "users",
    "Orders",
    "select",
    'a "b"',
    "it's",
    "t.x",
    "%s {} $1",
    "back\\slash",
    "new\nline",
    "tab\there",
    "ünïcode",
    "日本語",
    "-- comment",
    "a23456789012345678901234567890123456789012345678901234567890123",
    "é" * 31,
    " ",
    "_",
    "user",
)
TYPES = {
    "integer": ("1", "2 + 2", None),
    "bigint": ("5", None),
    "text": ("'x'", "'it''s'", None),
    "varchar(20)": ("'y'", None),
    "numeric(10,2)": ("1.50", None),
    "boolean": ("true", None),
    "timestamptz": ("now()", None),
    "date": ("'2025-02-03'", None),
    "jsonb": ("'{}'", None),
    "uuid": (None,),
    "integer[]": ("'{1,2}'", None),
    "bytea": (None,),
}

hostile_names = st.sampled_from(HOSTILE)
# any text that the server takes as a name: no NUL, 1 to 63 bytes, nothing that UTF-8 cannot hold
any_names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=63).filter(
    lambda name: len(name.encode()) <= 63
)


@dataclass(frozen=True)
class Column:
    """A column besides the key."""

    name: str
    type: str
    default: str | None
    not_null: bool

    @property
    def sql(self) -> str:
        """Its definition."""
        default = f" default {self.default}" if self.default else ""
        return f"{quote_name(self.name)} {self.type}{default}{' not null' if self.not_null else ''}"


@dataclass(frozen=True)
class Table:
    """A table with what belongs to it."""

    name: str
    columns: tuple[Column, ...]
    serial: bool
    indexed: tuple[int, ...]
    unique: tuple[int, ...]
    checked: bool
    secured: bool
    referenced: str | None
    viewed: bool

    def statements(self) -> tuple[list[str], list[str]]:
        """The table and its parts; then what needs other tables to be there."""
        on = qualified("public", self.name)
        key = quote_name("key of it")
        parts = [f"{key} {'serial' if self.serial else 'integer'} primary key", *(one.sql for one in self.columns)]
        made = [f"create table {on} ({', '.join(parts)})"]
        made += [f"create index on {on} ({quote_name(self._column(number).name)}, {key} desc)" for number in self.indexed]
        made += [f"alter table {on} add unique ({quote_name(self._column(number).name)})" for number in self.unique]
        if self.checked:
            made.append(f"alter table {on} add constraint {quote_name('is > 0')} check ({key} > 0)")
        if self.secured:
            made += [f"alter table {on} enable row level security", f"create policy mine on {on} using ({key} > 5)"]
        late = []
        if self.referenced is not None:
            parent = qualified("public", self.referenced)
            late.append(f"alter table {on} add constraint parent foreign key ({key}) references {parent} on delete cascade")
        if self.viewed:
            view = qualified("views", self.name)
            late.append(f"create view {view} as select {key} as k, {key} + 1 as next from {on} where {key} < 100")
            late.append(f"grant select on {view} to public")
        return made, late

    def _column(self, number: int) -> Column:
        return self.columns[number % len(self.columns)]


@dataclass(frozen=True)
class Schema:
    """A whole database."""

    tables: tuple[Table, ...]
    enums: tuple[tuple[str, tuple[str, ...]], ...]

    def sql(self, *, backwards: bool = False) -> str:
        """The script; backwards it makes the same in another order."""
        enums = [f"create type {qualified('types', n)} as enum ({', '.join(map(literal, v))})" for n, v in self.enums]
        pairs = [table.statements() for table in self.tables]
        groups = [["create schema views", "create schema types"], enums, *(made for made, _ in pairs)]
        late = [late for _, late in pairs]
        if backwards:
            groups[0].reverse()
            groups[1:] = groups[:0:-1]
            late.reverse()
        return ";\n".join(statement for group in (*groups, *late) for statement in group) + ";\n"


@st.composite
def columns(draw: st.DrawFn, name: str) -> Column:
    """A column of any type."""
    type_ = draw(st.sampled_from(sorted(TYPES)))
    return Column(name, type_, draw(st.sampled_from(TYPES[type_])), draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn, name: str, others: tuple[str, ...]) -> Table:
    """A table with up to four columns; json has no order, so that only some columns can be keys."""
    names = draw(st.lists(hostile_names, min_size=1, max_size=4, unique=True))
    numbers = st.lists(st.integers(0, 3), max_size=2, unique=True)
    return Table(
        name=name,
        columns=tuple(draw(columns(one)) for one in names),
        serial=draw(st.booleans()),
        indexed=tuple(draw(numbers)),
        unique=tuple(draw(numbers))[:1],
        checked=draw(st.booleans()),
        secured=draw(st.booleans()),
        referenced=draw(st.sampled_from((None, *others))),
        viewed=draw(st.booleans()),
    )


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """A database of up to three tables and two enums."""
    names = tuple(draw(st.lists(st.sampled_from(HOSTILE[:10]), max_size=3, unique=True)))
    enums = draw(st.dictionaries(hostile_names, st.lists(hostile_names, min_size=1, max_size=3, unique=True), max_size=2))
    return Schema(
        tables=tuple(draw(tables(name, names)) for name in names),
        enums=tuple((name, tuple(labels)) for name, labels in sorted(enums.items())),
    )
