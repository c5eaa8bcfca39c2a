"""Wrong rows of a SQLite file put right by a step of a plan: taken aside, their reference emptied, or their partners made.

All of them in one transaction, however many they are: SQLite has one writer at a time, whoever it is. Portions would let
others write between them, and each would need a backup of its own; readers go on meanwhile, in WAL mode until the end. What
the way back needs stands in a table of ours, named after the question. The rows are counted by the plan, again under the
write lock, and once more afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drifttools.model.plan import DataLoss, Lock, Probe, Reversal, Statement, Step
from drifttools.repair.hazards import rule_of
from drifttools.repair.mending import Mending
from drifttools.repair.sqlite.aside import ROWID, moves
from drifttools.sql.compose import Sql, compose, deparsed, joined, word
from drifttools.sql.sqlite_ddl import TableText, quoted, text_literal
from drifttools.sql.sqlite_identity import Identity, identity_of

_FILL = ("sqlite-fill-rows",)
_LOST = "drifttools_lost"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Rows that are wrong, as they were counted.

    Args:
        question: The id of the question; `about`: which rows, for a person.
        table: Their table; `where`: the condition on a row `t` of it.
        rows: How many.
        referring: The columns that lead nowhere.
    """

    question: str
    about: str
    table: TableText
    where: Sql
    rows: int
    referring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Rows to be made.

    Args:
        table: Where.
        values: Column to an expression over the row `t` that lacks a partner.
        pairs: What is equal in both: of the row `t`, of the partner `r`.
        once: Whether equal rows get one partner together.
    """

    table: TableText
    values: Mapping[str, Sql]
    pairs: Sequence[tuple[Sql, Sql]]
    once: bool


def quarantined(wrong: Wrong) -> Step:
    """Take the rows into a table of ours; raises ValueError where nothing tells rows apart."""
    kept = _kept(wrong, Mending.QUARANTINE)
    found = moves(wrong.table, wrong.where, kept)
    return _step(wrong, f"take {wrong.rows:,} {wrong.about} into {kept}", (found.forth, found.back), kept, wrong.table)


def emptied(wrong: Wrong) -> Step:
    """Write null where a reference leads nowhere; what stood there is kept. Raises ValueError as `quarantined`."""
    kept, table, identity = _kept(wrong, Mending.EMPTY), quoted(wrong.table.name), _identity(wrong.table)
    ours, own = quoted(kept), [quoted(one) for one in wrong.referring]
    known = _known(identity)
    # a key may be a part of the reference
    read = dict(zip(known, identity.columns, strict=True)) | {one: one for one in own}
    same = joined((compose("k.{} = t.{}", held, one) for held, one in zip(known, identity.columns, strict=True)), " and ")
    among = compose("({}) IN (SELECT {} FROM {})", joined(identity.columns), joined(known), ours)
    still = joined((compose("{} IS NULL", one) for one in own), " AND ")
    forth = (
        compose("CREATE TABLE {} ({})", ours, joined(read)),
        compose("INSERT INTO {} SELECT {} FROM {} t WHERE {}", ours, joined(read.values()), table, wrong.where),
        compose("UPDATE {} SET {} WHERE {}", table, joined(compose("{} = NULL", one) for one in own), among),
    )
    again = joined(compose("{} = (SELECT k.{} FROM {} k WHERE {})", one, one, ours, same) for one in own)
    back = (
        compose("UPDATE {} AS t SET {} WHERE {} AND {}", table, again, among, still),
        compose("DROP TABLE {}", ours),
    )
    title = f"write null into {', '.join(wrong.referring)} of {wrong.rows:,} {wrong.about}"
    return _step(wrong, title, (_filling(forth, table), _filling(back, table)), kept, wrong.table)


def completed(wrong: Wrong, missing: Missing) -> Step:
    """Make the rows that are missing, and note which these are. Raises ValueError as `quarantined`.

    No row was a partner before, which is what is wrong: so those that are afterwards were made here.
    """
    kept, identity = _kept(wrong, Mending.INSERT), _identity(missing.table)
    ours, table, child, known = quoted(kept), quoted(missing.table.name), quoted(wrong.table.name), _known(identity)
    labels = [quoted(f"k{number}") for number in range(len(missing.pairs))]
    keys = [here for here, _ in missing.pairs]
    labelled = joined(compose("{} AS {}", key, label) for key, label in zip(keys, labels, strict=True))
    values = joined(compose("({})", value) for value in missing.values.values())
    grouped = compose(" GROUP BY {}", joined(keys)) if missing.once else word("")
    lost = quoted(_LOST)
    pairs = zip(missing.pairs, labels, strict=True)
    same = joined((compose("{} = l.{}", there, label) for (_, there), label in pairs), " AND ")
    found = joined(compose("t.{}", one) for one in identity.columns)
    made = joined(compose("r.{}", one) for one in identity.columns)
    forth = (
        compose("CREATE TABLE {} ({})", ours, joined(known)),
        compose("CREATE TEMP TABLE {} AS SELECT DISTINCT {} FROM {} t WHERE {}", lost, labelled, child, wrong.where),
        compose(
            "INSERT INTO {} ({}) SELECT {} FROM {} t WHERE ({}){}",
            table,
            joined(map(quoted, missing.values)),
            values,
            child,
            wrong.where,
            grouped,
        ),
        compose(
            "INSERT INTO {} SELECT {} FROM {} t WHERE ({}) IN (SELECT {} FROM {} l JOIN {} r ON {})",
            ours,
            found,
            table,
            found,
            made,
            lost,
            table,
            same,
        ),
        compose("DROP TABLE temp.{}", lost),
    )
    back = (
        compose("DELETE FROM {} WHERE ({}) IN (SELECT {} FROM {})", table, joined(identity.columns), joined(known), ours),
        compose("DROP TABLE {}", ours),
    )
    title = f"make the missing rows of {missing.table.name} for {wrong.rows:,} {wrong.about}"
    return _step(wrong, title, (_filling(forth, table), _filling(back, table)), kept, missing.table)


def _identity(table: TableText) -> Identity:
    found = identity_of(table)
    if found is None:
        raise ValueError(f"nothing tells the rows of {table.name} apart")
    return found


def _known(identity: Identity) -> list[Sql]:
    """What the columns that tell a row are called in a table of ours."""
    return [quoted(ROWID)] if identity.hidden else list(identity.columns)


def _filling(statements: Sequence[Sql], table: Sql) -> tuple[Statement, ...]:
    return tuple(Statement(str(sql), _FILL, (str(table),)) for sql in statements)


def _kept(wrong: Wrong, how: Mending) -> str:
    """The table that holds what the way back needs: its name is the mark of what was mended."""
    return f"drifttools_mended_{wrong.question.lower()}_{how}"


def _step(
    wrong: Wrong,
    title: str,
    statements: tuple[Sequence[Statement], Sequence[Statement]],
    kept: str,
    written: TableText,
) -> Step:
    counting = str(compose("select count(*) from {} t where {}", quoted(wrong.table.name), wrong.where))
    free = str(compose("select count(*) from sqlite_schema where name = {}", text_literal(kept)))
    hazard = statements[0][0].hazards[0]
    return Step(
        id="s01",
        title=title,
        kind="rows",
        key=("main", wrong.table.name),
        findings=(),
        statements=tuple(one.sql for one in statements[0]),
        inverse=tuple(one.sql for one in statements[1]),
        reversal=Reversal.EXACT,
        lock=Lock.EXCLUSIVE,
        locked=(str(quoted(written.name)),),
        scans=True,
        data_loss=DataLoss.REVERSIBLE,
        hazards=(rule_of(hazard).met_by(written.name),),
        preconditions=(
            Probe(f"there are {wrong.rows} {wrong.about}, as counted", counting, str(wrong.rows)),
            Probe(f"{kept} is not there: this was not mended before", free, "0"),
        ),
        postconditions=(Probe(f"there are no {wrong.about} any more", counting, "0"),),
        notes=(f"what the way back needs stands in {kept}", "triggers of the table fire as for any other statement"),
    )


def expressions(values: Mapping[str, str]) -> dict[str, Sql]:
    """Expressions of the user's."""
    return {column: deparsed(text) for column, text in values.items()}
