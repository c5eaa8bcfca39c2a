"""Views in chains, materialized views with indexes."""

from __future__ import annotations

from dataclasses import dataclass

from drifttools.sql.quoting import qualified, quote_name
from tests.random_schemas.parts import Column, Table
from tests.random_schemas.schema import Draft, comment, owner


@dataclass
class _Source:
    """What a view can read: its name, its columns, and whether reading it works at all."""

    sql: str
    columns: list[Column]
    populated: bool = True


def draft(draft: Draft, size: int) -> None:
    """Draft views, each over a table or over one of the views before it."""
    sources = [_of(table) for table in draft.tables]
    for _ in range(draft.chance.random.randint(1, 2 * size)):
        # the later ones more often: that makes chains
        source = sources[max(draft.chance.random.randrange(len(sources)) for _ in range(2))]
        sources.append(_view(draft, source, sources[0]))


def _of(table: Table) -> _Source:
    return _Source(table.sql, list(table.columns))


def _view(draft: Draft, source: _Source, other: _Source) -> _Source:
    chance = draft.chance
    schema, name = draft.new_name("v_")
    view = qualified(schema, name)
    chosen = chance.some(source.columns, 4, least=1)
    columns = [Column(chance.name() if chance.happens(0.3) else one.name, one.type) for one in chosen]
    items = [f"s.{one.quoted} as {column.quoted}" for one, column in zip(chosen, columns, strict=True)]
    number = next((one for one in source.columns if one.type == "integer"), None)
    if number is not None and chance.happens(0.4):
        computed = Column(chance.name("computed_"), "integer")
        items.append(f"{chance.one(draft.numeric_functions)}(s.{number.quoted}) as {computed.quoted}")
        columns.append(computed)
    query = f"select {', '.join(items)} from {source.sql} s"
    sort = chance.random.random()
    if sort < 0.2:
        query += f" where exists (select from {other.sql} o where o.{other.columns[0].quoted} is not null)"
    elif sort < 0.3:
        query += f" left join {other.sql} o on o.{other.columns[0].quoted} is null"
    elif sort < 0.4:
        query = f"with w as ({query}) select * from w limit 100"
    populated = source.populated
    if chance.happens(0.25):
        populated = populated and chance.happens(0.7)
        empty = "" if populated else " with no data"
        draft.add(f"create materialized view {view} as {query}{empty}")
        if chance.happens(0.5):
            first = next((one for one in columns if one.type in {"integer", "bigint", "text", "date"}), None)
            if first is not None:
                draft.add(f"create index {quote_name(chance.name('mx_'))} on {view} ({first.quoted})")
        comment(draft, f"materialized view {view}")
        owner(draft, f"materialized view {view}")
    else:
        options = [" with (security_barrier = true)", "", ""]
        if draft.major >= 15:
            options.append(" with (security_invoker = true)")
        draft.add(f"create view {view}{chance.one(options)} as {query}")
        comment(draft, f"view {view}")
        comment(draft, f"column {view}.{columns[0].quoted}")
        owner(draft, f"view {view}")
        draft.views.append(view)
    return _Source(view, columns, populated)
