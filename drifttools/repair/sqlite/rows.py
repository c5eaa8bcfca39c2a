"""Rows that would be in the way of a change on SQLite, as SELECTs that count them before a plan is made.

Nothing may be lost on the way either: SQLite converts a text to a number where a column gets a numeric affinity, so that
`007` becomes 7, and takes nearly any value in nearly any column, so that what STRICT refuses is there already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drifttools.kinds.hindrance import DEFAULT, LEAVE, QUARANTINE, USING
from drifttools.model.plan import Probe
from drifttools.model.question import Question
from drifttools.sql.compose import Sql, compose, deparsed, joined, word
from drifttools.sql.sqlite_ddl import Clause, ColumnText, TableText, quoted
from drifttools.sql.sqlite_ddl_tokens import names_in, normal
from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_identity import identity_of

Place = tuple[str, tuple[str, ...]]
Sort = Literal["null", "value", "equal", "check", "orphan"]
_SHOWN = 5
_NUMERIC = ("integer", "real", "numeric")


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Rows that a change would fail on, or lose something of.

    Args:
        difference: The place of the difference whose repair they are in the way of.
        sort: What they are in the way of.
        table: What their table is called; `source`: what stands for it after FROM.
        about: Which rows, for a person.
        where: The condition on a row `t`: on those that have to go so that none is in the way.
        shown: What tells a row: its key.
        ways: What can be chosen instead of leaving it alone.
        tried: Whether it asks what the expression of the user makes of the rows.
    """

    difference: tuple[str, tuple[str, ...]]
    sort: Sort
    table: str
    about: str
    where: Sql
    shown: tuple[str, ...]
    source: Sql
    ways: tuple[str, ...] = ()
    tried: bool = False

    @property
    def counting(self) -> Sql:
        """A SELECT of how many there are."""
        return compose("select count(*) from {} t where {}", self.source, self.where)

    @property
    def question(self) -> Question:
        """As it is asked before a plan is made."""
        key = joined((quoted(one) if one != "rowid" else word("rowid") for one in self.shown), " || ', ' || ")
        sample = compose("select {} from {} t where {} limit {}", key, self.source, self.where, deparsed(str(_SHOWN)))
        return Question(
            id=self.about,
            table=("main", self.table),
            about=self.about,
            count=str(self.counting),
            sample=str(sample),
            key=", ".join(self.shown),
        )

    @property
    def check(self) -> Probe:
        """The same under the write lock: a row may have come since."""
        return Probe(f"there are no {self.about}", str(self.counting), "0")

    @property
    def offered(self) -> tuple[str, ...]:
        """All ways."""
        return (*self.ways, LEAVE)


def affinity(type_: str, *, strict: bool = False) -> str:
    """What SQLite makes of a declared type (the manual's "Determination Of Column Affinity")."""
    text = type_.upper()
    if strict and text == "ANY":
        return "any"
    if "INT" in text:
        return "integer"
    if any(one in text for one in ("CHAR", "CLOB", "TEXT")):
        return "text"
    if "BLOB" in text or not text:
        return "blob"
    return "real" if any(one in text for one in ("REAL", "FLOA", "DOUB")) else "numeric"


def shown_key(table: TableText) -> tuple[str, ...]:
    """What tells a row of the table."""
    if table.primary_key:
        return table.primary_key
    return ("rowid",) if table.column("rowid") is None else (table.columns[0].name,)


def default_of(column: ColumnText) -> Sql | None:
    """What a column is given where nothing is said; None where that is NULL."""
    clause = column.one("default")
    if clause is None or normal(clause.expression) == "null":
        return None
    return deparsed(clause.expression)


