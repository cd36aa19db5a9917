"""A server on this machine for tests of fetching: it answers as it is told to, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
from httpcore import SOCKET_OPTION

Respond = Callable[["Handler"], None]

PUBLIC = "93.184.215.14"
"""An address of the public network, at which the tests' servers are thought to be."""


@dataclass
class Asked:
    """One request: its path and its headers."""

    path: str
    headers: Mapping[str, str]


@dataclass
class LocalServer:
    """Answers each path as ``pages`` says; others are not there."""

    address: str = ""
    port: int = 0
    pages: dict[str, Respond] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    def page(self, path: str, body: str | bytes, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Has a path answered with a body."""
        self.pages[path] = answer(200, body, {"Content-Type": media, **headers})

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    @property
    def own(self) -> LocalServer:
        return self.server.own  # type: ignore[attr-defined, no-any-return]

    def do_GET(self) -> None:
        own = self.own
        with own.lock:
            own.asked.append(Asked(self.path, dict(self.headers.items())))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            own.pages.get(self.path.partition("?")[0], answer(404, "nothing here"))(self)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def answer(status: int, body: str | bytes = b"", headers: Mapping[str, str] | None = None) -> Respond:
    """A whole answer."""
    data = body.encode() if isinstance(body, str) else body

    def respond(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return respond


def leads_to(location: str, status: int = 302) -> Respond:
    """A redirect."""
    return answer(status, headers={"Location": location})


def in_turn(*answers: Respond) -> Respond:
    """Each answer once, the last of them from then on."""
    waiting = list(answers)

    def respond(handler: Handler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return respond


def slowly(block: bytes, pause_s: float, head: bool = True) -> Respond:
    """An endless body, a block at a time; without ``head`` it is the headers that have no end."""

    def respond(handler: Handler) -> None:
        handler.close_connection = True
        if head:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.own.ended.wait(pause_s):
            handler.wfile.write(block)
            handler.wfile.flush()

    return respond


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """That somebody hangs up is what some tests are about."""


@contextlib.contextmanager
def serving(certificate: Path | None = None) -> Iterator[LocalServer]:
    """A server that ends with the block; with a certificate (and its key in the same file) it speaks TLS."""
    with _Server(("127.0.0.1", 0), Handler) as server:
        scheme = "http" if certificate is None else "https"
        own = LocalServer(f"{scheme}://127.0.0.1:{server.server_port}", server.server_port)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.own = own  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield own
        finally:
            own.ended.set()
            server.shutdown()
            thread.join()


def certified(name: str, folder: Path) -> tuple[Path, Path]:
    """A certificate for a name, which nobody else has signed; and it with its key in one file."""
    key, certificate, both = (folder / file for file in ("key.pem", "certificate.pem", "both.pem"))
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*made, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return certificate, both


class Rerouted(httpcore.NetworkBackend):
    """Connects to this machine in the place of `PUBLIC`; remembers every address that it was told to connect to."""

    def __init__(self) -> None:
        self.connected: list[str] = []
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        place = "127.0.0.1" if host == PUBLIC else host
        options: list[SOCKET_OPTION] = []
        return self._real.connect_tcp(place, port, timeout, local_address, options)


SENTENCES = (
    "The harbour of Skarne was closed on Tuesday after a freighter lost eleven containers in the channel.",
    "Divers found nine of them by the evening, the harbour master Ines Lohmann told reporters at the pier.",
    "Two containers with paint are still missing, and fishing boats were told to stay in port until Thursday.",
    "The freighter Aldra Moon had left Port Ellery on Monday night in winds of 90 kilometres an hour.",
)


def article(
    title: str = "Harbour of Skarne closed", *more: str, head: str = "", sentences: tuple[str, ...] = SENTENCES
) -> str:
    """The page of an invented article."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (*sentences, *more))
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/login'>Log in</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article>"
        "<footer><button>Subscribe</button></footer></body></html>"
    )


def rss(*items: tuple[str, str]) -> str:
    """A feed of (address, date) items; the date may be empty."""
    entries = "".join(
        f"<item><title>News</title><link>{link.replace('&', '&amp;')}</link>"
        + (f"<pubDate>{when}</pubDate>" if when else "")
        + "</item>"
        for link, when in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{entries}</channel></rss>'
