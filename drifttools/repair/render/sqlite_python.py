"""A plan for SQLite as a revision of Alembic or a migration of Django: around the same code, each tool's own frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drifttools.model.plan import Plan
from drifttools.repair.render.alembic import alembic_revision_id, checked_heads
from drifttools.repair.render.django import checked_names
from drifttools.repair.render.guarded import in_docstring
from drifttools.repair.render.sqlite_migration import constants, running, way_back_of, without_way_back

if TYPE_CHECKING:
    from drifttools.repair.sqlite.groups import Group

_ALEMBIC_HEAD = '''"""{title}

Revision ID: {revision}
Revises: {revises}

Written by drifttools for {plan}. It does nothing in a database where the repair is done, or was never needed.
{way_back}
"""

import hashlib
import re

from alembic import context, op

revision = {revision!r}
down_revision = {down!r}
branch_labels = None
depends_on = None

'''
_ALEMBIC_TAIL = """

def connected():
    if context.is_offline_mode():
        raise RuntimeError("this revision looks at the database first: it cannot be written as a script")
    connection = op.get_bind()

    def ask(statement):
        found = connection.exec_driver_sql(statement)
        return found.fetchall() if found.returns_rows else []

    return ask if connection.dialect.name == "sqlite" else None


def upgrade({engine}):
    {one}ask = connected()
    if ask:
        run(ask, TABLES, STEPS, True)


def downgrade({engine}):
    {down}
"""
_ALEMBIC_DOWN = """{one}ask = connected()
    if ask:
        run(ask, TABLES, BACK, False)"""
_DJANGO_HEAD = '''"""{title}

Written by drifttools for {plan}. It does nothing in a database where the repair is done, or was never needed.
{way_back}
"""

import hashlib
import re

from django.db import migrations

'''
_DJANGO_TAIL = """

def on_sqlite(connection, steps, forth):
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:

        def ask(statement):
            cursor.execute(statement)
            return cursor.fetchall()

        run(ask, TABLES, steps, forth)


def repair(apps, schema_editor):
    on_sqlite(schema_editor.connection, STEPS, True)


"""
_DJANGO_BACK = """def take_back(apps, schema_editor):
    on_sqlite(schema_editor.connection, BACK, False)


"""


def alembic_on_sqlite(plan: Plan, heads: Sequence[str], groups: Sequence[Group], engine: str = "") -> str:
    """The text of the revision's module; arguments and errors as of `alembic_revision`."""
    way_back = way_back_of(plan, "The downgrade")
    text = _ALEMBIC_HEAD.format(
        title=_title(plan),
        revision=alembic_revision_id(plan),
        revises=in_docstring(", ".join(checked_heads(heads))),
        plan=in_docstring(plan.id),
        way_back=way_back,
        down=heads[0] if len(heads) == 1 else tuple(heads) or None,
    )
    one = f"if engine_name != {engine!r}:\n        return\n    " if engine else ""
    down = 'raise RuntimeError("a step of this repair has no way back")' if without_way_back(plan) else _ALEMBIC_DOWN
    tail = _ALEMBIC_TAIL.replace("{down}", down).replace("{engine}", f"engine_name={engine!r}" if engine else "")
    return f"{text}{constants(plan, groups)}\n\n{running()}{tail.replace('{one}', one)}"


def django_on_sqlite(plan: Plan, leaf: tuple[str, str], after: Sequence[tuple[str, str]], groups: Sequence[Group]) -> str:
    """The text of the migration's module; arguments and errors as of `django_migration`."""
    before = checked_names((leaf, *after))
    text = _DJANGO_HEAD.format(
        title=_title(plan), plan=in_docstring(plan.id), way_back=way_back_of(plan, "Migrating backwards")
    )
    reversible = not without_way_back(plan)
    text += f"{constants(plan, groups)}\n\n{running()}{_DJANGO_TAIL}{_DJANGO_BACK if reversible else ''}"
    dependencies = ", ".join(f"({app!r}, {name!r})" for app, name in before)
    code = "repair, take_back" if reversible else "repair"
    return (
        f"{text}class Migration(migrations.Migration):\n    dependencies = [{dependencies}]\n\n"
        f"    operations = [migrations.RunPython({code}, elidable=False)]\n"
    )


def _title(plan: Plan) -> str:
    return in_docstring(f"Repair: {'; '.join(step.title for step in plan.steps)}.")
