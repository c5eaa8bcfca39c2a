"""Asks the questions of the data probes: one SELECT each under its own time limit, and a sample where a table is large.

The connection has `row_security = off`: a role from which a policy hides rows gets an error, and the answer is that it
could not be checked. Nothing but numbers and keys is fetched, so the memory that this takes does not depend on the rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import psycopg

from drifttools.catalog.connect import Connection
from drifttools.kinds.hindrance import Hindrance, Key
from drifttools.model.cause import Confidence
from drifttools.model.probed import Basis, Offenders, Probed
from drifttools.model.question import TableSize
from drifttools.probes.base import Asked, DataProbe, Ground, Relation, Seen
from drifttools.probes.counting import ask, not_counted
from drifttools.probes.sizes import table_sizes
from drifttools.redact import redactor
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, value, word

_KEYS = 5
_UNKNOWN_IS_LARGE = 1 << 30  # bytes of a table of which nobody knows the number of rows
_ROW_BYTES = 100  # of a row of such a table, roughly
_ALLOW_VIEWS = "select pg_catalog.set_config('restrict_nonsystem_relation_kind', '', true)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far to go.

    Args:
        timeout_ms: For each SELECT.
        sample_above: Of a table that is estimated to have more rows only a part is read; 0: always all.
        sample_rows: About how many rows that part has.
        suggested: Whether what only names suggest is asked for.
        values: Whether the values that are wrong are fetched too, of a few rows.
    """

    timeout_ms: int = 30_000
    sample_above: int = 5_000_000
    sample_rows: int = 200_000
    suggested: bool = True
    values: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the blocks of one table, all of every other (`kinds.hindrance.Sources`)."""

    seen: Seen
    share: Sql

    def of(self, table: Key, *, only: bool = False) -> Sql:
        return self.seen.of(table, only=only, share=self.share)


def run(
    connection: Connection,
    probes: Iterable[DataProbe],
    ground: Ground,
    limits: Limits,
    *,
    wanted: Callable[[Relation | None], bool],
    say: Callable[[str], None],
) -> tuple[Probed, ...]:
    """Ask all questions of some probes; one that cannot be answered says why.

    Args:
        connection: From `connect_readonly`, not in a transaction.
        wanted: Whether a table, under its present name, is to be looked at; None for what is about no single table.
        say: Called before each question.

    Raises:
        UsageError: An invariant of `drift.toml` cannot be asked.
    """
    questions = list(_questions(probes, ground, limits, wanted))
    sizes = table_sizes(connection, {_now(ground.seen, asked) for _, asked in questions if asked.hindrance.table})
    answers = []
    for at, (probe, asked) in enumerate(questions, start=1):
        say(f"{probe.id} {at} of {len(questions)}: {asked.hindrance.about}")
        answers.append(_Question(connection, probe, asked, ground.seen, limits, sizes).answered())
    return tuple(answers)


def _questions(
    probes: Iterable[DataProbe], ground: Ground, limits: Limits, wanted: Callable[[Relation | None], bool]
) -> Iterator[tuple[DataProbe, Asked]]:
    """Each question once: what a probe asks of what is expected, a later one may ask of what is there."""
    known: set[str] = set()
    for probe in probes:
        for asked in probe.asks(ground):
            table = _now(ground.seen, asked) if asked.hindrance.table else None
            idle = asked.basis is Basis.SUGGESTED and not limits.suggested
            if asked.hindrance.about not in known and not idle and wanted(table):
                known.add(asked.hindrance.about)
                yield probe, asked


def question_id(probe: DataProbe, asked: Asked) -> str:
    """What the answer to this question will be called."""
    return Probed(probe.id, "", asked.hindrance.about, asked.basis, Offenders.UNKNOWN).id


def _now(seen: Seen, asked: Asked) -> Relation:
    table = seen.now(asked.hindrance.table)
    return table[0], table[1]


class _Question:
    """One question on its way to its answer."""

    def __init__(
        self,
        connection: Connection,
        probe: DataProbe,
        asked: Asked,
        seen: Seen,
        limits: Limits,
        sizes: Mapping[Relation, TableSize],
    ) -> None:
        self._connection, self._asked, self._seen, self._limits = connection, asked, seen, limits
        self._size = sizes.get(_now(seen, asked)) if asked.hindrance.table else None
        self._blank = Probed(
            probe=probe.id,
            table=".".join(_now(seen, asked)) if asked.hindrance.table else "",
            about=asked.hindrance.about,
            basis=asked.basis,
            state=Offenders.UNKNOWN,
            confidence=asked.confidence,
            because=asked.because,
            findings=asked.findings,
        )

    @property
    def _hindrance(self) -> Hindrance:
        return self._asked.hindrance

    def answered(self) -> Probed:
        """The answer, with the time that it took."""
        if self._asked.impossible:
            return replace(self._blank, reason=self._asked.impossible)
        started = time.monotonic()
        found = self._sampled("") if self._large else self._whole()
        return replace(_doubted(found), duration_ms=round((time.monotonic() - started) * 1000))

    @property
    def _large(self) -> bool:
        size, above = self._size, self._limits.sample_above
        if size is None or not above or self._asked.by_index:
            return False
        return size.bytes > _UNKNOWN_IS_LARGE if size.rows is None else size.rows > above

    # ------------------------------------------------------------------------------------ all rows

    def _whole(self) -> Probed:
        query = self._hindrance.counting(self._seen)
        considered = self._asked.considered
        if considered is not None:
            every = compose("select pg_catalog.count(*) from {} t where {}", self._source, considered)
            query = compose("select ({}), ({})", query, every)
        try:
            row = self._ask(query)[0]
        except psycopg.errors.QueryCanceled:
            self._connection.rollback()
            return self._sampled(f"all rows take longer than {self._limits.timeout_ms:,} ms")
        except psycopg.Error as problem:
            return self._failed(problem, query)
        number = int(str(row[0]))
        found = replace(
            self._blank,
            state=Offenders.FOUND if number else Offenders.NONE,
            rows=number,
            considered=int(str(row[1])) if considered is not None else None,
            query=str(query),
        )
        return self._with_keys(found, self._hindrance.hits(self._seen)) if number else found

    @property
    def _source(self) -> Sql:
        return self._seen.of(self._hindrance.table)

    # ------------------------------------------------------------------------------------ a part of them

    def _sampled(self, why: str) -> Probed:
        size = self._size
        estimate = 0 if size is None else size.rows or size.bytes // _ROW_BYTES
        part = _Part(self._seen, _percent(self._limits.sample_rows, estimate))
        hits = self._hindrance.among(self._seen, part) if self._hindrance.table and estimate else None
        if hits is None:
            about = f"the table has about {estimate:,} rows, and a part of them does not tell"
            return replace(self._blank, reason=why or about, query=str(self._hindrance.counting(self._seen)))
        query = compose(
            "select (select pg_catalog.count(*) from {} t), (select pg_catalog.count(*) from {}), {}",
            part.of(self._hindrance.table),
            hits,
            self._considered_in(part),
        )
        try:
            looked_at, number, considered = self._ask(query)[0]
        except psycopg.Error as problem:
            return self._failed(problem, query)
        about = why or f"the table has about {estimate:,} rows"
        if not looked_at:
            return replace(self._blank, reason=f"{about}, and no block of a sample had a row", query=str(query))
        found = replace(
            self._blank,
            state=Offenders.FOUND if number else Offenders.NONE_IN_SAMPLE,
            rows=int(str(number)),
            sampled=int(str(looked_at)),
            considered=None if considered is None else int(str(considered)),
            reason=f"a sample, because {about}",
            query=str(query),
        )
        return self._with_keys(found, hits) if number else found

    def _considered_in(self, part: _Part) -> Sql:
        if self._asked.considered is None:
            return word("null")
        source = part.of(self._hindrance.table)
        return compose("(select pg_catalog.count(*) from {} t where {})", source, self._asked.considered)

    # ------------------------------------------------------------------------------------ which ones

    def _with_keys(self, found: Probed, hits: Sql) -> Probed:
        label, shown, order = self._asked.key, self._asked.shown, NOTHING
        if self._hindrance.table:
            label, shown, order = self._seen.key(self._hindrance.table)
            label = self._hindrance.named or label
        keys = self._some(shown, hits, order) if shown is not None else ()
        values: tuple[str, ...] = ()
        if self._limits.values and self._asked.columns and self._hindrance.table:
            columns = joined(compose("t.{}", name(column)) for column in self._asked.columns)
            values = self._some(compose("pg_catalog.concat_ws(', ', {})", columns), hits, order)
        return replace(found, key=label if keys else "", keys=keys, values=values)

    def _some(self, shown: Sql, hits: Sql, order: Sql) -> tuple[str, ...]:
        sorting = compose(" order by {}", order) if order else NOTHING
        query = compose("select {} from {}{} limit {}", shown, hits, sorting, value(_KEYS))
        try:
            return tuple(redactor.clean(str(row[0])) for row in self._ask(query))
        except psycopg.Error:
            self._connection.rollback()  # the number is what counts
            return ()

    # ------------------------------------------------------------------------------------ the server

    def _ask(self, query: Sql) -> list[tuple[object, ...]]:
        before = _ALLOW_VIEWS if self._asked.views else ""
        typed = self._asked.basis is Basis.INVARIANT
        return ask(self._connection, str(query), self._limits.timeout_ms, before=before, typed=typed)

    def _failed(self, problem: psycopg.Error, query: Sql) -> Probed:
        self._connection.rollback()
        counted = not_counted(problem, self._limits.timeout_ms, trial=self._hindrance.trial)
        if counted.some:
            return replace(self._blank, state=Offenders.FOUND, query=str(query))
        return replace(self._blank, reason=counted.reason, query=str(query))


def _percent(rows: int, of: int) -> Sql:
    """The share of the blocks as a number of percent, with the point that SQL wants."""
    share = min(100.0, 100.0 * rows / of) if of else 100.0
    return deparsed(f"{share:.6f}")


def _doubted(found: Probed) -> Probed:
    """A suggestion that not one row bears out is none: the names mislead."""
    wrong = found.rows if found.basis is Basis.SUGGESTED and found.state is Offenders.FOUND else None
    if wrong is None or wrong != found.considered:
        return found
    reason = f"not one of {found.considered:,} rows fits, so the names may mislead"
    return replace(found, confidence=Confidence.UNKNOWN, reason=reason)
