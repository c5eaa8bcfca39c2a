"""`[[smoke]]` of `drift.toml`: what the application must answer, before and after a repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from drifttools.config.table import Table


@dataclass(frozen=True, slots=True)
class SmokeTest:
    """One `[[smoke]]`: a request, a query or a command, and what must come of it.

    Args:
        name: For reports.
        url: A request; `method`, `json` (its body), `headers`, and `headers_from_env`: header to environment variable.
        expect_status: Of the answer; `expect_text`: what it, or the output of a command, holds.
        expect_json: Path into the answer to the value that stands there: `items[0].id`.
        max_ms: A slower answer is PARTIAL.
        sql: One SELECT with one value; `expect`: its text. `role`: who sends it, with the search_path of its sessions.
        command: The program and its arguments; `expect_exit`: its exit code. It runs in the directory of `drift.toml`.
        timeout_s: How long it may take.
    """

    name: str
    url: str = ""
    method: str = "GET"
    expect_status: int = 200
    expect_text: str | None = None
    headers_from_env: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    expect_json: Mapping[str, Any] = field(default_factory=dict)
    max_ms: int | None = None
    sql: str = ""
    expect: str = ""
    role: str = ""
    command: tuple[str, ...] = ()
    expect_exit: int = 0
    timeout_s: float = 10.0


_OF_REQUESTS = ("method", "expect_status", "headers", "headers_from_env", "json", "expect_json")
_OF_QUERIES = ("expect", "role")


def read_smoke(table: Table) -> SmokeTest:
    """One `[[smoke]]`; raises ConfigError where it is not whole."""
    given = SmokeTest("")
    body = table.anything("json")
    smoke = SmokeTest(
        name=table.needed_text("name"),
        url=table.text("url") or "",
        method=(table.text("method") or ("POST" if body else "GET")).upper(),
        expect_status=table.integer("expect_status", default=given.expect_status),
        expect_text=table.text("expect_text"),
        headers_from_env=table.texts("headers_from_env"),
        headers=table.texts("headers"),
        json=body or None,
        expect_json=table.anything("expect_json"),
        max_ms=table.integer("max_ms", default=0) or None,
        sql=table.text("sql") or "",
        expect=table.text("expect") or "",
        role=table.text("role") or "",
        command=table.text_list("command"),
        expect_exit=table.integer("expect_exit", default=given.expect_exit),
        timeout_s=table.number("timeout_s", default=given.timeout_s),
    )
    table.end()
    if sum(map(bool, (smoke.url, smoke.sql, smoke.command))) != 1:
        table.fail("lacks 'url', 'sql' or 'command', or has more than one of them", hint="one test is one of the three")
    if smoke.sql and not smoke.expect:
        table.fail("lacks 'expect'", hint='the text of the one value that the query gives, such as expect = "0"')
    wrong = [name for name in _OF_REQUESTS if not smoke.url and getattr(smoke, name) != getattr(given, name)]
    wrong += [name for name in _OF_QUERIES if not smoke.sql and getattr(smoke, name)]
    wrong += ["expect_exit"] if smoke.expect_exit and not smoke.command else []
    if wrong:
        table.fail(f"has {wrong[0]!r}, which belongs to another sort of test")
    return smoke
