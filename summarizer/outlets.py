"""Publishers that are known for what they are: the list that travels with the package, and one of the user's own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from summarizer.errors import UsageError

OutletKind = Literal["satire", "party", "opinion", "advertisement"]
_OtherKind = Literal["agency", "outlet", "platform"]

_SHIPPED = Path(__file__).with_name("outlets.txt")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_FORM = "say for example “satire: The Daily Turnip, dailyturnip.com”"


_SHARED_HOSTS = frozenset(
    """blogspot.com wordpress.com substack.com medium.com tumblr.com github.io wixsite.com weebly.com squarespace.com
    typepad.com livejournal.com ghost.io""".split()
)
"""Whoever likes writes under these: each subdomain is a publisher."""

_SECOND_LEVEL = frozenset("co com org net gov ac edu or ne go gob".split())
_TAIL = re.compile(
    r"(?i)(?<![\s,:|–—-])[\s,:|–—-]++"
    r"(?:online|digital|web ?site|newsroom|(?:press|media|news) (?:office|service|cent(?:er|re)|room)"
    r"|communications? (?:office|department)|pressestelle|(?<=police )(?:department|service|force)"
    r"|(?<=fire )(?:department|service|brigade)|ag|inc|ltd|llc|gmbh|plc|corp(?:oration)?|s\.?a)\.?$"
)
"""What may stand behind a publisher's name without making another publisher of it."""

_SMALL = frozenset("the of for and in".split())
_TURNED = {"defense": "defence", "labor": "labour", "center": "centre"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher that is listed: the first of its names, and whether it is an agency."""

    name: str
    agency: bool = False


@dataclass(frozen=True, slots=True)
class Outlets:
    """What publishers are, by their names and web domains, both as `_plain` writes them.

    ``listed`` are those with a line of their own, and ``platforms`` what shows the reports of others. ``agencies``
    finds the names of agencies in a text.
    """

    kinds: dict[str, OutletKind]
    listed: dict[str, Outlet]
    platforms: frozenset[str]
    agencies: str

    def kind_of(self, publisher: str | None, url: str | None) -> tuple[OutletKind, str] | None:
        """What a source's publisher or address is known to be, and the name or domain that says so."""
        for name in filter(None, (publisher, url)):
            if kind := self.kinds.get(_plain(name)):
                return kind, " ".join(name.split())
            for host in _hosts(name):
                if kind := self.kinds.get(host):
                    return kind, host
        return None

    def named(self, name: str | None) -> Outlet | None:
        """The listed publisher that a name, a domain or an address is of; None for any other."""
        if not name:
            return None
        if found := self.listed.get(_plain(name)):
            return found
        return next((self.listed[one] for one in _hosts(name) if one in self.listed), None)

    def is_agency(self, name: str | None) -> bool:
        """Whether a publisher is a news agency, whose reports others print."""
        found = self.named(name)
        return found is not None and found.agency

    def keys_of(self, publisher: str | None, url: str | None) -> frozenset[str]:
        """What two sources have in common if they are of one publisher; empty where it is not known.

        A name counts without its article, blanks and what may stand behind it, a host by the domain that is sold. A
        platform has no key, since it publishes what others wrote.
        """
        found = self.named(publisher) or (None if self._shows_others(publisher) else self.named(url))
        if found:
            return frozenset((publisher_key(found.name),))
        keys = set()
        if publisher and not self._shows_others(publisher):
            keys |= {_domain(publisher)} if _domain(publisher) else {publisher_key(publisher), _words_key(publisher)}
        if url and not self._shows_others(url) and (domain := _domain(url)):
            keys.add(domain)
        if all(map(_is_domain, keys)):
            # A site without a name is the paper's that it is called after: lorneherald.com is the Lorne Herald's.
            called = {publisher_key(key.partition(".")[0]) for key in keys if not _is_shared(key)}
            keys |= called - {publisher_key(one.name) for one in self.listed.values()}
        return frozenset(filter(None, keys))

    def _shows_others(self, name: str | None) -> bool:
        return bool(name) and not self.platforms.isdisjoint((_plain(name or ""), *_hosts(name or "")))


def publisher_key(name: str) -> str:
    """A publisher's name in letters and digits alone, without an article: "loreherald" for "The Lore Herald"."""
    letters = "".join(_plain(_bare(name)).split())
    return letters.removeprefix("the") if len(letters) > len("the") + 2 else letters


def _words_key(name: str) -> str:
    """The same for a name however its words are turned: "Ministry of Defence of Lorn", "Lorn's Defence Ministry"."""
    words = [_TURNED.get(word, word) for word in _plain(re.sub(r"['’]s\b", "", _bare(name))).split()]
    words = sorted(set(words) - _SMALL)
    return " ".join(words) if len(words) > 1 else ""


def _bare(name: str) -> str:
    """A name without a remark in brackets, and without what may stand behind it."""
    bare = re.sub(r"(?<!\s)\s*+\([^()]*\)$", "", name.strip()) or name
    while (shorter := _TAIL.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare


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
    lines = [*_parsed(shipped, str(_SHIPPED)), *_parsed(own, path)]
    kinds: dict[str, OutletKind] = {}
    listed: dict[str, Outlet] = {}
    platforms: set[str] = set()
    for kind, names in lines:
        keys = [_plain(name) for name in names]
        if kind in get_args(OutletKind):
            kinds |= dict.fromkeys(keys, cast(OutletKind, kind))
        if kind in ("platform", "party"):
            platforms |= set(keys)
        else:
            listed |= dict.fromkeys(keys, Outlet(names[0], kind == "agency"))
    agencies = {name for kind, names in lines if kind == "agency" for name in names if not _DOMAIN.fullmatch(name)}
    longest_first = sorted(agencies, key=lambda name: (-len(name), name))
    return Outlets(kinds, listed, frozenset(platforms), "|".join(map(re.escape, longest_first)))


def _parsed(text: str, path: str) -> list[tuple[str, list[str]]]:
    """The kind of each line, and its names."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        kind, colon, rest = line.partition(":")
        kind = kind.strip().lower()
        names = [name for each in rest.split(",") if (name := each.strip())]
        kinds = (*get_args(OutletKind), *get_args(_OtherKind))
        if kind not in kinds or not colon or not names:
            raise UsageError(f"clean.outlets={path} line {number}: is no kind ({', '.join(kinds)}) with names", _FORM)
        found.append((kind, names))
    return found


@lru_cache(maxsize=8_192)
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
    return host if _is_domain(host) else ""


def _hosts(name: str) -> Iterator[str]:
    """The host of an address or of a bare domain, and the domains that it is under."""
    host = _host(name)
    while host:
        yield host
        host = host.partition(".")[2]


def _is_domain(text: str) -> bool:
    return _DOMAIN.fullmatch(text) is not None


def _domain(name: str) -> str:
    """The part of a host that its owner bought, "lorne.co.uk" of "news.lorne.co.uk"; empty where there is no host."""
    labels = _host(name).split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if country or _is_shared(".".join(labels)) else labels[-2:])


def _is_shared(host: str) -> bool:
    return ".".join(host.split(".")[-2:]) in _SHARED_HOSTS
