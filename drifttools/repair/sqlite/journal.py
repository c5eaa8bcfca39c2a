"""The table of a SQLite database in which its changes are written down, in the transaction that makes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from drifttools.repair import journal
from drifttools.repair.journal import Recorded

CREATE = """
create table if not exists drifttools_journal (
    id integer primary key,
    at text not null default (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    run text not null,
    "plan" text not null,
    digest text not null,
    event text not null,
    step text not null default '',
    state text not null default '',
    detail text not null default '',
    chain text not null default ''
)
"""
HAS = "select count(*) from sqlite_schema where type = 'table' and name = 'drifttools_journal'"
INSERT = """
insert into drifttools_journal (run, "plan", digest, event, step, state, detail, chain) values (?, ?, ?, ?, ?, ?, ?, ?)
"""
BACKUP = "select detail from drifttools_journal where digest = ? and event = 'applied' order by id"
BACKUPS = "select detail from drifttools_journal where digest = ? and event in ('applied', 'rolled back')"
SELECT = "select event, step, state, run, at from drifttools_journal where digest = ? order by id"


def recorded(rows: list[tuple[Any, ...]]) -> Recorded:
    """Read the rows of `SELECT`: what the plan has done, and the state after it."""
    return journal.recorded([(*row[:4], datetime.fromisoformat(row[4]).replace(tzinfo=UTC)) for row in rows])