class Rows:
    """Asks about the rows of one table, by what it is and what it is to become.

    Args:
        source: What stands for the table after FROM: its name, or where it is renamed too, a SELECT of it as it is now.
    """

    def __init__(self, before: TableText, after: TableText, source: Sql) -> None:
        self.before, self.after, self.source = before, after, source
        self.name = before.name
        self._shown = shown_key(before)
        self._identity = identity_of(before)
        self._aside = (QUARANTINE,) if self._identity is not None else ()

    def _where(self, place: Place, sort: Sort, about: str, where: Sql, *ways: str, tried: bool = False) -> InTheWay:
        said = f"{about}, after the given expression" if tried else about
        return InTheWay(place, sort, self.name, said, where, self._shown, self.source, ways, tried)

    def new_column(self, place: Place, column: ColumnText, given: Sql | None = None) -> Iterator[InTheWay]:
        """A column that every row needs a value for, and has none.

        Args:
            given: The expression that the user gave for it: then those for which it has none.
        """
        if (
            column.not_null
            and not column.generated
            and default_of(column) is None
            and column.name != self.after.rowid_column
        ):
            about = f"rows of {self.name} that would have no value for {column.name}, which is NOT NULL"
            where = compose("({}) is null", given) if given is not None else word("true")
            yield self._where(place, "null", about, where, USING, tried=given is not None)

    def changed_column(
        self, place: Place, column: ColumnText, changed: frozenset[str], given: Sql | None = None
    ) -> Iterator[InTheWay]:
        """A column that gets NOT NULL or another type; `given` as in `new_column`."""
        there = self.before.column(column.name)
        if there is None or column.generated:
            return
        own = quoted(there.name)
        retyped = bool(changed & {"type", "affinity"})
        if column.not_null and not there.not_null:
            ways = (DEFAULT, USING) if default_of(column) is not None else (USING,)
            about = f"rows of {self.name} in which {column.name} is null"
            where = compose("{} is null", own)
            if given is not None:
                # with another type the expression is for every row
                where = compose("({}) is null", given) if retyped else compose("{} and ({}) is null", where, given)
            yield self._where(place, "null", about, where, *ways, *self._aside, tried=given is not None)
        if retyped:
            yield from self.converted(place, column, given)

    def converted(self, place: Place, column: ColumnText, given: Sql | None = None) -> Iterator[InTheWay]:
        """Values that the new type refuses, or keeps in another form; `given` as in `new_column`."""
        there = self.before.column(column.name)
        if there is None or column.generated:
            return
        own = quoted(there.name) if given is None else compose("({})", given)
        kind, tried = affinity(column.type, strict=self.after.strict), given is not None
        if self.after.strict and (misfit := _misfit(own, kind, column.type)):
            about = f"rows of {self.name} whose {column.name} is no {column.type}, which STRICT refuses"
            yield self._where(place, "value", about, misfit, USING, *self._aside, tried=tried)
        before = affinity(there.type, strict=self.before.strict)
        yield from self._rounded(place, column.name, own, (before, kind), tried=tried)
        if kind in _NUMERIC and before not in _NUMERIC:
            lossy = compose(
                "typeof({}) = 'text' and cast({} as numeric) = {} and cast(cast({} as numeric) as text) <> {}",
                *[own] * 5,
            )
            about = f"rows of {self.name} whose {column.name} is a text that would be kept as another number: 007 as 7"
            yield self._where(place, "value", about, lossy, USING, *self._aside, tried=tried)

    def _rounded(self, place: Place, name: str, own: Sql, kinds: tuple[str, str], *, tried: bool) -> Iterator[InTheWay]:
        """Numbers that the new affinity has not enough digits for.

        Args:
            own: The column `name`, or what it is given; `kinds`: its affinity, and the new one.
        """
        if kinds[1] == "real" and kinds[0] != "real":
            number = compose("cast({} as numeric)", own)
            whole = compose(
                "typeof({}) in ('integer', 'text') and {} = {} and typeof({}) = 'integer' and cast({} as real) <> {}",
                own,
                number,
                own,
                number,
                number,
                number,
            )
            about = f"rows of {self.name} whose {name} is an integer that a REAL would round: it keeps 53 bits"
            yield self._where(place, "value", about, whole, USING, *self._aside, tried=tried)
        if kinds[1] == "text" and kinds[0] != "text":
            short = compose("typeof({}) = 'real' and cast(cast({} as text) as real) <> {}", *[own] * 3)
            about = f"rows of {self.name} whose {name} is a number that a text would round: it keeps 15 digits"
            yield self._where(place, "value", about, short, USING, *self._aside, tried=tried)

    def strict(self, place: Place) -> Iterator[InTheWay]:
        """Values that a table which becomes STRICT would refuse."""
        for column in self.after.columns:
            for found in self.converted(place, column):
                yield replace(found, ways=self._aside)

    def constraint(self, place: Place, clause: Clause, parents: Sequence[str]) -> Iterator[InTheWay]:
        """Rows that a new constraint would refuse.

        Args:
            parents: The columns that a foreign key without a list refers to.
        """
        if any(self.before.column(column) is None for column in clause.columns):
            return  # a new column: its rows are all alike, and the executor looks at them
        columns = [quoted(column) for column in clause.columns]
        if clause.sort in ("unique", "primary key"):
            yield from self.equal(place, _keyed(clause, self.after), word("true"), f"({', '.join(clause.columns)})")
        if clause.sort == "primary key":
            yield from self.null_keys(place, clause.columns)
        if clause.sort == "check" and not self._knows_new(clause.expression):
            about = f"rows of {self.name} that violate CHECK ({clause.expression})"
            yield self._where(place, "check", about, compose("not ({})", deparsed(clause.expression)), *self._aside)
        if clause.sort == "foreign key" and (clause.referenced or parents):
            there = clause.referenced or tuple(parents)
            lost = lost_in(columns, quoted(clause.references), [quoted(up) for up in there])
            about = f"rows of {self.name} whose ({', '.join(clause.columns)}) is not in {clause.references}"
            yield self._where(place, "orphan", about, lost, *self._aside)

    def null_keys(self, place: Place, columns: Sequence[str]) -> Iterator[InTheWay]:
        """Rows without a key, which SQLite takes in a table that has rowids, and nowhere else."""
        nulls = joined((compose("{} is null", quoted(column)) for column in columns), " or ")
        if nulls:
            about = f"rows of {self.name} in which a column of the primary key is null"
            yield self._where(place, "null", about, nulls, *self._aside)

    def equal(self, place: Place, keys: Sequence[Sql], where: Sql, called: str) -> Iterator[InTheWay]:
        """Rows beyond the first of those that are equal in what is to be unique; null is equal to nothing."""
        if any(self._knows_new(str(key)) for key in keys) or self._knows_new(str(where)):
            return
        about = f"rows of {self.name} that are equal to others in {called}"
        filled = joined((compose("({}) is not null", key) for key in keys), " and ")
        if self._identity is None:
            # nothing tells the rows apart: all of each group are counted
            grouped = compose(
                "select {} from {} where ({}) and {} group by {} having count(*) > 1",
                joined(keys),
                self.source,
                where,
                filled,
                joined(keys),
            )
            yield self._where(place, "equal", about, compose("({}) in ({})", joined(keys), grouped))
            return
        told = joined(self._identity.columns)
        numbered = compose(
            "select {}, row_number() over (partition by {} order by {}) as dt_number from {} where ({}) and {}",
            told,
            joined(keys),
            told,
            self.source,
            where,
            filled,
        )
        beyond = compose("({}) in (select {} from ({}) where dt_number > 1)", told, told, numbered)
        yield self._where(place, "equal", about, beyond, *self._aside)

    def _knows_new(self, expression: str) -> bool:
        """Whether an expression names a column that is not there yet."""
        names = names_in(expression)
        return any(folded(column.name) in names for column in self.after.columns if self.before.column(column.name) is None)


