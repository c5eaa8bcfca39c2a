"""What was done, written down twice: in the database with the change itself, and in the incident folder before and after.

`drifttools.journal` in the target database gets its rows in the same transaction as the steps they speak of: such a row
is the proof of the commit. Rows are only ever inserted; grant other roles INSERT and SELECT on it, never more.

`journal.jsonl` in the incident folder has an intent, synced to disk, before anything happens, and an outcome after it.
Each record holds the hash of all that came before, h_n = SHA-256(h_{n-1} || record): an edit shows. That the tail was
cut off does not, hence the hash of the last record is in the database's rows and in the report too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drifttools.errors import ApplyError
from drifttools.model.codec import canonical_json
from drifttools.redact import redactor
from drifttools.repair.faults import armed, fault

FILE = "journal.jsonl"
_START = hashlib.sha256(b"drifttools journal 1").hexdigest()

# ------------------------------------------------------------------------------------------------ in the database

CREATE_SCHEMA = "create schema drifttools"
CREATE_TABLE = """
create table drifttools.journal (
    id bigint generated always as identity primary key,
    at timestamptz not null default pg_catalog.clock_timestamp(),
    xid text not null default pg_catalog.pg_current_xact_id()::text,
    role text not null default current_user,
    run text not null,
    plan text not null,
    digest text not null,
    event text not null,
    step text not null default '',
    state text not null default '',
    detail text not null default '',
    chain text not null default ''
)
"""
COMMENT = """
comment on table drifttools.journal is
    'What drifttools changed here, written in the same transaction as the change. Rows are only ever inserted.'
