"""Read the live database, make the expected state real, compare: what `diff`, `audit` and `verify` have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from glob import escape
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.opening import Opening
from drifttools.catalog.reader import Extent, Taken, read
from drifttools.catalog.uncovered import read_uncovered
from drifttools.config import Config, Target
from drifttools.errors import ScratchError, UsageError
from drifttools.investigation.ahead import import_ahead
from drifttools.kinds.base import Reach
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.records import records
from drifttools.kinds.registry import BY_NAME
from drifttools.kinds.schema import Schema
from drifttools.model.finding import Change, NotCompared
from drifttools.model.rows import Rows
from drifttools.model.snapshot import Snapshot
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch
    from drifttools.compare.ignore import IgnoreRule
    from drifttools.expected.base import Context, Expected
    from drifttools.kinds.difference import Comparison
    from drifttools.migrations.blame import Blame

Say = Callable[[str], None]
_WITHOUT_LEDGER = frozenset({"models", "alembic", "django", "sql"})
"""Sources that tell of a project, and not of a database with all that is in it."""


def quiet(message: str) -> None:
    """Say nothing: the default where nobody listens."""
    del message


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with both of its sides.

    Args:
        expected: What should be, with its migrations where the source has some.
        actual: What is.
        comparison: The findings and the records behind them.
        live: The live catalog as it was read; `actual` may have been printed by another release.
        blame: Which migration made what; None where that is not known.
    """

    expected: Expected
    actual: Snapshot
    comparison: Comparison
    live: Snapshot
    blame: Blame | None = None


def read_live(opening: Opening, *, edges: bool, taken: Taken | None = None) -> tuple[Snapshot, tuple[NotCompared, ...]]:
    """The live catalog, and what in it no kind covers.

    Args:
        taken: Called with each kind as soon as it was read.

    Raises:
        ConnectionFailed: The database does not answer or refuses.
        CatalogError: The catalog could not be read.
    """
    if opening.target.dialect == "sqlite":
        from drifttools.catalog.reading import read_sqlite_target
        from drifttools.catalog.sqlite_reader import UNCOVERED

        return read_sqlite_target(opening.target, Extent(edges=edges), origin=opening.target.name, taken=taken), UNCOVERED
    connection = opening.first()
    snapshot = read(connection, Extent(edges=edges), origin=opening.target.name, another=opening.second, taken=taken)
    return snapshot, read_uncovered(connection)


@contextmanager
def _stored(spec: str, context: Context) -> Iterator[tuple[Future[Expected | None], Taken]]:
    """The other side, where nothing but files is needed: it is got ready kind by kind, while the server works."""
    with ThreadPoolExecutor(1, "stored-side") as pool:

        def resolved() -> Expected | None:
            from drifttools.expected.resolve import resolve_at_rest

            return resolve_at_rest(spec, context)

        stored = pool.submit(resolved)

        def prepare(kind: str, rows: Rows) -> None:
            expected = stored.result()
            if expected is not None and kind in expected.snapshot.rows:
                # what cannot be read is told when it is compared
                expected.snapshot.rows[kind].prepare(rows)

        def taken(kind: str, rows: Rows) -> None:
            pool.submit(prepare, kind, rows)

        yield stored, taken


def context_for(
    target: Target, config: Config, major: int | None, *, say: Say = quiet, cache: bool = True, edges: bool = True
) -> Context:
    """How expected states are made real for this target."""
    from drifttools.expected.base import Context

    dialect = Dialect(target.dialect)
    return Context.of(config, major=major, scratch=target.scratch, progress=say, cache=cache, edges=edges, dialect=dialect)


