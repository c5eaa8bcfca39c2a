"""Who holds a lock on a SQLite file right now, as the kernel lists it: nothing is written, and the file is not opened.

SQLite locks single bytes of the file, and of the `-shm` beside it in WAL mode (https://www.sqlite.org/src/file/src/os.h,
walformat.html). A file is never opened for this: when a process closes any handle of a file, the kernel takes away all its
locks on that file, those of SQLite too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LISTED = Path("/proc/locks")
_LINE = re.compile(r"\d+: (?:POSIX|OFDLCK) +ADVISORY +(READ|WRITE) (-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) (\d+) (\d+|EOF)")
_PENDING = 0x40000000
_RESERVED, _SHARED = _PENDING + 1, _PENDING + 2
_WAL = {120: "WAL WRITE", 121: "WAL CHECKPOINT", 122: "WAL RECOVER"}
_READERS = range(123, 128)


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that a process holds.

    Args:
        pid: Of the process; 0 where it is of another container, whose processes are not seen here.
        file: The file's name; mode: as SQLite calls it: SHARED, RESERVED, PENDING, EXCLUSIVE, WAL WRITE ...
    """

    pid: int
    program: str
    file: str
    mode: str


def held_locks(path: Path) -> tuple[Held, ...] | None:
    """The locks that other processes hold on a file; None where this system does not list them."""
    try:
        lines = _LISTED.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    files = {}
    for one in (path, path.with_name(path.name + "-shm")):
        if one.exists():
            found = one.stat()
            files[os.major(found.st_dev), os.minor(found.st_dev), found.st_ino] = one.name
    return tuple(sorted(set(_held(lines, files)), key=lambda one: (one.pid, one.file, one.mode)))


def _held(lines: list[str], files: dict[tuple[int, int, int], str]) -> Iterator[Held]:
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            continue
        sort, pid, major, minor, inode, start, end = found.groups()
        name = files.get((int(major, 16), int(minor, 16), int(inode)))
        if name is None or int(pid) == os.getpid():
            continue
        last = int(start) if end == "EOF" else int(end)
        for mode in _modes(int(start), last, writes=sort == "WRITE", shared_memory=name.endswith("-shm")):
            yield Held(max(int(pid), 0), _program(int(pid)), name, mode)


def _modes(first: int, last: int, *, writes: bool, shared_memory: bool) -> Iterator[str]:
    """What the locked bytes mean; one entry can be of several, for neighbours are put together."""
    if shared_memory:
        yield from (mode for byte, mode in _WAL.items() if first <= byte <= last and writes)
        if any(first <= byte <= last for byte in _READERS):
            yield "WAL READ"
        return
    if first <= _RESERVED <= last and writes:
        yield "RESERVED"
    if first <= _PENDING <= last and writes:
        yield "PENDING"
    if last >= _SHARED:
        yield "EXCLUSIVE" if writes else "SHARED"


def _program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