def lost_in(columns: Sequence[Sql], parent: Sql, referenced: Sequence[Sql]) -> Sql:
    """The condition on a row `t` that a foreign key leads nowhere."""
    filled = joined((compose("t.{} is not null", column) for column in columns), " and ")
    pairs = zip(referenced, columns, strict=False)
    # the collation and the affinity of the other table count, which is why its column stands first
    same = joined((compose("p.{} = t.{}", up, own) for up, own in pairs), " and ")
    return compose("{} and not exists (select 1 from {} p where {})", filled, parent, same)


def _keyed(clause: Clause, table: TableText) -> list[Sql]:
    """The columns of a UNIQUE with the collations by which it finds two equal."""
    found = []
    for column in clause.columns:
        text = table.column(column)
        collation = text.one("collate") if text is not None else None
        own = quoted(column)
        found.append(compose("{} collate {}", own, deparsed(collation.expression)) if collation is not None else own)
    return found


def _misfit(own: Sql, kind: str, type_: str) -> Sql | None:
    """The condition that STRICT refuses a value, after what affinity makes of it."""
    if kind == "text":
        return compose("typeof({}) = 'blob'", own)
    if kind == "blob":
        return compose("typeof({}) not in ('blob', 'null')", own)
    if type_.upper() in ("INT", "INTEGER"):
        return compose(
            "not (typeof({}) in ('integer', 'null') or typeof({}) = 'real' and {} = cast({} as integer)"
            " or typeof({}) = 'text' and cast({} as numeric) = {} and typeof(cast({} as numeric)) = 'integer')",
            *[own] * 8,
        )
    if kind == "real":
        return compose(
            "not (typeof({}) in ('integer', 'real', 'null') or typeof({}) = 'text' and cast({} as numeric) = {})",
            *[own] * 4,
        )
    return None
