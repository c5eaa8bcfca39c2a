"""Runs inside the demo project's own interpreter: its web server on a free port of 127.0.0.1.

It prints the port as its first line and ends when standard input does, that is when its parent is gone,
however that came about. It must not import drifttools: the project's interpreter need not have it.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Server(ThreadingMixIn, WSGIServer):
    """A thread per request, none of which holds up the end of the process."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking a name server who we are, which may take seconds."""
        TCPServer.server_bind(self)
        host, self.server_port = self.server_address[:2]
        self.server_name = str(host)
        self.setup_environ()


class Quiet(WSGIRequestHandler):
    """Logs no access."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


def end_with_parent() -> None:
    """Wait for the end of standard input, then end."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve until the parent is gone."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.path[0] = os.getcwd()  # noqa: PTH109 - the project instead of the folder of this script
    application = importlib.import_module("playerhub.wsgi").application
    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet) as server:
        print(server.server_port, flush=True)  # noqa: T201 - a script
        server.serve_forever()


if __name__ == "__main__":
    main()
