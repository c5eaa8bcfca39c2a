"""What row-level security lets each persona do: a matrix table x persona, policy by policy, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drifttools.document import Block, Cell, Document, Kind, badge, bullets, details, document, mono, note, para, table
from drifttools.model.rls import Access, Behaviour, Changed, RlsResults
from drifttools.report.sections.base import SHOWN_ROWS, cut
from drifttools.report.words import counted

_BADGES: dict[Access, Kind] = {
    Access.ALLOWED: "ok",
    Access.PARTLY: "info",
    Access.DENIED: "error",
    Access.UNKNOWN: "warning",
}


def document_of_rls(found: RlsResults) -> Document:
    """The answers of one run, for a terminal and for a notebook."""
    title = "Row-level security"
    if found.broken:
        title += ": not as drift.toml wants it"
    elif found.unknown:
        title += ": not all could be checked"
    return document(title, *_first(found), *answer_blocks(found.records))


def _first(found: RlsResults) -> Iterator[Block]:
    yield para(f"Tried on {found.where}.")
    if found.broken:
        yield note("error", f"{counted(len(found.broken), 'answer')} otherwise than wanted:")
        yield bullets(*found.broken)
    if not found.records:
        yield para("No table has row-level security or policies; --table names others.")


def answer_blocks(found: Sequence[Behaviour]) -> Iterator[Block]:
    """The matrix, why, and what each policy said."""
    if not found:
        return
    personas = tuple(dict.fromkeys(one.persona for one in found))
    yield matrix(found, personas)
    rows: list[tuple[Cell, ...]] = [
        (one.table, one.command, one.persona, badge(_BADGES[one.access], one.said), one.reason or None, str(one.how))
        for one in found[:SHOWN_ROWS]
    ]
    header = ("Table", "Command", "As", "Answer", "What decided", "How")
    yield details("What decided each answer", table("", header, rows, note=cut(len(found), SHOWN_ROWS)))
    policies = _policies(found, personas)
    if policies is not None:
        yield policies
    queries: list[tuple[Cell, ...]] = [
        (one.table, one.command, one.persona, (mono(one.query),), one.duration_ms)
        for one in found[:SHOWN_ROWS]
        if one.query
    ]
    if queries:
        yield details("The statements", table("", ("Table", "Command", "As", "Statement", "ms"), queries))


def matrix(found: Sequence[Behaviour], personas: Sequence[str]) -> Block:
    """One row per table and command, one column per persona."""
    known = {one.key: one for one in found}
    places = tuple(dict.fromkeys((one.table, one.command) for one in found))
    rows: list[tuple[Cell, ...]] = []
    for place in places[:SHOWN_ROWS]:
        cells: list[Cell] = []
        for persona in personas:
            one = known.get((persona, *place))
            cells.append(badge(_BADGES[one.access], one.said) if one else None)
        rows.append((place[0], place[1], *cells))
    return table("", ("Table", "Command", *personas), rows, note=cut(len(places), SHOWN_ROWS))


def _policies(found: Sequence[Behaviour], personas: Sequence[str]) -> Block | None:
    """Policy x role x command: for how many of the rows that were looked at its condition holds."""
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in found:
        for part in one.policies:
            sort = part.policy if part.permissive else f"{part.policy} (restrictive)"
            said = "could not tell" if part.holds is None else f"holds for {part.holds:,} of {part.of:,}"
            cells.setdefault((one.table, sort, one.command), {})[one.persona] = said
    if not cells:
        return None
    rows: list[tuple[Cell, ...]] = [
        (*place, *(said.get(persona, "not for it") for persona in personas)) for place, said in cells.items()
    ]
    header = ("Table", "Policy", "Command", *personas)
    shown = table("", header, rows[:SHOWN_ROWS], note=cut(len(rows), SHOWN_ROWS))
    return details("Policy by policy", shown)


def change_blocks(changed: Sequence[Changed]) -> Iterator[Block]:
    """What is allowed now and was not, or the other way round."""
    if not changed:
        yield para("Every answer is the same before and after.")
        return
    rows: list[tuple[Cell, ...]] = [
        (
            one.after.table, one.after.command, one.after.persona,
            badge(_BADGES[one.before.access], one.before.said), badge(_BADGES[one.after.access], one.after.said),
            f"{'the policies are the same texts; ' if one.silent else ''}{one.after.reason}" or None,
        )
        for one in changed[:SHOWN_ROWS]
    ]  # fmt: skip
    header = ("Table", "Command", "As", "Before", "After", "What decides now")
    yield table("", header, rows, note=cut(len(changed), SHOWN_ROWS))
