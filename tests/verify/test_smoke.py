"""Smoke tests against a real HTTP server on the loopback: states, limits, secrets, error texts."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from drifttools.config import SmokeTest, parse_target
from drifttools.model.verdict import State
from drifttools.verify.error_text import error_text
from drifttools.verify.smoke import SmokeResult, smoke
from tests.conftest import MakeDatabase

CANARY = "canary-4711-secret-value"
ABOUT = 'relation "user_profile_about_item" does not exist'
STREAM = 'relation "user_profile_stream_config" does not exist'
PAGES = {
    "/ok": (200, f"<p>welcome {CANARY}</p>", {}),
    "/about": (
        500,
        f"<h1>ProgrammingError</h1><pre>{ABOUT.replace(chr(34), '&quot;')}\nLINE 1: select secret_row</pre>",
        {},
    ),
    "/stream": (500, '{"error": "relation \\"user_profile_stream_config\\" does not exist"}', {}),
    "/moved": (302, "", {"Location": "/ok?token=" + CANARY}),
    "/plain500": (500, "something broke", {}),
    "/empty": (204, "", {}),
    "/json": (200, f'{{"items": [{{"id": 7, "open": true}}], "note": "{CANARY}"}}', {}),
}


class App(BaseHTTPRequestHandler):
    """A small application."""

    def _answer(self) -> None:
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(20):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
            return
        if self.path == "/hang-up":
            self.connection.close()
            return
        status, body, headers = PAGES.get(self.path.partition("?")[0], (404, "", {}))
        if self.path == "/header":
            status, body = (200, "yes") if self.headers["Authorization"] == CANARY else (401, f"bad {self.headers}")
        if self.path == "/echo":
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, body = 201, f"{self.headers['Content-Type']} {self.headers['Accept-Profile']} {sent}"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("X-Method", self.command)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body.encode())

    do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - the names are those of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is that of http.server
        """Say nothing."""


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    """Give the address of the application."""
    with ThreadingHTTPServer(("127.0.0.1", 0), App) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def one(test: SmokeTest, **options: object) -> SmokeResult:
    """Run one test."""
    return smoke([test], **options)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "status", "text", "state"),
    [
        ("/ok", 200, None, State.PASS),
        ("/ok", 200, "welcome", State.PASS),
        ("/ok", 200, "goodbye", State.PARTIAL),
        ("/empty", 204, None, State.PASS),
        ("/about", 500, None, State.PASS),
        ("/about", 200, None, State.FAIL),
        ("/nowhere", 200, None, State.FAIL),
        ("/moved", 302, None, State.PASS),
        ("/moved", 200, None, State.FAIL),
        ("/hang-up", 200, None, State.NOT_RUN),
    ],
)
def test_status_and_text_decide(app: str, path: str, status: int, text: str | None, state: State) -> None:
    """PASS, PARTIAL for a missing text, FAIL for another status; a redirect is an answer and is not followed."""
    found = one(SmokeTest("t", app + path, expect_status=status, expect_text=text))
    assert found.check.state is state, found
    assert found.check.group == "smoke"
    assert found.check.query == f"GET {app}{path}"
    assert (found.check.reason == "") == (state is State.PASS)


def test_the_database_error_is_taken_out_of_the_answer(app: str) -> None:
    """The error text comes out as the server worded it, from HTML and from JSON, and nothing else of the body does."""
    found = one(SmokeTest("profile", app + "/about"))
    assert found.error_text == ABOUT
    assert "secret_row" not in str(found)
    assert one(SmokeTest("profile", app + "/stream")).error_text == STREAM
    assert one(SmokeTest("profile", app + "/plain500")).check.reason == "the answer holds no error text that is known"


def test_another_error_than_before_is_partial(app: str) -> None:
    """The incident's case: the about_item error is gone and the stream_config error shows: PARTIAL, and both are named."""
    before = {"profile": one(SmokeTest("profile", app + "/about"))}
    after = one(SmokeTest("profile", app + "/stream"), before=before)
    assert after.check.state is State.PARTIAL
    assert ABOUT in after.check.reason
    assert STREAM in after.check.reason
    assert after.error_text == STREAM
    assert one(SmokeTest("profile", app + "/about"), before=before).check.state is State.FAIL


