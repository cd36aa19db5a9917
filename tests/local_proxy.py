"""A proxy on this machine for tests of fetching: whatever name it is asked for, it asks a server of the tests."""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class LocalProxy:
    """A proxy, and what it was asked for, by the first lines of requests; ``login`` lets nobody else through."""

    place: str = ""
    asked: list[str] = field(default_factory=list)
    login: str = ""
    closed: bool = False


class _Through(BaseHTTPRequestHandler):
    """One request: a page of a server without TLS, or a tunnel to one with it."""

    protocol_version = "HTTP/1.1"

    @property
    def own(self) -> LocalProxy:
        return self.server.own  # type: ignore[attr-defined, no-any-return]

    def do_GET(self) -> None:
        if not self._may_pass():
            return
        _, _, place, path = self.path.split("/", 3)
        server = http.client.HTTPConnection("127.0.0.1", int(place.rpartition(":")[2]), timeout=30)
        server.request("GET", f"/{path}", headers={"Host": place, **self._passed_on()})
        answer = server.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        server.close()

    def do_CONNECT(self) -> None:
        if not self._may_pass():
            return
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2])), timeout=30) as server:
            self.send_response(200)
            self.end_headers()
            there = threading.Thread(target=_pump, args=(self.connection, server), daemon=True)
            there.start()
            _pump(server, self.connection)
            there.join(30)
        self.close_connection = True

    def _may_pass(self) -> bool:
        self.own.asked.append(f"{self.command} {self.path}")
        wanted = "Basic " + base64.b64encode(self.own.login.encode()).decode()
        if self.own.closed or (self.own.login and self.headers["Proxy-Authorization"] != wanted):
            self.send_response(403 if self.own.closed else 407)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return False
        return True

    def _passed_on(self) -> dict[str, str]:
        return {name: value for name, value in self.headers.items() if name not in ("Host", "Proxy-Authorization")}

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextlib.contextmanager
def proxying() -> Iterator[LocalProxy]:
    """A proxy that ends with the block."""
    with _Server(("127.0.0.1", 0), _Through) as server:
        own = LocalProxy(f"127.0.0.1:{server.server_port}")
        server.own = own  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield own
        finally:
            server.shutdown()
            thread.join()