def compare_live(  # noqa: PLR0913 - all but two are options, given by their names
    opening: Opening,
    spec: str,
    config: Config,
    *,
    edges: bool = False,
    expected_edges: bool = True,
    ignore: Iterable[IgnoreRule] = (),
    schemas: frozenset[str] | None = None,
    say: Say = quiet,
    cache: bool = True,
    chronicle: bool = False,
    overlay: Mapping[str, str] | None = None,
) -> Compared:
    """Compare a live database with an expected state.

    Args:
        opening: Connections to the live database; they are closed.
        spec: `KIND:ARGUMENT[@REVISION]`.
        edges: Whether the dependencies of the live database are read too; `expected_edges`: those of the other side,
            where that is a live database.
        ignore: Rules of `drift.toml`.
        schemas: Only these; None for all.
        say: Called with a sentence at each stage of long work.
        cache: Whether a replayed state may be taken from the last time.
        chronicle: Whether what each migration did is asked for where something differs: where that is to be expected, and
            the history has to be replayed, one replay gives both.
        overlay: Files of the project that are to say something else, by their absolute path; nothing of it is kept.

    Raises:
        DriftToolsError: A side could not be read; the message names it and the next command.
    """
    target = opening.target
    say(f"reading the catalog of {target.name}")
    import_ahead("drifttools.compare.engine", "drifttools.expected.resolve")
    with opening, _stored(spec, context_for(target, config, None)) as (stored, taken):
        actual, uncovered = read_live(opening, edges=edges, taken=taken)
    from drifttools.compare.engine import compare
    from drifttools.expected.resolve import resolve_with_migrations

    live = actual
    major = actual.server.major if actual.server.dialect == "postgresql" else None
    context = context_for(target, config, major, say=say, cache=cache and not overlay, edges=expected_edges)
    context = replace(context, overlay=overlay or {})
    say(f"making the expected state real: {spec}")

    def drift_foreseen(last: Expected | None) -> bool:
        # one at a time takes longer than as a whole, so it is done at once only where both would be; and who asks for the
        # first time asks because something is wrong
        if last is None:
            return True
        known = (*ignore, *ledger_rules(str(last.spec), last.snapshot, actual))
        return bool(compare(last.snapshot, actual, schemas=schemas, ignore=known).findings)

    expected = stored.result() or resolve_with_migrations(spec, context, chronicle=drift_foreseen if chronicle else None)
    _demand_schemas(schemas or frozenset(), expected.snapshot, actual)
    rules = (*ignore, *ledger_rules(spec, expected.snapshot, actual))
    comparison = compare(expected.snapshot, actual, schemas=schemas, ignore=rules, not_compared=uncovered)
    if _printed_by_another_release(comparison, expected.snapshot, actual):
        say("the two servers are of different releases: having one release print both sides")
        one, actual, unsure = _printed_by_one(target, config, expected, actual)
        expected = replace(expected, snapshot=one)
        comparison = compare(one, actual, schemas=schemas, ignore=rules, not_compared=(*uncovered, *unsure))
    return Compared(expected, actual, comparison, live)


def ledger_rules(spec: str, expected: Snapshot, actual: Snapshot) -> Iterator[IgnoreRule]:
    """Rules for the ledgers of tools that a source does not make: no migration makes its own ledger.

    A second ledger of a tool that the source did make one of, in another schema, is drift.

    Args:
        spec: Of the expected state.
    """
    if spec.partition(":")[0].strip().lower() not in _WITHOUT_LEDGER:
        return
    from drifttools.compare.ignore import IgnoreRule
    from drifttools.migrations.ledgers.tables import ledger_tables

    made = set(ledger_tables(expected).values())
    for (schema, table), tool in ledger_tables(actual).items():
        if tool not in made:
            for pattern in (f"{schema}.{table}", f"{schema}.{table}.*", f"{schema}.{table}_id_seq"):
                yield IgnoreRule(escape(pattern[:-1]) + pattern[-1], f"the ledger of {tool}", date.max)


def _demand_schemas(wanted: frozenset[str], *sides: Snapshot) -> None:
    """Refuse the name of a schema that neither side has: nothing would differ in it, and that is no answer."""
    if not wanted:
        return
    if any(side.server.dialect == "sqlite" for side in sides):
        if wanted == {"main"}:
            return
        raise UsageError("a SQLite file has no schema but main", hint="leave --schema out")
    known = {one.schema for side in sides for one in records(side, Schema)}
    if absent := sorted(wanted - known):
        raise UsageError(
            f"neither side has a schema {', '.join(map(repr, absent))}", hint=f"there are: {', '.join(sorted(known))}"
        )


