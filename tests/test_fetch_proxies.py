"""Fetching through the proxies of the environment, against a real proxy on this machine."""

from __future__ import annotations

import logging
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from local_proxy import LocalProxy, proxying
from local_server import PUBLIC, LocalServer, article, certified, leads_to, serving

from summarizer.errors import InputError
from summarizer.fetch import Fetcher, Refused
from summarizer.fetch.network import Network
from summarizer.fetch.proxies import proxy_for
from summarizer.records import Fetched
from summarizer.settings import FetchSettings

SETTINGS = FetchSettings(pause_s=0.0, retry_pause_s=0.0, retries=0, timeout_s=10.0, keep_days=0.0)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with serving() as own:
        own.page("/a", article())
        yield own


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalProxy]:
    with proxying() as own:
        monkeypatch.setenv("HTTP_PROXY", f"http://{own.place}")
        yield own


def known_here(host: str, port: int) -> list[str]:
    """What a machine behind a proxy knows: itself and names of its network, none outside."""
    if host == "intranet.example":
        return [PUBLIC, "10.0.0.7"]
    if host == "::1" or host.replace(".", "").isdigit():
        return [host]
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def fetch(*addresses: str, settings: FetchSettings = SETTINGS) -> list[Fetched | Refused]:
    with Fetcher(settings, network=Network(settings.allow_private, resolve=known_here)) as fetcher:
        return fetcher.fetch(addresses)


def had(found: Fetched | Refused) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def why(found: Fetched | Refused) -> str:
    assert isinstance(found, Refused), found
    return str(found.error)


def test_a_page_comes_through_the_proxy_by_a_name_that_only_that_knows(server: LocalServer, proxy: LocalProxy) -> None:
    address = f"http://news.example:{server.port}/a"
    assert had(fetch(address)[0]).data == article().encode()
    assert proxy.asked == [f"GET http://news.example:{server.port}/robots.txt", f"GET {address}"]
    assert server.asked[-1].headers["Host"] == f"news.example:{server.port}"
    assert server.asked[-1].headers["User-Agent"].startswith("attributed-briefing/")


def test_robots_and_statuses_hold_through_it(server: LocalServer, proxy: LocalProxy) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /private", media="text/plain")
    found = fetch(*(f"http://news.example:{server.port}/{path}" for path in ("private", "none")))
    assert "robots.txt" in why(found[0])
    assert "(404)" in why(found[1])


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_what_is_encrypted_stays_so(proxy: LocalProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, both = certified("news.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("https_proxy", proxy.place)  # without a scheme, as many write it
    with serving(both) as server:
        server.page("/a", article())
        assert had(fetch(f"https://news.example:{server.port}/a")[0]).data == article().encode()
        assert "cannot be trusted" in why(fetch(f"https://other.example:{server.port}/a")[0])
        assert set(proxy.asked) == {f"CONNECT {name}.example:{server.port}" for name in ("news", "other")}
        proxy.closed = True
        assert "through the proxy (403" in why(fetch(f"https://news.example:{server.port}/a")[0])


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "intranet.example"])
def test_what_is_known_to_be_of_this_network_is_not_asked_for(
    server: LocalServer, proxy: LocalProxy, host: str
) -> None:
    server.pages["/b"] = leads_to(f"http://{host}:{server.port}/a")
    found = fetch(f"http://{host}:{server.port}/a", f"http://news.example:{server.port}/b")
    assert all("--allow-private" in why(one) for one in found)
    assert all("news.example" in one for one in proxy.asked)
    assert "/a" not in server.paths()


def test_it_is_where_that_is_meant(server: LocalServer, proxy: LocalProxy) -> None:
    had(fetch(f"{server.address}/a", settings=replace(SETTINGS, allow_private=True))[0])
    assert proxy.asked


def test_what_is_spared_is_asked_directly(
    server: LocalServer, proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.0/8")
    had(fetch(f"{server.address}/a", settings=replace(SETTINGS, allow_private=True))[0])
    assert "--allow-private" in why(fetch(f"{server.address}/a")[0])
    assert proxy.asked == []


def test_a_login_at_the_proxy_is_for_it_alone(
    server: LocalServer, proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    proxy.login = "ann:h@nter 2"
    address = f"http://news.example:{server.port}/a"
    assert "a proxy that asks for a login (407)" in why(fetch(address)[0])
    monkeypatch.setenv("HTTP_PROXY", f"http://ann:h%40nter%202@{proxy.place}")
    found = had(fetch(address)[0])
    assert "Proxy-Authorization" not in server.asked[-1].headers
    monkeypatch.setenv("HTTP_PROXY", "http://ann:h%40nter%202@127.0.0.1:1")
    refused = fetch(address)[0]
    assert "through the proxy (it cannot be reached" in why(refused)
    assert not any(secret in repr((found, refused)) + caplog.text for secret in ("nter", "YW5uOm"))


@pytest.mark.parametrize(
    "given", ["socks5://ann:hunter2@127.0.0.1:1080", "http://ann:hunter2@[::1", "hunter2://", "//"]
)
def test_a_proxy_that_cannot_be_used_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ALL_PROXY", given)
    told = why(fetch("http://news.example/a")[0])
    assert "ALL_PROXY" in told
    assert "@" not in told
    assert "NO_PROXY" in told


PLACE = "http://proxy.example:8080"


@pytest.mark.parametrize(
    ("address", "spared", "through"),
    [
        ("http://news.example/a", "", True),
        ("https://news.example/a", "", True),
        ("http://news.example/a", "*", False),
        ("http://news.example/a", "other.example, news.example", False),
        ("http://www.news.example/a", "news.example", False),
        ("http://www.news.example/a", ".news.example", False),
        ("http://www.news.example/a", "*.NEWS.example", False),
        ("http://fakenews.example/a", "news.example", True),
        ("http://news.example/a", "news.example:8080", True),
        ("http://news.example:8080/a", "news.example:8080", False),
        ("https://news.example/a", "news.example:443", False),
        ("http://10.1.2.3/a", "10.0.0.0/8 192.168.0.1", False),
        ("http://11.1.2.3/a", "10.0.0.0/8", True),
        ("http://[fd00::1]/a", "[fd00::1]", False),
        ("http://[fd00::1]/a", "::1", True),
        ("http://news.example/a", "10.0.0.0/8,.,:80", True),
    ],
)
def test_which_hosts_are_spared(monkeypatch: pytest.MonkeyPatch, address: str, spared: str, through: bool) -> None:
    monkeypatch.setenv("ALL_PROXY", PLACE)
    monkeypatch.setenv("NO_PROXY", spared)
    assert proxy_for(httpx.URL(address)) == (httpx.URL(PLACE) if through else None)


def test_each_kind_of_address_has_its_own_and_small_letters_win(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(httpx.URL("http://news.example/")) is None
    for name, place in {"HTTPS_PROXY": "one", "https_proxy": "http://two", "all_proxy": "three:1"}.items():
        monkeypatch.setenv(name, place)
    assert proxy_for(httpx.URL("https://news.example/")) == httpx.URL("http://two")
    assert proxy_for(httpx.URL("http://news.example/")) == httpx.URL("http://three:1")
    monkeypatch.setenv("all_proxy", "gopher://three")
    with pytest.raises(InputError, match="ALL_PROXY names a proxy of the kind gopher://"):
        proxy_for(httpx.URL("http://news.example/"))
