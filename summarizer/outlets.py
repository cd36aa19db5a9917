"""Publishers that are known for what they are: the list that travels with the package, and one of the user's own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from summarizer.errors import UsageError

OutletKind = Literal["satire", "party", "opinion", "advertisement"]

_SHIPPED = Path(__file__).with_name("outlets.txt")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_FORM = "say for example “satire: The Daily Turnip, dailyturnip.com”"


@dataclass(frozen=True, slots=True)
class Outlets:
    """What publishers are, by their names and web domains, both as `_plain` writes them."""

    kinds: dict[str, OutletKind]

    def kind_of(self, publisher: str | None, url: str | None) -> tuple[OutletKind, str] | None:
        """What a source's publisher or address is known to be, and the name or domain that says so."""
        for name in filter(None, (publisher, url)):
            if kind := self.kinds.get(_plain(name)):
                return kind, " ".join(name.split())
            host = _host(name)
            while host:
                if kind := self.kinds.get(host):
                    return kind, host
                host = host.partition(".")[2]
        return None


def outlets(path: str = "") -> Outlets:
    """The shipped list, and the user's file over it.

    Args:
        path: a file in the form of the shipped one; empty for none.

    Raises:
        UsageError: the file cannot be read, or one of its lines is none of a list.
    """
    return _joined(_read(_SHIPPED), _read(Path(path).expanduser()) if path else "", path)


def outlets_digest(path: str) -> str:
    """SHA-256 of what a user's file says, in hexadecimal; empty where there is no such file."""
    try:
        return hashlib.sha256(Path(path).expanduser().read_bytes()).hexdigest() if path else ""
    except OSError:
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "is not text in UTF-8"
        raise UsageError(f"clean.outlets={path}: {reason}", "name a text file of outlets") from error


@lru_cache(maxsize=8)
def _joined(shipped: str, own: str, path: str) -> Outlets:
    return Outlets({**_parsed(shipped, str(_SHIPPED)), **_parsed(own, path)})


def _parsed(text: str, path: str) -> dict[str, OutletKind]:
    found: dict[str, OutletKind] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        kind, colon, rest = line.partition(":")
        names = [name for each in rest.split(",") if (name := each.strip())]
        if kind.strip().lower() not in get_args(OutletKind) or not colon or not names:
            known = ", ".join(get_args(OutletKind))
            raise UsageError(f"clean.outlets={path} line {number}: is no kind ({known}) with names", _FORM)
        found |= {_plain(name): cast(OutletKind, kind.strip().lower()) for name in names}
    return found


def _plain(name: str) -> str:
    """A name in one form: small letters, no accents, no article; a domain as it is."""
    low = name.strip().casefold()
    if _DOMAIN.fullmatch(low):
        return low.removeprefix("www.")
    bare = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", bare)))


def _host(name: str) -> str:
    """The host of an address or of a bare domain; empty where there is none."""
    low = name.strip().casefold()
    try:
        host = (urlsplit(low).hostname or "") if "://" in low else low
    except ValueError:
        return ""
    return host if _DOMAIN.fullmatch(host) else ""
