"""8. Before and after: where each object was and is, what it is made of, its rows; and what worked before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drifttools.document import Block, Cell, Diagram, Edge, Node, badge, details, diagram, name, para, table
from drifttools.document.blocks import state_kind
from drifttools.incident.record import RowCount
from drifttools.model.plan import Step
from drifttools.report.case import Case
from drifttools.report.rows import EXACT, moved_names, pairs
from drifttools.report.sections.base import SHOWN_ROWS, Section, cut, sources
from drifttools.report.shapes import Shape
from drifttools.report.standing import in_group, told, went_through
from drifttools.report.words import counted, listed, plural

_FEW = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows; None where they were not counted, and `note` says why, or `exact` or `estimate`."""

    rows: int | None
    note: str
    query: str


@dataclass(frozen=True, slots=True)
class Object:
    """One object on both sides of the repair.

    Args:
        was, now: Dotted; `now` is empty where it was not looked for again.
        moved_along: What the plan says moved with it.
    """

    was: str
    now: str
    rows_before: Rows | None
    rows_after: Rows | None
    shape_before: Shape | None
    shape_after: Shape | None
    moved_along: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Smoke:
    """One smoke test, before and after; empty where it did not exist then."""

    name: str
    before: str
    after: str
    before_actual: str
    after_actual: str


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Both sides of the repair.

    Args:
        applied: Whether anything was applied, so that there is an after.
    """

    applied: bool
    objects: tuple[Object, ...]
    smoke: tuple[Smoke, ...]


def gather(case: Case) -> BeforeAfter:
    """Tables with their rows, and every object of the plan."""
    names = moved_names(case)
    steps = {".".join(step.key): step for step in (case.plan.steps if case.plan else ())}
    shapes_before, shapes_after = case.shapes_before or {}, case.shapes_after or {}
    objects: dict[str, Object] = {}
    for pair in pairs(case):
        now = pair.after.table if pair.after else ""
        step = steps.get(pair.table)
        objects[pair.table] = _object(pair.table, now, step, _rows(pair.before), _rows(pair.after))
    for label, step in steps.items():
        if label in names and label not in objects:
            objects[label] = _object(label, names[label] if went_through(case, step) else label, step, None, None)
    known = tuple(
        Object(
            one.was, one.now, one.rows_before, one.rows_after,
            shapes_before.get(one.was), shapes_after.get(one.now), one.moved_along,
        )
        for one in objects.values()
    )  # fmt: skip
    return BeforeAfter(case.applied is not None or not told(case), known, tuple(_smoke(case)))


def _object(was: str, now: str, step: Step | None, before: Rows | None, after: Rows | None) -> Object:
    return Object(was, now, before, after, None, None, step.carried if step else ())


def _rows(count: RowCount | None) -> Rows | None:
    return Rows(count.rows, count.note, count.query) if count else None


def _smoke(case: Case) -> Iterator[Smoke]:
    before = {check.name: check for check in case.smoke_before.checks} if case.smoke_before else {}
    after = {check.name: check for check in in_group(case.verification, "smoke")}
    for test in dict.fromkeys((*before, *after)):
        one, other = before.get(test), after.get(test)
        yield Smoke(
            test,
            one.state.value if one else "",
            other.state.value if other else "",
            one.actual or one.reason if one else "",
            other.actual or other.reason if other else "",
        )


def render(both: BeforeAfter) -> Iterator[Block]:
    """A picture, the sums, every object to be opened, the smoke tests."""
    if not both.objects and not both.smoke:
        yield para("Nothing was counted or tried on either side.")
        return
    if not both.applied:
        yield para("Nothing was applied: there is only a before.")
    if both.objects:
        if both.applied:
            yield from _picture(both.objects)
        yield para(*_sums(both))
        grid = _grid(both.objects)
        yield grid if len(both.objects) <= _FEW else details(f"All {counted(len(both.objects), 'object')}", grid)
    if both.smoke:
        yield table(
            "Smoke tests", ("Test", "Before", "After", "Answer after"), [_tried(one) for one in both.smoke[:SHOWN_ROWS]]
        )
    yield sources(
        "counts-before.json" if any(one.rows_before for one in both.objects) else "",
        "counts-after.json" if any(one.rows_after for one in both.objects) else "",
        "actual/" if any(one.shape_before for one in both.objects) else "",
        "after/" if any(one.shape_after for one in both.objects) else "",
        "smoke-before.json" if any(one.before for one in both.smoke) else "",
        "verification.json" if any(one.after for one in both.smoke) else "",
    )


def _tried(smoke: Smoke) -> tuple[Cell, ...]:
    before, after = (badge(state_kind(state), state) if state else None for state in (smoke.before, smoke.after))
    return name(smoke.name), before, after, smoke.after_actual or smoke.before_actual or None


def _sums(both: BeforeAfter) -> Iterator[str]:
    tables = [one for one in both.objects if one.rows_before or one.rows_after]
    yield f"{counted(len(both.objects), 'object')}"
    moved = [one for one in both.objects if one.now and one.now != one.was]
    if moved:
        yield f", {len(moved):,} moved or renamed"
    if tables:
        after = f"; after: {_sum(tables, after=True)}" if both.applied else ""
        yield f". Rows before: {_sum(tables, after=False)}{after}"
    yield _same_shapes(tables)
    along = _along(both.objects)
    yield f". Moved along: {along}." if along and both.applied else "."


def _same_shapes(tables: list[Object]) -> str:
    """Whether columns, indexes and constraints are as many as before, where both snapshots say it."""
    both = [one for one in tables if one.shape_before and one.shape_after]
    if not both:
        return ""
    other = [one.was for one in both if one.shape_before != one.shape_after]
    if other:
        return f". Other numbers of columns, indexes or constraints than before: {listed(other, 3)}"
    numbers = [sum(getattr(one.shape_after, part) or 0 for one in both) for part in ("columns", "indexes", "constraints")]
    shown = ", ".join(
        counted(number, noun) for number, noun in zip(numbers, ("column", "index", "constraint"), strict=True)
    )
    return f". As many parts as before: {shown}"


def _along(objects: tuple[Object, ...]) -> str:
    kinds: dict[str, int] = {}
    for one in objects:
        for text in one.moved_along:
            kind = text.partition(" ")[0]
            kinds[kind] = kinds.get(kind, 0) + 1
    return listed([f"{many:,} {kind if many == 1 else plural(kind)}" for kind, many in sorted(kinds.items())])


def _sum(objects: list[Object], *, after: bool) -> str:
    counts = [one.rows_after if after else one.rows_before for one in objects]
    known = [count for count in counts if count is not None and count.rows is not None]
    if not known:
        return "not counted"
    exact = "exact" if all(count.note == EXACT for count in known) else "with estimates"
    missing = len(counts) - len(known)
    unknown = f", {missing} not counted" if missing else ""
    return f"{sum(count.rows or 0 for count in known):,} ({exact}{unknown})"


def _picture(objects: tuple[Object, ...]) -> Iterator[Diagram]:
    """Schemas as boxes, one arrow for all that moved between two of them."""
    flows: dict[tuple[str, str], int] = {}
    for one in objects:
        was, now = one.was.partition(".")[0], one.now.partition(".")[0]
        if one.now and was != now and "." in one.was:
            flows[was, now] = flows.get((was, now), 0) + 1
    if not flows or len(flows) > _FEW:
        return
    starts, ends = dict.fromkeys(was for was, _ in flows), dict.fromkeys(now for _, now in flows)
    nodes = [Node(f"was {schema}", f"{schema} (before)", "error") for schema in starts]
    nodes += [Node(f"now {schema}", f"{schema} (after)", "ok") for schema in ends]
    edges = [Edge(f"was {was}", f"now {now}", counted(many, "object")) for (was, now), many in flows.items()]
    yield diagram("Where the objects went", nodes, edges)


def _grid(objects: tuple[Object, ...]) -> Block:
    """Columns that are known of no object are left out."""
    shapes = any(one.shape_before or one.shape_after for one in objects)
    along = any(one.moved_along for one in objects)
    header = ["Was", "Is", "Rows before", "Rows after"]
    header += ["Columns", "Indexes", "Constraints"] if shapes else []
    header += ["Moved along"] if along else []
    rows: list[tuple[Cell, ...]] = []
    for one in objects[:SHOWN_ROWS]:
        cells: list[Cell] = [
            name(one.was),
            name(one.now) if one.now else None,
            _count(one.rows_before),
            _count(one.rows_after),
        ]
        cells += _shape_cells(one) if shapes else []
        cells += [_along((one,)) or None] if along else []
        rows.append(tuple(cells))
    return table("", header, rows, note=cut(len(objects), SHOWN_ROWS))


def _count(rows: Rows | None) -> Cell:
    if rows is None:
        return None
    return f"not counted: {rows.note}" if rows.rows is None else f"{rows.rows:,} ({rows.note})"


def _shape_cells(one: Object) -> list[Cell]:
    cells: list[Cell] = []
    for part in ("columns", "indexes", "constraints"):
        before, after = (getattr(shape, part) if shape else None for shape in (one.shape_before, one.shape_after))
        cells.append(_both(before, after))
    return cells


def _both(before: int | None, after: int | None) -> Cell:
    """`9, as before` is quicker to read than two numbers; where one side is unknown, that is said."""
    if before is None and after is None:
        return None
    if before == after:
        return f"{after}, as before"
    return f"{'unknown' if before is None else before} → {'unknown' if after is None else after}"


SECTION = Section("before_after", "Before and after", BeforeAfter, gather, render)
