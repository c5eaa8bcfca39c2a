"""What a SQLite file is asked about its rows: by what it declares itself, by what is expected, by `drift.toml`.

SQLite enforces less than it takes: a foreign key only where a connection has asked for it, a declared type only in a STRICT
table, NOT NULL of a primary key only where the table has no rowids. So what is declared is asked for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drifttools.catalog.statement import one_reading_statement
from drifttools.config.file import Invariant
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.hindrance import EVERY
from drifttools.kinds.index import Index
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import records
from drifttools.model.finding import Change
from drifttools.model.probed import Basis, Offenders, Probed
from drifttools.model.snapshot import Snapshot
from drifttools.probes.paths import Path, parse_path
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import ColumnText, TableText, parse_table, quoted, text_literal
from drifttools.sql.sqlite_folding import folded
from drifttools.sql.sqlite_identity import identity_of

Relation = tuple[str, str]
ASKED = (
    "invariants",
    "unchecked-foreign-keys",
    "expected-foreign-keys",
    "duplicates",
    "nulls",
    "conversions",
    "broken-rules",
    "sequences",
)
"""The probes that are asked of a SQLite file."""

_WHOLE = re.compile(r"(UNSIGNED )?(TINY|SMALL|MEDIUM|BIG|UNSIGNED BIG )?INT(EGER|2|4|8)?( UNSIGNED)?(\(.*\))?")
_REAL = re.compile(r"(REAL|DOUBLE|DOUBLE PRECISION|FLOAT)(\(.*\))?")
_EXACT = re.compile(r"(NUMERIC|DECIMAL)(\(.*\))?")
_TEXT = re.compile(r".*(CHAR|CLOB|TEXT).*")
_TRUTH = re.compile(r"BOOL(EAN)?")


@dataclass(frozen=True, slots=True)
class Partner:
    """What a row without its partner lacks.

    Args:
        table: The table of the partners.
        pairs: What is equal in both: of the row `t`, of the partner `r`.
        columns: Of the partner, what a plain column of the row is written into: its name, and the expression over `t`.
        once: Whether equal rows have one partner together.
    """

    table: str
    pairs: tuple[tuple[Sql, Sql], ...]
    columns: tuple[tuple[str, Sql], ...]
    once: bool = True


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """A question about rows.

    Args:
        probe: Which probe asks.
        table: Whose rows; empty for a query.
        about: Which rows, for a person.
        basis: Who says that they are wrong.
        where: The condition on a row `t`, on those that would have to go.
        columns: Whose values are wrong.
        referring: The columns that lead nowhere.
        partner: What is missing.
        query: The SELECT that gives the rows, where they are of no table; `key`: what of it may be shown.
        because: What else there is to say.
        impossible: Why it cannot be asked.
    """

    probe: str
    table: str
    about: str
    basis: Basis
    where: Sql = EVERY
    findings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    referring: tuple[str, ...] = ()
    partner: Partner | None = None
    query: Sql | None = None
    key: tuple[str, ...] = ()
    because: str = ""
    impossible: str = ""

    @property
    def rows(self) -> Sql:
        """What stands after FROM, the condition included; the rows are called `t`."""
        if self.query is not None:
            return compose("(\n{}\n) t", self.query)  # on lines of its own: the query may end in a comment
        return compose("main.{} t where {}", quoted(self.table), self.where)

    @property
    def blank(self) -> Probed:
        """The answer before there is one."""
        table = f"main.{self.table}" if self.table else ""
        return Probed(
            *(self.probe, table, self.about, self.basis, Offenders.UNKNOWN),
            reason=self.impossible,
            because=self.because,
            query=str(compose("select count(*) from {}", self.rows)),
            findings=self.findings,
        )

    @property
    def id(self) -> str:
        """What its answer is called."""
        return self.blank.id


def questions(actual: Snapshot, comparison: Comparison, invariants: tuple[Invariant, ...] = ()) -> tuple[FileQuestion, ...]:
    """All questions, each once.

    Args:
        actual: The catalog of the file.
        comparison: With the expected state; with nothing in it where there is none.
        invariants: Of `drift.toml`.

    Raises:
        UsageError: An invariant of `drift.toml` cannot be asked.
    """
    asked = _Questions(actual, comparison, invariants)
    found = (*asked.stated(), *asked.declared(), *asked.expected())
    return tuple({one.about: one for one in reversed(found)}.values())[::-1]


def tables_of(actual: Snapshot) -> dict[str, TableText]:
    """The tables of a file that have rows of their own, by their names as they are written."""
    rows = actual.rows.get("table")
    found = {}
    for row in rows.decode(rows.lines) if rows is not None else ():
        if row["virtual"] is None:
            try:
                found[str(row["table"])] = parse_table(str(row["sql"]))
            except ValueError:
                continue  # the reader tells what cannot be read
    return found


class _Questions:
    """Makes the questions of one file."""

    def __init__(self, actual: Snapshot, comparison: Comparison, invariants: tuple[Invariant, ...]) -> None:
        self._actual, self._comparison, self._invariants = actual, comparison, invariants

    @cached_property
    def _tables(self) -> Mapping[str, TableText]:
        return tables_of(self._actual)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {folded(name): name for name in self._tables}

    # ------------------------------------------------------------------------------------ what the file declares

    def declared(self) -> Iterator[FileQuestion]:
        """Foreign keys, keys without a value, values that are not of the declared type, ids that AUTOINCREMENT forgets."""
        for record in records(self._actual, Constraint):
            if record.type == "foreign key" and self._table(record.table) is not None:
                yield from self._orphans(record, "unchecked-foreign-keys", Basis.DECLARED, ())
        for name, table in self._tables.items():
            yield from _null_keys(name, table)
            if not table.strict:
                yield from _misfits(name, table)
            yield from _overtaken(name, table)

    def _orphans(self, record: Constraint, probe: str, basis: Basis, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
        columns, referenced = record.columns or (), record.referenced or ()
        if not record.references:
            return
        table, parent = self._table(record.table), self._called(parts_of(record.references)[-1])
        if table is None:
            return
        own = [compose("t.{}", quoted(column)) for column in columns]
        there = [quoted(column) for column in referenced]
        equal = joined((compose("p.{} = {}", up, here) for up, here in zip(there, own, strict=False)), " and ")
        filled = joined((compose("{} is not null", column) for column in own), " and ")
        lost = compose("{} and not exists (select 1 from main.{} p where {})", filled, quoted(parent), equal)
        identity = identity_of(table)
        if basis is Basis.DECLARED and identity is not None and not table.without_rowid:
            # SQLite itself is the judge: of collations and affinities, and of a table that is not there
            lost = compose("t.{} in ({})", *identity.columns, _judged(table.name, columns, parent))
        elif len(columns) != len(referenced) or not columns:
            return  # the table that it is to is not there, or has no key: SQLite calls that a mismatch
        partner = None
        if len(columns) == len(referenced) and parent in self._tables:
            pairs = tuple(zip(own, (compose("r.{}", up) for up in there), strict=True))
            partner = Partner(parent, pairs, tuple(zip(referenced, own, strict=True)))
        yield FileQuestion(
            probe,
            table.name,
            f"rows of main.{table.name} whose {', '.join(columns)} leads nowhere in {record.references}",
            basis,
            lost,
            findings,
            columns=columns,
            referring=columns,
            partner=partner,
        )

    # ------------------------------------------------------------------------------------ what is expected

    def expected(self) -> Iterator[FileQuestion]:
        """What the file would refuse if it were as it is expected; what is missing whole holds no rows."""
        for difference in self._comparison.differences:
            record = difference.expected
            if record is None or difference.follows:
                continue
            if isinstance(record, Constraint) and difference.change in (Change.MISSING, Change.CHANGED):
                yield from self._constraint(record, difference.findings)
            elif isinstance(record, Column) and (table := self._table(record.table)) is not None:
                yield from self._column(record, table, difference)
            elif isinstance(record, Index) and record.unique and (table := self._table(record.table)) is not None:
                keys = [deparsed(key.removesuffix(" desc")) for key in record.keys]
                where = deparsed(record.predicate) if record.predicate else EVERY
                yield from _equal(table, keys, where, f"the unique index {record.index}", difference.findings)

    def _constraint(self, record: Constraint, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
        table = self._table(record.table)
        columns = record.columns or ()
        if table is None or any(table.column(column) is None for column in columns):
            return
        if record.type == "foreign key":
            yield from self._orphans(record, "expected-foreign-keys", Basis.EXPECTED, findings)
        elif record.type in ("primary key", "unique"):
            yield from _equal(table, [*map(quoted, columns)], EVERY, ", ".join(columns), findings)
        elif record.type == "check" and record.expression:
            about = f"rows of main.{table.name} that violate CHECK ({record.expression})"
            broken = compose("not ({})", deparsed(record.expression))
            yield FileQuestion("broken-rules", table.name, about, Basis.EXPECTED, broken, findings)

    def _column(self, record: Column, table: TableText, difference: Difference) -> Iterator[FileQuestion]:
        there, own = table.column(record.column), compose("t.{}", quoted(record.column))
        found = difference.findings
        if there is None:
            if record.not_null and record.default is None and not record.generated:
                about = f"rows of main.{table.name} that would have no value for {record.column}, which is NOT NULL"
                yield FileQuestion("nulls", table.name, about, Basis.EXPECTED, EVERY, found)
            return
        if "not_null" in difference.changed and record.not_null:
            about = f"rows of main.{table.name} with a null in {record.column}"
            null = compose("{} is null", own)
            yield FileQuestion("nulls", table.name, about, Basis.EXPECTED, null, found, (record.column,))
        if difference.changed & {"type", "affinity"}:
            misfit = _unconverted(ColumnText(record.column, record.type))
            if misfit is not None:
                about = f"rows of main.{table.name} whose {record.column} is no {record.type}, as is expected"
                yield FileQuestion("conversions", table.name, about, Basis.EXPECTED, misfit, found, (record.column,))

    # ------------------------------------------------------------------------------------ what drift.toml says

    def stated(self) -> Iterator[FileQuestion]:
        """The invariants."""
        for one in self._invariants:
            if one.every:
                yield self._every(one)
                continue
            query = deparsed(one_reading_statement(one.sql or ""))
            yield FileQuestion(
                *("invariants", "", one.about, Basis.INVARIANT),
                query=query,
                key=one.key,
                because=one.description or "",
            )

    def _every(self, one: Invariant) -> FileQuestion:
        pairs = [(parse_path(here), parse_path(there)) for here, there in one.on.items()]
        if one.where:
            one_reading_statement(str(compose("select 1 where {}", deparsed(one.where))))
        child, parent = (self._called(name or "") for name in (one.every, one.has))
        blank = FileQuestion("invariants", child, one.about, Basis.INVARIANT, because=one.description or "")
        for name, paths in ((child, [pair[0] for pair in pairs]), (parent, [pair[1] for pair in pairs])):
            lacking = self._lacking(name, paths)
            if lacking:
                return FileQuestion(*("invariants", "", one.about, Basis.INVARIANT), impossible=lacking)
        raw = [(_value(here, "t"), _value(there, "r")) for here, there in pairs]
        same = tuple(
            # what is found in JSON is a text or a number, whatever the key beside it is
            values if not (here.steps or there.steps) else (_as_text(values[0]), _as_text(values[1]))
            for (here, there), values in zip(pairs, raw, strict=True)
        )
        equal = joined((compose("{} = {}", there, here) for here, there in same), " and ")
        where = compose("not exists (select 1 from main.{} r where {})", quoted(parent), equal)
        if one.where:
            where = compose("(\n{}\n) and {}", deparsed(one.where), where)
        plain = [(there.column, value) for (_, there), (value, _) in zip(pairs, raw, strict=True) if not there.steps]
        return FileQuestion(
            *(blank.probe, child, blank.about, blank.basis, where),
            columns=tuple(here.column for here, _ in pairs),
            partner=Partner(parent, same, tuple(plain), once=False),
            because=blank.because,
        )

    def _called(self, name: str) -> str:
        plain = name.removeprefix("main.")
        return self._names.get(folded(plain), plain)

    def _table(self, name: str) -> TableText | None:
        """A table by its name, in whichever case somebody else spells it."""
        return self._tables.get(self._names.get(folded(name), ""))

    def _lacking(self, name: str, paths: list[Path]) -> str:
        table = self._tables.get(name)
        if table is None:
            return f"there is no table {name}"
        return next((f"{name} has no column {path.column}" for path in paths if table.column(path.column) is None), "")


def _equal(table: TableText, keys: list[Sql], where: Sql, called: str, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
    """Rows beyond the first of those that are equal."""
    identity = identity_of(table)
    if identity is None or not keys:
        return
    told, listed, source = joined(identity.columns), joined(keys), quoted(table.name)
    filled = joined((compose("({}) is not null", key) for key in keys), " and ")
    numbered = compose(
        "select {}, row_number() over (partition by {} order by {}) as dt_number from main.{} where ({}) and {}",
        *(told, listed, told, source, where, filled),
    )
    beyond = compose("({}) in (select {} from ({}) where dt_number > 1)", told, told, numbered)
    about = f"rows of main.{table.name} that are equal to others in {called}"
    yield FileQuestion("duplicates", table.name, about, Basis.EXPECTED, beyond, findings)


def _value(path: Path, row: str) -> Sql:
    """What a path finds in a row, by SQLite's own operators for JSON."""
    found = compose("{}.{}", deparsed(row), quoted(path.column))
    for at, step in enumerate(path.steps, start=1):
        place = deparsed(str(step)) if isinstance(step, int) else text_literal(step)
        last = at == len(path.steps)
        found = compose("({} ->> {})", found, place) if last else compose("({} -> {})", found, place)
    return found


