"""`render_item`: what a revision says of types that Alembic would not write so that the revision runs.

An enum refers to its type and never makes it, which would fail where it is there. A type of `drifttools.types` is written
with its import, and an array with what it is of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic.autogenerate.render import _repr_type
from sqlalchemy import Enum

from drifttools.alembic.enums import enum_of

_TYPES = "drifttools.types"

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(type_: str, obj: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """The source of a native enum and of a type of `drifttools.types`; False, which leaves it to Alembic, for all else.

    Args:
        type_: What Alembic renders: `type`, `column`, `server_default` ...
        obj: The object of it.
        autogen_context: Takes the import that the source needs.
    """
    if type_ == "type" and type(obj).__module__ == _TYPES:
        autogen_context.imports.add(f"import {_TYPES}")
        return _of_ours(obj, autogen_context)
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


def _of_ours(obj: object, autogen_context: AutogenContext) -> str:
    """A type of ours; only an array is of another type, which its own text would name without a module."""
    item = getattr(obj, "item_type", None)
    if item is None:
        return f"{_TYPES}.{obj!r}"
    within = render_item("type", item, autogen_context) or _repr_type(item, autogen_context)
    dimensions = getattr(obj, "dimensions", None)
    return f"{_TYPES}.{type(obj).__name__}({within}{f', dimensions={dimensions}' if dimensions else ''})"
