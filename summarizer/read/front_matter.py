"""Reads what stands above a text about it: YAML front matter and ``Title: …`` lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from summarizer.read.dates import only_time, stated_when
from summarizer.read.found import Found
from summarizer.read.kinds import kinds_in
from summarizer.read.markup import without_entities
from summarizer.read.publishers import host_of, is_url, looks_like_publisher, publisher_name
from summarizer.read.surrogates import without_surrogates
from summarizer.records import Span

# As `field_name` writes them, the surest first.
_FIELDS = {
    "title": "title headline webtitle articletitle".split(),
    "date": (
        "datepublished publishedat published publishedtime publishdate publicationdate pubdate webpublicationdate"
        " articlepublishedtime firstpublished date created createdat datecreated posted postedat timestamp"
    ).split(),
    # No others: "updated" and "modified" are often when a row of a data base was written.
    "changed": "datemodified articlemodifiedtime".split(),
    "publisher": (
        "publisher publishername source sourcename site sitename ogsitename outlet publication newspaper agency domain"
        " sourcedomain"
    ).split(),
    "section": "section sectionname articlesection genre rubric contenttype articletype".split(),
    "url": "url link permalink canonical canonicalurl sourceurl originalurl articleurl weburl href".split(),
}
# What stands in a field that is a mapping: NewsAPI's source, WordPress' title, the dates of MongoDB.
_INNER = ("name", "rendered", "main", "title", "#text", "value", "$date", "$numberLong", "url", "href", "@id", "id")
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


def field_name(key: object) -> str:
    """Writes the names of a field alike: ``Published at``, ``publishedAt`` and ``published-at`` are one."""
    return re.sub(r"[\W_]+", "", str(key).casefold())


def fields(values: Mapping[str, object]) -> Found:
    """Picks title, publisher, date and address out of named values; names are taken in any spelling."""
    by_name = {field_name(key): _inner(value) for key, value in reversed(list(values.items()))}

    def stated(field: str) -> list[object]:
        return [by_name[name] for name in _FIELDS[field] if by_name.get(name)]

    texts = {field: [text for value in stated(field) if (text := _text(value))] for field in _FIELDS}
    url = next(filter(is_url, (*texts["url"], *texts["publisher"])), None)
    name = next((text for text in texts["publisher"] if not is_url(text) and not only_time(text)), None)
    publisher = publisher_name(name) if name is not None else None
    return Found(
        title=next(iter(texts["title"]), None),
        publisher=publisher or (host_of(url) if url else None),
        when=next(filter(None, map(stated_when, stated("date"))), None),
        url=url,
        flags=kinds_in(texts["section"], "its section"),
        changed=next(filter(None, map(stated_when, stated("changed"))), None),
    )


def _inner(value: object) -> object:
    """Returns what a mapping or a list of one stands for, ``BBC`` for ``{"id": None, "name": "BBC"}``."""
    for _ in range(3):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _INNER if value.get(key)), None)
        elif isinstance(value, list) and value:
            value = value[0]
    return value


def _mapping(body: str) -> dict[str, object]:
    """YAML when it is YAML, else its ``key: value`` lines: titles with a colon are often left unquoted."""
    try:
        values = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = {m["key"]: m["value"].strip("\"'") for row in body.splitlines() if (m := _KEY_LINE.match(row))}
    return values if isinstance(values, dict) else {}


def _text(value: object) -> str | None:
    if not isinstance(value, str | int | float) or isinstance(value, bool) or value != value:
        return None
    return " ".join(without_entities(without_surrogates(str(value))).split()) or None
