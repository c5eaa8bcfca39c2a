"""Answers that only SQLite's texts have: what its ALTER TABLE cannot, its file, and what names something that is gone."""

from __future__ import annotations

from drifttools.diagnose.triage.answers.columns import candidates
from drifttools.diagnose.triage.answers.relations import split
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Advice, Origin

_COLUMNS = frozenset({"column"})


def cannot_alter(known: Known) -> Draft:
    """`Cannot add a UNIQUE column` and its like: the statement is right for other databases."""
    draft = Draft()
    tables = [split(table.name)[1] for table in known.error.tables]
    for table in tables[:1]:
        connect_findings(known, draft, belonging(known, name=table))
    draft.advice.append(
        Advice(
            "Alembic writes the table anew in a batch: render_as_batch=True in env.py, and in the migration:",
            f'with op.batch_alter_table("{tables[0] if tables else "TABLE"}") as batch: ...',
            "python",
        )
    )
    what = known.error.message
    return draft.is_(
        Origin.CODE,
        Confidence.PROVEN,
        f"SQLite has no ALTER TABLE for it ({what}): the table is written anew, with its rows, by a batch of Alembic, by"
        " Django's schema editor, or by a plan (drift plan).",
    )


def wrong_number(known: Known) -> Draft:
    """A statement that lists no columns, or fewer than it gives values for."""
    draft = Draft()
    _, table = split(known.error.name("relation"))
    found = belonging(known, name=table) if table else ()
    connect_findings(known, draft, tuple(one for one in found if one.kind in _COLUMNS))
    for one in candidates(known):
        draft.shows(f"{one.label} has the columns {listed(one.columns, 12)}.", "sqlite_schema")
    if draft.findings:
        return draft.is_(
            Origin.DRIFT,
            Confidence.LIKELY,
            f"{known.error.message}: {table} has not the columns that are expected, and the statement lists none.",
        )
    return draft.is_(
        Origin.CODE,
        Confidence.LIKELY,
        f"{known.error.message}: the statement counts on other columns. An INSERT that lists its columns does not depend"
        " on how many there are.",
    )


def broken_definition(known: Known) -> Draft:
    """A view or trigger that does not work, met by an ALTER TABLE of something else."""
    draft = Draft()
    error = known.error
    what = next(f"{role} {error.name(role)}" for role in ("view", "trigger", "index") if error.name(role))
    lacking = error.name("relation") or error.name("column") or error.name("routine")
    for name in filter(None, (what.partition(" ")[2], split(lacking)[1])):
        connect_findings(known, draft, belonging(known, name=name))
    named = f" names {lacking}, which is not there" if lacking else " would not work then"
    return draft.is_(
        Origin.DRIFT if draft.findings else Origin.UNKNOWN,
        Confidence.PROVEN,
        f"{what}{named}: SQLite tries every view and trigger on ALTER TABLE, whatever table is meant. Put it right or drop"
        " it first; a plan (drift plan) makes it anew.",
    )


def leftover(known: Known) -> Draft | None:
    """What a table is that a migration was to write anew and did not: None where the name is another one."""
    draft = Draft()
    table = split(known.error.name("relation"))[1]
    prefix = next((one for one in ("_alembic_tmp_", "new__") if table.startswith(one)), "")
    if not prefix or known.error.family != "already-there":
        return None
    own = table.removeprefix(prefix)
    draft.advice.append(
        Advice(
            f"If {own} is there with its rows, {table} is the leftover; if it is not, {table} holds them: look first.",
            f"drift presence {own} {table} --rows --target {known.target}",
            "sh",
        )
    )
    draft.advice.append(Advice(f"Only where {own} is there and whole:", f'DROP TABLE "{table}"', "sql"))
    who = "a batch of Alembic" if prefix == "_alembic_tmp_" else "Django's schema editor"
    return draft.is_(
        Origin.HISTORY,
        Confidence.PROVEN,
        f"{table} is the table under which {who} writes {own} anew: an earlier run was stopped half-way and left it.",
    )


def file(known: Known) -> Draft:
    """The disk or the file itself: no schema is at fault."""
    draft = Draft()
    path = known.target if known.facts is not None else "FILE"
    said = f"{known.error.title[0].upper()}{known.error.title[1:]}: {known.error.message}."
    if known.error.family == "damaged":
        draft.advice.append(Advice("How far it is damaged.", f"sqlite3 {path} 'pragma integrity_check'", "sh"))
        draft.advice.append(Advice("Its rows, as far as they can be read.", f"sqlite3 {path} .recover", "sh"))
        if known.facts is not None:
            draft.not_("It is this file.", f"{known.facts.database} was read just now, its definitions whole.")
    else:
        draft.advice.append(Advice("How much room there is, for the file and its journal beside it.", "df -h .", "sh"))
    return draft.is_(Origin.CONNECTION, Confidence.PROVEN, said)
