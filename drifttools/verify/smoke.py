"""Smoke tests: does the application answer, before and after a repair?

An answer is kept only as its status and the database error that it holds, so that the error can be explained in turn.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drifttools.config import SmokeTest
from drifttools.model.verdict import Check, State
from drifttools.redact import redactor
from drifttools.verify.error_text import error_text, shorten
from drifttools.verify.request import Response, ask, refusal, shown_url

GROUP = "smoke"


@dataclass(frozen=True, slots=True)
class SmokeResult:
    """The outcome of one smoke test.

    Args:
        check: What was asked, expected and found.
        error_text: The database error in the answer, as the server worded it: what `explain` takes. Else empty.
    """

    check: Check
    error_text: str = ""


def smoke(
    tests: Iterable[SmokeTest],
    *,
    before: Mapping[str, SmokeResult] | None = None,
    timeout_s: float = 10.0,
    follow_redirects: bool = False,
    environ: Mapping[str, str] | None = None,
) -> tuple[SmokeResult, ...]:
    """Ask every endpoint once, in order.

    Args:
        tests: What is asked and what is expected.
        before: Results of an earlier run by name: an endpoint that still fails, but with another error, is PARTIAL.
        timeout_s: For each request with its body.
        follow_redirects: Whether redirects are followed. By default the redirect itself is the answer.
        environ: Where header values come from; the process's environment by default.

    Returns:
        One result a test. PASS: status and text are as expected. PARTIAL: the status is right and the text is missing,
        or the error is not the one from before. FAIL: any other answer, or none in time. NOT RUN: it could not be asked.
    """
    environ = os.environ if environ is None else environ
    earlier = before or {}
    return tuple(
        _run(test, earlier.get(test.name), timeout_s, environ, follow_redirects=follow_redirects) for test in tests
    )


def _run(
    test: SmokeTest, before: SmokeResult | None, timeout_s: float, environ: Mapping[str, str], *, follow_redirects: bool
) -> SmokeResult:
    problem = refusal(test.url)
    missing = sorted({variable for variable in test.headers_from_env.values() if not environ.get(variable)})
    if missing and not problem:
        problem = f"the environment has no {', '.join(missing)}"
    if problem:
        return SmokeResult(_check(test, State.NOT_RUN, "", problem))
    headers = {header: environ[variable] for header, variable in test.headers_from_env.items()}
    for secret in headers.values():
        redactor.add(secret)  # an error page may show the request
    response = ask(test.url, test.method, headers, timeout_s=timeout_s, follow_redirects=follow_redirects)
    found = error_text(response.body)
    state, reason = _judge(test, response, found, before)
    actual = f"status {response.status}" if response.status else "no answer"
    actual += f": {found}" if found and state is not State.PASS else ""
    return SmokeResult(_check(test, state, actual, reason, response.duration_ms), "" if state is State.PASS else found)


def _judge(test: SmokeTest, response: Response, found: str, before: SmokeResult | None) -> tuple[State, str]:
    if response.problem:
        return (State.FAIL if response.timed_out else State.NOT_RUN), response.problem
    if response.status == test.expect_status:
        if test.expect_text is None or test.expect_text in response.body:
            return State.PASS, ""
        return State.PARTIAL, f"the status is right, but the answer lacks {shorten(test.expect_text, 80)!r}"
    if found and before is not None and before.error_text not in ("", found):
        return State.PARTIAL, f"the error from before is gone ({before.error_text}), another one came up: {found}"
    if response.location and not found:
        return State.FAIL, f"it redirects to {shorten(shown_url(response.location), 120)}"
    return State.FAIL, found or "the answer holds no error text that is known"


def _check(test: SmokeTest, state: State, actual: str, reason: str, duration_ms: int = 0) -> Check:
    expected = f"status {test.expect_status}"
    if test.expect_text is not None:
        expected += f" and the text {shorten(test.expect_text, 80)!r}"
    headers = "".join(f" -H '{header}: ${variable}'" for header, variable in sorted(test.headers_from_env.items()))
    url = redactor.clean(shown_url(test.url)) if not refusal(test.url) else "a URL that is not shown"
    return Check(
        group=GROUP,
        name=test.name,
        state=state,
        expected=expected,
        actual=actual,
        query=f"{test.method.upper()} {url}{headers}",
        reason=reason,
        duration_ms=duration_ms,
    )
