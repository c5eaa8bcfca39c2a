"""Who may do what."""

from __future__ import annotations

from drifttools.sql.quoting import quote_name
from tests.random_schemas.schema import Draft


def draft(draft: Draft, size: int) -> None:
    """Draft grants on all sorts of objects."""
    chance = draft.chance
    for schema in draft.schemas[1:]:
        draft.add(f"grant usage on schema {quote_name(schema)} to {draft.role()}")
    for _ in range(chance.random.randint(size // 2, size)):
        table = chance.one(draft.tables)
        right = chance.one(("select", "insert, update", "all", "select, delete"))
        more = " with grant option" if chance.happens(0.1) else ""
        draft.add(f"grant {right} on {table.sql} to {draft.role()}{more}")
        if chance.happens(0.3):
            draft.add(f"grant update ({table.columns[-1].quoted}) on {table.sql} to {draft.role()}")
    for view in chance.some(draft.views, 3):
        draft.add(f"grant select on {view} to {chance.one(('public', draft.role()))}")
    for sequence in chance.some(draft.sequences, 2):
        draft.add(f"grant usage on sequence {sequence} to {draft.role()}")
