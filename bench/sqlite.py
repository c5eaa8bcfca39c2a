"""Makes a SQLite file with many tables for the bench, and the commands that read it: ours and SQLAlchemy's."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TYPES = ("INTEGER", "VARCHAR(40)", "DATETIME", "NUMERIC(10, 2)", "BOOLEAN")
COLUMNS = 12
# reflecting follows foreign keys one within the other, and a long chain of them would end in a RecursionError
PARENTS = 10
# as often as bench/generate.py makes them for PostgreSQL
VIEW_EVERY, TRIGGER_EVERY = 10, 4
BASELINE = "SQLite: SQLAlchemy MetaData.reflect"

REFLECT = (
    "import sys, sqlalchemy as sa\n"
    "metadata = sa.MetaData()\n"
    "metadata.reflect(sa.create_engine('sqlite:///' + sys.argv[1]))\n"
    "assert metadata.tables\n"
)
INSPECT = (
    "import sys, sqlalchemy as sa\n"
    "inspector = sa.inspect(sa.create_engine('sqlite:///' + sys.argv[1]))\n"
    "found = [getattr(inspector, 'get_multi_' + what)() for what in ('columns', 'pk_constraint', 'foreign_keys',"
    " 'indexes', 'unique_constraints', 'check_constraints')]\n"
    "assert all(found)\n"
)


def statements(tables: int) -> Iterator[str]:
    """Give the statements of a schema: each table with a key, a unique and a foreign key, a check and two indexes."""
    for number in range(tables):
        columns = "".join(
            f", c{place} {TYPES[place % len(TYPES)]}{' NOT NULL' if place % 3 == 0 else ''}"
            f"{' DEFAULT 0' if place % 7 == 0 else ''}"
            for place in range(COLUMNS)
        )
        parent = f", CONSTRAINT fk_{number} FOREIGN KEY(p_id) REFERENCES t{number % PARENTS} (id) ON DELETE CASCADE"
        yield (
            f"CREATE TABLE t{number} (id INTEGER NOT NULL, p_id INTEGER{columns}, CONSTRAINT pk_{number} PRIMARY KEY (id),"
            f" CONSTRAINT uq_{number} UNIQUE (c1, c2), CONSTRAINT ck_{number} CHECK (c0 >= 0)"
            f"{parent if number >= PARENTS else ''})"
        )
        # reflecting warns of an index on an expression and leaves it out: it would not read the same
        yield f"CREATE INDEX ix_{number}_p ON t{number} (p_id) WHERE c4"
        yield f"CREATE INDEX ix_{number}_c ON t{number} (c1, c3 DESC)"
        if number % VIEW_EVERY == 0:
            yield f"CREATE VIEW v{number} AS SELECT id, c1, c0 + c5 AS total FROM t{number} WHERE c4 ORDER BY c2"
        if number % TRIGGER_EVERY == 0:
            yield (
                f"CREATE TRIGGER tr_{number} AFTER UPDATE OF c0 ON t{number} FOR EACH ROW WHEN NEW.c0 <> OLD.c0"
                f" BEGIN UPDATE t{number} SET c2 = CURRENT_TIMESTAMP WHERE id = NEW.id; END"
            )


def load(path: Path, tables: int) -> None:
    """Make the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("begin")
        for statement in statements(tables):
            connection.execute(statement)
        connection.execute("commit")


def drift(path: Path, to: Path) -> None:
    """Make a copy in which one column is gone."""
    shutil.copy(path, to)
    with closing(sqlite3.connect(to)) as connection:
        connection.execute("ALTER TABLE t7 DROP COLUMN c5")
        connection.commit()
