"""A test hook: ends the process at a named point, as a power cut would. Inert unless `DT_FAULT` is set.

Points are `s03:before` and `s03:after` (around a step), `commit:before` and `commit:after`, `journal:<event>` (after the
record of that event was written) and `journal:<event>:torn` (in the middle of it).
"""

from __future__ import annotations

import os
import signal

VARIABLE = "DT_FAULT"


def armed(point: str) -> bool:
    """Whether a test wants the process to end at this point."""
    return os.environ.get(VARIABLE) == point


def fault(point: str) -> None:
    """End the process here if a test asked for it. SIGKILL: nothing gets to clean up."""
    if armed(point):
        os.kill(os.getpid(), signal.SIGKILL)
