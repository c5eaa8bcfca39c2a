"""A plan as a Django migration: the repair reaches every other database with the next deploy.

Where the repair is done already (here, or in a database that never drifted) the migration does nothing: a step runs only
where its preconditions hold and is done where they no longer do and its postconditions hold instead. Hence Python and
not plain SQL: PostgreSQL has no IF for most of ALTER, and some statements run in no DO block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drifttools.errors import UsageError
from drifttools.model.plan import Plan
from drifttools.repair.render.guarded import back, check_constants, constant, forth, in_docstring
from drifttools.repair.render.guards import NO_GUARDS, Guards
from drifttools.repair.render.phases import headed

_HEAD = '''"""{title}

Written by drifttools for {plan}. It does nothing in a database where the repair is done, or was never needed.
{way_back}
"""

from django.db import ProgrammingError, migrations, transaction

'''

_TAIL = """

def holds(cursor, checks):
    for query, expected in checks:
        try:
            with transaction.atomic(using=cursor.db.alias):
                cursor.execute("select (\\n" + query + "\\n)::pg_catalog.text")
                found = cursor.fetchone()[0]
        except ProgrammingError:  # what it asks for is not there
            return False
        if found != expected:
            return False
    return True


def run(connection, steps, finished):
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        settings = {}
        # What the statements mean depends on these: names are fully qualified, and times without a zone are of UTC.
        pinned = {"search_path": "", "TimeZone": "UTC", "DateStyle": "ISO, YMD"}
        for setting, to in {**pinned, "lock_timeout": "0", "statement_timeout": "0"}.items():
            cursor.execute("select pg_catalog.current_setting(%s)", [setting])
            settings[setting] = cursor.fetchone()[0]
            cursor.execute("select pg_catalog.set_config(%s, %s, false)", [setting, to])
        if finished and holds(cursor, finished):
            steps = []
        for title, where, before, statements, after, lock_timeout, statement_timeout, already in steps:
            if not holds(cursor, where) or (already and holds(cursor, already)):
                continue
            ready, done = holds(cursor, before), holds(cursor, after)
            if done and not ready:
                continue
            if not ready:
                raise RuntimeError("neither to do nor done: " + title)
            cursor.execute("select pg_catalog.set_config('lock_timeout', %s, false)", [lock_timeout])
            cursor.execute("select pg_catalog.set_config('statement_timeout', %s, false)", [statement_timeout])
            for statement in statements:
                cursor.execute(statement)
            if not holds(cursor, after):
                raise RuntimeError("not as it should be after: " + title)
        for setting, to in settings.items():
            cursor.execute("select pg_catalog.set_config(%s, %s, false)", [setting, to])


def repair(apps, schema_editor):
    run(schema_editor.connection, STEPS, DONE)


"""
_TAKE_BACK = """def take_back(apps, schema_editor):
    run(schema_editor.connection, BACK, UNDONE)


"""


def django_migration_name(plan: Plan, leaf: tuple[str, str]) -> str:
    """The name of the migration, and of its file without `.py`: the number after the leaf's."""
    found = re.match(r"\d+", leaf[1])
    number = f"{int(found[0]) + 1:04}" if found else "0001"
    return f"{number}_repair_{plan.digest[:10]}"


def checked_names(names: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """App labels with names of migrations; raises UsageError where one is not a name that Django could load."""
    for one in names:
        if not one[0].isidentifier() or not re.fullmatch(r"\w+", one[1]):
            raise UsageError(f"{one!r} is no app label with the name of a migration")
    return names


def django_migration(
    plan: Plan, leaf: tuple[str, str], after: Sequence[tuple[str, str]] = (), guards: Guards = NO_GUARDS
) -> str:
    """The text of the migration's module.

    Args:
        plan: The plan.
        leaf: App label and name of the migration that it comes after.
        after: The same of other apps that the plan is about.
        guards: How it sees that there is nothing to do.

    Raises:
        UsageError: One of them is not a name that Django could load.
    """
    checked_names((leaf, *after))
    reversible = all(step.inverse for step in plan.steps)
    way_back = (
        "Migrating backwards takes back what it did in a database, and nothing where it found nothing to do."
        if reversible
        else "There is no way back: a step of it has no inverse."
    )
    title = "; ".join(step.title for step in plan.steps)
    text = _HEAD.format(title=in_docstring(f"Repair: {title}."), plan=in_docstring(plan.id), way_back=way_back)
    text += check_constants(guards) + "\n"
    text += constant("STEPS", (forth(plan, step, guards) for step in plan.steps), headed(plan.steps))
    if reversible:
        backwards = plan.steps[::-1]
        text += "\n" + constant("BACK", (back(plan, step, guards) for step in backwards), headed(backwards, "take back: "))
    text += _TAIL + (_TAKE_BACK if reversible else "")
    return text + "".join(_migration(plan, (leaf, *after), reversible=reversible))


def _migration(plan: Plan, after: Sequence[tuple[str, str]], *, reversible: bool) -> Iterator[str]:
    yield "class Migration(migrations.Migration):\n"
    if not plan.transactional:
        yield "    # a step of it is committed on its own\n    atomic = False\n\n"
    yield f"    dependencies = [{', '.join(f'({app!r}, {name!r})' for app, name in after)}]\n\n"
    code = "repair, take_back" if reversible else "repair"
    yield f"    operations = [migrations.RunPython({code}, elidable=False)]\n"
