"""Rows that are wrong put right by a step of a plan: taken aside, their reference emptied, or their partners made.

Nothing is deleted for good and nothing is made that could not be told from the rest: what was there, and what was made,
stands in a table of the schema `drifttools` that is named after the question, and the way back needs nothing else. The
rows are counted by the plan, again under the locks, and once more afterwards. Only the executor sends any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drifttools.kinds.comment import Comment
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.fragments import JOURNAL_SCHEMA
from drifttools.kinds.hindrance import AsNamed, Hindrance
from drifttools.kinds.names import parts_of
from drifttools.model.plan import DataLoss, Lock, Probe, Reversal, Statement, Step
from drifttools.repair.hazards import rule_of
from drifttools.repair.obstructed import moves
from drifttools.sql.compose import Sql, compose, deparsed, joined, name, names, value

Relation = tuple[str, str]


class Mending(StrEnum):
    """What can be done with rows that are wrong."""

    QUARANTINE = "quarantine"
    EMPTY = "empty"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Mend:
    """What the user wants done with the rows of a question.

    Args:
        question: Its id.
        way: One of `Mending`.
        values: For `insert`: column to an expression over the row `t` that lacks a partner.
    """

    question: str
    way: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Rows that are wrong, as they were counted.

    Args:
        hindrance: Which.
        question: The id of the question that found them.
        rows: How many.
        columns: All columns of their table that can be written; `key`: those of its primary key.
        referring: The columns that lead nowhere.
        refusing: The foreign key NOT VALID that would refuse the rows on their way back, if there is one; `remark`: the
            comment on it.
    """

    hindrance: Hindrance
    question: str
    rows: int
    columns: tuple[str, ...]
    key: tuple[str, ...]
    referring: tuple[str, ...] = ()
    refusing: Constraint | None = None
    remark: Comment | None = None

    def refusing_again(self) -> tuple[Statement, ...]:
        """What makes the foreign key that was dropped again as it was."""
        added = tuple(self.refusing.added()) if self.refusing is not None else ()
        return (*added, *(self.remark.alter(self.remark, frozenset()) if self.remark is not None else ()))

    @property
    def table(self) -> Relation:
        """Their table."""
        return self.hindrance.table[0], self.hindrance.table[1]


@dataclass(frozen=True, slots=True)
class Partner:
    """Rows to be made.

    Args:
        table: Where; `key`: the columns of its primary key.
        values: Column to an expression over the row `t` that lacks a partner.
        once: The columns of `t` of which each combination gets one partner; empty for one partner per row.
    """

    table: Relation
    key: tuple[str, ...]
    values: Mapping[str, str]
    once: tuple[str, ...] = ()


def quarantined(wrong: Wrong) -> Step:
    """Take the rows into a table of their own."""
    kept = kept_table(wrong, Mending.QUARANTINE)
    forth, back = moves(wrong.hindrance, kept, names(wrong.columns))
    title = f"take {wrong.rows:,} {wrong.hindrance.about} into {kept}"
    statements = tuple(one.sql for one in forth), tuple(one.sql for one in back)
    return _step(wrong, title, statements, kept, "quarantine-rows", (str(name(*wrong.table)),))


def emptied(wrong: Wrong) -> Step:
    """Write null where a reference leads nowhere; what stood there is kept."""
    kept, table = kept_table(wrong, Mending.EMPTY), name(*wrong.table)
    listed = joined(compose("t.{}", name(one)) for one in dict.fromkeys((*wrong.key, *wrong.referring)))
    same = joined((compose("t.{} = k.{}", name(one), name(one)) for one in wrong.key), " and ")
    null = joined(compose("{} = null", name(one)) for one in wrong.referring)
    again = joined(compose("{} = k.{}", name(one), name(one)) for one in wrong.referring)
    still = joined((compose("t.{} is null", name(one)) for one in wrong.referring), " and ")
    forth = (
        make_schema(),
        compose("create table {} as select {} from {}", kept, listed, wrong.hindrance.hits(AsNamed())),
        compose("update {} t set {} from {} k where {}", table, null, kept, same),
    )
    back = (
        compose("update {} t set {} from {} k where {} and {}", table, again, kept, same, still),
        compose("drop table {}", kept),
    )
    title = f"write null into {', '.join(wrong.referring)} of {wrong.rows:,} {wrong.hindrance.about}"
    return _step(wrong, title, (_texts(forth), _texts(back)), kept, "fill-rows", (str(table),))


