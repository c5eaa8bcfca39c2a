"""The service of the demo as a process: it answers in place of the routes in `project/src`, which need Node.

Each route here sends what its file in TypeScript sends, through `_rest`. Which states a route waits for is read from its
file at every request, so that mending the source mends the answer. `?dry=1` takes back what a request wrote.

It prints the port as its first line and ends when standard input does, that is when its parent is gone.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from drifttools.demos.session_requests._rest import Rest, RestError, Row, Session

_WAITING = re.compile(r"\.in\('status', \[([^\]]*)\]\)")
_NO_REQUEST = "00000000-0000-0000-0000-000000000000"
_SHOWN = ("id", "created_at", "session_type", "customer_name", "status")

Answer = tuple[int, dict[str, Any]]


class Service:
    """The routes.

    Args:
        rest: What stands between them and the database.
        source: The directory `src`.
    """

    def __init__(self, rest: Rest, source: Path) -> None:
        self.rest = rest
        self.source = source
        self.lock = threading.Lock()
        self.routes: dict[tuple[str, str], Callable[[Session, str], Row]] = {
            ("GET", "/api/health"): self.health,
            ("GET", "/api/mechanics/requests"): self.requests,
            ("GET", "/api/debug/pending-requests"): self.pending,
            ("GET", "/api/chat"): self.chat,
            ("POST", "/api/mechanic/accept"): self.accept,
            ("POST", "/api/intake/start"): self.intake,
        }

    def answer(self, method: str, url: str) -> Answer:
        """Answer one request."""
        parts = urlsplit(url)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        route = self.routes.get((method, parts.path))
        if route is None:
            return HTTPStatus.NOT_FOUND, {"error": "no such route"}
        try:
            with self.lock, self.rest.session("service_role", keep="dry" not in given) as session:
                return HTTPStatus.OK, route(session, given.get("id", ""))
        except RestError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, error.body

    def waiting(self, route: str) -> list[str]:
        """The states that a route's file waits for."""
        found = _WAITING.search((self.source / route).read_text(encoding="utf-8"))
        return re.findall(r"'([^']*)'", found[1]) if found else ["pending"]

    def health(self, session: Session, _: str) -> Row:
        """Whether the service and its database are there."""
        return {"mechanics": len(session.select("mechanics", ["id"], {}))}

    def requests(self, session: Session, _: str) -> Row:
        """`app/api/mechanics/requests/route.ts`."""
        states = self.waiting("app/api/mechanics/requests/route.ts")
        wanted = {"status": states, "mechanic_id": None}
        return {"requests": session.select("session_requests", _SHOWN, wanted, "created_at")}

    def pending(self, session: Session, _: str) -> Row:
        """What is waiting, whoever asks for it: for the people who run the service."""
        return {"requests": session.select("session_requests", _SHOWN, {"status": "pending"}, "created_at")}

    def chat(self, session: Session, given: str) -> Row:
        """Where a customer waits: the session, and the request by which somebody hears of it."""
        (found,) = session.select("sessions", ["id", "status", "customer_user_id"], {"id": given}, single=True)
        wanted = {"customer_id": found["customer_user_id"], "status": "pending"}
        asked = session.select("session_requests", ["id", "status"], wanted)
        return {"session": found, "session_request": asked[0] if asked else None}

    def accept(self, session: Session, given: str) -> Row:
        """`app/api/mechanic/accept/route.ts`, for the first mechanic; without an id the oldest request."""
        states = self.waiting("app/api/mechanic/accept/route.ts")
        mechanic = session.select("mechanics", ["id"], {}, "email")[0]
        open_ones = session.select("session_requests", ["id"], {"status": "pending"}, "created_at")
        given = given or str(open_ones[0]["id"] if open_ones else _NO_REQUEST)
        row = {"status": "accepted", "mechanic_id": mechanic["id"], "accepted_at": "now"}
        taken = session.update("session_requests", row, {"id": given, "status": states, "mechanic_id": None})
        return {"request": {"id": taken["id"], "status": taken["status"]}}

    def intake(self, session: Session, _: str) -> Row:
        """`app/api/intake/start/route.ts`, for a customer who is already known."""
        customer = session.select("profiles", ["id", "full_name"], {}, "full_name")[0]
        intake = session.insert("intakes", {"name": customer["full_name"], "concern": "It makes a noise"})
        values = {"type": "chat", "plan": "free", "customer_user_id": customer["id"], "intake_id": intake["id"]}
        made = session.insert("sessions", values)
        request = {
            "customer_id": customer["id"],
            "session_type": "chat",
            "plan_code": "free",
            "status": "pending",
            "customer_name": customer["full_name"],
            "metadata": {"session_id": str(made["id"]), "intake_id": str(intake["id"])},
        }
        asked = None
        try:
            asked = session.insert("session_requests", request)
        except RestError as error:  # as the route does: the customer is told that all went well
            print(f"[intake] the request was not made: {error}", file=sys.stderr)  # noqa: T201 - the service's log
        return {"session": made["id"], "session_request": asked and asked["id"], "next": f"/chat/{made['id']}"}


def handler_of(service: Service) -> type[BaseHTTPRequestHandler]:
    """What the server makes for each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer("POST")

        def _answer(self, method: str) -> None:
            status, body = service.answer(method, self.path)
            content = json.dumps(body, default=str).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    return Handler


def end_with_parent() -> None:
    """Wait for the end of standard input, then end."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve until the parent is gone."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    service = Service(Rest(os.environ["DATABASE_URL"]), Path(sys.argv[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(service)) as server:
        print(server.server_address[1], flush=True)  # noqa: T201 - a script
        server.serve_forever()


if __name__ == "__main__":
    main()
