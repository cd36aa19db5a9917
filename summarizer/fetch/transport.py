"""HTTP for httpx over connections of our own making, which httpx has no public way to be given."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator

import httpcore
import httpx

from summarizer.fetch.network import Network
from summarizer.fetch.proxies import proxy_for


class Transport(httpx.BaseTransport):
    """Sends requests over a network, or through the proxy that the environment names for an address.

    Each has a connection of its own, so that each is looked at.
    """

    def __init__(self, network: Network, ssl_context: ssl.SSLContext) -> None:
        self._network, self._ssl_context = network, ssl_context
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context, max_keepalive_connections=0, network_backend=network
        )
        self._proxies: dict[httpx.URL, httpcore.ConnectionPool] = {}
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and returns the beginning of its answer.

        Raises:
            UnreachableError: the environment names a proxy that cannot be used.
            PrivateAddressError: it would be sent to this machine or its network, as far as this can be seen.
            httpcore.TimeoutException: it took too long.
            httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError: no answer came, or none by the rules.
        """
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool_for(url).handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def _pool_for(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = proxy_for(url)
        if proxy is None:
            return self._pool
        self._network.look_ahead(url.host)
        with self._lock:
            if proxy not in self._proxies:
                self._proxies[proxy] = self._through(proxy)
            return self._proxies[proxy]

    def _through(self, proxy: httpx.URL) -> httpcore.ConnectionPool:
        secure = proxy.scheme == "https"
        return httpcore.HTTPProxy(
            proxy_url=httpcore.URL(scheme=proxy.raw_scheme, host=proxy.raw_host, port=proxy.port, target=b"/"),
            proxy_auth=(proxy.username.encode(), proxy.password.encode()) if proxy.userinfo else None,
            ssl_context=self._ssl_context,
            proxy_ssl_context=self._ssl_context if secure else None,
            max_keepalive_connections=0,
            network_backend=self._network.to_proxies(),
        )

    def close(self) -> None:
        """Lets go of all connections."""
        for pool in (self._pool, *self._proxies.values()):
            pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
