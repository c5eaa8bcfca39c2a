"""A plan as a revision of Alembic: the repair reaches every other database with the next `alembic upgrade`.

As the migration of Django: Python and not `op.add_column`, because a step runs only where its checks say that it is to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drifttools.errors import UsageError
from drifttools.model.plan import DataLoss, Plan
from drifttools.repair.render.guarded import back, check_constants, constant, forth, in_docstring
from drifttools.repair.render.guards import NO_GUARDS, Guards
from drifttools.repair.render.phases import headed

_HEAD = '''"""{title}

Revision ID: {revision}
Revises: {revises}

Written by drifttools for {plan}. It does nothing in a database where the repair is done, or was never needed.
{way_back}
"""

from alembic import context, op
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

revision = {revision!r}
down_revision = {down!r}
branch_labels = None
depends_on = None

'''

_TAIL = """

def send(connection, statement):
    # a colon names no parameter
    return connection.execute(text(statement.replace(":", r"\\:")))


def holds(connection, checks):
    for query, expected in checks:
        try:
            with connection.begin_nested():
                found = send(connection, "select (\\n" + query + "\\n)::pg_catalog.text").scalar()
        except ProgrammingError:  # what it asks for is not there
            return False
        if found != expected:
            return False
    return True


def run(steps, done):
    if context.is_offline_mode():
        raise RuntimeError("this revision looks at the database first: it cannot be written as a script")
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    setting = text("select pg_catalog.set_config(:name, :value, false)")
    settings = {}
    # What the statements mean depends on these: names are fully qualified, and times without a zone are of UTC.
    pinned = {"search_path": "", "TimeZone": "UTC", "DateStyle": "ISO, YMD"}
    for name, value in {**pinned, "lock_timeout": "0", "statement_timeout": "0"}.items():
        settings[name] = connection.execute(text("select pg_catalog.current_setting(:name)"), {"name": name}).scalar()
        connection.execute(setting, {"name": name, "value": value})
    if done and holds(connection, done):
        steps = []
    for title, where, before, statements, after, lock_timeout, statement_timeout, already, alone in steps:
        if not holds(connection, where) or (already and holds(connection, already)):
            continue
        ready, done = holds(connection, before), holds(connection, after)
        if done and not ready:
            continue
        if not ready:
            raise RuntimeError("neither to do nor done: " + title)
        connection.execute(setting, {"name": "lock_timeout", "value": lock_timeout})
        connection.execute(setting, {"name": "statement_timeout", "value": statement_timeout})
        if alone:  # PostgreSQL wants it committed on its own
            with op.get_context().autocommit_block():
                for statement in statements:
                    send(op.get_bind(), statement)
            connection = op.get_bind()
        else:
            for statement in statements:
                send(connection, statement)
        if not holds(connection, after):
            raise RuntimeError("not as it should be after: " + title)
    for name, value in settings.items():
        connection.execute(setting, {"name": name, "value": value})


def upgrade({engine}):
    {one}run(STEPS, DONE)


def downgrade({engine}):
    {one}{down}
"""


def alembic_revision_id(plan: Plan) -> str:
    """The id of the revision: twelve digits, as Alembic makes them, and the same for the same plan."""
    return plan.digest[:12]


def checked_heads(heads: Sequence[str]) -> Sequence[str]:
    """The heads that a revision comes after; raises UsageError where one is no id that Alembic could have."""
    if any(not re.fullmatch(r"[\w.-]+", head) for head in heads):
        raise UsageError(f"{list(heads)!r} are no ids of revisions")
    return heads


def alembic_revision(plan: Plan, heads: Sequence[str], guards: Guards = NO_GUARDS, engine: str = "") -> str:
    """The text of the revision's module.

    Args:
        plan: The plan.
        heads: The revisions that it comes after; several are merged by it, none makes it the first.
        guards: How it sees that there is nothing to do.
        engine: Of several databases that env.py migrates the one that is repaired; empty where there is one.

    Raises:
        UsageError: A head is no id that Alembic could have.
    """
    checked_heads(heads)
    one_way = [step for step in plan.steps if not step.inverse]
    lost = [step for step in one_way if step.data_loss is not DataLoss.NONE]
    left = [step for step in one_way if step.data_loss is DataLoss.NONE]
    way_back = "The downgrade takes back what the upgrade did in a database, and nothing where it found nothing to do."
    if lost:
        way_back = f"There is no downgrade, for nothing brings back what is gone: {'; '.join(step.title for step in lost)}."
    elif left:
        way_back += f" It leaves in place, where it harms nothing: {'; '.join(step.title for step in left)}."
    text = _HEAD.format(
        title=in_docstring(f"Repair: {'; '.join(step.title for step in plan.steps)}."),
        revision=alembic_revision_id(plan),
        revises=in_docstring(", ".join(heads)),
        plan=in_docstring(plan.id),
        way_back=in_docstring(way_back),
        down=heads[0] if len(heads) == 1 else tuple(heads) or None,
    )
    text += check_constants(guards) + "\n"
    made = ([*forth(plan, step, guards), not step.transactional] for step in plan.steps)
    text += constant("STEPS", made, headed(plan.steps))
    if not lost:
        steps = [step for step in reversed(plan.steps) if step.inverse]
        taken = ([*back(plan, step, guards), not step.transactional] for step in steps)
        text += "\n" + constant("BACK", taken, headed(steps, "take back: "))
    down = 'raise RuntimeError("a step of this repair has no way back")' if lost else "run(BACK, UNDONE)"
    takes = f"engine_name={engine!r}" if engine else ""
    one = f"if engine_name == {engine!r}:\n        " if engine else ""
    return text + _TAIL.replace("{engine}", takes).replace("{one}", one).replace("{down}", down)
