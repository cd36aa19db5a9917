"""Connects to servers, but not to machines of this network, and not for longer than a request may take.

A name is looked up once for each connection, and the address that is looked at is the one that is connected to: a
second answer of the name server, another one than the first, cannot slip by. A proxy looks names up itself; of it only
what this machine knows of a name can be held against what it is asked for.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import httpcore
from httpcore import SOCKET_OPTION

_SIXTY_FOUR = ipaddress.ip_network("64:ff9b::/96")
"""Addresses by which IPv6 networks reach those of IPv4 (RFC 6052)."""

_LOOK_S = 3.0
"""So long a name that a proxy is asked for is looked up here; behind a proxy there may be no name server at all."""

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a name, as text."""


class PrivateAddressError(Exception):
    """A name leads to this machine or its network only."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, whatever it is written in."""
    try:
        ip: IP = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)  # what is one of IPv4 in another notation
    return all(map(_is_public, (mapped,) if mapped is not None else (ip, *_inside(ip))))


def _is_public(ip: IP) -> bool:
    """Global, which private, loopback, link-local, and unspecified addresses are not, and one machine's."""
    return ip.is_global and not ip.is_multicast and not getattr(ip, "is_site_local", False)


def _inside(ip: IP) -> tuple[IP, ...]:
    """The IPv4 address that a global one of IPv6 passes packets on to."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    if ip in _SIXTY_FOUR or int(ip) >> 32 == 0:  # the second: "IPv4-compatible", long out of use
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    return (ip.sixtofour,) if ip.sixtofour is not None else ()


def resolve(host: str, port: int) -> Sequence[str]:
    """Asks the system for the addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Network(httpcore.NetworkBackend):
    """Connections of one request a thread.

    Args:
        allow_private: connect to this machine and its network as well.
        resolve: looks names up.
        connect: makes the connections; the system's when None.
    """

    def __init__(
        self,
        allow_private: bool = False,
        resolve: Resolve = resolve,
        connect: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allow_private, self._resolve = allow_private, resolve
        self._connect = connect or httpcore.SyncBackend()
        self._own = threading.local()
        self._unknown = set[str]()

    def within(self, seconds: float) -> float:
        """Lets what this thread does next on the network take so long in all; returns the moment of its end."""
        deadline = time.monotonic() + seconds
        self._own.deadline = deadline
        return deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address of the name that may be connected to and answers.

        Raises:
            PrivateAddressError: there is none that may be.
            httpcore.ConnectError: the name is not known, or nobody answers.
        """
        deadline, end = self._ends(timeout)
        addresses = self._looked_up(host, port, end)
        allowed = [one for one in addresses if self._allow_private or is_public(one)]
        if not allowed:
            raise PrivateAddressError
        failure: Exception = httpcore.ConnectTimeout("timed out")
        for address in allowed:
            left = end - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self._connect.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, deadline)
        raise failure

    def to_proxies(self) -> httpcore.NetworkBackend:
        """The same for the way to a proxy, which may be on this network: somebody has set it."""
        return _ToProxies(self._resolve, self._connect, self._own)

    def look_ahead(self, host: str, timeout: float = _LOOK_S) -> None:
        """Refuses what a proxy would connect to on this network, as far as this machine can tell.

        Behind many a proxy it knows no name outside; such a name is not looked up again.

        Raises:
            PrivateAddressError: this machine has a private address for the name, which the proxy might choose.
        """
        if self._allow_private or host in self._unknown:
            return
        try:
            found = self._looked_up(host, 0, self._ends(timeout)[1])
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            self._unknown.add(host)
            return
        if not all(map(is_public, found)):
            raise PrivateAddressError

    def _ends(self, timeout: float | None) -> tuple[float, float]:
        """When what this thread does has to be done, and when it has to be connected."""
        deadline = getattr(self._own, "deadline", time.monotonic() + (timeout or 0.0))
        return deadline, min(deadline, time.monotonic() + timeout) if timeout is not None else deadline

    def _looked_up(self, host: str, port: int, end: float) -> Sequence[str]:
        """Looking up a name heeds no timeout, so the question is put in a thread that may be left behind."""
        found: list[Sequence[str] | Exception] = []

        def ask() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(max(0.0, end - time.monotonic()))
        answer = found[0] if found else httpcore.ConnectTimeout("the name server does not answer")
        if isinstance(answer, httpcore.ConnectTimeout):
            raise answer
        if isinstance(answer, Exception):
            raise httpcore.ConnectError(f"no such host ({getattr(answer, 'strerror', None) or answer})") from answer
        return answer


class _ToProxies(Network):
    """Connections to proxies, wherever they are; what fails there is said of the proxy."""

    def __init__(self, resolve: Resolve, connect: httpcore.NetworkBackend, own: threading.local) -> None:
        super().__init__(True, resolve, connect)
        self._own = own

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address of the proxy that answers.

        Raises:
            httpcore.ProxyError: its name is not known, or nobody answers.
        """
        try:
            return super().connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise httpcore.ProxyError(f"it cannot be reached: {error}") from error


class _Stream(httpcore.NetworkStream):
    """A connection that ends at a moment, however small the bites are in which the other side feeds it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None, over: type[httpcore.TimeoutException]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise over("timed out")
        return left if timeout is None else min(left, timeout)
