"""Tells what a web page states of its dates: in which order their figures stand, and the time of day.

Dates of figures are settled for readers that guess.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarizer.read.clues import says_changed
from summarizer.read.dates import Order, When, figures_order, settle_figures, stated_when
from summarizer.read.page import Page
from summarizer.read.publishers import host_of

_MONTH_FIRST = re.compile(r"(?i)\w\w[-_](?:us|ph)\b")
_DAY_FIRST = re.compile(
    r"(?i)\w\w[-_](?:gb|uk|au|nz|ie|in|za|sg|ng|ke|gh|pk|mt|hk)\b"
    r"|(?:de|fr(?![-_]ca)|es(?![-_](?:us|pr))|it|pt|nl|da|nb|nn|no|fi|pl|cs|sk|ru|uk|tr|ro|el|bg|hr|sr|sl|ca|gl|id"
    r"|vi|he|ar)\b"
)
_DAY_FIRST_SITE = re.compile(r"\.(?:uk|au|nz|ie|in|de|at|ch|fr|es|it|pt|nl|be|dk|no|fi|pl|br|mx|ar|tr|ru)$")
_MONTH_FIRST_SITE = re.compile(r"\.(?:us|gov|mil)$")
_AMERICAN_HOUR = re.compile(
    r"(?i)\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?,?\s(?:[ECMP][SD]T|[ECMP]T|AK[SD]T)\b|\b(?:eastern|pacific) time\b"
)
_BRITISH_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]m\s)?(?:GMT|BST)\b")
_PUBLISHED_NAME = re.compile(r"(?i)publi|pubdate|issued|posted|created|release_date|(?<![a-z])date$")
_CHANGED_NAMES = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified", "dateModified"),
    *("datemodified", "dcterms.modified", "last-modified", "lastmod"),
)
_SHORT_CHARS, _BODY_WORDS, _HEAD_ELEMENTS = 100, 25, 200


def day_order(page: Page, url: str | None) -> Order | None:
    """Returns what stands first in the page's dates of figures, when all that it shows of this agrees.

    Shown by the language it states (``en-US``, but not ``en``), its locale, its site, hours such as ``5 p.m. EST``,
    and other dates of its own that can be read in one way only.
    """
    orders: set[Order] = set()
    stated = (page.tree.get("lang"), page.tree.get("xml:lang"), page.meta("og:locale", "language", "content-language"))
    for language in stated:
        if language and _MONTH_FIRST.match(language.strip()):
            orders.add("month")
        elif language and _DAY_FIRST.match(language.strip()):
            orders.add("day")
    host = host_of(url) if url else None
    if host and _DAY_FIRST_SITE.search(host):
        orders.add("day")
    elif host and _MONTH_FIRST_SITE.search(host):
        orders.add("month")
    for text in _short_texts(page):
        orders |= figures_order(text)
        if _AMERICAN_HOUR.search(text):
            orders.add("month")
        if _BRITISH_HOUR.search(text):
            orders.add("day")
    return orders.pop() if len(orders) == 1 else None


def settled(page: Page, order: Order | None) -> Any:
    """Returns a copy of the page's tree in which no date of figures is left to be read in two ways."""
    tree = copy.deepcopy(page.tree)
    for element in tree.iter("*"):
        if element.text and any(char.isdigit() for char in element.text[:_SHORT_CHARS]):
            element.text = settle_figures(element.text, order)
        if element.tail and len(element.tail) <= _SHORT_CHARS:
            element.tail = settle_figures(element.tail, order)
        for name, value in element.attrib.items():
            if len(value) <= _SHORT_CHARS and name not in ("href", "src", "class", "id"):
                element.set(name, settle_figures(value, order))
    return tree


def published_of(page: Page, order: Order | None) -> list[When]:
    """Returns the times that the page states for its publication, the surest first.

    They stand in its head, or between its headline and its running text; there they count only where all agree, since
    of two nothing says which is the article's.
    """
    stated = [
        (element.get("property") or element.get("name") or element.get("itemprop") or "", element.get("content") or "")
        for element in page.tree.iter("meta")
    ]
    values = [value[:_SHORT_CHARS] for name, value in stated if _PUBLISHED_NAME.search(name)]
    in_head = [when for value in values if (when := stated_when(value, order)) and when.time]
    shown = [when for text in _head_lines(page) if (when := stated_when(text, order)) and when.time]
    return [*in_head, *(shown if len(set(shown)) == 1 else [])]


def changed_of(page: Page, articles: Sequence[Mapping[str, Any]], order: Order | None) -> When | None:
    """Returns when the article was last changed, as the page's linked data or its head states it."""
    stated = [item.get("dateModified") for item in articles]
    return next(filter(None, (stated_when(value, order) for value in (*stated, page.meta(*_CHANGED_NAMES)))), None)


def _head_lines(page: Page) -> Iterator[str]:
    """Yields what may be a date between the headline and the running text, as the page states it for programs."""
    title = page.tree.find(".//h1")
    following = title.xpath("following::*") if title is not None else []
    for element in following[:_HEAD_ELEMENTS]:
        text = _beginning(element)
        running = text if element.tag == "p" else element.text or ""
        if len(running.split()) >= _BODY_WORDS:
            return
        around = [line for line in (text, _beginning(element.getparent())) if len(line) <= _SHORT_CHARS]
        if text in around and not any(map(says_changed, around)):
            yield element.get("datetime") or text


def _beginning(element: Any) -> str:
    """The first words of an element, more than a short text has; nothing of a comment or a script."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return ""
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part)
        if sum(map(len, parts)) > 3 * _SHORT_CHARS:
            break
    return " ".join(" ".join(parts).split())


def _short_texts(page: Page) -> list[str]:
    """What may be a date line: short pieces of text, and what meta tags hold."""
    texts = [text for text in page.tree.itertext() if len(text) <= _SHORT_CHARS and any(map(str.isdigit, text))]
    texts += [element.get("content") or "" for element in page.tree.iter("meta")]
    return [text for text in texts if len(text) <= _SHORT_CHARS]
