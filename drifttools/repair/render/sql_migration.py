"""A plan as an SQL migration, for tools that keep a directory of files: Supabase, Flyway, dbmate, golang-migrate ...

Each step is one DO block that looks first. What only steps aside looks alike before and after, so a block before all others
asks whether the whole repair is done, and leaves the answer to them in a setting of the session. What PostgreSQL allows
in no transaction cannot stand in a block: such a plan is made with `--maintenance`, or is not written as SQL.
"""

from __future__ import annotations

from collections.abc import Iterator

from drifttools.errors import UsageError
from drifttools.model.plan import DataLoss, Plan, Probe, Step
from drifttools.repair.render.guards import NO_GUARDS, Guards
from drifttools.repair.render.memory import forget, remember, remembered
from drifttools.repair.render.phases import headed
from drifttools.repair.render.sql import printable
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, value, word


def sql_migration(plan: Plan, guards: Guards = NO_GUARDS) -> str:
    """The text of the file that repairs.

    Args:
        plan: The plan.
        guards: How it sees that there is nothing to do.

    Raises:
        UsageError: A step of the plan must be committed on its own.
    """
    steps = _transactional(plan)
    blocks = (
        _headed(phase) + _plain(step)
        if _repeatable(step)
        else _headed(phase)
        + _block(
            step.title,
            step.preconditions,
            (*step.statements, remember(plan, step)) if step.inverse else step.statements,
            step.postconditions,
            step.lock_timeout_ms,
            guards.steps.get(step.id, ()),
            whole=_setting(plan, guards.done),
        )
        for step, phase in zip(steps, headed(steps), strict=True)
    )
    return _file(plan, "repair", blocks, guards.done)


def sql_migration_back(plan: Plan, guards: Guards = NO_GUARDS) -> str:
    """The text of the file that takes it back, as far as that can be; empty where nothing brings back what is gone."""
    if any(not step.inverse and step.data_loss is not DataLoss.NONE for step in plan.steps):
        return ""
    blocks = (
        _block(
            f"take back: {step.title}",
            step.postconditions,
            (*step.inverse, forget(plan, step)),
            step.preconditions,
            step.lock_timeout_ms,
            guards.back.get(step.id, ()),
            (remembered(plan, step),),
            whole=_setting(plan, guards.undone),
        )
        for step in reversed(_transactional(plan))
        if step.inverse
    )
    return _file(plan, "the way back", blocks, guards.undone)


def _headed(phase: str) -> str:
    return f"-- == {phase}\n\n" if phase else ""


def _transactional(plan: Plan) -> tuple[Step, ...]:
    alone = next((step for step in plan.steps if not step.transactional and not _repeatable(step)), None)
    if alone is not None:
        raise UsageError(
            f"a step of the plan is committed on its own, which a file with checks cannot hold: {alone.title}",
            hint="plan it for a time when nobody works: drift plan --maintenance, and write it again",
        )
    return plan.steps


def _repeatable(step: Step) -> bool:
    """Whether the step only adds labels, which does nothing where they are; from then on they are used by others only."""
    return bool(step.hazards) and all(hazard.rule == "enum-add-value" for hazard in step.hazards)


def _plain(step: Step) -> str:
    statements = "".join(f"{statement};\n" for statement in step.statements)
    return f"-- {printable(step.title)}\n{statements}"


def _file(plan: Plan, what: str, blocks: Iterator[str], done: tuple[Probe, ...]) -> str:
    head = f"-- {printable(plan.id)}: {what}, written by drifttools. It does nothing where that is done already.\n"
    setting = _setting(plan, done)
    around = (_do("is it done already?", _looking(setting, done)), _do("that was all", _forgetting(setting)))
    first, last = around if setting else ("", "")
    return head + "".join(f"\n{block}" for block in (first, *blocks, last) if block)


def _setting(plan: Plan, done: tuple[Probe, ...]) -> str:
    """The setting of the session that says whether all is done; none where nothing can tell."""
    return f"drifttools.done_{plan.digest[:12]}" if done else ""


