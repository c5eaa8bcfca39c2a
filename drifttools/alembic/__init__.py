"""For the `env.py` of a project: Alembic's autogenerate asks PostgreSQL what is equal, and sees enums.

    from drifttools.alembic import configure

    configure(context, connection=connection, target_metadata=target_metadata)   # in place of context.configure(...)

Or a part of it: `compare_type`, `compare_server_default`, `render_item` and `include_object(connection)` are what the
arguments of the same names of `context.configure` want. This room is imported by the project, stands on its own, and
imports nothing of drifttools but the composer of SQL.
"""

from __future__ import annotations

from drifttools.alembic.comparing import compare_server_default, compare_type
from drifttools.alembic.configure import configure, options
from drifttools.alembic.objects import include_object
from drifttools.alembic.rendering import render_item

__all__ = ["compare_server_default", "compare_type", "configure", "include_object", "options", "render_item"]
