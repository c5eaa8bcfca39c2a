"""What a person asks first of a SQLite file, as frames of the same columns as those of a server; what it has not, is said.

It has no roles and no search_path: a name is looked for in `temp`, in `main`, then in what the connection has attached. It
locks whole files, and knows sizes only where it was built with `dbstat`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, LiteralString

from drifttools.catalog.sqlite_connect import connect_sqlite, path_of, refused
from drifttools.catalog.sqlite_evidence import count_sqlite_rows
from drifttools.catalog.sqlite_locks import Held, held_locks
from drifttools.catalog.sqlite_names import names_in
from drifttools.sql.compose import compose, word
from drifttools.sql.sqlite_folding import folded

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.config import Target

_INSTRUCTIONS = 100_000  # of SQLite's machine between two looks at the clock
_NO_PATH = "SQLite has no search_path and no roles: a name is looked for in temp, in main, then in what is attached"
_SIZES: LiteralString = """
    with held as (select name, pgsize from dbstat where aggregate = 1), stats as ({})
    select t.name, t.type, stats.rows, coalesce(sum(h.pgsize) filter (where s.type = 'table'), 0),
           coalesce(sum(h.pgsize) filter (where s.type = 'index'), 0)
    from pragma_table_list t
    join main.sqlite_schema s on s.tbl_name = t.name and s.type in ('table', 'index')
    left join held h on h.name = s.name
    left join stats on stats.name = t.name
    where t.schema = 'main' and t.type <> 'view' and substr(t.name, 1, 7) <> 'sqlite_'
    group by 1, 2, 3
"""
_ANALYZED = word("select tbl as name, max(cast(stat as integer)) as rows from main.sqlite_stat1 group by tbl")
_NEVER_ANALYZED = word("select null as name, null as rows where false")
_PAGES = """
    select page_size, page_count, freelist_count
    from pragma_page_size, pragma_page_count, pragma_freelist_count
"""
_TABLES = """
    select t.name, t.type, null, null, null from pragma_table_list t
    where t.schema = 'main' and t.type <> 'view' and substr(t.name, 1, 7) <> 'sqlite_'