@cache
def _printed(kind: str) -> frozenset[str]:
    """The attributes that the server prints; a copy has none of a kind that reaches out of the database."""
    declared = BY_NAME[kind]
    within = declared.reach is Reach.WITHIN
    return frozenset(attribute.name for attribute in attributes_of(declared) if attribute.printed and within)


def _printed_by_another_release(comparison: Comparison, expected: Snapshot, actual: Snapshot) -> bool:
    """Whether some difference may only be how two major versions print the same thing."""
    if expected.server.major == actual.server.major or actual.server.dialect == "sqlite":
        return False  # SQLite gives back what was typed
    return any(f.change is Change.CHANGED and f.attribute in _printed(f.kind) for f in comparison.findings)


def _printed_by_one(
    target: Target, config: Config, expected: Expected, actual: Snapshot
) -> tuple[Snapshot, Snapshot, tuple[NotCompared, ...]]:
    """Both sides as one release prints them: expected, actual, and what could not be made sure of.

    Two releases print the same view or expression differently, and no normal form of ours would know all the ways. So a
    copy of the live schema is made by `pg_dump` on a scratch server of the other release, and read there. Where the other
    side is a live database of an older release it is that one which is copied: a newer server takes an older dump.
    """
    wanted = expected.snapshot
    try:
        if expected.spec.kind == "database" and wanted.server.major < actual.server.major:
            return (
                _as_printed_by(actual.server.major, wanted, config.target(expected.spec.argument), target, config),
                actual,
                (),
            )
        return wanted, _as_printed_by(wanted.server.major, actual, target, target, config), ()
    except ScratchError as problem:
        reason = f"the servers are of different releases, and no copy could be made to tell: {problem.what}"
        return wanted, actual, (NotCompared("whether differing expressions only look different", reason),)


def _as_printed_by(major: int, side: Snapshot, live: Target, target: Target, config: Config) -> Snapshot:
    """One side, whose schema is that of `live`, as a scratch server of a release prints it.

    Raises:
        ScratchError: There is no scratch server of this release, or it does not take the copy.
    """
    with context_for(target, config, major).scratch() as server:
        if server.major != major:
            raise ScratchError(
                f"{server.server.name} is PostgreSQL {server.major}, and {major} would have to print the definitions",
                hint=f"install PostgreSQL {major} on this machine, or set `scratch = DSN` to a server of it",
            )
        with server.copy_schema(live) as copy, connect_readonly(copy.target) as connection:
            printed = read(connection, Extent(), origin=side.origin)
    # all else is as the database itself tells it: a copy has no rows, no tablespaces, and the rights its release gives
    rows = {
        kind: rows.with_values_of(printed.rows[kind], _printed(kind)) if kind in printed.rows and _printed(kind) else rows
        for kind, rows in side.rows.items()
    }
    return replace(side, rows=rows)


def printed_alike(
    target: Target, actual: Snapshot, scratch: Callable[[], AbstractContextManager[Scratch]], *, edges: bool
) -> tuple[Snapshot, tuple[NotCompared, ...]]:
    """The live schema as it is on the scratch server, whole: what a history was replayed on is all of that release."""
    try:
        with scratch() as server, server.copy_schema(target) as copy, connect_readonly(copy.target) as connection:
            printed = read(connection, Extent(edges=edges), origin=actual.origin)
    except ScratchError as problem:
        reason = f"the servers are of different releases, and no copy could be made to tell: {problem.what}"
        return actual, (NotCompared("whether differing expressions only look different", reason),)
    # a copy shows nothing of other servers, of the machine and of the cluster
    rows = {kind: rows for kind, rows in actual.rows.items() if BY_NAME[kind].reach is not Reach.WITHIN}
    return replace(actual, rows={**printed.rows, **rows}, edges=printed.edges), ()
