"""One run per target: two repairs at once would plan for a state that the other one is changing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from drifttools.errors import BusyError, NotebookError
from drifttools.incident.folder import slug_of


@contextlib.contextmanager
def one_run(reports: Path, target: str) -> Iterator[None]:
    """Hold the lock of a target. The kernel of the system gives it back whatever becomes of this process.

    Raises:
        BusyError: Another run holds it.
        NotebookError: The folder cannot be written.
    """
    if sys.platform == "win32":  # no flock there; the executor's advisory lock in the database still holds
        yield
        return
    import fcntl

    folder = reports / ".locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{slug_of(target or 'any')}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise NotebookError(f"{reports} cannot be written: {problem.strerror}", hint="give another --reports") from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(
                f"another notebook is running on {target or 'the same target'}",
                hint="wait until it has ended; the lock goes with its process",
            ) from None
        yield
    finally:
        os.close(handle)
