"""HTTP for httpx over connections of our own making, which httpx has no public way to be given."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpcore
import httpx


class Transport(httpx.BaseTransport):
    """Sends requests over a network; each has a connection of its own, so that each is looked at."""

    def __init__(self, network: httpcore.NetworkBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context, max_keepalive_connections=0, network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and returns the beginning of its answer.

        Raises:
            httpcore.TimeoutException: it took too long.
            httpcore.NetworkError, httpcore.ProtocolError: no answer came, or none by the rules.
        """
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Lets go of all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
