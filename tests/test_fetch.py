"""Fetching, against a real server on this machine: what servers do wrong, what they may not do, and manners."""

from __future__ import annotations

import gzip
import logging
import shutil
import socket
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from local_server import (
    PUBLIC,
    Handler,
    LocalServer,
    Rerouted,
    answer,
    article,
    certified,
    in_turn,
    leads_to,
    serving,
    slowly,
)

from summarizer.fetch import Fetcher, Refused
from summarizer.fetch.network import Network, is_public
from summarizer.records import Fetched
from summarizer.settings import FetchSettings

QUICK = FetchSettings(allow_private=True, pause_s=0.0, retry_pause_s=0.0, timeout_s=5.0, fresh_s=0.0, keep_days=1.0)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with serving() as own:
        yield own


def fetch(
    *addresses: str, settings: FetchSettings = QUICK, folder: Path | None = None, network: Network | None = None
) -> list[Fetched | Refused]:
    with Fetcher(settings, folder, network) as fetcher:
        return fetcher.fetch(addresses)


def had(found: Fetched | Refused) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def why(found: Fetched | Refused) -> str:
    assert isinstance(found, Refused), found
    return str(found.error)


def test_a_page_comes_with_where_and_when_it_was_had(server: LocalServer) -> None:
    server.page("/a", article(), media="text/html; charset=utf-8")
    server.pages["/short"] = leads_to("/a")
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    (found,) = fetch(f"{server.address}/short#part")
    one = had(found)
    assert one.data.decode() == article()
    assert one.retrieved.address == f"{server.address}/short"
    assert one.retrieved.final == f"{server.address}/a"
    assert before <= one.retrieved.at <= time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    assert one.retrieved.media_type == "text/html; charset=utf-8"
    headers = {name.lower(): value for name, value in server.asked[-1].headers.items()}
    assert headers["user-agent"].startswith("attributed-briefing/")
    assert "cookie" not in headers


def test_what_is_wrong_with_one_address_stops_no_other(server: LocalServer) -> None:
    server.page("/a", article())
    wrong = ["http://", "https://[::1", "ftp://files.example/a", "http://127.0.0.1:1/", "file:///etc/passwd"]
    found = fetch(*wrong, f"{server.address}/a", f"{server.address}/none")
    reasons = [why(one) for one in (*found[:5], found[6])]
    assert had(found[5]).data
    assert "no address" in reasons[1]
    assert "ftp://" in reasons[2]
    assert "file://" in reasons[4]
    assert "cannot be reached" in reasons[3]
    assert "(404)" in reasons[5]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "login"),
        (402, "paid for"),
        (403, "refuses"),
        (410, "no more"),
        (418, "418"),
        (451, "legal"),
        (500, "fails"),
    ],
)
def test_a_status_is_told_in_words(server: LocalServer, status: int, said: str) -> None:
    server.pages["/a"] = answer(status, "no")
    assert said in why(fetch(f"{server.address}/a")[0])
    assert server.paths() == ["/a"]


def test_a_challenge_for_browsers_is_named(server: LocalServer) -> None:
    server.pages["/a"] = answer(403, "Just a moment", {"cf-mitigated": "challenge"})
    assert "browser" in why(fetch(f"{server.address}/a")[0])


def test_a_picture_is_refused_before_it_is_loaded(server: LocalServer) -> None:
    server.page("/a", b"\x89PNG", media="image/png")
    assert "a picture (image/png)" in why(fetch(f"{server.address}/a")[0])