def _looking(setting: str, done: tuple[Probe, ...]) -> Sql:
    return compose(
        "declare\n  path text := pg_catalog.current_setting('search_path');\n  already boolean;\n"
        "begin\n  perform pg_catalog.set_config('search_path', '', true);\n{}"
        # not of the transaction: a tool may commit each statement of the file
        "  perform pg_catalog.set_config({}, already::pg_catalog.text, false);\n"
        "  perform pg_catalog.set_config('search_path', path, true);\nend",
        _asked(word("already"), done),
        value(setting),
    )


def _forgetting(setting: str) -> Sql:
    return compose("begin\n  perform pg_catalog.set_config({}, '', false);\nend", value(setting))


def _block(
    title: str,
    before: tuple[Probe, ...],
    statements: tuple[str, ...],
    after: tuple[Probe, ...],
    lock_timeout_ms: int,
    already: tuple[Probe, ...],
    where: tuple[Probe, ...] = (),
    *,
    whole: str,
) -> str:
    known = compose("  here := here and pg_catalog.current_setting({}, true) is distinct from 'true';\n", value(whole))
    body = compose(
        "declare\n"
        "  path text := pg_catalog.current_setting('search_path');\n"
        "  patience text := pg_catalog.current_setting('lock_timeout');\n"
        "  zone text := pg_catalog.current_setting('TimeZone');\n"
        "  style text := pg_catalog.current_setting('DateStyle');\n"
        "  here boolean := true;\n  ready boolean;\n  done boolean;\n  already boolean := false;\n"
        "begin\n"
        "  perform pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('lock_timeout', {}, true);\n"
        # times without a zone are of UTC, as where the plan was made
        "  perform pg_catalog.set_config('TimeZone', 'UTC', true), pg_catalog.set_config('DateStyle', 'ISO, YMD', true);\n"
        "{}{}{}{}{}"
        "  if here and not already and (ready or not done) then\n"
        "    if not ready then raise exception using message = {}; end if;\n"
        "{}{}"
        "    if not done then raise exception using message = {}; end if;\n"
        "  end if;\n"
        "  perform pg_catalog.set_config('search_path', path, true);\n"
        "  perform pg_catalog.set_config('lock_timeout', patience, true);\n"
        "  perform pg_catalog.set_config('TimeZone', zone, true), pg_catalog.set_config('DateStyle', style, true);\n"
        "end",
        value(f"{int(lock_timeout_ms)}ms"),
        _asked(word("here"), where) if where else NOTHING,
        known if whole else NOTHING,
        _asked(word("already"), already) if already else NOTHING,
        _asked(word("ready"), before),
        _asked(word("done"), after),
        value(f"neither to do nor done: {printable(title)}"),
        joined((compose("    execute {};\n", value(statement)) for statement in statements), ""),
        _asked(word("done"), after),
        value(f"not as it should be after: {printable(title)}"),
    )
    return _do(title, body)


def _do(title: str, body: Sql) -> str:
    # names of the step are literals of the block, and the block is a literal itself: nothing in them can end it
    return f"-- {printable(title)}\n{compose('do {};', value(str(body)))}\n"


def _asked(variable: Sql, probes: tuple[Probe, ...]) -> Sql:
    """Set a variable to whether all checks hold; one about something that is not there does not hold."""
    checks = joined((_check(variable, probe) for probe in probes), "")
    return compose(
        "  begin\n    {} := true;\n{}"
        "  exception when undefined_object or undefined_table or undefined_column or undefined_function\n"
        "    or invalid_schema_name then {} := false;\n  end;\n",
        variable,
        checks,
        variable,
    )


def _check(variable: Sql, probe: Probe) -> Sql:
    held = compose(
        "select (\n{}\n)::pg_catalog.text is not distinct from {}", deparsed(_query(probe)), value(probe.expected)
    )
    return compose("    if {} then execute {} into {}; end if;\n", variable, value(str(held)), variable)


def _query(probe: Probe) -> str:
    return probe.sql.rstrip().rstrip(";")
