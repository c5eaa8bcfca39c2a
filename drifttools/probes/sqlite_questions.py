"""What a SQLite file is asked about its rows: by what it declares itself, by what is expected, by `drift.toml`.

SQLite enforces less than it takes: a foreign key only where a connection has asked for it, a declared type only in a STRICT
table, NOT NULL of a primary key only where the table has no rowids. So what is declared is asked for too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drifttools.config.file import Invariant
from drifttools.kinds.column import Column
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.difference import Comparison, Difference
from drifttools.kinds.hindrance import EVERY
from drifttools.kinds.index import Index
from drifttools.kinds.names import parts_of
from drifttools.kinds.records import records
from drifttools.model.finding import Change
from drifttools.model.probed import Basis
from drifttools.model.snapshot import Snapshot
from drifttools.probes.sqlite_invariants import stated
from drifttools.probes.sqlite_question import FileQuestion, Partner
from drifttools.probes.sqlite_tables import FileTables
from drifttools.sql.compose import Sql, compose, deparsed, joined
from drifttools.sql.sqlite_ddl import ColumnText, TableText, quoted, text_literal
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


def questions(actual: Snapshot, comparison: Comparison, invariants: tuple[Invariant, ...] = ()) -> tuple[FileQuestion, ...]:
    """All questions, each once.

    Args:
        actual: The catalog of the file.
        comparison: With the expected state; with nothing in it where there is none.
        invariants: Of `drift.toml`.

    Raises:
        UsageError: An invariant of `drift.toml` cannot be asked.
    """
    tables = FileTables.of(actual)
    asked = _Questions(actual, comparison, tables)
    found = (*stated(invariants, tables), *asked.declared(), *asked.expected())
    return tuple({one.about: one for one in reversed(found)}.values())[::-1]


class _Questions:
    """Makes the questions of one file."""

    def __init__(self, actual: Snapshot, comparison: Comparison, tables: FileTables) -> None:
        self._actual, self._comparison, self._tables = actual, comparison, tables

    # ------------------------------------------------------------------------------------ what the file declares

    def declared(self) -> Iterator[FileQuestion]:
        """Foreign keys, keys without a value, values that are not of the declared type, ids that AUTOINCREMENT forgets."""
        for record in records(self._actual, Constraint):
            if record.type == "foreign key" and self._tables.find(record.table) is not None:
                yield from self._orphans(record, "unchecked-foreign-keys", Basis.DECLARED, ())
        for name, table in self._tables.by_name.items():
            yield from _null_keys(name, table)
            if not table.strict:
                yield from _misfits(name, table)
            yield from _overtaken(name, table)

    def _orphans(self, record: Constraint, probe: str, basis: Basis, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
        columns, referenced = record.columns or (), record.referenced or ()
        if not record.references:
            return
        table, parent = self._tables.find(record.table), self._tables.called(parts_of(record.references)[-1])
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
        if len(columns) == len(referenced) and parent in self._tables.by_name:
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
            elif isinstance(record, Column) and (table := self._tables.find(record.table)) is not None:
                yield from self._column(record, table, difference)
            elif isinstance(record, Index) and record.unique and (table := self._tables.find(record.table)) is not None:
                keys = [deparsed(key.removesuffix(" desc")) for key in record.keys]
                where = deparsed(record.predicate) if record.predicate else EVERY
                yield from _equal(table, keys, where, f"the unique index {record.index}", difference.findings)

    def _constraint(self, record: Constraint, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
        table = self._tables.find(record.table)
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


def _equal(table: TableText, keys: list[Sql], where: Sql, called: str, findings: tuple[str, ...]) -> Iterator[FileQuestion]:
    """Rows beyond the first of those that are equal."""
    identity = identity_of(table)
    if identity is None or not keys:
        return
    told, listed, source = joined(identity.columns), joined(keys), quoted(table.name)
    filled = joined((compose("({}) is not null", key) for key in keys), " and ")
    numbered = compose(
        "select {}, row_number() over (partition by {} order by {}) as dt_number from main.{} where ({}) and {}",
        told,
        listed,
        told,
        source,
        where,
        filled,
    )
    beyond = compose("({}) in (select {} from ({}) where dt_number > 1)", told, told, numbered)
    about = f"rows of main.{table.name} that are equal to others in {called}"
    yield FileQuestion("duplicates", table.name, about, Basis.EXPECTED, beyond, findings)


def _judged(table: str, columns: tuple[str, ...], parent: str) -> Sql:
    """The rowids that SQLite's own check finds for one foreign key: it is told by its columns, in their order."""
    keys = joined(
        (
            compose(
                'select id from pragma_foreign_key_list({}) where seq = {} and "from" = {} collate nocase'
                ' and "table" = {} collate nocase',
                text_literal(table),
                deparsed(str(at)),
                text_literal(column),
                text_literal(parent),
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
