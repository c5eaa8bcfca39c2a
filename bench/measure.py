"""Runs one command and prints its wall time, CPU and peak memory as JSON.

    python -I -S measure.py COMMAND...

A process of its own, and a small one: Linux counts the memory of the parent at the fork into the child's
peak, so a bench that has imported half a library cannot measure a child by itself. The floor is this
interpreter's 9 MB. The command's output goes to /dev/null; standard error passes through.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run, wait, print."""
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        try:
            os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - no shell is what we want
        except OSError as error:
            sys.stderr.write(f"{sys.argv[1]}: {error}\n")
            os._exit(127)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB on Linux
    sys.stdout.write(
        json.dumps(
            {
                "exit": os.waitstatus_to_exitcode(status),
                "wall": wall,
                "cpu": used.ru_utime + used.ru_stime,
                "mb": used.ru_maxrss * unit / 1e6,
            }
        )
    )


main()