class TestRedirects:
    def test_a_circle_ends(self, server: LocalServer) -> None:
        server.pages["/a"], server.pages["/b"] = leads_to("/b"), leads_to("/a")
        assert "in a circle" in why(fetch(f"{server.address}/a")[0])
        assert server.paths() == ["/a", "/b"]

    def test_they_are_counted(self, server: LocalServer) -> None:
        for number in range(12):
            server.pages[f"/{number}"] = leads_to(f"/{number + 1}")
        settings = replace(QUICK, max_redirects=3)
        assert "more than 3 times" in why(fetch(f"{server.address}/0", settings=settings)[0])
        assert len(server.paths()) == 4

    @pytest.mark.parametrize(
        "location", ["ftp://files.example/a", "file:///etc/passwd", "javascript:alert(1)", "data:,x"]
    )
    def test_only_pages_are_followed(self, server: LocalServer, location: str) -> None:
        server.pages["/a"] = leads_to(location)
        assert "only http and https" in why(fetch(f"{server.address}/a")[0])

    @pytest.mark.parametrize(
        ("location", "said"),
        [
            ("/account/login?next=/a", "a login"),
            ("/consent/collect", "a consent form"),
            ("/subscribe", "an offer to subscribe"),
            ("/", "gone"),
        ],
    )
    def test_what_stands_in_the_place_of_a_page_is_refused(self, server: LocalServer, location: str, said: str) -> None:
        server.pages["/news/a"] = leads_to(location)
        server.page(location.partition("?")[0], article())
        assert said in why(fetch(f"{server.address}/news/a")[0])

    def test_an_article_on_consent_or_a_front_page_that_was_asked_for_is_not(self, server: LocalServer) -> None:
        server.page("/law/consent", article())
        server.page("/", article())
        server.pages["/law/cookie-consent"] = leads_to("/law/consent", 301)
        for path in ("/law/consent", "/", "/law/cookie-consent"):
            had(fetch(f"{server.address}{path}")[0])


class TestLimits:
    def test_a_slow_body_ends(self, server: LocalServer) -> None:
        server.pages["/a"] = slowly(b"x", 0.05)
        start = time.monotonic()
        assert "takes longer than 0.4 s" in why(fetch(f"{server.address}/a", settings=replace(QUICK, timeout_s=0.4))[0])
        assert time.monotonic() - start < 30  # it has no end

    def test_slow_headers_end(self, server: LocalServer) -> None:
        server.pages["/a"] = slowly(b"x", 0.05, head=False)
        start = time.monotonic()
        assert "takes longer than 0.4 s" in why(fetch(f"{server.address}/a", settings=replace(QUICK, timeout_s=0.4))[0])
        assert time.monotonic() - start < 30  # it has no end

    def test_an_endless_body_is_cut_off(self, server: LocalServer) -> None:
        server.pages["/a"] = slowly(b"x" * 65536, 0.0)
        assert "larger than 0.5 MB" in why(fetch(f"{server.address}/a", settings=replace(QUICK, max_mb=0.5))[0])

    def test_a_stated_length_is_believed_before_anything_is_loaded(self, server: LocalServer) -> None:
        server.pages["/a"] = answer(200, "x", {"Content-Length": str(10**12), "Content-Type": "text/html"})
        assert "larger than 16 MB" in why(fetch(f"{server.address}/a")[0])

    @pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
    def test_a_bomb_does_not_go_off(self, server: LocalServer, pack: object) -> None:
        import tracemalloc

        bomb = pack(bytes(200 << 20))  # type: ignore[operator]
        assert len(bomb) < 300_000
        server.page("/a", bomb, **{"Content-Encoding": "gzip"})
        tracemalloc.start()
        try:
            assert "larger than 1 MB" in why(fetch(f"{server.address}/a", settings=replace(QUICK, max_mb=1.0))[0])
            assert tracemalloc.get_traced_memory()[1] < 20 << 20
        finally:
            tracemalloc.stop()

    def test_packed_pages_are_unpacked_in_one_piece_or_several(self, server: LocalServer) -> None:
        whole = article().encode()
        server.page("/a", gzip.compress(whole), **{"Content-Encoding": "gzip"})
        server.page("/b", gzip.compress(whole[:100]) + gzip.compress(whole[100:]), **{"Content-Encoding": "x-gzip"})
        server.page("/c", gzip.compress(whole) + b"\0\0\0", **{"Content-Encoding": "gzip"})
        assert [had(one).data for one in fetch(*(f"{server.address}/{name}" for name in "abc"))] == [whole] * 3

    @pytest.mark.parametrize(("packing", "said"), [("br", "packed as br"), ("gzip, gzip", "packed as gzip, gzip")])
    def test_a_packing_that_was_not_asked_for_is_refused(self, server: LocalServer, packing: str, said: str) -> None:
        server.page("/a", b"whatever", **{"Content-Encoding": packing})
        assert said in why(fetch(f"{server.address}/a")[0])

    @pytest.mark.parametrize("body", [b"no gzip", gzip.compress(article().encode())[:60]], ids=["no gzip", "half"])
    def test_what_cannot_be_unpacked_says_so(self, server: LocalServer, body: bytes) -> None:
        server.page("/a", body, **{"Content-Encoding": "gzip"})
        assert "damaged" in why(fetch(f"{server.address}/a")[0])

    def test_a_body_that_breaks_off_is_no_page(self, server: LocalServer) -> None:
        def respond(handler: object) -> None:
            answer(200, "half", {"Content-Length": "1000"})(handler)  # type: ignore[arg-type]
            handler.close_connection = True  # type: ignore[attr-defined]

        server.pages["/a"] = respond
        assert "broke off" in why(fetch(f"{server.address}/a", settings=replace(QUICK, retries=1))[0])
        assert server.paths() == ["/a", "/a"]

    def test_all_together_have_a_limit(self, server: LocalServer) -> None:
        for name in "abc":
            server.page(f"/{name}", b"x" * 40_000)
        found = fetch(*(f"{server.address}/{name}" for name in "abc"), settings=replace(QUICK, max_total_mb=0.1))
        assert [isinstance(one, Fetched) for one in found] == [True, True, False]
        assert "together" in why(found[2])


