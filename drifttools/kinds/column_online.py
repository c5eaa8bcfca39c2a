"""Columns of large tables: the same changes in parts that let others use the table."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from drifttools.kinds import column_not_null, constraint_online
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.hindrance import Sight
from drifttools.kinds.traits import Part
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, deparsed, name, value, word
from drifttools.sql.quoting import LONGEST_NAME

if TYPE_CHECKING:
    from drifttools.kinds.column import Column

_NOT_VALID_SINCE = 18
_PORTION = 500  # pages of 8 kB: some ten thousand rows


def created(column: Column, sight: Sight) -> tuple[Part, ...]:
    """A column whose default differs from row to row: without it first, then for new rows, then for the others."""
    if column.inherited or column.identity or column.generated or column.default is None or not column.rewrites:
        return ()
    if column.not_null and not _can_wait(column, sight.major):
        return ()
    bare = replace(column, default=None, not_null=False)
    return (
        Part(
            f"create column {column.label} for new rows",
            (*bare.added(), column.default_to(column.default)),
            tuple(column.drop()),
        ),
        _filled(column),
        *(_no_nulls(column, sight) if column.not_null else ()),
    )


def _filled(column: Column) -> Part:
    """The value of a volatile default, for the rows that are there: by pages, with a commit after each portion."""
    fill = compose(
        "update {} set {} = {} where ctid >= pg_catalog.format('(%s,0)', page)::pg_catalog.tid"
        " and ctid < pg_catalog.format('(%s,0)', page + {})::pg_catalog.tid and {} is null",
        column.on,
        column.sql_name,
        deparsed(column.default or "null"),
        value(_PORTION),
        column.sql_name,
    )
    body = compose(
        "declare page bigint := 0; begin"
        " while page <= pg_catalog.pg_relation_size({}::pg_catalog.regclass)"
        " / pg_catalog.current_setting('block_size')::bigint loop {}; page := page + {}; commit; end loop; end",
        value(str(column.on)),
        fill,
        value(_PORTION),
    )
    return Part(
        f"fill column {column.label} in portions",
        (Statement(str(compose("do {}", value(str(body)))), ("fill-in-portions",), (str(column.on),)),),
        (column.default_to(column.default),),
        alone=True,
        done=compose("not exists (select from {} where {} is null)", column.on, column.sql_name),
    )


def altered(present: Column, expected: Column, changed: frozenset[str], sight: Sight) -> tuple[Part, ...]:
    """A column that takes no nulls from now on; what else changes of it comes first."""
    tighter = "not_null" in changed and expected.not_null and _can_wait(expected, sight.major)
    if not tighter or changed & {"type", "collation"} or present.inherited:
        return ()
    others = changed - {"not_null", "not_null_name", "not_null_validated", "not_null_no_inherit"}
    first = tuple(present.alter(expected, others))
    gone = expected.lets_go(present, others)
    back = (*expected.release(gone), *expected.alter(present, others - gone))
    other = (Part(f"alter column {present.label}", first, back),) if first else ()
    return (*other, *_no_nulls(expected, sight))


def _can_wait(column: Column, major: int) -> bool:
    """Whether the rows can be looked at after nulls were forbidden to new ones, without a lock that others wait for."""
    return column.not_null_validated if major >= _NOT_VALID_SINCE else column_not_null.is_plain(column)


def _no_nulls(column: Column, sight: Sight) -> tuple[Part, ...]:
    """Nulls are forbidden to new rows first, then the others are looked at."""
    own = column.not_null_name or _free(column.usual_not_null, sight.taken((column.schema, column.table)))
    if sight.major < _NOT_VALID_SINCE or len(own.encode()) > LONGEST_NAME:
        return _by_check(column) if column_not_null.is_plain(column) else ()
    named = replace(column, not_null_name=own)
    added = column_not_null.added(named, valid=False)
    gone = tuple(column_not_null.dropped(column))
    return (
        Part(f"forbid nulls in {column.label} for new rows", (added,), gone),
        Part(
            f"look for nulls in {column.label}",
            (column_not_null.validated(column, name(own)),),
            (*gone, added),
            alone=True,
            done=compose(
                "exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass({})"
                " and conname = {} and contype = 'n' and convalidated)",
                value(str(column.on)),
                value(own),
            ),
        ),
    )


def _free(usual: str, taken: frozenset[str]) -> str:
    """A name as PostgreSQL makes one up: with a number where the usual one is taken."""
    return next(label for label in chain((usual,), (f"{usual}{n}" for n in count(1))) if label not in taken)


def _by_check(column: Column) -> tuple[Part, ...]:
    """SET NOT NULL reads all rows under its lock, unless a valid CHECK has proven before that there is no null."""
    digest = hashlib.sha256(column.label.encode()).hexdigest()[:12]
    check = Constraint.not_null(column.schema, column.table, f"dt_not_null_{digest}", column.column)
    added, validated = constraint_online.created(check)
    gone, unchecked = tuple(check.drop()), added.statements
    return (
        replace(added, title=f"forbid nulls in {column.label} for new rows"),
        replace(validated, title=f"look for nulls in {column.label}", late=False),
        Part(
            f"forbid nulls in {column.label}",
            (column.column_action(word("set not null"), "set-not-null-proven"), *gone),
            (*column_not_null.dropped(column), *unchecked),
            done=_forbidden(column),
        ),
    )


def _forbidden(column: Column) -> Sql:
    return compose(
        "exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass({})"
        " and attname = {} and attnotnull)",
        value(str(column.on)),
        value(column.column),
    )
