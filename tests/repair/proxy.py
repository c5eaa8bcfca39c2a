"""A real TCP proxy before a server, which loses what a network can lose: whole connections, at a chosen moment."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

_PART = 1 << 16


class Proxy:
    """Forwards bytes between clients and the Unix socket of a server.

    Args:
        server: The path of the socket.
    """

    def __init__(self, server: Path) -> None:
        self._server = str(server)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._rule: Callable[[bytes], str] = lambda _: ""
        self._down = False
        threading.Thread(target=self._accept, daemon=True).start()

    def lose(self, text: bytes, *, reply_only: bool, stay_down: bool = False) -> None:
        """Arrange for the next message that holds a text to be lost, and every connection with it.

        Args:
            reply_only: The server gets the message, and answers; its answer is what is lost.
            stay_down: Whether new connections are refused from then on.
        """

        def rule(part: bytes) -> str:
            if text not in part:
                return ""
            self._rule = lambda _: ""
            self._down = stay_down
            return "reply" if reply_only else "message"

        self._rule = rule

    def cut(self) -> None:
        """Cut every connection, as a router that was switched off does."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for ends in pairs:
            for end in ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let new connections through again."""
        self._down = False

    def close(self) -> None:
        """Stop listening, and cut what is left."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self._down:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            with self._lock:
                self._pairs.append((client, server))
            threading.Thread(target=self._forward, args=(client, server), daemon=True).start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, contextlib.suppress(OSError):
            while True:
                ready, _, _ = select.select([client, server], [], [])
                for end in ready:
                    part = end.recv(_PART)
                    if not part:
                        return
                    what = self._rule(part) if end is client else ""
                    if what == "message":
                        self.cut()
                        return
                    (server if end is client else client).sendall(part)
                    if what == "reply":
                        server.recv(_PART)  # the server has answered: it is done
                        self.cut()
                        return


@contextmanager
def behind_a_proxy(dsn: str) -> Iterator[tuple[str, Proxy]]:
    """Give the DSN of a database of a private server as it is reached through a proxy, and the proxy."""
    direct = conninfo_to_dict(dsn)
    proxy = Proxy(Path(str(direct["host"])) / f".s.PGSQL.{direct['port']}")
    try:
        yield make_conninfo(dsn, host="127.0.0.1", port=proxy.port, sslmode="disable", gssencmode="disable"), proxy
    finally:
        proxy.close()