class TestPatience:
    @pytest.mark.parametrize("status", [429, 503])
    def test_a_server_is_asked_again_when_it_says_so(self, server: LocalServer, status: int) -> None:
        server.page("/a", article())
        server.pages["/a"] = in_turn(answer(status, headers={"Retry-After": "1"}), server.pages["/a"])
        start = time.monotonic()
        had(fetch(f"{server.address}/a")[0])
        assert time.monotonic() - start >= 0.99

    def test_a_moment_is_understood(self, server: LocalServer) -> None:
        server.page("/a", article())
        past = formatdate(time.time() - 60, usegmt=True)
        server.pages["/a"] = in_turn(answer(503, headers={"Retry-After": past}), server.pages["/a"])
        had(fetch(f"{server.address}/a")[0])

    def test_one_that_wants_to_be_left_alone_for_long_is(self, server: LocalServer) -> None:
        server.pages["/a"] = answer(429, headers={"Retry-After": "3600"})
        server.page("/b", article())
        found = fetch(f"{server.address}/a", f"{server.address}/b")
        assert all("left alone for 60 min" in why(one) for one in found)
        assert server.paths() == ["/a"]

    def test_one_that_goes_on_refusing_is_given_up(self, server: LocalServer) -> None:
        server.pages["/a"] = answer(429)
        server.page("/b", article())
        found = fetch(f"{server.address}/a", f"{server.address}/b")
        assert "(429)" in why(found[0])
        assert "too often" in why(found[1])
        assert server.paths() == ["/a"] * 3

    def test_a_failure_that_passes_is_no_failure(self, server: LocalServer) -> None:
        server.page("/a", article())
        server.pages["/a"] = in_turn(answer(502), answer(504), server.pages["/a"])
        had(fetch(f"{server.address}/a")[0])

    def test_a_host_is_asked_for_one_page_at_a_time_and_others_meanwhile(self, server: LocalServer) -> None:
        both = threading.Barrier(2, timeout=30)  # met only while the two hosts are asked at the same time
        asking, most = Counter[str](), Counter[str]()

        def respond(handler: Handler) -> None:
            host = handler.headers["Host"]
            with server.lock:
                asking[host] += 1
                most[host] = max(most[host], asking[host])
            both.wait()
            time.sleep(0.02)
            with server.lock:
                asking[host] -= 1  # before the answer: with it in hand, the next may come
            answer(200, article(), {"Content-Type": "text/html"})(handler)

        names = [f"/{number}" for number in range(4)]
        server.pages |= dict.fromkeys(names, respond)
        addresses = [f"http://{host}:{server.port}{name}" for host in ("127.0.0.1", "localhost") for name in names]
        assert all(isinstance(one, Fetched) for one in fetch(*addresses, settings=replace(QUICK, timeout_s=60.0)))
        assert sorted(most.values()) == [1, 1]

    def test_there_is_a_pause_between_two(self, server: LocalServer) -> None:
        server.page("/a", article())
        server.page("/b", article())
        start = time.monotonic()
        fetch(f"{server.address}/a", f"{server.address}/b", settings=replace(QUICK, pause_s=0.2, robots=False))
        assert time.monotonic() - start >= 0.2


