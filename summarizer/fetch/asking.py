"""Puts one request to a server: in its turn, within limits, and again where a failure may pass."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from summarizer.errors import InputError
from summarizer.fetch.body import body_of
from summarizer.fetch.hosts import Hosts
from summarizer.fetch.network import Network, PrivateAddressError
from summarizer.fetch.refusals import LEFT_ALONE, SAVE_IT, UnreachableError
from summarizer.fetch.transport import Transport
from summarizer.settings import FetchSettings

_TRANSIENT = frozenset({429, 502, 503, 504})
_TOO_OFTEN = 429
_NO_ADDRESS = InputError("is no address that can be asked", "give https://HOST/PATH")
_FAULTS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpx.TransportError,
    OSError,
)
_PROXY_HINT = "check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; ``data`` is there with status 200 only."""

    status: int
    headers: httpx.Headers
    data: bytes = b""


class _PassingError(Exception):
    """A failure that may pass."""

    def __init__(self, error: InputError) -> None:
        super().__init__(error.message)
        self.error = error


class Asker:
    """Asks servers, each in its turn; keeps no cookies, and takes a proxy, but no password, from its surroundings.

    Args:
        settings: how patiently.
        headers: sent with every request.
        network: makes the connections.
        hosts: whose turn it is.
    """

    def __init__(self, settings: FetchSettings, headers: Mapping[str, str], network: Network, hosts: Hosts) -> None:
        self._settings, self._headers, self._network, self._hosts = settings, headers, network, hosts
        self._transport = Transport(network, httpx.create_ssl_context())

    def close(self) -> None:
        """Lets go of all connections."""
        self._transport.close()

    def ask(
        self,
        url: httpx.URL,
        headers: Mapping[str, str],
        limit: int,
        pause_s: float,
        check: Callable[[httpx.Headers], None] = lambda headers: None,
    ) -> Reply:
        """The answer of a server, whatever its status; nothing is redirected.

        Args:
            url: what to ask for.
            headers: to be sent beside the usual ones.
            limit: as many bytes may come, unpacked.
            pause_s: so long nothing has been asked of the host before.
            check: refuses an answer by its headers, before its body is loaded.

        Raises:
            InputError: there is none, or it may not or cannot be had.
        """
        with self._hosts.turn(url.host, pause_s):
            for attempt in range(self._settings.retries + 1):
                last = attempt == self._settings.retries
                try:
                    reply = self._once(url, headers, limit, check)
                except _PassingError as failure:
                    if last:
                        raise failure.error from failure
                    self._hosts.wait(self._pause(attempt))
                    continue
                if reply.status not in _TRANSIENT:
                    return reply
                self._be_patient(url.host, reply, attempt, last)
            return reply

    def _be_patient(self, host: str, reply: Reply, attempt: int, last: bool) -> None:
        """Waits as the server says; one that wants to be left alone for long is."""
        wanted = _retry_after(reply.headers.get("retry-after", ""))
        if wanted is not None and wanted > self._settings.max_wait_s:
            error = InputError(f"its server wants to be left alone for {_spoken(wanted)} ({reply.status})", LEFT_ALONE)
            self._hosts.leave_alone(host, error)
            raise error
        if not last:
            self._hosts.wait(self._pause(attempt) if wanted is None else wanted)
        elif reply.status == _TOO_OFTEN:
            self._hosts.leave_alone(host, InputError("its server has been asked too often (429)", LEFT_ALONE))

    def _pause(self, attempt: int) -> float:
        return min(self._settings.retry_pause_s * 2.0**attempt, self._settings.max_wait_s)

    def _once(
        self, url: httpx.URL, headers: Mapping[str, str], limit: int, check: Callable[[httpx.Headers], None]
    ) -> Reply:
        settings = self._settings
        self._network.within(settings.timeout_s)
        timeout = httpx.Timeout(settings.timeout_s, connect=min(settings.connect_s, settings.timeout_s))
        try:
            sent = {**self._headers, **headers}
            request = httpx.Request("GET", url, headers=sent, extensions={"timeout": timeout.as_dict()})
            if url.userinfo:
                request = next(httpx.BasicAuth(url.username, url.password).auth_flow(request))
            # Not through a client: that would log the address, and look at redirects before we do.
            answer = self._transport.handle_request(request)
            try:
                whole = answer.status_code == 200
                if whole:
                    check(answer.headers)
                return Reply(answer.status_code, answer.headers, body_of(answer, limit) if whole else b"")
            finally:
                answer.close()
        except PrivateAddressError:
            what = "is on this machine or its own network, which is not asked"
            raise UnreachableError(what, "say --allow-private if that is meant") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.LocalProtocolError, UnicodeError):
            raise _NO_ADDRESS from None  # what these say holds the address
        except _FAULTS as error:
            raise _failure(error, settings) from error


def _failure(error: Exception, settings: FetchSettings) -> Exception:
    if isinstance(error, httpcore.ConnectTimeout):
        return UnreachableError(f"does not answer within {min(settings.connect_s, settings.timeout_s):g} s", LEFT_ALONE)
    if isinstance(error, httpcore.TimeoutException):
        return InputError(f"takes longer than {settings.timeout_s:g} s", "raise fetch.timeout_s, or save it")
    what = " ".join(str(error).split())[:160]
    if isinstance(error, httpcore.ProxyError):
        refused = UnreachableError(f"does not come through the proxy ({what})", _PROXY_HINT)
        return refused if what.startswith("4") else _PassingError(refused)
    cause = error.__cause__ or error.__context__
    if isinstance(error, ssl.SSLError) or isinstance(cause, ssl.SSLError) or "SSL" in what:
        return UnreachableError(f"its server cannot be trusted ({what})", SAVE_IT)
    if isinstance(error, httpcore.ConnectError):
        unreachable = UnreachableError(f"cannot be reached ({what})", "check the address and the network")
        return unreachable if what.startswith("no such host") else _PassingError(unreachable)
    return _PassingError(InputError(f"broke off ({what or type(error).__name__})", LEFT_ALONE))


def _retry_after(value: str) -> float | None:
    """Seconds, given as such or as a moment; None where a server says nothing that can be read."""
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return float(value[:12])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (ValueError, TypeError, OverflowError):
        return None


def _spoken(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
