"""A random database as SQL: the same seed and size give the same script on every machine and every release.

What is made must be valid whatever the dice say: a statement is only drafted where everything that it needs is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from drifttools.sql.quoting import literal, qualified, quote_name
from tests.loop import ROLES
from tests.random_schemas.parts import DEFAULTS, TYPES, Chance, Column, Table

ROWS = 3


@dataclass
class Draft:
    """What was drafted so far.

    Args:
        chance: Decides.
        major: Of the server that has to understand it.
        made: The statements; `last`: those after all others, because what they do is in the way of others.
    """

    chance: Chance
    major: int
    made: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    schemas: list[str] = field(default_factory=list)
    types: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(TYPES))
    defaults: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULTS))
    tables: list[Table] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    sequences: list[str] = field(default_factory=list)
    numeric_functions: list[str] = field(default_factory=list)
    trigger_functions: list[str] = field(default_factory=list)

    def add(self, *statements: str) -> None:
        """Draft statements."""
        self.made += statements

    def new_name(self, prefix: str = "") -> tuple[str, str]:
        """A schema, and a name that is new in it."""
        return self.chance.one(self.schemas), self.chance.name(prefix)

    def new(self, prefix: str = "") -> str:
        """A new qualified name."""
        return qualified(*self.new_name(prefix))

    def role(self) -> str:
        """One of the roles that are on every test server, as SQL."""
        return quote_name(self.chance.one(ROLES))


def script(seed: int, *, tables: int = 4, major: int = 18) -> str:
    """The script of a random database with rows in its tables.

    Args:
        tables: How many tables about; everything else is in proportion.
        major: The release that has to understand it.
    """
    from tests.random_schemas import access, relations, routines, types, views

    draft = Draft(Chance(f"schema {seed}"), major)
    draft.schemas = ["public", "app", *(["Odd Schema"] if draft.chance.happens(0.3) else [])]
    draft.add(*(f"create schema {quote_name(name)}" for name in draft.schemas[1:]))
    types.draft(draft, max(1, tables // 3))
    routines.draft(draft, max(1, tables // 3))
    relations.draft(draft, tables)
    views.draft(draft, max(2, tables // 2))
    access.draft(draft, tables)
    return ";\n".join((*draft.made, *draft.last)) + ";\n"


def comment(draft: Draft, what: str) -> None:
    """Comment on an object now and then."""
    if draft.chance.happens(0.15):
        text = draft.chance.one(("kept", "it's old", "see\nwiki"))
        draft.add(f"comment on {what} is {literal(text)}")


def owner(draft: Draft, what: str) -> None:
    """Give an object to another role now and then, who may then read nothing else: so after everything is made."""
    if draft.chance.happens(0.1):
        draft.last.append(f"alter {what} owner to {draft.role()}")


def column(draft: Draft, name: str, *, plain: bool = False) -> Column:
    """A column of any type."""
    chance = draft.chance
    kind = chance.one(sorted(draft.types) if not plain else sorted(TYPES))
    made = Column(name, kind, chance.one(draft.types[kind]))
    if kind in {"text", "character varying(40)"} and chance.happens(0.15):
        made.more += ' collate "C"'
    if chance.happens(0.35) and kind in draft.defaults:
        made.more += f" default {chance.one(draft.defaults[kind])}"
    if chance.happens(0.35):
        made.more += " not null"
    return made