def test_headers_come_from_the_environment_and_stay_secret(app: str) -> None:
    """The value of a header is sent and is nowhere in the result; without the variable the test is NOT RUN."""
    test = SmokeTest("t", app + "/header", headers_from_env={"Authorization": "APP_TOKEN"})
    assert one(test, environ={"APP_TOKEN": CANARY}).check.state is State.PASS
    assert one(test, environ={}).check.reason == "the environment has no APP_TOKEN"
    assert one(test, environ={}).check.state is State.NOT_RUN
    wrong = one(test, environ={"APP_TOKEN": "wrong-" + CANARY})
    assert wrong.check.state is State.FAIL
    assert CANARY not in str(wrong)
    assert one(test, environ={"APP_TOKEN": "a\r\nX-Other: b"}).check.state is State.NOT_RUN
    assert "$APP_TOKEN" in wrong.check.query


def test_secrets_in_urls_are_not_shown(app: str) -> None:
    """Parameters that may be secrets are masked, in the request and in a redirect; user and password are refused."""
    assert CANARY not in str(one(SmokeTest("t", f"{app}/nowhere?token={CANARY}&page=2")))
    assert CANARY not in str(one(SmokeTest("t", app + "/moved")))
    found = one(SmokeTest("t", f"http://me:{CANARY}@127.0.0.1/"))
    assert found.check.state is State.NOT_RUN
    assert CANARY not in str(found)


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_the_time_limit_holds_for_the_whole_answer(app: str, path: str) -> None:
    """A slow start and a body that drips both end at the limit, as FAIL."""
    started = time.monotonic()
    found = one(SmokeTest("t", app + path), timeout_s=0.4)
    assert found.check.state is State.FAIL
    assert "within 0.4 s" in found.check.reason
    assert time.monotonic() - started < 1.2


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://h/", "http://", "http://h:port/", "http://h/a b", "javascript:1", "http://[::1"]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    """Only http and https are opened; anything else is NOT RUN with the reason."""
    found = one(SmokeTest("t", url))
    assert found.check.state is State.NOT_RUN
    assert found.check.reason


def test_nobody_there_is_not_run() -> None:
    """An application that does not run says nothing about the database: NOT RUN."""
    found = one(SmokeTest("t", "http://127.0.0.1:1/"))
    assert found.check.state is State.NOT_RUN
    assert "refused" in found.check.reason


def test_methods_are_sent(app: str) -> None:
    """HEAD and POST are sent as such."""
    assert one(SmokeTest("t", app + "/ok", method="head")).check.state is State.PASS
    assert one(SmokeTest("t", app + "/ok", method="POST", expect_text="welcome")).check.state is State.PASS


