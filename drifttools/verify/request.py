"""Sends one HTTP request and gives status and body, or why there was no answer. Nothing but the standard library."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO

_MOST_BYTES = 512 * 1024
_CHUNK = 16 * 1024
_SECRET = re.compile(r"token|key|secret|pass|sig|auth|session|code", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back.

    Args:
        status: The status; 0 where no answer came.
        body: At most the first 512 KiB, as text.
        location: Where a redirect leads.
        problem: Why no answer came, else empty.
        timed_out: Whether the time limit was the reason.
        duration_ms: From the request to the last byte.
    """

    status: int
    body: str = ""
    location: str = ""
    problem: str = ""
    timed_out: bool = False
    duration_ms: int = 0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: a login page with status 200 must not pass for the page itself."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


def refusal(url: str) -> str:
    """Why a URL is not asked at all; empty where it is fine."""
    try:
        parts = urllib.parse.urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return f"the URL cannot be read: {error}"
    if parts.scheme not in ("http", "https"):
        return "only http and https are asked"
    if not parts.hostname:
        return "the URL names no host"
    if parts.username or parts.password:
        return "the URL holds a user or password; give it as a header from the environment"
    if any(ord(char) <= ord(" ") or ord(char) == 0x7F for char in url):  # noqa: PLR2004 - DEL
        return "the URL holds a space or a control character"
    return ""


def shown_url(url: str) -> str:
    """The URL for a report: no user, no password, and no values of parameters that may be secrets."""
    parts = urllib.parse.urlsplit(url)
    pairs = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    query = "&".join(
        f"{urllib.parse.quote(key)}={'***' if _SECRET.search(key) else urllib.parse.quote(value)}" for key, value in pairs
    )
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def ask(
    url: str,
    method: str,
    headers: Mapping[str, str],
    *,
    timeout_s: float,
    follow_redirects: bool,
    body: bytes | None = None,
) -> Response:
    """Send the request.

    Args:
        url: One that `refusal` has nothing against.
        timeout_s: For the whole of it, the body too.
        follow_redirects: Whether a redirect is followed; the headers go along only to the same host.
    """
    started = time.monotonic()
    handlers: list[urllib.request.BaseHandler] = [] if follow_redirects else [_NoRedirect()]
    if _loopback(urllib.parse.urlsplit(url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))  # a proxy has another loopback
    opener = urllib.request.build_opener(*handlers)
    request = urllib.request.Request(_quoted(url), body, method=method.upper())  # noqa: S310 - `refusal` checked the scheme
    for header, content in headers.items():
        request.add_unredirected_header(header, content)
    try:
        try:
            answer = opener.open(request, timeout=timeout_s)
        except urllib.error.HTTPError as error:  # a status of 300 and more
            answer = error
        with answer:
            text = _read(answer, started + timeout_s)
            status, location = int(answer.status or 0), str(answer.headers.get("Location") or "")
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        timed_out = isinstance(reason, TimeoutError)
        problem = f"no answer within {timeout_s:g} s" if timed_out else _why(reason)
        return Response(0, problem=problem, timed_out=timed_out, duration_ms=_since(started))
    return Response(status, text, location, duration_ms=_since(started))


def _read(answer: http.client.HTTPResponse | urllib.error.HTTPError, end: float) -> str:
    """The body, up to a limit of size and time: a socket's timeout starts anew with every byte."""
    parts: list[bytes] = []
    size = 0
    while size < _MOST_BYTES:
        if time.monotonic() > end:
            raise TimeoutError
        part = answer.read1(_CHUNK) if isinstance(answer, http.client.HTTPResponse) else answer.read(_CHUNK)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts).decode(answer.headers.get_content_charset("utf-8"), errors="replace")


def _why(reason: object) -> str:
    if isinstance(reason, socket.gaierror):
        return "the host's name is unknown"
    if isinstance(reason, ConnectionRefusedError):
        return "nothing listens there (connection refused)"
    if isinstance(reason, http.client.RemoteDisconnected | ConnectionResetError):
        return "the connection was closed without an answer"
    return f"{type(reason).__name__}"


def _quoted(url: str) -> str:
    """The URL as it goes over the wire: what is not ASCII is encoded, what is encoded stays."""
    return urllib.parse.quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