def _as_text(value: Sql) -> Sql:
    return compose("cast({} as text)", value)


def _judged(table: str, columns: tuple[str, ...], parent: str) -> Sql:
    """The rowids that SQLite's own check finds for one foreign key: it is told by its columns, in their order."""
    keys = joined(
        (
            compose(
                'select id from pragma_foreign_key_list({}) where seq = {} and "from" = {} collate nocase'
                ' and "table" = {} collate nocase',
                *(text_literal(table), deparsed(str(at)), text_literal(column), text_literal(parent)),
            )
            for at, column in enumerate(columns)
        ),
        " intersect ",
    )
    return compose('select "rowid" from pragma_foreign_key_check({}) where fkid in ({})', text_literal(table), keys)


def _null_keys(name: str, table: TableText) -> Iterator[FileQuestion]:
    """SQLite takes null in a primary key of a table that has rowids, and any number of such rows."""
    if table.without_rowid or table.rowid_column or not table.primary_key:
        return
    open_ = [one for one in table.primary_key if (column := table.column(one)) is not None and not column.not_null]
    null = joined((compose("t.{} is null", quoted(column)) for column in open_), " or ")
    if null:
        about = f"rows of main.{name} without a value in their primary key ({', '.join(open_)})"
        said = "SQLite takes null in a primary key that is not the rowid"
        yield FileQuestion("nulls", name, about, Basis.DECLARED, null, columns=tuple(open_), because=said)


