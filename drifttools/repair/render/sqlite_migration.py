"""A plan for SQLite as a migration: of Alembic and of Django as Python that looks first, of tools for SQL as plain files.

Not `batch_alter_table`: that writes a table anew of what SQLAlchemy reflects, which has no triggers, no index on an
expression and no order of its columns, and loses them. The statements are those of the plan, which keep all of that.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from drifttools.errors import UsageError
from drifttools.model.plan import Plan, Reversal, Step
from drifttools.repair.render import sqlite_running
from drifttools.repair.render.guarded import constant, in_docstring
from drifttools.repair.render.phases import headed
from drifttools.repair.render.sql import printable
from drifttools.repair.sqlite.journal import CREATE
from drifttools.sql.compose import Sql, compose
from drifttools.sql.sqlite_ddl import text_literal
from drifttools.sql.sqlite_ddl_tokens import tokens

if TYPE_CHECKING:
    from drifttools.repair.sqlite.groups import Group

_KINDS = ("TABLE", "INDEX", "VIEW", "TRIGGER")
_KEPT_OFF = """-- foreign keys must not be enforced here: dropping a table would take rows of others along
CREATE TEMP TABLE drifttools_looks (
    found INTEGER CONSTRAINT "switch foreign keys off for this migration" CHECK (found = 0)
);
INSERT INTO temp.drifttools_looks SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE temp.drifttools_looks;
"""


def without_way_back(plan: Plan) -> tuple[Step, ...]:
    """The steps that nothing takes back."""
    return tuple(step for step in plan.steps if not step.inverse or step.reversal is Reversal.NONE)


def way_back_of(plan: Plan, command: str) -> str:
    """What the docstring of a migration says of its way back."""
    lacking = without_way_back(plan)
    if lacking:
        return f"There is no way back: {in_docstring('; '.join(step.title for step in lacking))}."
    said = f"{command} takes back what it did in a database, and nothing where it found nothing to do."
    lost = [step for step in plan.steps if step.reversal is not Reversal.EXACT]
    if lost:
        said += f" It brings no values back that are gone: {in_docstring('; '.join(step.title for step in lost))}."
    return said


def running() -> str:
    """The source of what a migration runs."""
    functions = (sqlite_running.meant, sqlite_running.standing, sqlite_running.wanted, sqlite_running.run)
    source = "\n\n".join(inspect.getsource(one) for one in (*functions, sqlite_running.carry_out))
    return f"TOKEN = re.compile(\n    {sqlite_running.TOKEN.pattern!r},\n    re.DOTALL,\n)\n\n\n{source}"


def constants(plan: Plan, groups: Sequence[Group]) -> str:
    """The source of the tables and steps, and of the way back where there is one."""
    lines = ["# for each table: its names, as it was, as it is to be, and whether this was done here", "TABLES = {"]
    for group in groups:
        known = (list(group.names), group.before, list(group.done), str(_noted(plan, group)))
        lines += [f"    {group.label!r}: (", *(f"        {one!r}," for one in known), "    ),"]
    text = "\n".join([*lines, "}"]) + "\n"
    label = {step: group.label for group in groups for step in group.steps}
    forth: list[list[object]] = [[printable(step.title), label[step.id], list(step.statements)] for step in plan.steps]
    forth += [["keep a journal", "", [CREATE.strip()]]]
    forth += [[f"note {group.label}", group.label, [str(_note(plan, group))]] for group in groups]
    text += constant("STEPS", forth, [*headed(plan.steps), "note what was done", *(["" for _ in groups])])
    if not without_way_back(plan):
        steps = plan.steps[::-1]
        back: list[list[object]] = [
            [f"take back: {printable(one.title)}", label[one.id], list(one.inverse)] for one in steps
        ]
        back += [[f"forget {group.label}", group.label, [str(_forget(plan, group))]] for group in groups]
        forgotten = ["forget it", *(["" for _ in groups[1:]])]
        text += constant("BACK", back, [*headed(steps, "take back: "), *forgotten])
    return text


def _of(plan: Plan, group: Group) -> tuple[Sql, Sql]:
    return text_literal(plan.digest), text_literal(group.label)


def _note(plan: Plan, group: Group) -> Sql:
    return compose(
        'INSERT INTO drifttools_journal (run, "plan", digest, event, step) VALUES ({}, {}, {}, {}, {})',
        text_literal("migration"),
        text_literal(plan.id),
        text_literal(plan.digest),
        text_literal("migrated"),
        text_literal(group.label),
    )


def _noted(plan: Plan, group: Group) -> Sql:
    return compose(
        "SELECT count(*) FROM drifttools_journal WHERE event = 'migrated' AND digest = {} AND step = {}", *_of(plan, group)
    )


def _forget(plan: Plan, group: Group) -> Sql:
    return compose(
        "DELETE FROM drifttools_journal WHERE event = 'migrated' AND digest = {} AND step = {}", *_of(plan, group)
    )


# ------------------------------------------------------------------------------------------------ files of SQL


def sqlite_migration(plan: Plan, *, behind: bool) -> str:
    """The text of the file that repairs.

    Args:
        plan: The plan.
        behind: Whether every database that has the migrations before it is as this one: then it may do without looking.

    Raises:
        UsageError: A step would have to look first.
    """
    blocks = [_block(step.title, step.statements if behind else _repeatable(step)) for step in plan.steps]
    promise = "It is for databases as the migrations before it leave them." if behind else "Run twice it does nothing."
    return _file(plan, "repair", promise, blocks, rewrites=any(step.rewrites for step in plan.steps))


def sqlite_migration_back(plan: Plan, *, behind: bool) -> str:
    """The text of the file that takes it back; empty where nothing could say in which databases it did something."""
    if not behind or without_way_back(plan):
        return ""
    blocks = [_block(f"take back: {step.title}", step.inverse) for step in reversed(plan.steps)]
    rewrites = any(sql.startswith("DROP TABLE") for step in plan.steps for sql in step.inverse)
    return _file(plan, "the way back", "It is for databases as the repair leaves them.", blocks, rewrites=rewrites)


def _file(plan: Plan, what: str, promise: str, blocks: Iterable[str], *, rewrites: bool) -> str:
    head = f"-- {printable(plan.id)}: {what}, written by drifttools. {promise}\n"
    return "\n".join([head, *([_KEPT_OFF] if rewrites else []), *blocks])


def _block(title: str, statements: Iterable[str]) -> str:
    return f"-- {printable(title)}\n" + "".join(f"{statement.rstrip().rstrip(';')};\n" for statement in statements)


def _repeatable(step: Step) -> list[str]:
    """The statements with IF EXISTS and IF NOT EXISTS, which SQLite has for making and dropping alone."""
    found = [_conditional(statement) for statement in step.statements]
    if step.rewrites or "" in found:
        raise UsageError(
            f"a file of SQL cannot look first, for SQLite has no IF: in a database that never drifted it would fail or do "
            f"harm ({step.title})",
            hint="repair this database with drift apply, and others by an audit of their own; a migration of Alembic or "
            "Django can look, and is written",
        )
    return found


def _conditional(statement: str) -> str:
    """A CREATE or DROP that does nothing where that is done; empty for any other statement."""
    found = tokens(statement)
    if not found or not found[0].says("CREATE", "DROP"):
        return ""
    kind = next((one for one in found[1:3] if one.says(*_KINDS)), None)
    if kind is None:
        return ""
    condition = " IF NOT EXISTS" if found[0].says("CREATE") else " IF EXISTS"
    return statement[: kind.end] + condition + statement[kind.end :]
