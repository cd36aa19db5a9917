"""What a page or a row says of the kind of its text: in its section, its genre, the type in its linked data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summarizer.read.page import Page
from summarizer.records import Flag
from summarizer.text.genres import label_kind

_META = (
    "article:section", "section", "articleSection", "article.section", "og:type", "genre", "content_type",
    "parsely-section", "sailthru.section", "news_genre", "DC.type", "dc.type",
)  # fmt: skip
_LINKED = ("@type", "articleSection", "genre", "additionalType")


def page_kinds(page: Page, articles: Sequence[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """The kinds that a page's head and the linked data of its article name.

    Args:
        page: the page.
        articles: the articles in its linked data; the first is its own.
    """
    stated: list[object] = [page.meta(name) for name in _META]
    stated += [article.get(key) for article in articles[:1] for key in _LINKED]
    return kinds_in(stated, "its page")


def kinds_in(values: Iterable[object], where: str) -> tuple[Flag, ...]:
    """A flag for each kind that some values name, which are labels or lists of them; ``where`` they stand."""
    flags: dict[str, Flag] = {}
    for value in values:
        for label in value if isinstance(value, list) else [value]:
            if isinstance(label, str) and (kind := label_kind(label.rsplit("/", 1)[-1], named=True)):
                flags.setdefault(kind, Flag(kind, f"{where} says “{' '.join(label.split())}”"))
    return tuple(flags.values())
