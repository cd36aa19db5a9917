"""Brings one address home: what the site's rules say, its redirects, the cache, and what came in the end."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx

from summarizer.addresses import HIDDEN, SCHEMES, holds_secret, secrets_of, shown
from summarizer.errors import InputError
from summarizer.fetch.asking import Asker
from summarizer.fetch.cache import Cache, Page
from summarizer.fetch.refusals import SAVE_IT, check_detour, check_media, of_status
from summarizer.fetch.robots import MAX_BYTES, Answer, Robots
from summarizer.records import Fetched, Retrieval
from summarizer.settings import FetchSettings

_REDIRECTS = (301, 302, 303, 307, 308)
_MB = 2**20


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where a server sends whoever asks."""

    location: str


class Messenger:
    """Fetches one address after the other; several threads may send it."""

    def __init__(self, settings: FetchSettings, asker: Asker, cache: Cache) -> None:
        self._settings, self._asker, self._cache = settings, asker, cache
        self._robots = Robots(self._robots_txt)
        self._left = int(settings.max_total_mb * _MB)
        self._left_lock = threading.Lock()

    def bring(self, address: str) -> Fetched:
        """Fetches what is at an address.

        Raises:
            InputError: there is nothing that may be or can be had; the message does not name the address.
        """
        url = asked = as_url(address)
        seen: list[httpx.URL] = []
        while True:
            if url in seen:
                raise InputError("leads in a circle", f"it may want cookies: {SAVE_IT}")
            if len(seen) > self._settings.max_redirects:
                raise InputError(f"is redirected more than {self._settings.max_redirects} times", SAVE_IT)
            seen.append(url)
            found = self._page(url)
            if isinstance(found, Page):
                check_detour(str(asked), str(url))
                return self._fetched(address, url, _without_secrets(found, seen))
            url = _target(url, found.location)

    def _fetched(self, address: str, url: httpx.URL, page: Page) -> Fetched:
        with self._left_lock:
            self._left -= len(page.data)
            if self._left < 0:
                what = f"is left out: all pages together are larger than {self._settings.max_total_mb:g} MB"
                raise InputError(what, "raise fetch.max_total_mb, or fetch fewer")
        at = datetime.fromtimestamp(page.fetched, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        digest = hashlib.sha256(page.data).hexdigest()
        return Fetched(
            shown(address), page.data, Retrieval(shown(address), shown(str(url)), at, digest, page.media_type)
        )

    def _page(self, url: httpx.URL) -> Page | _Redirect:
        """The page at one address: from the cache while it is fresh, else from the server, where it has changed."""
        private = holds_secret(str(url))
        if not private and (fresh := self._fresh(url)):
            return fresh
        known = None if private else self._cache.get(str(url))
        pause = self._allowed(url)
        reply = self._asker.ask(
            url,
            known.conditions if known else {},
            int(self._settings.max_mb * _MB),
            pause,
            lambda headers: check_media(headers.get("content-type", "")),
        )
        if reply.status in _REDIRECTS and reply.headers.get("location"):
            return _Redirect(reply.headers["location"])
        if reply.status == 304 and known is not None:
            page = Page(known.data, known.media_type, time.time(), known.etag, known.modified)
        elif reply.status == 200:
            page = _made(reply.data, reply.headers)
        else:
            raise of_status(reply.status, "challenge" in reply.headers.get("cf-mitigated", ""))
        if not private and "no-store" not in reply.headers.get("cache-control", "").lower():
            self._cache.put(str(url), page)
        return page

    def _allowed(self, url: httpx.URL) -> float:
        """Seconds between two requests, where the site may be asked at all."""
        if not self._settings.robots:
            return self._settings.pause_s
        delay = self._robots.check(_site(url), str(url.copy_with(userinfo=b"")))
        return max(self._settings.pause_s, min(delay, self._settings.max_wait_s))

    def _robots_txt(self, address: str) -> Answer:
        """Asks for a site's rules, over redirects."""
        url = httpx.URL(address)
        for _ in range(self._settings.max_redirects + 1):
            known = self._fresh(url)
            if known is not None:
                return Answer(200, known.data.decode("utf-8", "replace"))
            reply = self._asker.ask(url, {}, MAX_BYTES, 0.0)
            if reply.status not in _REDIRECTS or not reply.headers.get("location"):
                if reply.status == 200:
                    self._cache.put(str(url), _made(reply.data, reply.headers))
                return Answer(reply.status, reply.data.decode("utf-8", "replace"))
            url = _target(url, reply.headers["location"])
        return Answer(404)  # RFC 9309: after so many redirects there are none

    def _fresh(self, url: httpx.URL) -> Page | None:
        """What was fetched a moment ago."""
        known = self._cache.get(str(url))
        return known if known and 0 <= time.time() - known.fetched < self._settings.fresh_s else None


def _without_secrets(page: Page, asked: Sequence[httpx.URL]) -> Page:
    """The page without what was secret in its address: some repeat that, and what a page says is shown."""
    data = page.data
    for secret in (one for url in asked for one in secrets_of(str(url))):
        data = data.replace(secret.encode("utf-8", "surrogatepass"), HIDDEN.encode())
    return replace(page, data=data)


def as_url(address: str) -> httpx.URL:
    """The address as httpx has it, without its fragment.

    Raises:
        InputError: it is none, or of another scheme than http and https.
    """
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise InputError("is no address that can be read", "give https://HOST/PATH") from None
    if url.scheme not in SCHEMES:
        raise InputError(f"is of the kind {url.scheme}://; only http and https are fetched", "name a file by its path")
    if not url.host:
        raise InputError("names no host", "give https://HOST/PATH")
    return url


def _target(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads; what lets somebody in at one site goes to no other."""
    try:
        target = url.join(location).copy_with(fragment=None)
        target = target.copy_with(userinfo=url.userinfo if _site(target) == _site(url) else b"")
    except (httpx.InvalidURL, ValueError, TypeError):
        raise InputError("leads to something that is no address", SAVE_IT) from None
    if target.scheme not in SCHEMES or not target.host:
        raise InputError(f"leads to {target.scheme or 'no'}://; only http and https are fetched", SAVE_IT)
    return target


def _site(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b"", path="/", query=None, fragment=None)).rstrip("/")


def _made(data: bytes, headers: httpx.Headers) -> Page:
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    media = " ".join(headers.get("content-type", "").split())[:200]
    return Page(
        data, media, time.time(), etag if etag.isprintable() else "", modified if modified.isprintable() else ""
    )
