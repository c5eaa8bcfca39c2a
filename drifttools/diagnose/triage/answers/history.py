"""Answers about migration tools, their files and their ledgers; and about names that only the code has."""

from __future__ import annotations

from drifttools.diagnose.triage.known import Draft, Known, near
from drifttools.diagnose.words import listed
from drifttools.migrations.problems import ledgers_of
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Advice, Origin


def _ledgers(known: Known, draft: Draft) -> None:
    own = ledgers_of(known.history, known.ledgers) if known.history else known.ledgers
    for ledger in own[:3]:
        last = ledger.rows[-1].label if ledger.rows else "nothing"
        told = (
            f"could not be read: {ledger.unread}"
            if ledger.unread
            else f"notes {len(ledger.rows)} migrations, the last one {last}"
        )
        draft.shows(f"{ledger.label} {told}.", "drift migrations ledgers")
    draft.advice.append(
        Advice("Files and ledger beside each other.", f"drift migrations status {known.target}".strip(), "sh")
    )


def lost(known: Known) -> Draft:
    """The ledger is at a migration that is not on disk, or a migration builds on one that is not."""
    draft = Draft()
    _ledgers(known, draft)
    wanted = known.error.name("revision") or known.error.name("migration")
    on_disk = [one.name for one in known.history.migrations] if known.history else []
    draft.near = near(wanted, on_disk) if wanted else ()
    draft.advice.append(
        Advice("Which revision the catalog really matches.", f"drift migrations where {known.target}".strip(), "sh")
    )
    holding = [one.label for one in known.ledgers if any(wanted and wanted in row.label for row in one.rows)]
    if holding:
        draft.shows(f"{listed(holding)} has {wanted}.", "drift migrations ledgers")
        return draft.is_(
            Origin.HISTORY,
            Confidence.PROVEN,
            f"{listed(holding)} is at {wanted}, which is not among the files: another branch was applied, or the file"
            " was deleted.",
        )
    what = wanted or "what the ledger notes"
    return draft.is_(
        Origin.HISTORY,
        Confidence.LIKELY,
        f"{what} is not among the files: another branch was applied to the database, or a file was deleted or renamed.",
    )


def heads(known: Known) -> Draft:
    """Several heads."""
    draft = Draft()
    tool = "django" if "Django" in known.error.tools else "alembic"
    merge = "python manage.py makemigrations --merge" if tool == "django" else "alembic merge heads"
    draft.advice.append(Advice("Two branches were merged, and both added a migration.", merge, "sh"))
    return draft.is_(
        Origin.HISTORY, Confidence.PROVEN, "The history has several ends: two branches each added a migration."
    )


def noted(known: Known) -> Draft:
    """What a tool says of its own ledger: behind, failed, dirty, edited, out of order, drifted."""
    draft = Draft()
    _ledgers(known, draft)
    told = {
        "behind": f"{known.error.object or 'A migration'} on disk is not applied to this database.",
        "migration-locked": "Another run of the migration tool holds its lock, or one that ended without giving it back:"
        " look whether one is at work before it is taken off.",
        "out-of-order": f"{known.error.object or 'A migration'} is noted as applied, and what it builds on is not: it"
        " was stamped, or its dependency came later.",
        "failed-migration": "A migration failed half-way, and the tool runs nothing before that is settled.",
        "dirty": f"Migration {known.error.object or ''} ended half-way; the tool waits for somebody to look.".replace(
            "  ", " "
        ),
        "edited-migration": f"{known.error.object or 'A migration'} was changed after it had been applied: what was"
        " added never ran.",
        "drifted": "The tool compared too: the database is not what the migrations make.",
    }
    migration = known.error.object or dict(known.error.related).get("migration", "")
    named = f" It is {migration}." if migration and known.error.family == "failed-migration" else ""
    return draft.is_(Origin.HISTORY, Confidence.PROVEN, told.get(known.error.family, f"{known.error.title}.") + named)


def code(known: Known) -> Draft:
    """Code that names what its own model, or SQL, does not have."""
    draft = Draft()
    error = known.error
    column, facts = error.name("column"), known.facts
    for one in facts.tables if facts else ():
        if column in one.columns:
            draft.shows(f"{one.label} has a column {column}: the model lacks it.", "pg_attribute")
            return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"The model lacks {column}, and {one.label} has it.")
        draft.near = (*draft.near, *(f"{one.label}.{name}" for name in near(column, one.columns)))
    title = f"{error.title[0].upper()}{error.title[1:]}"
    return draft.is_(Origin.CODE, Confidence.PROVEN, f"{title}: {error.message or error.object}.")


def models(known: Known) -> Draft:
    """Models that do not fit together: the wrong Base, a module that nobody imports, one that is imported twice."""
    draft = Draft()
    error, facts = known.error, known.facts
    table = error.name("relation")
    there = [one.label for one in facts.tables if one.name == table] if facts and table else []
    if there:
        draft.shows(f"The database has {listed(there)}: only the models lack it.", "pg_class")
    if error.family == "twice-in-models":
        return draft.is_(
            Origin.CODE,
            Confidence.PROVEN,
            f"{table or 'A table'} is declared twice in one metadata: by two classes, or by one module that is imported"
            " under two names. No database was asked.",
        )
    what = f"the table {table}" if table else "a table that a relationship needs"
    return draft.is_(
        Origin.CODE,
        Confidence.LIKELY,
        f"The metadata lacks {what}: its class is on another declarative base, or its module is not imported before the"
        " mappers are set up. No database was asked.",
    )


def unknown(known: Known) -> Draft:
    """A text that holds no error that is known."""
    draft = Draft()
    error, facts = known.error, known.facts
    read = [f"SQLSTATE {error.sqlstate} ({error.title})"] if error.sqlstate else []
    read += [f"a text of {listed(error.tools)}"] if error.tools else []
    read += [f"{error.kind} {error.object}".strip()] if error.object else []
    read += [f"a statement about {listed(table.name for table in error.tables)}"] if error.tables else []
    if facts is not None and facts.exact:
        draft.places = facts.exact
        draft.shows(
            f"{listed(place.label for place in facts.exact)} is there.", f"drift locate {error.object} {known.target}"
        )
    return draft.is_(
        Origin.UNKNOWN, Confidence.UNKNOWN, f"No error that is known. What could be read: {listed(read) or 'nothing'}."
    )


def plain(known: Known) -> Draft:
    """An error that is fully said by its title."""
    error = known.error
    origin = Origin.DATA if error.sqlstate[:2] in ("22", "23") else Origin.CODE
    return Draft().is_(
        origin, Confidence.LIKELY, f"{error.title[0].upper()}{error.title[1:]}: {error.message or error.object}."
    )
