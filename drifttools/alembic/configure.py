"""The one call for `env.py`, and the options that it hands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drifttools.alembic.comparing import compare_server_default, compare_type
from drifttools.alembic.enum_operations import MARK, register
from drifttools.alembic.objects import include_object
from drifttools.alembic.rendering import render_item

if TYPE_CHECKING:
    from alembic.runtime.environment import EnvironmentContext
    from sqlalchemy import Connection


def configure(context: EnvironmentContext, *, connection: Connection | None = None, **own: Any) -> None:
    """Call `context.configure` with everything that makes autogenerate see what PostgreSQL sees.

    Args:
        context: `alembic.context`.
        connection: As for `context.configure`; an offline run has none.
        own: All other arguments of `context.configure`. Functions among them are asked first, and ours after them:
            both must include an object, and ours compare and render what they leave open.
    """
    context.configure(connection=connection, **options(connection, **own))


def options(connection: Connection | None = None, **own: Any) -> dict[str, Any]:
    """The options of `configure`, for an `env.py` that calls `context.configure` itself.

    Args:
        connection: The connection that autogenerate reads through.
        own: As for `configure`; returned with ours.
    """
    register()
    return {
        **own,
        MARK: True,
        "compare_type": _first(own.get("compare_type"), compare_type, undecided=None),
        "compare_server_default": _first(own.get("compare_server_default"), compare_server_default, undecided=None),
        "render_item": _first(own.get("render_item"), render_item, undecided=False),
        "include_object": _both(own.get("include_object"), include_object(connection)),
    }


def _first(theirs: object, ours: Callable[..., Any], *, undecided: object) -> Any:
    """The answer of the project's own function where it has one; False in its place switches the comparison off."""
    if theirs is False:
        return False
    if not callable(theirs):
        return ours

    def asked(*arguments: Any) -> Any:
        answer = theirs(*arguments)
        return ours(*arguments) if answer is undecided else answer

    return asked


def _both(theirs: object, ours: Callable[..., bool]) -> Callable[..., bool]:
    if not callable(theirs):
        return ours
    return lambda *arguments: bool(theirs(*arguments)) and ours(*arguments)
