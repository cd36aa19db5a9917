"""Reads what lists articles and not tells them: RSS, Atom and JSON feeds, and lists of feeds (OPML)."""

from __future__ import annotations

import calendar
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from summarizer.addresses import SCHEMES
from summarizer.errors import InputError
from summarizer.read.decode import decode

SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".opml", ".json", ".feed", "")
"""Endings of files that may be one of these."""

HEAD_BYTES = 4096
"""So much of a file shows what it is."""

_XML = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF|opml)[\s>]")
_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)\b")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")
_OPML = re.compile(rb"<opml[\s>]")
_CHECK = "check that it is the address of a feed"
_WIDE = b"\x00"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is listed: its address, when it was published (ISO 8601, UTC; empty where it does not say)."""

    address: str
    when: str = ""
    is_feed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists, in its order, and how many of its entries have no address."""

    entries: tuple[Entry, ...]
    without_address: int = 0


def is_listing(head: bytes) -> bool:
    """Whether something begins as a feed or a list of feeds."""
    start = head[:HEAD_BYTES].replace(_WIDE, b"")
    found = _XML.search(start)
    if found:
        page = _HTML.search(start)
        return page is None or page.start() > found.start()
    return bool(_JSON.match(start) and _JSON_FEED.search(head))


def read_listing(data: bytes, address: str = "", media_type: str = "") -> Listing:
    """Reads a feed, or a list of feeds.

    Args:
        data: all of it.
        address: where it is from; relative addresses in it are relative to that.
        media_type: what its server calls it.

    Raises:
        InputError: it is none, or lists nothing.
    """
    start = data[:HEAD_BYTES].replace(_WIDE, b"")
    if _OPML.search(start):
        entries = list(_opml(data))
        what = "names no feeds"
    elif _JSON.match(start):
        entries, what = list(_json(data)), "is a feed without entries"
    else:
        entries, what = list(_feed(data, address, media_type)), "is a feed without entries"
    if not entries:
        raise InputError(what, _CHECK)
    joined = [Entry(_absolute(one.address, address), one.when, one.is_feed) for one in entries]
    usable = tuple(one for one in joined if one.address)
    if not usable:
        raise InputError("is a feed whose entries have no addresses", "name the articles themselves")
    return Listing(usable, len(joined) - len(usable))


def _absolute(found: str, address: str) -> str:
    """An address that can be fetched, else nothing."""
    try:
        whole = urljoin(address, found.strip()) if found.strip() else ""
    except ValueError:
        return ""
    return whole if whole.partition("://")[0].lower() in SCHEMES else ""


def _feed(data: bytes, address: str, media_type: str) -> Iterator[Entry]:
    import feedparser

    headers = {"content-location": address} if address else {}
    if media_type:
        headers["content-type"] = media_type
    # A stream and not the bytes: those it would also try as the name of a file.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.version and not found.entries:
        why = " ".join(str(found.get("bozo_exception", "")).split())[:100]
        raise InputError(f"is no feed that can be read ({why})" if why else "is no feed that can be read", _CHECK)
    for entry in found.entries:
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        yield Entry(entry.get("feedburner_origlink") or entry.get("link") or "", _iso(moment))


def _iso(moment: Any) -> str:
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat() if moment else ""
    except (ValueError, OverflowError, TypeError):
        return ""


def _json(data: bytes) -> Iterator[Entry]:
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise InputError(f"is a JSON feed that is damaged ({type(error).__name__})", _CHECK) from error
    items = value.get("items") if isinstance(value, Mapping) else None
    for item in items if isinstance(items, list) else []:
        if isinstance(item, Mapping):
            moment = _first(item, "date_published", "date_modified")
            yield Entry(_first(item, "url", "external_url", "id"), _in_utc(moment))


def _first(item: Mapping[str, Any], *names: str) -> str:
    """The first of these members that is a text and not empty."""
    values = (item.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _in_utc(stated: str) -> str:
    try:
        moment = datetime.fromisoformat(stated)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return ""


def _opml(data: bytes) -> Iterator[Entry]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is a list of feeds that is damaged ({error.msg})", "export it again") from error
    for outline in tree.iter("outline") if tree is not None else ():
        named = {name.lower(): value for name, value in outline.attrib.items()}
        if named.get("xmlurl", "").strip():
            yield Entry(named["xmlurl"], is_feed=True)
        elif named.get("type", "").lower() == "link" and named.get("url", "").strip():
            yield Entry(named["url"])
