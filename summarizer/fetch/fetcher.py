"""The entrance: many addresses in, what is there or why it is not out, in the same order."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Self

from summarizer.addresses import HIDDEN, secrets_of, shown
from summarizer.errors import InputError
from summarizer.fetch.asking import Asker
from summarizer.fetch.body import PACKINGS
from summarizer.fetch.cache import Cache
from summarizer.fetch.hosts import Hosts, Stopped
from summarizer.fetch.network import Network
from summarizer.fetch.one import Messenger, as_url
from summarizer.fetch.robots import TOKEN
from summarizer.interfaces import Progress
from summarizer.records import Fetched
from summarizer.settings import FetchSettings

_ACCEPTED = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
    "application/pdf;q=0.8,text/plain;q=0.8,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """An address from which nothing was had: how it may be shown, and why."""

    name: str
    error: InputError


class Fetcher:
    """Fetches pages; to be used as a context, which lets go of all connections at its end.

    Args:
        settings: what may be asked, and how patiently.
        folder: where pages are kept for the next time; None for nowhere.
        network: makes the connections; the system's when None.
    """

    def __init__(self, settings: FetchSettings, folder: Path | None = None, network: Network | None = None) -> None:
        self._settings = settings
        self._network = network or Network(settings.allow_private)
        self._cache = Cache(folder, settings.keep_days, "private " if settings.allow_private else "")
        self._hosts = Hosts()
        self._asker = Asker(settings, _headers(settings), self._network, self._hosts)
        _hide_headers()
        self._messenger = Messenger(settings, self._asker, self._cache)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._asker.close()
        self._cache.tidy()

    def fetch(self, addresses: Sequence[str], progress: Progress | None = None) -> list[Fetched | Refused]:
        """Fetches what is at some addresses, hosts side by side.

        Args:
            addresses: with whatever lets somebody in; what comes back does not have it.
            progress: told how many are done.

        Returns:
            For each address what is there, or why it was not had; in the same order.
        """
        found: list[Fetched | Refused] = [Refused(shown(one), InputError("was not asked for")) for one in addresses]
        work: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        for place, address in enumerate(addresses):
            try:
                work[as_url(address).host].append(partial(self._fetch_one, address, place, found))
            except InputError as error:
                found[place] = Refused(shown(address), error)
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            if progress is not None:
                progress("fetch", done, len(addresses))

        self._hosts.side_by_side(work, self._settings.hosts, count)
        return found

    def _fetch_one(self, address: str, place: int, found: list[Fetched | Refused]) -> None:
        try:
            found[place] = self._messenger.bring(address)
        except InputError as error:
            found[place] = Refused(shown(address), _without_secrets(error, address))
        except Stopped:
            raise
        except Exception as error:
            # One server's oddity must not end the run; what the error says may hold the address.
            what = f"cannot be fetched ({type(error).__name__})"
            found[place] = Refused(shown(address), InputError(what, "save it, and name the file"))


def _without_secrets(error: InputError, address: str) -> InputError:
    """The same without what was secret in the address: what a server sends stands in some messages."""
    message = error.message
    for secret in secrets_of(address):
        message = message.replace(secret, HIDDEN)
    return InputError(message, error.hint)


def _headers(settings: FetchSettings) -> dict[str, str]:
    version = import_module(__package__.partition(".")[0]).__version__
    return {
        "User-Agent": settings.user_agent or f"{TOKEN}/{version}",
        "Accept": _ACCEPTED,
        "Accept-Encoding": PACKINGS,
        "Connection": "close",
    }


def _hide_headers() -> None:
    """Keeps headers, in which passwords and tokens travel, out of the log lines of the HTTP library."""
    log = logging.getLogger("httpcore.http11")
    if not any(isinstance(known, _Discreet) for known in log.filters):
        log.addFilter(_Discreet())


class _Discreet(logging.Filter):
    """Lets no headers through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line may be told."""
        return "headers" not in str(record.msg)