"""
INSERT = """
insert into drifttools.journal (run, plan, digest, event, step, state, detail, chain)
values (%s, %s, %s, %s, %s, %s, %s, %s)
"""
SELECT = """
select event, step, state, xid, at, role, run from drifttools.journal where digest = %s order by id
"""
MAY_USE = """
select pg_catalog.to_regclass('drifttools.journal') is not null,
       pg_catalog.to_regnamespace('drifttools') is not null,
       case when pg_catalog.to_regnamespace('drifttools') is null
            then pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create')
            else pg_catalog.has_schema_privilege('drifttools', 'usage') end,
       case when pg_catalog.to_regclass('drifttools.journal') is not null
            then pg_catalog.has_table_privilege('drifttools.journal', 'insert')
                 and pg_catalog.has_table_privilege('drifttools.journal', 'select')
            when pg_catalog.to_regnamespace('drifttools') is not null
            then pg_catalog.has_schema_privilege('drifttools', 'create')
            else true end
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the database's own journal says of one plan, since it was last rolled back.

    Args:
        done: Steps that are committed, in order.
        open: Steps outside a transaction that were begun and have no outcome.
        halfway: Those that were begun and neither done nor taken back since, though they may have failed in between.
        state: The fingerprint after the last commit; empty before the first.
        complete: Whether all of the plan is done.
        rolled_back: Whether the plan was applied, or partly, and then taken back.
        xids: The transactions that wrote about it.
        at: When the last of them did.
    """

    done: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    state: str = ""
    complete: bool = False
    rolled_back: bool = False
    xids: tuple[str, ...] = ()
    at: str = ""
    halfway: tuple[str, ...] = ()


def recorded(rows: list[tuple[Any, ...]]) -> Recorded:
    """Read the rows of `SELECT`."""
    done: dict[str, None] = {}
    started: dict[str, None] = {}
    halfway: dict[str, None] = {}
    xids: dict[str, None] = {}
    complete = rolled_back = False
    state = last = ""
    for event, step, after, xid, at, *_ in rows:
        if event == "intent":
            started[step] = halfway[step] = None
        elif event == "failed":
            started.pop(step, None)
        elif event == "done":
            started.pop(step, None)
            halfway.pop(step, None)
            done[step], rolled_back = None, False
        elif event == "undone":
            started.pop(step, None)
            halfway.pop(step, None)
            done.pop(step, None)
            complete = False
        elif event == "rolled back":
            done, started, halfway, complete, rolled_back = {}, {}, {}, False, True
        elif event == "applied":
            complete = True
        state = after or state
        xids[xid] = None
        last = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    return Recorded(tuple(done), tuple(started), state, complete, rolled_back, tuple(xids), last, tuple(halfway))


# ------------------------------------------------------------------------------------------------ in the folder


@dataclass(frozen=True, slots=True)
class ChainState:
    """What a look at a journal file gives.

    Args:
        records: How many hold together.
        head: The hash of the last of them.
        intact: False where a record was altered, removed or put in; `problem` says which.
        torn_bytes: The length of a last line that was cut off; it is ignored, and is no alteration.
    """

    records: int
    head: str
    intact: bool
    problem: str = ""
    torn_bytes: int = 0


def verify_chain(path: Path, *, head: str | None = None) -> ChainState:
    """Check every record of a journal file.

    Args:
        path: The file; a missing one is an empty journal.
        head: A hash that is known from elsewhere (the database's journal, a report): the chain must hold it.
    """
    return _read(path, head)[1]


def read_journal(path: Path) -> tuple[Mapping[str, Any], ...]:
    """The records up to the first that does not hold, or that is torn."""
    return tuple(_read(path, None)[0])


def _read(path: Path, wanted: str | None) -> tuple[list[Mapping[str, Any]], ChainState]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    *lines, tail = data.split(b"\n")
    records: list[Mapping[str, Any]] = []
    last, seen, problem = _START, {_START}, ""
    for number, line in enumerate(lines, start=1):
        record, problem = _check(line, number, last)
        if record is None:
            break
        records.append(record)
        last = str(record["hash"])
        seen.add(last)
    if not problem and wanted is not None and wanted not in seen:
        problem = "the record that is known from elsewhere is not in it: its end was cut off"
    return records, ChainState(len(records), last, not problem, problem, len(tail))


def _check(line: bytes, number: int, last: str) -> tuple[Mapping[str, Any] | None, str]:
    try:
        record = json.loads(line.decode("utf-8", "surrogatepass"))
        claimed = record.pop("hash")
        computed = _hash(last, record)
    except (ValueError, KeyError, AttributeError, TypeError):
        return None, f"line {number} is not a record"
    if claimed != computed:
        return None, f"record {number} was altered, or one before it is missing"
    if line != _line(record, claimed):
        return None, f"record {number} is written otherwise than it was"
    return {**record, "hash": claimed}, ""


def _hash(last: str, record: Mapping[str, Any]) -> str:
    return hashlib.sha256(bytes.fromhex(last) + canonical_json(record).encode("utf-8", "surrogatepass")).hexdigest()


def _line(record: Mapping[str, Any], own_hash: str) -> bytes:
    return canonical_json({**record, "hash": own_hash}).encode("utf-8", "surrogatepass")


def utc_now() -> datetime:
    """The wall clock in UTC."""
    return datetime.now(UTC)


class Journal:
    """The journal file of an incident, open for appending.

    A last line that was cut off (the machine lost power while it was written) is taken away and noted in a record.

    Args:
        folder: The incident folder; it is made if it is missing.
        run: The id of this run; `plan`: of the plan.
        now: The wall clock, in UTC.
        monotonic: Seconds, for durations.

    Raises:
        ApplyError: The file cannot be written; that is before anything was changed.
    """

    def __init__(
        self,
        folder: Path,
        *,
        run: str,
        plan: str,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = folder / FILE
        self._now, self._monotonic = now, monotonic
        self._start = monotonic()
        self._common = {"run": run, "plan": plan}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            records, state = _read(self.path, None)
            if not state.intact:
                raise ApplyError(
                    f"{self.path} was altered: {state.problem}; nothing was changed",
                    hint="keep that file as evidence, and apply into a new incident folder",
                )
            self.head = state.head
            self._next = len(records) + 1
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            if state.torn_bytes:
                os.ftruncate(self._file, self.path.stat().st_size - state.torn_bytes)
                self.write("torn tail ignored", bytes=state.torn_bytes)
            _sync_folder(folder)
        except OSError as problem:
            raise _unwritable(self.path, problem) from problem

    def write(self, event: str, **detail: Any) -> str:
        """Append a record and sync it to disk.

        Args:
            event: What happened, or is about to.
            detail: JSON values; secrets in them are replaced.

        Returns:
            The hash of the record.

        Raises:
            ApplyError: It could not be written.
        """
        record = {
            "seq": self._next,
            "at": self._now().astimezone(UTC).isoformat(timespec="microseconds"),
            "elapsed_ms": self.elapsed_ms,
            "event": event,
            **self._common,
            **_clean(detail),
        }
        own_hash = _hash(self.head, record)
        data = _line(record, own_hash) + b"\n"
        size = os.fstat(self._file).st_size
        try:
            if armed(f"journal:{event}:torn"):
                os.write(self._file, data[: len(data) // 2])
                fault(f"journal:{event}:torn")
            _write_all(self._file, data)
            os.fsync(self._file)
        except OSError as problem:
            # half a line in the middle would look like an alteration to whoever reads the journal later
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, size)
            raise _unwritable(self.path, problem) from problem
        self.head = own_hash
        self._next += 1
        fault(f"journal:{event}")
        return own_hash

    @property
    def elapsed_ms(self) -> int:
        """Since this run opened the journal."""
        return round((self._monotonic() - self._start) * 1000)

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redactor.clean(value)
    if isinstance(value, Mapping):
        return {str(name): _clean(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(inner) for inner in value]
    return value


def _write_all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:  # a disk that becomes full takes a part, and says so only when it is given the rest
        left = left[os.write(file, left) :]


def _sync_folder(folder: Path) -> None:
    # A new file is only there after a crash once its folder was synced too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, problem: OSError) -> ApplyError:
    return ApplyError(
        f"the journal {path} cannot be written: {problem.strerror or problem}",
        hint="make room, then run the command again; without a journal nothing is changed",
    )
