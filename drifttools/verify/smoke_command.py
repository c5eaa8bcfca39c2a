"""A smoke test that is a command: exit code and text. Of its output only the error text of a database is kept."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from drifttools.config import SmokeTest
from drifttools.expected.child import end
from drifttools.model.verdict import Check, State
from drifttools.redact import redactor
from drifttools.verify.error_text import error_text, shorten
from drifttools.verify.smoke_result import GROUP, SmokeResult, failed

_MOST_BYTES = 1 << 20


def run_command(test: SmokeTest, before: SmokeResult | None, root: Path, environ: Mapping[str, str]) -> SmokeResult:
    """Run it once; see `smoke`."""
    started = time.monotonic()
    try:
        code, output = _run(test, root, environ)
    except OSError as problem:
        return _result(test, State.NOT_RUN, "", f"it could not be started: {problem.strerror or type(problem).__name__}", 0)
    took = round((time.monotonic() - started) * 1000)
    found = error_text(output)
    if code is None:
        return _result(test, State.FAIL, "no end", f"no end within {test.timeout_s:g} s", took, found)
    actual = f"exit code {code}"
    if code != test.expect_exit:
        state, reason = failed(found, before, "its output holds no error text that is known")
        return _result(test, state, actual + (f": {found}" if found else ""), reason, took, found)
    if test.expect_text is not None and test.expect_text not in output:
        lacks = f"the exit code is right, but the output lacks {shorten(test.expect_text, 80)!r}"
        return _result(test, State.PARTIAL, actual, lacks, took, found)
    if test.max_ms is not None and took > test.max_ms:
        return _result(test, State.PARTIAL, actual, f"it took {took:,} ms, and {test.max_ms:,} are wanted", took)
    return _result(test, State.PASS, actual, "", took)


def _run(test: SmokeTest, root: Path, environ: Mapping[str, str]) -> tuple[int | None, str]:
    """Exit code, None where it did not end in time, and the end of what it printed."""
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(
            test.command,
            cwd=root,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # what it starts ends with it
        )
        try:
            code: int | None = process.wait(test.timeout_s)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            end(process)
        size = printed.seek(0, os.SEEK_END)
        printed.seek(max(0, size - _MOST_BYTES))
        return code, printed.read().decode(errors="replace")


def _result(test: SmokeTest, state: State, actual: str, reason: str, took: int, found: str = "") -> SmokeResult:
    expected = f"exit code {test.expect_exit}"
    if test.expect_text is not None:
        expected += f" and the text {shorten(test.expect_text, 80)!r}"
    query = redactor.clean(shlex.join(test.command))
    check = Check(GROUP, test.name, state, expected, actual, query, reason, took)
    return SmokeResult(check, "" if state is State.PASS else found)
