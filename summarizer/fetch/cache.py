"""Pages on the disk, each a file with a line about it and its bytes, so that a server need not send them again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DAY_S = 86_400.0
_ENDING = ".page"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a server sent it, at ``fetched`` (seconds since 1970), and by what it can be asked for changes."""

    data: bytes
    media_type: str
    fetched: float
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for it only if it has changed."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class Cache:
    """Pages by their address, of which only a hash is kept.

    What cannot be written or read is not there: a cache is no reason to fail.

    Args:
        folder: where they lie; None for no cache.
        days: after so many they are deleted.
        realm: pages of another realm are not there; what was had by leave of one run is not for one without it.
    """

    def __init__(self, folder: Path | None, days: float, realm: str = "") -> None:
        self._folder = folder if days > 0 else None
        self._days, self._realm = days, realm

    def get(self, address: str) -> Page | None:
        """The page of an address; None where there is none, or it is damaged."""
        if self._folder is None:
            return None
        try:
            head, _, data = self._place(self._folder, address).read_bytes().partition(b"\n")
            about = json.loads(head)
            if about.pop("sha256") != hashlib.sha256(data).hexdigest():
                return None
            return _checked(Page(data, **about))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def put(self, address: str, page: Page) -> None:
        """Keeps a page instead of what was known of the address."""
        if self._folder is None:
            return
        about = {name: getattr(page, name) for name in ("media_type", "fetched", "etag", "modified")}
        head = json.dumps({**about, "sha256": hashlib.sha256(page.data).hexdigest()})
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(head.encode() + b"\n" + page.data)
                os.replace(name, self._place(self._folder, address))
            except OSError:
                os.unlink(name)
                raise

    def tidy(self) -> None:
        """Deletes what is too old."""
        if self._folder is None:
            return
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > self._days * _DAY_S:
                        os.unlink(entry.path)

    def _place(self, folder: Path, address: str) -> Path:
        key = f"{self._realm}{address}".encode("utf-8", "surrogatepass")
        return folder / (hashlib.sha256(key).hexdigest() + _ENDING)


def _checked(page: Page) -> Page:
    """A page whose texts are texts and can stand in a header."""
    texts: Mapping[str, object] = {"etag": page.etag, "modified": page.modified, "media_type": page.media_type}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.isprintable():
            raise ValueError(f"{name} is no header")
    return page if isinstance(page.fetched, int | float) else Page(page.data, page.media_type, 0.0)
