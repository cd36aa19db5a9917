"""Which proxy the environment names for an address: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, and NO_PROXY against these.

The names in small letters count as well, and before those in capitals, as everywhere.
"""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from urllib.request import getproxies_environment

import httpx

from summarizer.fetch.refusals import UnreachableError

_SPOKEN = ("http", "https")
_HINT = "name it as http://HOST:PORT, or list the host in NO_PROXY"


def proxy_for(url: httpx.URL) -> httpx.URL | None:
    """The proxy through which an address is to be asked; None where it is asked directly.

    Raises:
        UnreachableError: that cannot be used; the message does not show it, for it may hold a password.
    """
    named = getproxies_environment()
    kind = url.scheme if named.get(url.scheme) else "all"
    given = named.get(kind, "").strip()
    if not given or _is_spared(url, named.get("no", "")):
        return None
    try:
        proxy = httpx.URL(given if "://" in given else f"http://{given}")
    except httpx.InvalidURL:
        proxy = httpx.URL()
    if not proxy.host:
        raise UnreachableError(f"is not asked for, since {kind.upper()}_PROXY is no address of a proxy", _HINT)
    if proxy.scheme not in _SPOKEN:
        what = f"is not asked for, since {kind.upper()}_PROXY names a proxy of the kind {proxy.scheme}://"
        raise UnreachableError(what, _HINT)
    return proxy


def _is_spared(url: httpx.URL, spared: str) -> bool:
    """Whether NO_PROXY names the host, a domain that it is in, with a port or without, or its network (10.0.0.0/8)."""
    return any(_is_meant(url, entry.lower()) for entry in re.split(r"[,\s]+", spared) if entry)


def _is_meant(url: httpx.URL, entry: str) -> bool:
    host = url.host.lower()
    with suppress(ValueError):
        network = ipaddress.ip_network(entry.strip("[]"), strict=False)
        return _is_in(host, network)
    name, _, port = entry.partition(":")
    if port and port != str(url.port or {"http": 80, "https": 443}[url.scheme]):
        return False
    domain = name.lstrip("*.")
    return name == "*" or (domain != "" and f".{host}".endswith(f".{domain}"))


def _is_in(host: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host) in network
    return False