class TestRobots:
    def rules(self, server: LocalServer, text: str) -> None:
        server.page("/robots.txt", text, media="text/plain")

    def test_a_site_that_does_not_want_it_is_not_asked(self, server: LocalServer) -> None:
        self.rules(server, "User-agent: *\nDisallow: /private/\n")
        server.page("/private/a", article())
        server.page("/a", article())
        found = fetch(f"{server.address}/private/a", f"{server.address}/a")
        assert "robots.txt" in why(found[0])
        had(found[1])
        assert server.paths() == ["/a"]
        had(fetch(f"{server.address}/private/a", settings=replace(QUICK, robots=False))[0])

    def test_this_program_can_be_named(self, server: LocalServer) -> None:
        self.rules(server, "User-agent: attributed-briefing\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
        server.page("/a", article())
        assert "robots.txt" in why(fetch(f"{server.address}/a")[0])

    def test_rules_hold_where_a_redirect_leads(self, server: LocalServer) -> None:
        self.rules(server, "User-agent: *\nDisallow: /private/\n")
        server.pages["/a"] = leads_to("/private/a")
        assert "robots.txt" in why(fetch(f"{server.address}/a")[0])

    def test_rules_that_fail_forbid_and_none_allow(self, server: LocalServer) -> None:
        server.page("/a", article())
        server.pages["/robots.txt"] = answer(500)
        assert "robots.txt cannot be had (500)" in why(fetch(f"{server.address}/a")[0])
        server.pages["/robots.txt"] = answer(404)
        had(fetch(f"{server.address}/a")[0])
        assert server.paths() == ["/a"]

    def test_they_are_asked_for_once(self, server: LocalServer) -> None:
        self.rules(server, "User-agent: *\nAllow: /\nCrawl-delay: 0.1\n")
        for name in "abc":
            server.page(f"/{name}", article())
        start = time.monotonic()
        fetch(*(f"{server.address}/{name}" for name in "abc"))
        assert [one.path for one in server.asked].count("/robots.txt") == 1
        assert time.monotonic() - start >= 0.2


class TestCache:
    def test_what_has_not_changed_is_not_sent_again(self, server: LocalServer, tmp_path: Path) -> None:
        def respond(handler: object) -> None:
            headers = handler.headers  # type: ignore[attr-defined]
            same = (
                headers["If-None-Match"] == '"v1"' and headers["If-Modified-Since"] == "Tue, 03 Mar 2026 10:00:00 GMT"
            )
            stamps = {"ETag": '"v1"', "Last-Modified": "Tue, 03 Mar 2026 10:00:00 GMT", "Content-Type": "text/html"}
            answer(304 if same else 200, b"" if same else article(), stamps)(handler)  # type: ignore[arg-type]

        server.pages["/a"] = respond
        first, second = (had(fetch(f"{server.address}/a", folder=tmp_path)[0]) for _ in range(2))
        assert first.data == second.data == article().encode()
        assert second.retrieved.media_type == "text/html"
        assert server.asked[-1].headers["If-None-Match"] == '"v1"'

    def test_what_has_changed_is(self, server: LocalServer, tmp_path: Path) -> None:
        server.pages["/a"] = in_turn(answer(200, "one", {"ETag": '"1"'}), answer(200, "two", {"ETag": '"2"'}))
        assert [had(fetch(f"{server.address}/a", folder=tmp_path)[0]).data for _ in range(2)] == [b"one", b"two"]

    def test_what_was_fetched_a_moment_ago_is_not_asked_for(self, server: LocalServer, tmp_path: Path) -> None:
        server.page("/a", article())
        settings = replace(QUICK, fresh_s=60.0)
        first, second = (had(fetch(f"{server.address}/a", folder=tmp_path, settings=settings)[0]) for _ in range(2))
        assert first == second
        assert server.paths() == ["/a"]

    def test_what_was_had_with_allow_private_is_not_there_without(self, server: LocalServer, tmp_path: Path) -> None:
        server.page("/a", article())
        settings = replace(QUICK, fresh_s=60.0)
        had(fetch(f"{server.address}/a", folder=tmp_path, settings=settings)[0])
        refused = fetch(f"{server.address}/a", folder=tmp_path, settings=replace(settings, allow_private=False))[0]
        assert "--allow-private" in why(refused)

    def test_a_damaged_entry_is_fetched_anew(self, server: LocalServer, tmp_path: Path) -> None:
        server.page("/a", article(), ETag='"v1"')
        fetch(f"{server.address}/a", folder=tmp_path)
        for entry in tmp_path.iterdir():
            entry.write_bytes(entry.read_bytes()[:-5])
        assert had(fetch(f"{server.address}/a", folder=tmp_path)[0]).data == article().encode()
        assert "If-None-Match" not in server.asked[-1].headers

    @pytest.mark.parametrize("path", ["/a?token=s3cret", "/b"])
    def test_what_is_nobodys_business_is_not_kept(self, server: LocalServer, tmp_path: Path, path: str) -> None:
        server.page("/a", article())
        server.page("/b", article(), **{"Cache-Control": "private, no-store"})
        had(fetch(f"{server.address}{path}", folder=tmp_path, settings=replace(QUICK, robots=False))[0])
        assert list(tmp_path.iterdir()) == []

    def test_old_entries_go_and_a_closed_folder_is_no_fault(self, server: LocalServer, tmp_path: Path) -> None:
        import os

        server.page("/a", article())
        fetch(f"{server.address}/a", folder=tmp_path / "pages")
        for entry in (tmp_path / "pages").iterdir():
            os.utime(entry, (1.0, 1.0))
        fetch(folder=tmp_path / "pages")
        assert list((tmp_path / "pages").iterdir()) == []
        (tmp_path / "file").write_text("no folder")
        had(fetch(f"{server.address}/a", folder=tmp_path / "file")[0])


PRIVATE = (
    "127.0.0.1 127.8.8.8 10.0.0.7 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.251 239.1.1.1"
    " 255.255.255.255 240.0.0.1 198.18.0.1 192.0.2.7 ::1 :: fe80::1 fe80::1%eth0 fc00::7 fd12::1 ff02::1 ff0e::1"
    " fec0::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1::1"
    " ::127.0.0.1 2001:0:7f00:1:: nonsense"
)


class TestPrivateAddresses:
    @pytest.mark.parametrize("address", PRIVATE.split())
    def test_what_is_not_of_the_public_network(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
    def test_what_is(self, address: str) -> None:
        assert is_public(address)

    @given(st.ip_addresses(v=4))
    def test_no_disguise_makes_a_private_address_public(self, ip: object) -> None:
        number = int(ip)  # type: ignore[call-overload]
        disguised = [f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"]
        if not is_public(str(ip)):
            assert not any(map(is_public, disguised))

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "0"])
    def test_this_machine_is_not_asked_under_whatever_name(self, server: LocalServer, host: str) -> None:
        server.page("/a", article())

        def as_the_system_does(name: str, port: int) -> list[str]:
            """Reads numbers in the notations that C knows."""
            if name in ("localhost", "::1"):
                return ["::1", "127.0.0.1"]
            return [socket.inet_ntoa(socket.inet_aton(name))]

        network = Network(resolve=as_the_system_does)
        assert "--allow-private" in why(fetch(f"http://{host}:{server.port}/a", network=network)[0])
        assert server.asked == []

    def network(self, connect: Rerouted, **names: list[list[str]]) -> Network:
        """A network in which names have these addresses, at each look-up the next ones."""

        def resolve(host: str, port: int) -> list[str]:
            answers = names[host.partition(".")[0]]
            return answers.pop(0) if len(answers) > 1 else answers[0]

        return Network(allow_private=False, resolve=resolve, connect=connect)

    def test_a_name_that_leads_here_is_refused(self, server: LocalServer) -> None:
        connect = Rerouted()
        network = self.network(connect, inside=[["127.0.0.1", "10.0.0.1", "::1"]])
        assert "--allow-private" in why(fetch(f"http://inside.example:{server.port}/a", network=network)[0])
        assert connect.connected == []

    def test_a_redirect_that_leads_here_is_refused(self, server: LocalServer) -> None:
        connect = Rerouted()
        network = self.network(connect, news=[[PUBLIC]], inside=[["127.0.0.1"]])
        server.pages["/a"] = leads_to(f"http://inside.example:{server.port}/secret")
        server.pages["/b"] = leads_to(f"http://127.0.0.1:{server.port}/secret")
        server.page("/secret", article())
        addresses = [f"http://news.example:{server.port}/{name}" for name in "ab"]
        network_for_ip = self.network(connect, news=[[PUBLIC]], **{"127": [["127.0.0.1"]]})
        assert "--allow-private" in why(fetch(addresses[0], network=network)[0])
        assert "--allow-private" in why(fetch(addresses[1], network=network_for_ip)[0])
        assert set(connect.connected) == {PUBLIC}
        assert "/secret" not in server.paths()

    def test_a_second_answer_of_the_name_server_does_not_slip_by(self, server: LocalServer) -> None:
        connect = Rerouted()
        network = self.network(connect, turns=[[PUBLIC], ["127.0.0.1"]])
        server.page("/a", article())
        settings = replace(QUICK, robots=False)
        found = fetch(
            *(f"http://turns.example:{server.port}/a?{n}" for n in range(3)), settings=settings, network=network
        )
        had(found[0])  # connected to the very address that was looked at
        assert all("--allow-private" in why(one) for one in found[1:])
        assert connect.connected == [PUBLIC]

    def test_of_several_addresses_only_the_public_ones_are_tried(self, server: LocalServer) -> None:
        connect = Rerouted()
        network = self.network(connect, both=[["10.0.0.1", PUBLIC]])
        server.page("/a", article())
        had(fetch(f"http://both.example:{server.port}/a", network=network)[0])
        assert set(connect.connected) == {PUBLIC}

    def test_a_name_server_that_does_not_answer_ends(self) -> None:
        waiting = threading.Event()
        network = Network(resolve=lambda host, port: [str(waiting.wait(60))])
        start = time.monotonic()
        settings = replace(QUICK, connect_s=0.2)
        assert "does not answer within 0.2 s" in why(
            fetch("http://slow.example/a", settings=settings, network=network)[0]
        )
        assert time.monotonic() - start < 30  # it has no end
        waiting.set()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_server_has_to_be_who_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, both = certified("localhost", tmp_path)
    with serving(both) as server:
        server.page("/a", article())
        address = f"https://localhost:{server.port}/a"
        assert "cannot be trusted" in why(fetch(address)[0])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert had(fetch(address)[0]).data == article().encode()
        assert "cannot be trusted" in why(fetch(f"{server.address}/a")[0])  # it is localhost, and not that number
        assert server.paths() == ["/a"]


SECRETS = ("s3cret", "hunter2")


class TestCredentials:
    def test_they_are_sent_to_their_site_and_shown_nowhere(
        self, server: LocalServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        server.page("/a", article())
        server.page("/c", article())
        server.pages["/b"] = leads_to("/c?api_key=s3cret")
        server.pages["/d"] = leads_to(f"http://localhost:{server.port}/a")
        place = f"127.0.0.1:{server.port}"
        found = fetch(
            *(
                f"http://ann:hunter2@{place}/{path}"
                for path in ("a?id=7&token=s3cret", "b", "d", "none?password=s3cret")
            )
        )
        assert had(found[0]).retrieved.address == f"http://{place}/a?id=7&token=***"
        assert had(found[1]).retrieved.final == f"http://{place}/c?api_key=***"
        assert had(found[2]).retrieved.final == f"http://localhost:{server.port}/a"
        assert "(404)" in why(found[3])
        told = repr(found) + caplog.text + "".join(capfd.readouterr())
        assert not any(secret in told for secret in SECRETS)
        by_path = {one.path: one.headers for one in server.asked}
        assert by_path["/a?id=7&token=s3cret"]["Authorization"].startswith("Basic ")
        assert by_path["/c?api_key=s3cret"]["Authorization"].startswith("Basic ")
        assert "Authorization" not in by_path["/a"]  # another site
        assert by_path["/a"]["Host"].startswith("localhost")

    def test_what_a_server_repeats_of_them_is_taken_out(self, server: LocalServer) -> None:
        def respond(handler: object) -> None:
            handler.wfile.write(b"s3cret hunter2 is no status line\r\n\r\n")  # type: ignore[attr-defined]
            handler.close_connection = True  # type: ignore[attr-defined]

        server.page("/a", "You asked for /a?token=s3cret%21 (s3cret!), hunter2.")
        server.pages["/b"] = respond
        place = f"http://ann:hunter2@127.0.0.1:{server.port}"
        found = fetch(f"{place}/a?token=s3cret%21", f"{place}/b?token=s3cret", settings=replace(QUICK, retries=0))
        assert had(found[0]).data == b"You asked for /a?token=*** (***), ***."
        assert "*** *** is no status line" in why(found[1])

    def test_no_error_tells_them(self) -> None:
        wrong = [
            "http://ann:hunter2@127.0.0.1:1/?token=s3cret",
            "http://ann:hunter2@[::1/?token=s3cret",
            "ftp://ann:hunter2@files.example/?token=s3cret",
            "http://ann:hunter2@nowhere.invalid/?token=s3cret",
            "http://ann:hunter2@127.0.0.1:99999/?token=s3cret",
            "http://ann:hunter2@\u2603.exa mple/?token=s3cret",
        ]
        network = Network(allow_private=True, resolve=lambda host, port: [host] if host[0].isdigit() else [])
        found = fetch(*wrong, settings=replace(QUICK, retries=0), network=network)
        told = repr([(one, why(one)) for one in found])
        assert not any(secret in told for secret in SECRETS)


@profile(deadline=None, max_examples=examples(30))
@given(st.lists(st.text(max_size=60), min_size=20, max_size=20))
def test_no_address_is_a_fault_of_the_program(strange: list[str]) -> None:
    settings = replace(QUICK, allow_private=False, retries=0)
    found = fetch(*(f"http://{rest}" for rest in strange), settings=settings, network=Network(resolve=lambda *_: []))
    assert not any("cannot be fetched (" in why(one) for one in found)
