"""Reads what stands above a text about it: YAML front matter and ``Title: …`` lines."""

from __future__ import annotations

import re

import yaml

from summarizer.read.dates import iso_date
from summarizer.read.found import Found
from summarizer.read.publishers import host_of, is_url, looks_like_publisher, publisher_name
from summarizer.records import Span

_FIELDS = {
    "title": ("title", "headline"),
    "date": (
        "date",
        "published",
        "date_published",
        "published_at",
        "published_time",
        "pubdate",
        "publication_date",
        "created",
    ),
    "publisher": (
        "publisher",
        "source",
        "site",
        "site_name",
        "sitename",
        "outlet",
        "publication",
        "newspaper",
        "agency",
    ),
    "url": ("url", "link", "permalink", "canonical", "canonical_url", "source_url", "original_url"),
}
_FRONT = re.compile(
    r"\s*---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)", re.DOTALL
)
_KEY_LINE = re.compile(r"^\s*(?P<key>[A-Za-z][\w -]{1,20}?)\s*:\s*(?P<value>\S.*?)\s*$")
_MAX_FRONT_CHARS = 8_000


def front_matter(text: str) -> tuple[Found, int]:
    """Reads YAML between two ``---`` lines at the very start; also returns the offset where it ends."""
    match = _FRONT.match(text[:_MAX_FRONT_CHARS])
    values = _mapping(match["body"]) if match else {}
    if match is None or not values:
        return Found(), 0
    start = len(text) - len(text.lstrip())
    end = match.start() + len(match.group().rstrip())
    return fields(values).with_spans([Span(start, end)]), end


def field_line(line: str) -> Found | None:
    """Reads one line such as ``Title: Dam gives way`` or ``Source: BBC News``; None when it is none."""
    match = _KEY_LINE.match(line) if len(line) <= 300 else None
    if not match:
        return None
    found = fields({match["key"]: match["value"]})
    if found.publisher and not found.url and not looks_like_publisher(found.publisher):
        # A headline such as "Source: army leaves the town by night".
        return None
    return found if found != Found() else None


def fields(values: dict[str, object]) -> Found:
    """Picks title, publisher, date and address out of named values; names are taken in any case."""
    by_name = {re.sub(r"[\s-]+", "_", str(key).strip().lower()): value for key, value in values.items()}

    def first(field: str) -> object:
        return next((by_name[name] for name in _FIELDS[field] if by_name.get(name)), None)

    title, publisher, url = _text(first("title")), _text(first("publisher")), _text(first("url"))
    if publisher and is_url(publisher):
        url = url or publisher
    if url and not is_url(url):
        url = None
    name = publisher_name(publisher) if publisher else None
    return Found(title=title, publisher=name or (host_of(url) if url else None), date=iso_date(first("date")), url=url)


def _mapping(body: str) -> dict[str, object]:
    """YAML when it is YAML, else its ``key: value`` lines: titles with a colon are often left unquoted."""
    try:
        values = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError):
        values = {m["key"]: m["value"].strip("\"'") for row in body.splitlines() if (m := _KEY_LINE.match(row))}
    return values if isinstance(values, dict) else {}


def _text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return " ".join(str(value).split()) or None
