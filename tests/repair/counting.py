"""What tests of plans share that look at the rows: read both sides, ask, count, plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drifttools.compare.engine import compare
from drifttools.kinds.difference import Comparison
from drifttools.model.plan import Plan
from drifttools.model.question import Counted, Question, TableSize
from drifttools.probes.counting import count
from drifttools.probes.sizes import table_sizes
from drifttools.repair.options import Options, Way
from drifttools.repair.planner import questions_of, touched
from tests.loop import plan_for, reading, snapshot


@dataclass(frozen=True)
class Looked:
    """A plan and what was found on the way to it."""

    plan: Plan
    questions: tuple[Question, ...]
    counted: dict[str, Counted]
    sizes: dict[tuple[str, str], TableSize]
    comparison: Comparison

    @property
    def rows(self) -> dict[str, int | None]:
        """The numbers by what they are about."""
        return {about: one.rows for about, one in self.counted.items()}

    @property
    def reasons(self) -> list[str]:
        """Why findings are left alone."""
        return [one.reason for one in self.plan.unplanned]


def looked(
    expected: str,
    actual: str,
    *,
    ways: Iterable[str] = (),
    timeout_ms: int = 10_000,
    at_most_rows: int = 1_000_000,
    online_above: int | None = None,
    drop: tuple[str, ...] = ("*",),
) -> Looked:
    """Plan as an investigation does: with the rows looked at."""
    wanted, found = snapshot(expected), snapshot(actual)
    comparison = compare(wanted, found)
    options = Options(drop=drop, ways=tuple(Way.parsed(text) for text in ways))
    questions = questions_of(comparison, wanted, found, options)
    with reading(actual) as connection:
        sizes = table_sizes(connection, {question.table for question in questions} | set(touched(comparison)))
        counted = count(connection, questions, sizes, timeout_ms=timeout_ms, at_most_rows=at_most_rows)
    options = Options(drop=drop, ways=options.ways, counted=counted, sizes=sizes, online_above=online_above)
    return Looked(plan_for(wanted, found, options, comparison), questions, counted, sizes, comparison)
