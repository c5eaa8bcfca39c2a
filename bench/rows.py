"""One large table with rows that are wrong in known ways, and what the data probes have to answer about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg

PARENTS = 100_000
# so many rows of a table with n rows are wrong
WRONG = {
    "unchecked-foreign-keys": lambda n: n // 1_000,
    "suggested-foreign-keys": lambda n: n // 2_000,
    "duplicates": lambda n: n // 5_000,
    "nulls": lambda n: n // 4_000,
    "conversions": lambda n: n // 10_000,
    "outside-enum": lambda n: n // 8_000,
    "sequences": lambda n: n // 2,
}
_BEFORE = """
create type event_status as enum ('open', 'closed');
create table users (id int primary key);
create table teams (id int primary key);
create table events (
    id bigserial primary key, user_id int, team_id int, status text, mail text{unique}, place int{null}, happened {type});
"""
_FILL = """
insert into users select generate_series(1, {parents});
insert into teams select generate_series(1, {parents});
insert into events
select i, case when i % 1000 = 0 then -1 else 1 + i % {parents} end,
       case when i % 2000 = 0 then -1 else 1 + i % {parents} end,
       case when i % 8000 = 0 then 'unattended' else 'open' end, 'm' || (case when i % 5000 = 0 then i - 1 else i end),
       case when i % 4000 = 0 then null else i end,
       case when i % 10000 = 0 then 'tomorrow' else '2026-01-02T03:04:05Z' end
from generate_series(1, {rows}) i;
alter table events add constraint events_user foreign key (user_id) references users not valid;
select setval('events_id_seq', {rows} / 2);
analyze;
"""


def load(actual: str, expected: str, rows: int) -> None:
    """Fill a database with rows, and make another one with the schema that they do not fit."""
    with psycopg.connect(expected, autocommit=True) as connection:
        text = _BEFORE.format(unique=" unique", null=" not null", type="timestamptz")
        connection.execute(text.encode())
    with psycopg.connect(actual, autocommit=True) as connection:
        connection.execute(_BEFORE.format(unique="", null="", type="text").encode())
        connection.execute(_FILL.format(parents=PARENTS, rows=rows).encode())


def wrong(answers: Path, rows: int, timeout_ms: int) -> Iterator[str]:
    """Yield what of the answers is neither right nor an honest "could not check", or took longer than it may."""
    found = {one["probe"]: one for one in json.loads(answers.read_text(encoding="utf-8")) if one["table"] != "public.users"}
    for probe, count in WRONG.items():
        one = found.get(probe)
        if one is None:
            yield f"{probe}: not asked"
        elif one["state"] == "none" or (one["state"] == "found" and one["sampled"] is None and one["rows"] != count(rows)):
            yield f"{probe}: {one['state']} {one['rows']}, and there are {count(rows)}"
        elif one["duration_ms"] > 3 * timeout_ms:  # counted, then sampled, then the keys
            yield f"{probe}: it took {one['duration_ms']} ms"


def told(answers: Path) -> str:
    """Say how many questions were answered, and the longest one."""
    every = json.loads(answers.read_text(encoding="utf-8"))
    states = [one["state"] for one in every]
    tally = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    longest = max(every, key=lambda one: int(one["duration_ms"]))
    return f"{tally}; the longest, {longest['probe']}, took {longest['duration_ms'] / 1000:.1f} s"
