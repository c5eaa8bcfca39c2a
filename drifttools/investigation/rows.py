"""The questions about the rows of a live database whose catalog was read and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from drifttools.catalog.connect import Connection, connect_readonly
from drifttools.kinds.difference import Comparison
from drifttools.model.probed import Probed, ProbeResults
from drifttools.model.snapshot import Snapshot
from drifttools.probes.asking import Limits, run
from drifttools.probes.base import DataProbe, Ground, Relation
from drifttools.probes.registry import PROBES
from drifttools.probes.sequence_uses import sequence_uses
from drifttools.repair.sides import both_sides
from drifttools.repair.sight import Present

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking


def ask_rows(
    inv: Asking,
    actual: Snapshot,
    comparison: Comparison,
    probes: Iterable[DataProbe] = PROBES,
    *,
    limits: Limits | None = None,
    tables: tuple[str, ...] = (),
) -> tuple[Probed, ...]:
    """The answers of probes on a catalog that was read and compared already."""
    if inv.target.dialect == "sqlite":
        return _ask_sqlite(inv, actual, comparison, {probe.id for probe in probes}, limits or limits_of(inv), tables)
    with connect_readonly(inv.target) as connection:
        ground = ground_of(inv, connection, actual, comparison)
        return run(connection, probes, ground, limits or limits_of(inv), wanted=_among(tables), say=inv.say)


def _ask_sqlite(
    inv: Asking, actual: Snapshot, comparison: Comparison, probes: set[str], limits: Limits, tables: tuple[str, ...]
) -> tuple[Probed, ...]:
    """The same of a SQLite file; the probes that cannot be asked of one are told of."""
    from drifttools.catalog.sqlite_connect import connect_sqlite
    from drifttools.probes.sqlite_asking import ask_file
    from drifttools.probes.sqlite_questions import ASKED, questions
    from drifttools.probes.sqlite_tables import FileTables

    if left := sorted(probes - set(ASKED)):
        inv.say(f"not asked of a SQLite file: {', '.join(left)}")
    asked = questions(actual, comparison, inv.config.invariants)
    with closing(connect_sqlite(inv.target)) as connection:
        return ask_file(
            connection,
            asked,
            FileTables.of(actual).by_name,
            timeout_ms=limits.timeout_ms,
            probes=probes,
            wanted=_among(tables),
            values=limits.values,
        )


def ground_of(inv: Asking, connection: Connection, actual: Snapshot, comparison: Comparison) -> Ground:
    """All that probes may look at."""
    wanted, _ = both_sides(comparison, actual, frozenset())
    seen = Present(comparison, wanted, actual)
    return Ground(actual, seen, comparison, inv.config.invariants, sequence_uses(connection))


def told_of_rows(answers: tuple[Probed, ...]) -> str:
    """One line for the timeline."""
    result = ProbeResults(answers)
    unknown = f", {len(result.unknown)} could not be checked" if result.unknown else ""
    return f"probed the rows: {len(answers)} questions, {len(result.found)} with rows that are wrong{unknown}"


def limits_of(inv: Asking, *, values: bool = False, exact: bool = False) -> Limits:
    """How far `[probe]` of `drift.toml` lets questions go."""
    asked = inv.config.probe
    return Limits(
        timeout_ms=round(asked.timeout_s * 1000),
        sample_above=0 if exact else asked.sample_above_rows,
        sample_rows=asked.sample_rows,
        suggested=asked.suggested,
        values=values,
    )


def _among(patterns: tuple[str, ...]) -> Callable[[Relation | None], bool]:
    def wanted(table: Relation | None) -> bool:
        if not patterns:
            return True
        return table is not None and any(
            fnmatchcase(".".join(table), pattern) or fnmatchcase(table[1], pattern) for pattern in patterns
        )

    return wanted
