"""Smoke tests: does the application answer, before and after a repair?

An answer is kept only as its status and the database error that it holds, so that the error can be explained in turn.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from drifttools.config import SmokeTest, Target
from drifttools.verify.smoke_command import run_command
from drifttools.verify.smoke_http import run_request
from drifttools.verify.smoke_result import GROUP, SmokeResult
from drifttools.verify.smoke_sql import run_query

__all__ = ["GROUP", "SmokeResult", "smoke"]


def smoke(
    tests: Iterable[SmokeTest],
    *,
    before: Mapping[str, SmokeResult] | None = None,
    timeout_s: float | None = None,
    follow_redirects: bool = False,
    environ: Mapping[str, str] | None = None,
    target: Target | None = None,
    root: Path | None = None,
) -> tuple[SmokeResult, ...]:
    """Run every test once, in order.

    Args:
        tests: What is asked and what is expected.
        before: Results of an earlier run by name: what still fails, but with another error, is PARTIAL.
        timeout_s: For each request with its body; else what the test says.
        follow_redirects: Whether redirects are followed. By default the redirect itself is the answer.
        environ: Where header values come from, and what commands get; the process's environment by default.
        target: The database that queries are sent to.
        root: Where commands run; the current directory by default.

    Returns:
        One result a test. PASS: all is as expected. PARTIAL: the status is right and text, JSON or time is not, or the
        error is not the one from before. FAIL: any other answer, or none in time. NOT RUN: it could not be asked.
    """
    environ = os.environ if environ is None else environ
    earlier = before or {}
    found = []
    for test in tests:
        was = earlier.get(test.name)
        if test.url:
            limit = test.timeout_s if timeout_s is None else timeout_s
            found.append(run_request(test, was, limit, environ, follow_redirects=follow_redirects))
        elif test.sql:
            found.append(run_query(test, was, target))
        else:
            found.append(run_command(test, was, root or Path.cwd(), environ))
    return tuple(found)
