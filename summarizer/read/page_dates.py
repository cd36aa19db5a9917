"""Tells from a web page in which order its dates of figures stand, and settles them for readers that guess."""

from __future__ import annotations

import copy
import re
from typing import Any

from summarizer.read.dates import Order, figures_order, settle_figures
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
_SHORT_CHARS = 100


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


def _short_texts(page: Page) -> list[str]:
    """What may be a date line: short pieces of text, and what meta tags hold."""
    texts = [text for text in page.tree.itertext() if len(text) <= _SHORT_CHARS and any(map(str.isdigit, text))]
    texts += [element.get("content") or "" for element in page.tree.iter("meta")]
    return [text for text in texts if len(text) <= _SHORT_CHARS]