"""
_CALLED = {"virtual": "virtual table", "shadow": "shadow table"}


def sqlite_search_path(target: Target) -> pd.DataFrame:
    """Where SQLite looks for a name, in the form of `search_path`; `attrs["said"]` tells that it has none."""
    import pandas as pd

    attached = [str(name) for name in _databases(target) if name not in ("main", "temp")]
    schemas = ["temp", "main", *attached]
    origin = ["of each connection, gone with it", "the file", *("attached by this connection" for _ in attached)]
    frame = pd.DataFrame(
        {
            "position": pd.Series(range(1, len(schemas) + 1), dtype="Int64"),
            "schema": pd.Series(schemas, dtype="string"),
            "exists": pd.Series([one != "temp" for one in schemas], dtype="boolean"),
            "usable": pd.Series([one != "temp" for one in schemas], dtype="boolean"),
            "origin": pd.Series(origin, dtype="string"),
        }
    )
    frame.attrs |= {"role": "", "setting": ", ".join(schemas), "database": path_of(target).name, "said": _NO_PATH}
    return frame


def sqlite_presence(target: Target, names: Iterable[str], *, rows: bool = False) -> pd.DataFrame:
    """Which object is in `main`, in the form of `presence`: what is temporary or attached belongs to other connections."""
    import pandas as pd

    wanted = list(dict.fromkeys(names))
    held: dict[str, list[tuple[str, str]]] = {}
    for kind, name, on in names_in(target):
        if kind != "column":
            held.setdefault(folded(name), []).append((f"{kind} on {on}" if on else kind, name))
    counts = {}
    if rows:
        tables = [name for one in wanted for kind, name in held.get(folded(one), ()) if kind == "table"]
        frame = count_sqlite_rows(target, [("main", name) for name in tables])
        known = frame["rows"].notna().tolist()
        counts = {
            name: f" ({int(number):,} rows)" if is_known else " (could not count)"
            for name, number, is_known in zip(frame["table"], frame["rows"], known, strict=True)
        }
    cells = [
        ", ".join(kind + (counts.get(name, "") if kind == "table" else "") for kind, name in held.get(folded(one), ()))
        for one in wanted
    ]
    return pd.DataFrame({"object": pd.Series(wanted, dtype="string"), "main": pd.Series(cells, dtype="string")})


def sqlite_sizes(target: Target, *, timeout_ms: int = 10_000) -> pd.DataFrame:
    """Tables, the largest first, in the form of `sizes`.

    Returns:
        `rows_estimate` is what ANALYZE has counted, if it ever ran. Where SQLite was built without `dbstat`, or a large
        file takes too long, sizes are <NA> and `reason` says why. `attrs` has `file_bytes`, `free_bytes`, `page_size`.
    """
    import pandas as pd

    with closing(connect_sqlite(target)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            rows, reason = _measured(connection, timeout_ms)
            page, pages, free = map(int, connection.execute(_PAGES).fetchone())
        except sqlite3.Error as problem:
            raise refused(target, problem) from problem
    records = [
        ("main", name, _CALLED.get(kind, kind), count, table, index, _together(table, index), reason)
        for name, kind, count, table, index in rows
    ]
    columns = ("schema", "relation", "kind", "rows_estimate", "table_bytes", "index_bytes", "total_bytes", "reason")
    frame = pd.DataFrame.from_records(records, columns=list(columns))
    texts = dict.fromkeys(("schema", "relation", "kind", "reason"), "string")
    numbers = dict.fromkeys(("rows_estimate", "table_bytes", "index_bytes", "total_bytes"), "Int64")
    frame = frame.astype({**texts, **numbers})
    frame = frame.sort_values(["total_bytes", "relation"], ascending=[False, True], na_position="first", ignore_index=True)
    frame.attrs |= {"page_size": page, "file_bytes": page * pages, "free_bytes": page * free}
    return frame


_Measured = tuple[str, str, int | None, int | None, int | None]
"""Name, type, rows as ANALYZE counted them, bytes of the table and of its indexes."""


def _measured(connection: sqlite3.Connection, timeout_ms: int) -> tuple[list[_Measured], str]:
    analyzed = connection.execute("select 1 from main.sqlite_schema where name = 'sqlite_stat1'").fetchone()
    until = time.monotonic() + timeout_ms / 1000
    connection.set_progress_handler(lambda: time.monotonic() > until, _INSTRUCTIONS)
    try:
        return connection.execute(str(compose(_SIZES, _ANALYZED if analyzed else _NEVER_ANALYZED))).fetchall(), ""
    except sqlite3.OperationalError as problem:
        words = str(problem)
        if "dbstat" in words:
            reason = "could not check: this SQLite was built without dbstat, and only the size of the file is known"
        elif "interrupted" in words:
            reason = f"could not check: it takes longer than {timeout_ms} ms, for every page is looked at"
        else:
            raise
    finally:
        connection.set_progress_handler(None, 0)
    return connection.execute(_TABLES).fetchall(), reason


def _together(table: int | None, index: int | None) -> int | None:
    return None if table is None or index is None else table + index


def sqlite_locks(target: Target) -> pd.DataFrame:
    """The locks of other processes on the file, in the form of `locks`, and how it keeps its journal.

    Returns:
        `attrs` has `journal_mode`, `wal_bytes` and `journal_bytes` (0 for no such file), and `said` where this system does
        not tell who holds a lock: then there is a row without a pid if, and only if, the file cannot be read now.
    """
    import pandas as pd

    path = path_of(target)
    mode, problem = _journal_mode(target)
    found = held_locks(path)
    said = "" if found is not None else "could not check: this system does not list who has locked a file"
    if found is None:
        found = (Held(0, "", path.name, "EXCLUSIVE"),) if problem else ()
    records = [(one.pid or None, "", one.program, "", None, "main", one.file, "file", one.mode, True, "") for one in found]
    frame = pd.DataFrame.from_records(records, columns=list(_LOCK_TYPES)).astype(_LOCK_TYPES)
    sizes = {f"{name}_bytes": _size(target, f"-{name}") for name in ("wal", "journal")}
    frame.attrs |= {"journal_mode": mode, **sizes, "said": said}
    return frame


_LOCK_TYPES = {
    "pid": "Int64",
    "role": "string",
    "application": "string",
    "state": "string",
    "transaction_seconds": "Int64",
    "schema": "string",
    "relation": "string",
    "type": "string",
    "mode": "string",
    "granted": "boolean",
    "blocked_by": "string",
}


def _journal_mode(target: Target) -> tuple[str, str]:
    """`delete`, `wal` ..., or `could not check`, and what SQLite said."""
    from drifttools.errors import CatalogError

    try:
        with closing(connect_sqlite(target, lock_timeout_ms=0)) as connection:
            found = connection.execute("pragma journal_mode").fetchone()[0]
    except CatalogError as problem:  # it is locked just now
        return "could not check", problem.what
    return found.decode() if isinstance(found, bytes) else str(found), ""


def _size(target: Target, suffix: str) -> int:
    beside = path_of(target)
    beside = beside.with_name(beside.name + suffix)
    return beside.stat().st_size if beside.exists() else 0


def _databases(target: Target) -> list[str]:
    with closing(connect_sqlite(target)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return [str(row[1]) for row in connection.execute("pragma database_list")]
