"""What a migration for SQLite runs: these functions stand in it as they stand here, for it may not import drifttools.

SQLite has no IF, and hardly any check of a step turns with it: a table that is written anew is there before and after. So
a migration knows tables by what their definitions say: as they were when the plan was made (then there is something to
do), as they are to be (then there is nothing), or otherwise (then nobody planned for it, and it refuses).
"""

from __future__ import annotations

import hashlib
import re

# spaces and comments, literals, quoted names, and all else
TOKEN = re.compile(
    r"(\s+|--[^\n]*|/\*.*?\*/)|('(?:[^']|'')*')|(\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\[[^\]]*\])|(\w+|.)", re.DOTALL
)


def meant(sql):
    """Give what a definition says: equal for two that differ in spaces, quotes, case, or the order of a table's parts."""
    depth = 0
    parts = [[]]
    for blank, literal, name, other in TOKEN.findall(sql):
        if blank:
            continue
        depth -= other == ")"
        if (depth == 1 and other == ",") or (depth == 0 and other == ")"):
            parts.append([])
        else:
            parts[-1].append(literal or (name[1:-1] or other).lower())
        if other == "(":
            depth += 1
            if depth == 1:
                parts.append([])
    said = [" ".join(part) for part in parts]
    return "\n".join(sorted(said) if said[0].startswith("create table ") else said)


def standing(ask, names):
    """Give a digest of what the definitions of some tables and views, and of all that is on them, say."""
    rows = ask("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    found = [
        (kind, name.lower(), meant(sql))
        for kind, name, table, sql in rows
        if (name.lower() in names or table.lower() in names) and not name.lower().startswith("sqlite_")
    ]
    return hashlib.sha256(repr(sorted(found)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def wanted(ask, tables, forth):
    """Give the tables with something to do; raise where one is neither as it was nor as it is to be."""
    todo = []
    noting = ask("SELECT count(*) FROM sqlite_master WHERE name = 'drifttools_journal'")[0][0]
    for label, (names, before, done, noted) in tables.items():
        found = standing(ask, names)
        if forth and found not in done:
            if found != before:
                raise RuntimeError(
                    label + " is neither as it was when this repair was planned nor as it is to be: nothing was changed. "
                    "Look at this database by itself: drift audit"
                )
            todo.append(label)
        elif not forth and noting and ask(noted)[0][0]:
            if found != done[0]:
                raise RuntimeError(label + " was changed since this repair was made, which cannot be taken back")
            todo.append(label)
    return todo


def run(ask, tables, steps, forth):
    """Do all that there is to do, or take back all that was done here: the whole of it or nothing."""
    todo = wanted(ask, tables, forth)
    afterwards = {one: (tables[one][0], tables[one][2][0] if forth else tables[one][1]) for one in todo}
    statements = [statement for _, label, some in steps if label in todo or (todo and not label) for statement in some]
    # dropping a table whose rows others refer to would delete those, or be refused
    enforced = any(one.startswith("DROP TABLE") for one in statements) and ask("PRAGMA foreign_keys")[0][0]
    if enforced:
        ask("PRAGMA foreign_keys = OFF")
    if enforced and ask("PRAGMA foreign_keys")[0][0]:
        raise RuntimeError(
            "foreign keys are enforced in a transaction that has begun: a table cannot be written anew in it without "
            "taking rows of others along. Connect without PRAGMA foreign_keys = ON for migrations, or begin none before"
        )
    try:
        ask("SAVEPOINT drifttools")
        try:
            carry_out(ask, statements, afterwards)
        except BaseException:
            ask("ROLLBACK TO drifttools")
            ask("PRAGMA legacy_alter_table = OFF")
            raise
        finally:
            ask("RELEASE drifttools")
    finally:
        if enforced:
            ask("PRAGMA foreign_keys = ON")


def carry_out(ask, statements, afterwards):
    """Send the statements, and look at what they made."""
    broken = {tuple(row) for row in ask("PRAGMA foreign_key_check")}
    for statement in statements:
        ask(statement)
    for label, (names, to_be) in afterwards.items():
        if standing(ask, names) != to_be:
            raise RuntimeError(label + " is not as it should be afterwards: nothing was changed")
    if {tuple(row) for row in ask("PRAGMA foreign_key_check")} - broken:
        raise RuntimeError("rows would refer to what is not there: nothing was changed")