def test_redirects_are_followed_on_request(app: str) -> None:
    """follow_redirects asks the page that it leads to."""
    assert one(SmokeTest("t", app + "/moved"), follow_redirects=True).check.state is State.PASS


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('x relation "a.b" does not exist LINE 1', 'relation "a.b" does not exist'),
        ('column "n" of relation "t" does not exist', 'column "n" of relation "t" does not exist'),
        ("column c.titl does not exist\nLINE", "column c.titl does not exist"),
        ("ERROR: function g(integer) does not exist HINT", "function g(integer) does not exist"),
        ('invalid input value for enum mood: "happy"', 'invalid input value for enum mood: "happy"'),
        ("(sqlite3.OperationalError) no such column: users.phone\n[SQL", "no such column: users.phone"),
        ("{\"message\":\"Could not find the 'metadata' column of 'session_requests' in the schema cache\"}",
         "Could not find the 'metadata' column of 'session_requests' in the schema cache"),
        ("permission denied for table users", "permission denied for table users"),
        ('relation "we""ird" does not exist', 'relation "we""ird" does not exist'),
        ('relation "\u202eevil" does not exist', 'relation "\\u202eevil" does not exist'),
        ("The column `event.event_name` does not exist in the current database.",
         "The column `event.event_name` does not exist in the current database."),
        ("all is well, a relation does not exist between them", ""),
        ('relation "' + "x" * 5000 + '" does not exist', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_error_texts_of_servers_and_wrappers_are_found(body: str, text: str) -> None:
    """The texts of PostgreSQL, SQLite, PostgREST and Prisma are found within whatever surrounds them."""
    assert error_text(body) == text


def test_a_large_body_is_read_quickly() -> None:
    """Half a megabyte that almost matches costs no more than a moment."""
    started = time.monotonic()
    assert error_text('relation "' * 50_000) == ""
    assert error_text("function " * 50_000) == ""
    assert time.monotonic() - started < 3


# ------------------------------------------------------------------------------------- JSON, time, queries, commands


@pytest.mark.parametrize(
    ("wanted", "state", "reason"),
    [
        ({"items[0].id": 7, "items[0].open": True}, State.PASS, ""),
        ({"items[0].id": 8}, State.PARTIAL, "the status is right, but items[0].id is not 8"),
        ({"items[0].open": 1}, State.PARTIAL, "the status is right, but items[0].open is not 1"),
        ({"items[1].id": 7}, State.PARTIAL, "the status is right, but items[1].id is not there"),
        ({"note": "x"}, State.PARTIAL, 'the status is right, but note is not "x"'),
    ],
)
def test_places_in_json(app: str, wanted: dict[str, object], state: State, reason: str) -> None:
    """A path leads to a value of that type and no other; what stands there instead is not repeated."""
    found = one(SmokeTest("t", app + "/json", expect_json=wanted))
    assert (found.check.state, found.check.reason) == (state, reason)
    assert CANARY not in str(found)


def test_a_slow_answer_is_partial_and_a_body_is_sent(app: str) -> None:
    """`max_ms` makes a slow answer PARTIAL; `json` is sent as the body, beside plain headers."""
    slow = one(SmokeTest("t", app + "/slow", expect_status=404, max_ms=500))
    assert slow.check.state is State.PARTIAL
    assert "500 are wanted" in slow.check.reason
    text = 'application/json app {"a": 1}'
    echo = SmokeTest("t", app + "/echo", "POST", 201, text, headers={"Accept-Profile": "app"}, json={"a": 1})
    assert one(echo).check.state is State.PASS


def test_queries(database: MakeDatabase) -> None:
    """A query is sent read-only with the search_path of its role; an error is the server's, and is to be explained."""
    target = parse_target(database("create schema s; create table s.t (a int); insert into s.t values (1), (2)"))
    found = smoke(
        [
            SmokeTest("right", sql="select count(*) from s.t", expect="2"),
            SmokeTest("wrong", sql="select count(*) from s.t", expect="3"),
            SmokeTest("text", sql="select 'secret'", expect="other"),
            SmokeTest("path", sql="select count(*) from t", expect="2"),
            SmokeTest("writes", sql="insert into s.t values (3)", expect="1"),
            SmokeTest("nobody", sql="select 1", expect="1", role="smoke_nobody"),
            SmokeTest("yes", sql="select true", expect="true"),
        ],
        target=target,
    )
    states = {result.check.name: (result.check.state, result.check.actual) for result in found}
    assert states == {
        "right": (State.PASS, "2"),
        "wrong": (State.FAIL, "2"),
        "text": (State.FAIL, "another value"),
        "path": (State.FAIL, "an error"),
        "writes": (State.NOT_RUN, ""),
        "nobody": (State.NOT_RUN, ""),
        "yes": (State.PASS, "true"),
    }
    assert found[3].error_text == 'relation "t" does not exist'
    assert smoke([SmokeTest("no target", sql="select 1", expect="1")])[0].check.state is State.NOT_RUN


def test_commands(tmp_path: Path) -> None:
    """Exit code, text and time decide; of the output only the error of the database is kept; what hangs is ended."""

    def ran(code: str, **wanted: object) -> SmokeResult:
        test = SmokeTest("c", command=(sys.executable, "-c", code), **wanted)  # type: ignore[arg-type]
        return smoke([test], root=tmp_path)[0]

    assert ran("print(2)").check.state is State.PASS
    assert ran("print(2)", expect_text="3").check.state is State.PARTIAL
    broken = ran(f"print({CANARY!r}); raise SystemExit({ABOUT!r})")
    assert (broken.check.state, broken.error_text, broken.check.actual) == (State.FAIL, ABOUT, f"exit code 1: {ABOUT}")
    assert CANARY not in broken.check.actual + broken.check.reason + broken.error_text
    assert ran("raise SystemExit(3)", expect_exit=3).check.state is State.PASS
    hanging = ran("import time; time.sleep(30)", timeout_s=0.5)
    assert (hanging.check.state, hanging.check.reason) == (State.FAIL, "no end within 0.5 s")
    absent = smoke([SmokeTest("c", command=("no-such-program-4711",))], root=tmp_path)[0]
    assert absent.check.state is State.NOT_RUN
