"""What autogenerate writes for enums: statements that stand in the revision as they are, and need no drifttools there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alembic.autogenerate import comparators, renderers
from alembic.operations.ops import AlterColumnOp, DropColumnOp, DropTableOp, MigrateOperation, ModifyTableOps
from sqlalchemy import MetaData

from drifttools.alembic.enums import Labels, Live, Name, Use, added, declared_enums, live_enums, renamed
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, value, word

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from alembic.operations.ops import UpgradeOps

MARK = "drifttools_enums"
"""The option of `context.configure` that switches the comparison on: it is registered for the whole process."""


@dataclass(frozen=True)
class Statements:
    """What is sent for one change.

    Args:
        sql: In order.
        alone: Whether each is committed by itself: a label that was added cannot be used in the same transaction.
        note: A comment above them.
    """

    sql: tuple[str, ...]
    alone: bool = False
    note: str = ""


class EnumOp(MigrateOperation):
    """One change of one enum.

    Args:
        what: `create_enum`, `add_enum_label`, `rename_enum_label`, `rebuild_enum`, `drop_enum`.
        enum: Schema and name.
        labels: What the difference is about.
        forth, back: What is sent in either direction.
    """

    def __init__(self, what: str, enum: Name, labels: Sequence[str], forth: Statements, back: Statements) -> None:
        self.what = what
        self.enum = enum
        self.labels = tuple(labels)
        self.forth = forth
        self.back = back

    def reverse(self) -> EnumOp:
        """The way back."""
        return EnumOp(f"undo_{self.what}", self.enum, self.labels, self.back, self.forth)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """What `alembic check` prints."""
        return self.what, *self.enum, list(self.labels)


@renderers.dispatch_for(EnumOp)
def _render(_context: AutogenContext, op: EnumOp) -> list[str]:
    lines = [f"# {op.forth.note}"] if op.forth.note else []
    calls = [f"op.execute({statement!r})" for statement in op.forth.sql]
    if op.forth.alone and calls:
        return [
            *lines,
            "with op.get_context().autocommit_block():",
            *calls,
            "",
        ]  # Alembic indents by itself, until an empty line
    return lines + calls


def _compare(context: AutogenContext, upgrade: UpgradeOps, schemas: set[str | None]) -> None:
    if not context.opts.get(MARK) or context.connection is None or context.metadata is None:
        return
    if context.dialect.name != "postgresql":  # before Alembic 1.18 it is called for every dialect
        return
    metadatas = [context.metadata] if isinstance(context.metadata, MetaData) else context.metadata
    default = context.dialect.default_schema_name or "public"
    wanted, live = declared_enums(metadatas, context.dialect, default), live_enums(context.connection)
    before = list(_before(wanted, live, default))
    going = set(_going(upgrade.ops, default))
    looked_at = {schema or default for schema in schemas}
    after = [
        _dropped(enum, labels, default)
        for enum, labels in live.labels.items()
        if enum not in wanted
        and enum[0] in looked_at
        and enum not in live.of_extensions
        and _unused(live.uses.get(enum, ()), going)
    ]
    # a column needs its type when it is made, and a type goes when no column has it any more
    upgrade.ops[:] = [*before, *upgrade.ops, *after]


def _before(wanted: dict[Name, Labels], live: Live, default: str) -> Iterator[EnumOp]:
    for enum, labels in wanted.items():
        held = live.labels.get(enum)
        if held is None:
            yield EnumOp("create_enum", enum, labels, _create(enum, labels, default), _drop(enum, default))
        elif held != labels:
            yield _changed(enum, held, labels, live.uses.get(enum, ()), default)


def _changed(enum: Name, held: Labels, wanted: Labels, uses: Sequence[Use], default: str) -> EnumOp:
    pairs = list(renamed(held, wanted))
    if pairs:
        forth, back = (_rename(enum, way, default) for way in (pairs, [(new, old) for old, new in pairs]))
        return EnumOp("rename_enum_label", enum, [new for _, new in pairs], forth, back)
    new = added(held, wanted)
    if new is not None:
        labels = [label for label, _, _ in new]
        return EnumOp("add_enum_label", enum, labels, _add(enum, new, default), _rebuild(enum, wanted, held, uses, default))
    forth, back = _rebuild(enum, held, wanted, uses, default), _rebuild(enum, wanted, held, uses, default)
    return EnumOp("rebuild_enum", enum, wanted, forth, back)


def _dropped(enum: Name, labels: Labels, default: str) -> EnumOp:
    return EnumOp("drop_enum", enum, labels, _drop(enum, default), _create(enum, labels, default))


def _named(enum: Name, default: str, prefix: str = "") -> Sql:
    # unqualified where the models are: the revision then works in every schema that it is run for
    schema, label = enum
    return name(prefix + label) if schema == default else name(schema, prefix + label)


def _create(enum: Name, labels: Labels, default: str) -> Statements:
    statement = compose("create type {} as enum ({})", _named(enum, default), joined(map(value, labels)))
    return Statements((str(statement),))


def _drop(enum: Name, default: str) -> Statements:
    return Statements((str(compose("drop type {}", _named(enum, default))),))


def _rename(enum: Name, pairs: Iterable[tuple[str, str]], default: str) -> Statements:
    type_ = _named(enum, default)
    return Statements(
        tuple(str(compose("alter type {} rename value {} to {}", type_, value(old), value(new))) for old, new in pairs)
    )


def _add(enum: Name, labels: Iterable[tuple[str, str, str]], default: str) -> Statements:
    where = {"before": word(" before "), "after": word(" after "), "": word("")}
    statements = []
    for label, side, neighbour in labels:
        place = compose("{}{}", where[side], value(neighbour)) if side else Sql("")
        statements.append(
            str(compose("alter type {} add value if not exists {}{}", _named(enum, default), value(label), place))
        )
    return Statements(tuple(statements), alone=True)


def _rebuild(enum: Name, held: Labels, wanted: Labels, uses: Sequence[Use], default: str) -> Statements:
    """PostgreSQL takes no label away and moves none: another type takes the place of this one."""
    type_, old = _named(enum, default), _named(enum, default, "old_")
    gone = [label for label in held if label not in wanted]
    statements = [
        compose("alter type {} rename to {}", type_, name(f"old_{enum[1]}")),
        Sql(_create(enum, wanted, default).sql[0]),
    ]
    for use in uses:
        if not use.table:
            continue
        table = name(use.relation) if use.schema == default else name(use.schema, use.relation)
        alter = compose("alter table {} alter column {}", table, name(use.column))
        array = word("[]") if use.array else word("")
        if use.default is not None:
            statements.append(compose("{} drop default", alter))
        cast = compose("{}::text{}::{}{}", name(use.column), array, type_, array)
        statements.append(compose("{} type {}{} using {}", alter, type_, array, cast))
        if use.default is not None and not any(str(value(label)) in use.default for label in gone):
            statements.append(compose("{} set default {}", alter, deparsed(use.default)))
    statements.append(compose("drop type {}", old))
    note = f"fails where rows hold one of {gone!r}: change those first" if gone else ""
    return Statements(tuple(map(str, statements)), note=note)


def _going(ops: Iterable[MigrateOperation], default: str) -> Iterator[tuple[str, str, str | None]]:
    """The tables and columns that the revision drops, or gives another type."""
    for op in ops:
        if isinstance(op, DropTableOp):
            yield op.schema or default, op.table_name, None
        elif isinstance(op, DropColumnOp) or (isinstance(op, AlterColumnOp) and op.modify_type is not None):
            yield op.schema or default, op.table_name, op.column_name
        elif isinstance(op, ModifyTableOps):
            yield from _going(op.ops, default)


def _unused(uses: Iterable[Use], going: set[tuple[str, str, str | None]]) -> bool:
    return all((use.schema, use.relation, None) in going or (use.schema, use.relation, use.column) in going for use in uses)


def register() -> None:
    """Register the comparison, once in a process and after Alembic's own of tables."""
    if getattr(register, "done", False):
        return
    try:
        from alembic.util import DispatchPriority  # since 1.18; before, the order of registering is that of running
    except ImportError:
        # an entry of the dialect's own would be taken in the place of Alembic's, and no table would be compared
        comparators.dispatch_for("schema")(_compare)
    else:
        comparators.dispatch_for("schema", qualifier="postgresql", priority=DispatchPriority.LAST)(_compare)
    register.done = True  # type: ignore[attr-defined] # the one flag of the function