def _misfits(name: str, table: TableText) -> Iterator[FileQuestion]:
    for column in table.columns:
        if column.generated or column.name == table.rowid_column:
            continue
        misfit = misfit_of(column)
        if misfit is not None:
            about = f"rows of main.{name} whose {column.name} is no {column.type}, as it is declared"
            said = "SQLite takes any value in a table that is not STRICT"
            yield FileQuestion("conversions", name, about, Basis.DECLARED, misfit, columns=(column.name,), because=said)


def misfit_of(column: ColumnText) -> Sql | None:
    """The condition that a value is not of the declared type; None where the type says nothing of it, as of dates."""
    type_, own = " ".join(column.type.upper().split()), compose("t.{}", quoted(column.name))
    if _WHOLE.fullmatch(type_):
        return compose("typeof({}) not in ('integer', 'null')", own)
    if _REAL.fullmatch(type_):
        return compose("typeof({}) not in ('real', 'integer', 'null')", own)
    if _EXACT.fullmatch(type_):
        return compose("typeof({}) in ('text', 'blob')", own)
    if _TRUTH.fullmatch(type_):
        return compose("{} not in (0, 1)", own)
    return compose("typeof({}) = 'blob'", own) if _TEXT.fullmatch(type_) else None


def _unconverted(column: ColumnText) -> Sql | None:
    """The same of a type that the column is to get: SQLite makes a number of a text that is written as one."""
    type_, own = " ".join(column.type.upper().split()), compose("t.{}", quoted(column.name))
    if not any(sort.fullmatch(type_) for sort in (_WHOLE, _REAL, _EXACT)):
        return misfit_of(column)
    return compose(
        "(typeof({}) = 'blob' or typeof({}) = 'text' and cast(cast({} as numeric) as text) <> {})", own, own, own, own
    )


def _overtaken(name: str, table: TableText) -> Iterator[FileQuestion]:
    """Rows whose id AUTOINCREMENT does not remember: once they are deleted, their ids are given again."""
    if table.autoincrement and table.rowid_column:
        last = compose("(select max(seq) from main.sqlite_sequence where name = {})", text_literal(name))
        where = compose("t.{} > coalesce({}, 0)", quoted(table.rowid_column), last)
        about = f"rows of main.{name} whose {table.rowid_column} sqlite_sequence has yet to reach"
        said = "AUTOINCREMENT would give their ids again once they are deleted"
        yield FileQuestion("sequences", name, about, Basis.DECLARED, where, columns=(table.rowid_column,), because=said)
