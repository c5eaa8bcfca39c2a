"""What a repair costs on SQLite, and how it is undone: one rule per sort of statement.

SQLite locks the whole file, and readers only while it commits: what differs between the rules is what is read, written
and lost. `tests/repair/sqlite/test_sqlite_hazards.py` measures them.
"""

from __future__ import annotations

from drifttools.model.plan import DataLoss, Lock, Reversal
from drifttools.repair.hazards.base import Rule

_PAGE = """{summary}

What it is:
    {what}

Why it matters:
    {why}

When it bites:
    {when}

Safer way:
    {safer}

Reference:
    {reference}
"""
_ALTER = "https://www.sqlite.org/lang_altertable.html"


def _page(summary: str, what: str, why: str, when: str, safer: str, reference: str = _ALTER) -> str:
    return _PAGE.format(summary=summary, what=what, why=why, when=when, safer=safer, reference=reference)


ADD_COLUMN = Rule(
    id="sqlite-add-column",
    name="adding a column on SQLite",
    doc=_page(
        "Adding a column to a table of SQLite.",
        "ALTER TABLE ADD COLUMN with a constant default: only the text of the definition is written.",
        "No row is touched, whatever the size of the table.",
        "Never for long; the column stands last, which SELECT * shows.",
        "None is needed. What ADD COLUMN cannot take (UNIQUE, a computed default) is a rebuild.",
    ),
    note="adds a column to {} without touching its rows",
    lock=Lock.EXCLUSIVE,
)
RENAME = Rule(
    id="sqlite-rename",
    name="renaming on SQLite",
    doc=_page(
        "Renaming a table or a column of SQLite.",
        "ALTER TABLE RENAME: SQLite rewrites the name in indexes, triggers, views and foreign keys too.",
        "Programs that use the old name fail from then on.",
        "Where a view or trigger anywhere in the file is broken already: RENAME looks at all of them and refuses.",
        "Drop or mend broken views first; deploy programs that know both names.",
    ),
    note="renames {}, and its name in views, triggers and foreign keys",
    lock=Lock.EXCLUSIVE,
)
DROP_COLUMN = Rule(
    id="sqlite-drop-column",
    name="dropping a column on SQLite",
    doc=_page(
        "Dropping a column of a table of SQLite.",
        "ALTER TABLE DROP COLUMN writes every row anew without it.",
        "Its values are gone; only the backup has them.",
        "On large tables it takes as long as writing the table.",
        "Keep the backup until nobody misses the column.",
    ),
    note="drops a column of {} with its values",
    lock=Lock.EXCLUSIVE,
    rewrites=True,
    scans=True,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NEEDS_BACKUP,
)
REBUILD = Rule(
    id="sqlite-rebuild",
    name="writing a table of SQLite anew",
    doc=_page(
        "A table of SQLite that is written anew with its rows.",
        "What ALTER TABLE cannot do: a new table is made and filled, the old one dropped, the new one renamed, and"
        " indexes and triggers are made again, all in one transaction with foreign keys off.",
        "Nobody else can write meanwhile. The statistics of ANALYZE are gone for that table.",
        "On large tables: it writes the rows and all indexes, and needs that much room on the disk.",
        "Do it when little is written; run ANALYZE afterwards where it was run before.",
    ),
    note="writes {} anew with all its rows, and makes its indexes and triggers again",
    lock=Lock.EXCLUSIVE,
    rewrites=True,
    scans=True,
    grows=True,
)
LOSING = Rule(
    id="sqlite-rebuild-without",
    name="writing a table of SQLite anew without some of its values",
    doc=_page(
        "A rebuild in which values are left out or changed.",
        "The new table lacks a column that was named, or keeps a value in another form.",
        "What was there before is only in the backup.",
        "Always, where the column held values.",
        "Keep the backup until nobody misses them.",
    ),
    note="leaves values of {} behind that only the backup has",
    lock=Lock.EXCLUSIVE,
    rewrites=True,
    scans=True,
    grows=True,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NEEDS_BACKUP,
)
CREATE = Rule(
    id="sqlite-create",
    name="creating an object on SQLite",
    doc=_page(
        "A table, view or trigger that is made.",
        "CREATE writes one row of sqlite_schema.",
        "A trigger acts on whoever writes from then on.",
        "Never for long.",
        "None is needed.",
        "https://www.sqlite.org/lang.html",
    ),
    note="makes {}",
    lock=Lock.EXCLUSIVE,
)
CREATE_INDEX = Rule(
    id="sqlite-create-index",
    name="creating an index on SQLite",
    doc=_page(
        "An index that is built.",
        "CREATE INDEX reads and sorts the whole table.",
        "Nobody else can write meanwhile.",
        "On large tables.",
        "Do it when little is written.",
        "https://www.sqlite.org/lang_createindex.html",
    ),
    note="builds {} over the whole table",
    lock=Lock.EXCLUSIVE,
    scans=True,
    grows=True,
)
DROP = Rule(
    id="sqlite-drop",
    name="dropping what holds no rows on SQLite",
    doc=_page(
        "An index, view or trigger that is dropped.",
        "DROP removes its text, and the pages of an index.",
        "A view or trigger that names it fails from then on; queries that an index served are slow.",
        "When programs still rely on it.",
        "Look for its name in code first; the way back makes it again.",
        "https://www.sqlite.org/lang.html",
    ),
    note="drops {}",
    lock=Lock.EXCLUSIVE,
)
DROP_TABLE = Rule(
    id="sqlite-drop-table",
    name="dropping a table of SQLite",
    doc=_page(
        "A table that is dropped with its rows.",
        "DROP TABLE, with foreign keys off so that no row of another table goes with it.",
        "Its rows are gone; only the backup has them.",
        "Always, where it had rows.",
        "Keep the backup until nobody misses the table.",
        "https://www.sqlite.org/lang_droptable.html",
    ),
    note="drops {} with all its rows",
    lock=Lock.EXCLUSIVE,
    data_loss=DataLoss.IRREVERSIBLE,
    reversal=Reversal.NEEDS_BACKUP,
)
QUARANTINE = Rule(
    id="sqlite-quarantine",
    name="taking rows out of a table of SQLite into another one",
    doc=_page(
        "Rows of a table of SQLite that go into a table of drifttools.",
        "The rows that are in the way are copied into a table whose name begins with drifttools_quarantine_ or"
        " drifttools_mended_, and deleted.",
        "The application does not find them any more, although no value is lost; triggers on DELETE fire.",
        "Somebody still needs the rows, or other tables refer to them: then the executor refuses the COMMIT.",
        "Mend the rows; the way back of the step puts them in again, with their rowids.",
        "https://www.sqlite.org/lang_delete.html",
    ),
    note="takes rows out of {} into a table of drifttools",
    lock=Lock.EXCLUSIVE,
    scans=True,
    data_loss=DataLoss.REVERSIBLE,
)
FILL = Rule(
    id="sqlite-fill-rows",
    name="writing values or rows that are missing on SQLite",
    doc=_page(
        "Null written where a reference leads nowhere, or the row that it should lead to.",
        "An UPDATE or INSERT of the rows that a probe found; what was there, or which rows were made, is kept in a table"
        " whose name begins with drifttools_mended_.",
        "The application sees the new values at once; triggers fire.",
        "Where a program takes null, or a row without its own values, for something else.",
        "Look at the rows first (drift probe --values); the way back writes what was there.",
        "https://www.sqlite.org/lang_update.html",
    ),
    note="writes into rows of {}",
    lock=Lock.EXCLUSIVE,
    scans=True,
    data_loss=DataLoss.REVERSIBLE,
)

SQLITE_RULES: tuple[Rule, ...] = (
    ADD_COLUMN,
    RENAME,
    DROP_COLUMN,
    REBUILD,
    LOSING,
    CREATE,
    CREATE_INDEX,
    DROP,
    DROP_TABLE,
    QUARANTINE,
    FILL,
)
