"""`render_item`: an enum in a revision refers to its type and never makes it, which would fail where it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import Enum

from drifttools.alembic.enums import enum_of

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(type_: str, obj: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """The source of a native enum; False, which leaves it to Alembic, for everything else.

    Args:
        type_: What Alembic renders: `type`, `column`, `server_default` ...
        obj: The object of it.
        autogen_context: Takes the import that the source needs.
    """
    dialect = autogen_context.dialect
    # a type of the project's own keeps its name in the revision; what it is made of is no matter of the revision
    if type_ != "type" or dialect.name != "postgresql" or not isinstance(obj, Enum):
        return False
    enum = enum_of(obj, dialect)
    if enum is None:
        return False
    autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
    arguments = [*map(repr, enum.enums), f"name={str(enum.name)!r}"]
    if enum.schema:
        arguments.append(f"schema={str(enum.schema)!r}")
    return f"postgresql.ENUM({', '.join(arguments)}, create_type=False)"
