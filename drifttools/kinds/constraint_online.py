"""Constraints of large tables: the same in parts that let others use the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.kinds import tablespace as tablespaces
from drifttools.kinds.index import attach_index, usable
from drifttools.kinds.traits import Part
from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, compose, deparsed, joined, name, names, value, word

if TYPE_CHECKING:
    from drifttools.kinds.constraint import Constraint


def created(constraint: Constraint) -> tuple[Part, ...]:
    """For new rows first, then for those that are there; a key on an index that was built beside."""
    plain = constraint.enforced and constraint.validated and not (constraint.period or constraint.clustered)
    if constraint.inherited or not plain:
        return ()
    gone = tuple(constraint.drop())
    if constraint.type in ("check", "foreign key"):
        late = tuple(replace(constraint, validated=False).added())
        return (Part(f"add constraint {constraint.label} for new rows", late, gone), validated(constraint))
    return _on_an_index(constraint, gone) if constraint.type in ("primary key", "unique") else ()


def created_on_partitions(constraint: Constraint, below: tuple[Constraint, ...]) -> tuple[Part, ...]:
    """For all partitions at once where that only looks at new rows; a key on the indexes that each of them gets first."""
    if constraint.type == "check":
        return created(constraint)
    plain = constraint.type == "unique" and constraint.enforced and not (constraint.period or constraint.clustered)
    if not plain or constraint.inherited:
        return ()
    gone = tuple(constraint.drop())
    parts = [_begun(constraint)]
    attached = []
    above = {one.comes_from for one in below}
    for one in below:
        own = one.untied()
        parts += [_begun(own)] if one.key in above else _on_an_index(own, tuple(own.drop()))
        attached.append(attach_index(one.inherited or "", name(one.schema, one.constraint)))
    # what is attached goes with the whole: the way back of this part leaves the others nothing to do
    done = usable(constraint.schema, constraint.constraint)
    last = Part(f"complete constraint {constraint.label}", tuple(attached), gone, done=done)
    return (*(replace(part, inverse=_if_there(part.inverse)) for part in parts), last)


def _begun(constraint: Constraint) -> Part:
    """The constraint of the partitioned table itself: it holds once each partition has its own."""
    action = compose("add constraint {} {}", constraint.sql_name, constraint.definition())
    only = compose("alter table only {} {}", constraint.on, action)
    return Part(
        f"begin constraint {constraint.label}",
        (Statement(str(only), ("add-unique-only",), (str(constraint.on),)),),
        tuple(constraint.drop()),
    )


def _if_there(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(
        replace(one, sql=one.sql.replace(" drop constraint ", " drop constraint if exists ", 1)) for one in statements
    )


def validated(constraint: Constraint) -> Part:
    """The look at the rows that were there before it."""
    unchecked = replace(constraint, validated=False)
    return Part(
        f"check the rows that were there before constraint {constraint.label}",
        tuple(unchecked.alter(constraint, frozenset({"validated"}))),
        (*constraint.drop(), *unchecked.added()),
        alone=True,
        late=True,
        done=compose(
            "exists (select from pg_catalog.pg_constraint where conrelid = pg_catalog.to_regclass({}) and conname = {}"
            " and convalidated)",
            value(str(constraint.on)),
            value(constraint.constraint),
        ),
    )


def _on_an_index(constraint: Constraint, gone: tuple[Statement, ...]) -> tuple[Part, ...]:
    """The index first, while others write; the constraint then takes it."""
    index = name(constraint.schema, constraint.constraint)
    nulls = word(" nulls not distinct") if constraint.nulls_not_distinct else NOTHING
    include = compose(" include ({})", names(constraint.included)) if constraint.included else NOTHING
    options = compose(" with ({})", joined(map(deparsed, constraint.options))) if constraint.options else NOTHING
    build = compose(
        "create unique index concurrently {} on {} ({}){}{}{}{}",
        constraint.sql_name,
        constraint.on,
        names(constraint.columns or ()),
        include,
        nulls,
        options,
        tablespaces.within(constraint.tablespace, word("tablespace")),
    )
    label = word("primary key") if constraint.type == "primary key" else word("unique")
    how = joined(
        (
            compose("add constraint {} {} using index {}", constraint.sql_name, label, constraint.sql_name),
            word("deferrable") if constraint.deferrable else NOTHING,
            word("initially deferred") if constraint.deferred else NOTHING,
        ),
        " ",
    )
    away = Statement(
        str(compose("drop index concurrently if exists {}", index)),
        ("drop-index-concurrently",),
        (str(constraint.on), str(index)),
    )
    return (
        Part(
            f"build the index of constraint {constraint.label}",
            (Statement(str(build), ("create-index-concurrently",), (str(constraint.on),)),),
            (away,),
            alone=True,
            done=usable(constraint.schema, constraint.constraint),
        ),
        Part(
            f"add constraint {constraint.label} on its index",
            (constraint.table_action(how, "add-unique-using-index"),),
            gone,
        ),
    )
