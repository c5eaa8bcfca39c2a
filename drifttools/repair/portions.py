"""More wrong rows than one transaction should hold, put right in portions with a COMMIT after each.

The first step lists the keys of the rows, each with the number of its portion, and takes no lock that anybody waits for.
The second goes through that list: a portion is held against writers, its rows that are still wrong are put right, it is
noted in the list, committed. Both notes are in one transaction with the rows, so whoever starts it again, or takes it back,
goes on where it stopped. Only the executor sends any of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.kinds.hindrance import AsNamed, Duplicates, Key
from drifttools.kinds.names import parts_of
from drifttools.model.plan import DataLoss, Lock, Probe, Reversal, Step
from drifttools.repair.going_through import going_through
from drifttools.repair.hazards import rule_of
from drifttools.repair.mending import Mending, Partner, Wrong, chosen_values, kept_table, make_schema
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, names, value

ONE_TRANSACTION = 10_000
"""So many rows are put right in one transaction: nobody waits for longer than a second or two."""
PORTION = 5_000
"""Rows of a portion that are found by their keys: writers wait for some tenths of a second."""
PORTION_BY_SCAN = 50_000
"""Rows of a portion where the whole table is read to tell: ten times fewer readings, each of which holds writers."""

_LISTING_MS = 30 * 60 * 1000
# for all portions together: the server has no limit for one. What a portion may wait for is bounded by lock_timeout
_ALL_MS = 6 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class _Way:
    """What is done with the rows of the portion `dt_at`.

    Args:
        title: Of the step.
        forth, back: Statements of PL/pgSQL; `keeping`: the columns, and where they are from, of what the way back needs.
        locked: What is written to first.
    """

    title: str
    forth: tuple[Sql, ...]
    back: tuple[Sql, ...]
    keeping: Sql
    locked: tuple[str, ...]


def in_portions(wrong: Wrong, how: Mending, partner: Partner | None = None) -> tuple[Step, Step]:
    """The steps that put the rows right: listing them, and going through the list.

    Args:
        wrong: The rows; their table has a primary key.
        how: What is done with them.
        partner: For `insert`: what is made.
    """
    work = _Portions(wrong, how, partner)
    return work.listing(), work.mending()


class _Portions:
    """The two steps of one question."""

    def __init__(self, wrong: Wrong, how: Mending, partner: Partner | None) -> None:
        self._wrong, self._how = wrong, how
        self._table = name(*wrong.table)
        self._kept = kept_table(wrong, how)
        self._list = name(JOURNAL_SCHEMA, f"listed_{wrong.question.lower()}_{how}")
        self._portion = _Portion(wrong, self._list)
        of_each = wrong.hindrance.among(AsNamed(), self._portion) is not None
        self._by_key = of_each and not isinstance(wrong.hindrance, Duplicates)
        self._size = PORTION if self._by_key else PORTION_BY_SCAN
        if partner is not None:
            self._way = self._inserting(partner)
        else:
            self._way = self._emptying() if how is Mending.EMPTY else self._quarantining()

    # ------------------------------------------------------------------------------------------ the steps

    def listing(self) -> Step:
        """The list is made, and the empty table for what the way back needs."""
        wrong, hindrance = self._wrong, self._wrong.hindrance
        chosen = hindrance.movable(AsNamed()) if self._how is Mending.QUARANTINE else hindrance.hits(AsNamed())
        counting = compose("select ({})::pg_catalog.text", hindrance.counting(AsNamed()))
        listed = compose("select pg_catalog.count(*)::pg_catalog.text from {}", self._list)
        statements = (
            make_schema(),
            compose(
                # room in each page: noting a portion writes its rows anew
                "create table {} with (fillfactor = 50) as"
                " select ((pg_catalog.row_number() over (order by {}) - 1) / {})::pg_catalog.int4 as dt_portion,"
                " false as dt_mended, {} from {}",
                self._list,
                _of("t", wrong.key),
                value(self._size),
                _of("t", wrong.key),
                chosen,
            ),
            compose("create index on {} (dt_portion)", self._list),
            compose("analyze {}", self._list),
            compose("create table {} as select {} with no data", self._kept, self._way.keeping),
            compose("create index on {} (dt_portion)", self._kept),
        )
        refused = f"rows are still in {self._kept}: they are to be brought back first, and nothing was dropped"
        guard = compose(
            "begin if exists (select from {}) then raise exception using message = {}; end if; end",
            self._kept,
            value(refused),
        )
        return Step(
            id="s01",
            title=f"list {wrong.rows:,} {hindrance.about} in {self._list}",
            kind="rows",
            key=wrong.table,
            findings=(),
            statements=tuple(map(str, statements)),
            inverse=(
                str(compose("do {}", value(str(guard)))),
                str(compose("drop table {}", self._kept)),
                str(compose("drop table {}", self._list)),
            ),
            reversal=Reversal.EXACT,
            lock=Lock.ACCESS_SHARE,
            locked=(str(self._table),),
            scans=True,
            statement_timeout_ms=_LISTING_MS,
            preconditions=(
                Probe(f"there are {wrong.rows} {hindrance.about}, as counted", str(counting), str(wrong.rows)),
                _there(self._kept, "this was not mended before", there=False),
                _there(self._list, "no list was made before", there=False),
            ),
            postconditions=(Probe(f"the list has all {wrong.rows} of them", str(listed), str(wrong.rows)),),
            notes=(
                "nobody waits for it: the table is only read",
                "a row that becomes wrong later is not in the list: drift verify, or drift probe, finds it",
            ),
        )

    def mending(self) -> Step:
        """The list is gone through."""
        wrong = self._wrong
        left = compose("select pg_catalog.count(*)::pg_catalog.text from {} where not dt_mended", self._list)
        still = compose("select pg_catalog.count(*)::pg_catalog.text from ({}) h", self._still_wrong())
        return Step(
            id="s02",
            title=self._way.title,
            kind="rows",
            key=wrong.table,
            findings=(),
            statements=(str(self._through(self._way.forth, done=False)),),
            inverse=(str(self._through(self._way.back, done=True)),),
            reversal=Reversal.EXACT,
            lock=Lock.SHARE_ROW_EXCLUSIVE,
            locked=self._way.locked,
            scans=not self._by_key,
            data_loss=DataLoss.REVERSIBLE,
            transactional=False,
            hazards=(rule_of("mend-in-portions").met_by(".".join(parts_of(self._way.locked[0]))),),
            statement_timeout_ms=_ALL_MS,
            preconditions=(_there(self._list, "the rows are listed", there=True),),
            postconditions=(
                Probe("listed rows that are left to mend", str(left), "0"),
                Probe(f"of the listed, there are no {wrong.hindrance.about} any more", str(still), "0"),
            ),
            notes=tuple(self._told()),
        )

    def _told(self) -> list[str]:
        number = -(-self._wrong.rows // self._size)
        notes = [
            f"{number:,} portions of at most {self._size:,} rows, each committed",
            f"writers of {self._held} wait for one portion at a time, readers for none",
            "started again it goes on where it stopped; rows that are right by then are left as they are",
            f"how far it is: select dt_mended, count(*) from {self._list} group by 1",
            f"what the way back needs stands in {self._kept}",
            "triggers of the tables fire as for any other statement",
        ]
        if not self._by_key:
            notes.append("each portion reads the whole table: only beside all rows it is known which are still wrong")
        if self._wrong.refusing is not None:
            notes.append(
                f"the way back drops {self._wrong.refusing.constraint} in each portion and makes it NOT VALID again before"
                " COMMIT: nobody can write past it, and readers wait for that portion too"
            )
        return notes

    @property
    def _held(self) -> str:
        return ", ".join(".".join(parts_of(one)) for one in self._way.locked)

    # ------------------------------------------------------------------------------------------ through the list

    def _through(self, work: tuple[Sql, ...], *, done: bool) -> Sql:
        """A DO block that does the work for each portion whose note is `done`, notes the contrary, and commits."""
        mode = Lock.SHARE_ROW_EXCLUSIVE
        if done and self._wrong.refusing is not None:
            # a foreign key that is NOT VALID refuses rows that come again. Dropped and made again within a portion's
            # transaction, it leaves nobody a moment without it; at once in the strongest mode, so that none need be raised
            mode = Lock.ACCESS_EXCLUSIVE
            gone = (deparsed(one.sql) for one in self._wrong.refusing.drop())
            # ALTER TABLE refuses to run before checks that wait for COMMIT
            again = (compose("set constraints all immediate"), *(deparsed(one.sql) for one in self._wrong.refusing_again()))
            work = (*gone, *work, *again)
        if self._by_key:
            # few rows of many: their keys lead to them, while the planner's guess may be to read the whole table
            work = (compose("perform pg_catalog.set_config('enable_seqscan', 'off', true)"), *work)
        locked = joined(deparsed(one) for one in self._way.locked)
        return going_through(self._list, compose("{} in {} mode", locked, deparsed(mode.value.lower())), work, done=done)

    # ------------------------------------------------------------------------------------------ which rows

    def _found(self) -> Sql:
        """As `hits`, of the rows of the portion that are still wrong; only for those that are found by their keys."""
        found = self._wrong.hindrance.among(AsNamed(), self._portion)
        if found is None:
            raise ValueError(self._wrong.hindrance.about)
        return found

    def _wanted(self) -> Sql:
        """A SELECT of the keys of the portion's rows that are still wrong."""
        wrong, hindrance = self._wrong, self._wrong.hindrance
        if self._by_key:
            return compose("select {} from {}", _of("t", wrong.key), self._found())
        if isinstance(hindrance, Duplicates):
            numbered = hindrance.beyond(
                AsNamed(),
                self._portion,
                compose("{}, l.dt_portion", _of("t", wrong.key)),
                compose("{} l on {} and not l.dt_mended", self._list, _same("t", "l", wrong.key)),
                compose("l.dt_portion is not null"),
            )
            return compose(
                "select {} from ({}) d where d.dt_number > 1 and d.dt_portion = dt_at", _of("d", wrong.key), numbered
            )
        return compose(
            "select {} from (select {} from {}) h join {} l on {} where l.dt_portion = dt_at",
            _of("h", wrong.key),
            _of("t", wrong.key),
            hindrance.movable(AsNamed()),
            self._list,
            _same("h", "l", wrong.key),
        )

    def _still_wrong(self) -> Sql:
        """A SELECT of the keys of all listed rows that are wrong."""
        wrong, hindrance = self._wrong, self._wrong.hindrance
        return compose(
            "select {} from (select {} from {}) w join {} l on {}",
            _of("w", wrong.key),
            _of("t", wrong.key),
            hindrance.hits(AsNamed()),
            self._list,
            _same("w", "l", wrong.key),
        )

    # ------------------------------------------------------------------------------------------ the ways

    def _quarantining(self) -> _Way:
        wrong, columns = self._wrong, names(self._wrong.columns)
        gone = compose(
            "with gone as (delete from {} x where ({}) in ({}) returning {})"
            " insert into {} ({}, dt_portion) select {}, dt_at from gone",
            self._table,
            _of("x", wrong.key),
            self._wanted(),
            _of("x", wrong.columns),
            self._kept,
            columns,
            columns,
        )
        again = compose(
            "with again as (delete from {} k where k.dt_portion = dt_at returning {})"
            " insert into {} ({}) overriding system value select {} from again",
            self._kept,
            _of("k", wrong.columns),
            self._table,
            columns,
            columns,
        )
        title = f"take {wrong.rows:,} {wrong.hindrance.about} into {self._kept}, in portions"
        keeping = compose("{}, 0::pg_catalog.int4 as dt_portion from {}", columns, self._table)
        return _Way(title, (gone,), (again,), keeping, (str(self._table),))

    def _emptying(self) -> _Way:
        wrong = self._wrong
        kept = tuple(dict.fromkeys((*wrong.key, *wrong.referring)))
        same = _same("x", "k", wrong.key)
        null = joined(compose("{} = null", name(one)) for one in wrong.referring)
        value_of = joined(compose("{} = k.{}", name(one), name(one)) for one in wrong.referring)
        # within CASE no index is used for it
        still = joined((compose("case when x.{} is null then true end", name(one)) for one in wrong.referring), " and ")
        forth = (
            compose(
                "insert into {} ({}, dt_portion) select {}, dt_at from {}", self._kept, names(kept), _of("t", kept),
                self._found(),
            ),
            compose("update {} x set {} from {} k where k.dt_portion = dt_at and {}", self._table, null, self._kept, same),
        )  # fmt: skip
        back = (
            compose(
                "update {} x set {} from {} k where k.dt_portion = dt_at and {} and {}", self._table, value_of, self._kept,
                same, still,
            ),
            compose("delete from {} k where k.dt_portion = dt_at", self._kept),
        )  # fmt: skip
        title = f"write null into {', '.join(wrong.referring)} of {wrong.rows:,} {wrong.hindrance.about}, in portions"
        keeping = compose("{}, 0::pg_catalog.int4 as dt_portion from {}", names(kept), self._table)
        return _Way(title, forth, back, keeping, (str(self._table),))

    def _inserting(self, partner: Partner) -> _Way:
        wrong, table = self._wrong, name(*partner.table)
        why = "with the partners of this portion, none of which is kept: other values are needed"
        refused = f" {wrong.hindrance.about} are there still {why}"
        forth = (
            compose(
                "with made as (insert into {} ({}) select {} from {} returning {})"
                " insert into {} ({}, dt_portion) select {}, dt_at from made",
                table,
                names(partner.values),
                chosen_values(partner),
                self._found(),
                names(partner.key),
                self._kept,
                names(partner.key),
                names(partner.key),
            ),
            # or else a value that does not fit would fill the table with rows that are nobody's partners
            compose("select pg_catalog.count(*) into dt_left from {}", self._found()),
            compose("if dt_left > 0 then raise exception using message = dt_left || {}; end if", value(refused)),
        )
        back = (
            compose(
                "delete from {} b using {} k where k.dt_portion = dt_at and {}", table, self._kept,
                _same("b", "k", partner.key),
            ),
            compose("delete from {} k where k.dt_portion = dt_at", self._kept),
        )  # fmt: skip
        title = (
            f"make the missing rows of {'.'.join(partner.table)} for {wrong.rows:,} {wrong.hindrance.about}, in portions"
        )
        keeping = compose("{}, 0::pg_catalog.int4 as dt_portion from {}", names(partner.key), table)
        return _Way(title, forth, back, keeping, tuple(dict.fromkeys((str(table), str(self._table)))))


@dataclass(frozen=True, slots=True)
class _Portion:
    """The rows of a table that are in the portion `dt_at` of the list."""

    wrong: Wrong
    listed: Sql

    def of(self, table: Key, *, only: bool = False) -> Sql:
        """What stands after FROM."""
        # OFFSET 0 keeps every other condition out: what the planner knows of the columns is older than the mend, and would
        # have it read an index on one of them for each portion, which by now finds all rows that are mended
        return compose(
            "(select s.* from {} l cross join lateral (select * from {} s where {} offset 0) s where l.dt_portion = dt_at)",
            self.listed,
            AsNamed().of(table, only=only),
            _same("s", "l", self.wrong.key),
        )


def _of(alias: str, columns: tuple[str, ...]) -> Sql:
    return joined(name(alias, column) for column in columns)


def _same(one: str, other: str, key: tuple[str, ...]) -> Sql:
    return joined((compose("{} = {}", name(one, column), name(other, column)) for column in key), " and ")


def _there(table: Sql, why: str, *, there: bool) -> Probe:
    query = compose("select (pg_catalog.to_regclass({}) is not null)::pg_catalog.text", value(str(table)))
    return Probe(f"{table} is {'there' if there else 'not there'}: {why}", str(query), "true" if there else "false")
