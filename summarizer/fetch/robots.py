"""Heeds robots.txt (RFC 9309), read once a run for each site."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fetch.refusals import UnreachableError

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "attributed-briefing"
"""The name by which a robots.txt can speak of this program."""

MAX_BYTES = 500 * 1024
"""As much of a robots.txt is read as RFC 9309 asks of everybody."""

_HINT = "ask the site, or say --set fetch.robots=false where you may"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a robots.txt: a status and the text."""

    status: int
    text: str = ""


class Robots:
    """The rules of all sites of a run.

    Args:
        ask: fetches a robots.txt; it is called once for each site.
    """

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        self._ask = ask
        self._known: dict[str, Protego | InputError] = {}
        self._sites: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, site: str, address: str) -> float:
        """Refuses what the site does not want to be fetched; returns the seconds that it wants between two requests.

        Args:
            site: scheme, host and port.
            address: the page.

        Raises:
            InputError: the site forbids it, or its rules cannot be had, which is to be taken for that.
        """
        with self._lock:
            lock = self._sites.setdefault(site, threading.Lock())
        with lock:
            if site not in self._known:
                self._known[site] = self._read(site)
            rules = self._known[site]
        if isinstance(rules, InputError):
            raise rules
        if not rules.can_fetch(address, TOKEN):
            raise InputError("its site does not want it fetched by a program (robots.txt)", _HINT)
        return rules.crawl_delay(TOKEN) or 0.0

    def _read(self, site: str) -> Protego | InputError:
        from protego import Protego

        try:
            answer = self._ask(f"{site}/robots.txt")
        except UnreachableError as error:
            return error
        except InputError as error:
            return InputError(f"is not asked for, since robots.txt cannot be had: {error.message}", _HINT)
        if answer.status >= 500 or answer.status == 429:
            return InputError(f"is not asked for, since robots.txt cannot be had ({answer.status})", _HINT)
        return Protego.parse(answer.text if 200 <= answer.status < 300 else "")