def completed(wrong: Wrong, partner: Partner) -> Step:
    """Make the rows that are missing, and note which these are."""
    kept, table = kept_table(wrong, Mending.INSERT), name(*partner.table)
    same = joined((compose("b.{} = k.{}", name(one), name(one)) for one in partner.key), " and ")
    forth = (
        make_schema(),
        compose("create table {} as select {} from {} with no data", kept, names(partner.key), table),
        compose(
            "with made as (insert into {} ({}) select {} from {} returning {}) insert into {} select * from made",
            table,
            names(partner.values),
            chosen_values(partner),
            wrong.hindrance.hits(AsNamed()),
            names(partner.key),
            kept,
        ),
    )
    back = (
        compose("delete from {} b using {} k where {}", table, kept, same),
        compose("drop table {}", kept),
    )
    title = f"make the missing rows of {'.'.join(partner.table)} for {wrong.rows:,} {wrong.hindrance.about}"
    locked = tuple(dict.fromkeys((str(table), str(name(*wrong.table)))))
    return _step(wrong, title, (_texts(forth), _texts(back)), kept, "fill-rows", locked)


def chosen_values(partner: Partner) -> Sql:
    """What stands after SELECT: the values of a partner, of the row `t` that lacks one."""
    values = joined(compose("({})", deparsed(text)) for text in partner.values.values())
    once = joined(compose("t.{}", name(one)) for one in partner.once)
    return compose("distinct on ({}) {}", once, values) if partner.once else values


def make_schema() -> Sql:
    """Makes the schema of what drifttools keeps."""
    return compose("create schema if not exists {}", name(JOURNAL_SCHEMA))


def _texts(statements: tuple[Sql, ...]) -> tuple[str, ...]:
    return tuple(map(str, statements))


def kept_table(wrong: Wrong, how: Mending) -> Sql:
    """The table that holds what the way back needs: its name is the mark of what was mended."""
    return name(JOURNAL_SCHEMA, f"mended_{wrong.question.lower()}_{how}")


def _step(
    wrong: Wrong,
    title: str,
    statements: tuple[tuple[str, ...], tuple[str, ...]],
    kept: Sql,
    hazard: str,
    locked: tuple[str, ...],
) -> Step:
    counting = compose("select ({})::pg_catalog.text", wrong.hindrance.counting(AsNamed()))
    free = compose("select (pg_catalog.to_regclass({}) is null)::pg_catalog.text", value(str(kept)))
    return Step(
        id="s01",
        title=title,
        kind="rows",
        key=wrong.table,
        findings=(),
        statements=statements[0],
        inverse=_back(wrong, statements[1]),
        reversal=Reversal.EXACT,
        # nobody else writes meanwhile, so that the numbers before and after are about the same rows; reading goes on
        lock=Lock.SHARE_ROW_EXCLUSIVE,
        locked=locked,
        scans=True,
        data_loss=DataLoss.REVERSIBLE,
        hazards=(rule_of(hazard).met_by(".".join(parts_of(locked[0]))),),  # the first is the one that is written to
        statement_timeout_ms=10 * 60 * 1000,
        preconditions=(
            Probe(f"there are {wrong.rows} {wrong.hindrance.about}, as counted", str(counting), str(wrong.rows)),
            Probe(f"{kept} is not there: this was not mended before", str(free), "true"),
        ),
        postconditions=(Probe(f"there are no {wrong.hindrance.about} any more", str(counting), "0"),),
        notes=(
            f"what the way back needs stands in {kept}",
            "triggers of the tables fire as for any other statement",
            *((f"the way back drops {wrong.refusing.constraint}, and makes it NOT VALID again",) if wrong.refusing else ()),
        ),
    )


def _back(wrong: Wrong, statements: tuple[str, ...]) -> tuple[str, ...]:
    """The way back: a foreign key that is NOT VALID refuses rows that come again, as it does new ones."""
    if wrong.refusing is None:
        return statements
    return (*(one.sql for one in wrong.refusing.drop()), *statements, *(one.sql for one in wrong.refusing_again()))
