"""Addresses of pages: what is one, when two are the same, and how one is shown without what is secret in it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, unquote_plus, urlsplit, urlunsplit

SCHEMES = ("http", "https")
HIDDEN = "***"
"""Stands for a value that is not shown."""

_ADDRESS = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.\-]*://")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SECRET = frozenset(
    "key keys apikey token tokens auth authorization oauth bearer password passwd passphrase pass pwd pw secret sig"
    " sign signature hmac session sessionid phpsessid jsessionid sid sso jwt ticket otp pin credential"
    " credentials".split()
)
_RUN_TOGETHER = re.compile(r"(?i)(?:token|secret|password|passwd|signature|api_?key|session_?id|credential)")
_PATH_PARAMETER = re.compile(r";([A-Za-z_]+)=[^/;]*")
_PAIR = re.compile(r"([^&;=]*)=([^&;]*)")
_FEWEST = 5
"""A shorter value is not looked for in what a page says: it may stand there for itself."""

_UNREADABLE = "(an address that cannot be read)"


def is_address(given: str) -> bool:
    """Whether something named is an address, of whatever scheme, and no path."""
    return _ADDRESS.match(given) is not None


def shown(address: str) -> str:
    """The address as it may stand in a message or an output: no user name, password, key, token or fragment."""
    try:
        parts = urlsplit(address.strip())
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return _UNREADABLE
    path = _PATH_PARAMETER.sub(lambda found: _pair(found[1], found[0], ";"), parts.path)
    query = _PAIR.sub(lambda found: _pair(found[1], found[0]), parts.query)
    return urlunsplit(SplitResult(parts.scheme, host, path, query, ""))


def holds_secret(address: str) -> bool:
    """Whether something in the address is not shown, but for its fragment, which no server gets."""
    return shown(address) != address.strip().partition("#")[0]


def secrets_of(address: str) -> tuple[str, ...]:
    """What is secret in an address, as it stands there and as it is meant, the longest first; but for short values."""
    try:
        parts = urlsplit(address.strip())
        password = parts.password or ""
    except ValueError:
        return ()
    pairs = [*_PAIR.findall(parts.query), *_PAIR.findall(parts.fragment)]
    pairs += [(found[1], found[0].partition("=")[2]) for found in _PATH_PARAMETER.finditer(parts.path)]
    values = [password, *(value for name, value in pairs if _is_secret(name))]
    found = {form for value in values for form in (value, unquote(value), unquote_plus(value))}
    return tuple(sorted((value for value in found if len(value) >= _FEWEST), key=len, reverse=True))


def same_page(address: str) -> str:
    """What addresses of one page have in common: trackers, fragment, scheme, port and last slash do not count."""
    bare = address.strip().partition("#")[0]
    try:
        parts = urlsplit(bare)
    except ValueError:
        return bare
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443").removeprefix("www.")
    query = "&".join(
        sorted(pair for pair in parts.query.split("&") if pair and not _is_tracker(pair.partition("=")[0]))
    )
    return f"{host}{parts.path.rstrip('/')}?{query}" if query else f"{host}{parts.path.rstrip('/')}"


@lru_cache(maxsize=4096)
def _is_tracker(name: str) -> bool:
    """Whether a value of this name only says which way somebody came."""
    from courlan import normalize_url

    try:
        return not urlsplit(normalize_url(f"https://a.example/?{quote(name)}=1")).query
    except ValueError:
        return False


def is_front(address: str) -> bool:
    """Whether an address is that of a whole site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _pair(name: str, whole: str, lead: str = "") -> str:
    return f"{lead}{name}={HIDDEN}" if _is_secret(name) else whole


def _is_secret(name: str) -> bool:
    """Whether a value of this name lets somebody in."""
    words = {word.lower() for word in _WORDS.findall(name)}
    return bool(words & _SECRET or _RUN_TOGETHER.search(name))
