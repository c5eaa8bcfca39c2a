"""A smoke test that is a request: status, text, places in JSON, time."""

from __future__ import annotations

import json
from collections.abc import Mapping

from drifttools.config import SmokeTest
from drifttools.model.verdict import Check, State
from drifttools.redact import redactor
from drifttools.verify.error_text import error_text, shorten
from drifttools.verify.json_path import apart
from drifttools.verify.request import Response, ask, refusal, shown_url
from drifttools.verify.smoke_result import GROUP, SmokeResult, failed


def run_request(
    test: SmokeTest, before: SmokeResult | None, timeout_s: float, environ: Mapping[str, str], *, follow_redirects: bool
) -> SmokeResult:
    """Ask once; see `smoke`."""
    problem = refusal(test.url)
    missing = sorted({variable for variable in test.headers_from_env.values() if not environ.get(variable)})
    if missing and not problem:
        problem = f"the environment has no {', '.join(missing)}"
    if problem:
        return SmokeResult(_check(test, State.NOT_RUN, "", problem))
    secret = {header: environ[variable] for header, variable in test.headers_from_env.items()}
    for one in secret.values():
        redactor.add(one)  # an error page may show the request
    body = None if test.json is None else json.dumps(dict(test.json)).encode()
    sort = {"Content-Type": "application/json"} if body is not None else {}
    headers = {**sort, **test.headers, **secret}
    response = ask(test.url, test.method, headers, timeout_s=timeout_s, follow_redirects=follow_redirects, body=body)
    found = error_text(response.body)
    state, reason = _judge(test, response, found, before)
    actual = f"status {response.status}" if response.status else "no answer"
    actual += f": {found}" if found and state is not State.PASS else ""
    return SmokeResult(_check(test, state, actual, reason, response.duration_ms), "" if state is State.PASS else found)


def _judge(test: SmokeTest, response: Response, found: str, before: SmokeResult | None) -> tuple[State, str]:
    if response.problem:
        return (State.FAIL if response.timed_out else State.NOT_RUN), response.problem
    if response.status == test.expect_status:
        lacking = _lacking(test, response)
        return (State.PARTIAL, f"the status is right, but {lacking}") if lacking else (State.PASS, "")
    if response.location and not found:
        return State.FAIL, f"it redirects to {shorten(shown_url(response.location), 120)}"
    return failed(found, before, "the answer holds no error text that is known")


def _lacking(test: SmokeTest, response: Response) -> str:
    if test.expect_text is not None and test.expect_text not in response.body:
        return f"the answer lacks {shorten(test.expect_text, 80)!r}"
    if elsewhere := apart(response.body, test.expect_json):
        return elsewhere
    if test.max_ms is not None and response.duration_ms > test.max_ms:
        return f"it took {response.duration_ms:,} ms, and {test.max_ms:,} are wanted"
    return ""


def _check(test: SmokeTest, state: State, actual: str, reason: str, duration_ms: int = 0) -> Check:
    expected = f"status {test.expect_status}"
    if test.expect_text is not None:
        expected += f" and the text {shorten(test.expect_text, 80)!r}"
    if test.expect_json:
        expected += f" and {', '.join(f'{path} = {json.dumps(value)}' for path, value in test.expect_json.items())}"
    if test.max_ms is not None:
        expected += f" within {test.max_ms:,} ms"
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
