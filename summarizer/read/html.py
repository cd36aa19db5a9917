"""Reads the article out of a web page (trafilatura)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.errors import InputError
from summarizer.read.articles import articles_of, keep_times, leave_out_others
from summarizer.read.dates import joined, only_time, stated_when
from summarizer.read.decode import decode_html
from summarizer.read.found import Found
from summarizer.read.fragment import read_markup, shown_text
from summarizer.read.hidden import strip_hidden
from summarizer.read.kinds import page_kinds
from summarizer.read.layout import prepare
from summarizer.read.markup import has_markup, without_entities, without_invisible
from summarizer.read.page import Page
from summarizer.read.page_dates import changed_of, day_order, published_of, settled
from summarizer.read.publishers import host_of, is_url
from summarizer.read.quiet import quiet
from summarizer.read.raw import Raw
from summarizer.read.teaser import closed_parts, cut_short
from summarizer.read.walls import feed_of, wall_of

_STOP = re.compile(r"[.!?…。！？]")
_SCRIPT_NOTICE = re.compile(r"(?i)\b(?:enable|turn on|requires?)\s+javascript\b")
_IN_BROWSER = "open it in a browser, save the page, and name the file"
_MIN_CHARS = 120
_FEWEST_WORDS = 4
# Above this, what compares several ways of extraction takes minutes.
_LARGE_CHARS, _MANY_ELEMENTS = 1_000_000, 10_000


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a page states of its article: in its head, and in its linked data."""

    found: Found
    body: str


def read_html(data: bytes) -> Raw:
    """Extracts the article and the page's metadata.

    Raises:
        InputError: the page holds no article.
    """
    text = decode_html(data)
    return read_page(text) if "<" in text else Raw(text)


def read_page(text: str, address: str | None = None) -> Raw:
    """Extracts the article and the metadata of a page, whose address is known where it was saved with it.

    Raises:
        InputError: the page holds no article.
    """
    page = Page.parse(text)
    if page is None:
        raise _no_article()
    if page.tree.find(".//frameset") is not None:
        raise InputError("is only the frame of a page; its text is in other files", "save the page inside the frame")
    with quiet():
        linked = page.linked_data()
        articles = articles_of(linked)
        flags = [*page_kinds(page, articles), *strip_hidden(page), *leave_out_others(page, linked)]
        stated = _stated(page, articles, address)
        closed = closed_parts(page, articles)
        keep_times(page)
        flags += prepare(page)
        shown, own = shown_text(page), _own_text(page)
        text = _best(_in_paragraphs(_extract(page, len(text)), shown), stated.body, page)
    if not _holds_article(text):
        if not _is_short_report(own):
            raise _no_article()
        text = own
    flags += cut_short(text, closed, articles)
    return Raw(text, stated.found.or_else(Found(flags=tuple(flags))))


def read_fetched(data: bytes, address: str, charset: str, wall_words: int) -> Raw:
    """Reads a page as it came from its address, which may not be the article that was asked for.

    Args:
        data: the page.
        address: where it is from.
        charset: what its server said.
        wall_words: with more words it is an article, whatever else it says.

    Raises:
        InputError: it holds no article, or something else stands in its place.
    """
    text = decode_html(data, charset)
    page = Page.parse(text) if "<" in text else None
    if page is None:
        return Raw(text)
    try:
        raw = read_page(text, address)
    except InputError as error:
        why = wall_of(page, "", False, wall_words)
        raise (InputError(why, _IN_BROWSER) if why else error) from error
    closed = closed_parts(page, articles_of(page.linked_data()))
    cut = closed and any(flag.kind == "truncated" for flag in raw.stated.flags)
    if why := wall_of(page, raw.text, cut, wall_words):
        raise InputError(why, _IN_BROWSER)
    return raw


def feed_in(data: bytes) -> str:
    """The feed that a page names in its head; empty where there is none."""
    page = Page.parse(decode_html(data))
    return feed_of(page) if page is not None else ""


def _no_article() -> InputError:
    return InputError(
        "holds no article that could be found in its HTML",
        "save the article's own page after it has loaded, or its text as .txt",
    )


def _holds_article(text: str) -> bool:
    return len(text) >= _MIN_CHARS and any(map(_is_prose, text.splitlines())) and not _only_script_notice(text)


def _extract(page: Page, size: int) -> str:
    import trafilatura

    fast = size > _LARGE_CHARS or sum(1 for _ in page.tree.iter()) > _MANY_ELEMENTS
    try:
        article = trafilatura.bare_extraction(page.tree, with_metadata=False, include_comments=False, fast=fast)
    except RecursionError:
        return shown_text(page)
    text = getattr(article, "text", None) or ""
    return without_invisible(without_entities(text)).strip()


def _own_text(page: Page) -> str:
    """All that stands in what the page itself calls its article; empty where it calls nothing so."""
    article = next(page.tree.iter("article", "main"), None)
    return shown_text(Page(article)) if article is not None else ""


def _is_short_report(text: str) -> bool:
    """Whether an article of a few words is one all the same: a sentence at least, and no call to turn something on."""
    return len(text.split()) >= _FEWEST_WORDS and bool(_STOP.search(text)) and not _only_script_notice(text)


def _in_paragraphs(text: str, shown: str) -> str:
    """The text in the page's own paragraphs, where extraction ran all of them together, as it does with short ones."""
    if "\n" in text:
        return text
    flat = " ".join(text.split())
    lines = [line for line in shown.split("\n") if line.strip() and " ".join(line.split()) in flat]
    whole = sum(len(line.split()) for line in lines) >= len(flat.split())  # else words of the text would be lost
    return "\n".join(lines) if len(lines) > 1 and whole else text


def _best(text: str, body: str, page: Page) -> str:
    """Chooses the text in the page, or the one in its linked data where the page shows much less."""
    if len(body) > 1.5 * len(text) and _holds_article(body):
        return body
    if _holds_article(text):
        return text
    article = next(page.tree.iter("article", "main"), None)
    return shown_text(Page(article)) if article is not None else text


def _stated(page: Page, articles: Sequence[Mapping[str, Any]], address: str | None) -> _Stated:
    from trafilatura.metadata import extract_metadata

    first = page.tree.find(".//link[@rel='canonical']")
    canonical = first.get("href") if first is not None else None
    order = day_order(page, canonical or page.meta("og:url") or address)
    # The extensive search takes copyright years and dates of other stories for the article's.
    params = {"original_date": True, "extensive_search": False}
    head = extract_metadata(settled(page, order), date_config=params)
    linked = next(filter(None, (stated_when(item.get("datePublished"), order) for item in articles)), None)
    when = joined(linked, stated_when(head.date), *published_of(page, order))
    url = head.url if head.url and is_url(head.url) else address if address and is_url(address) else None
    site = _flat(head.sitename)
    publisher = (site if site and not only_time(site) else None) or (host_of(url) if url else None)
    title = _without_site(_flat(head.title), publisher)
    found = Found(title=title, publisher=publisher, when=when, url=url, changed=changed_of(page, articles, order))
    return _Stated(found, _linked_body(articles))


def _linked_body(articles: Sequence[Mapping[str, Any]]) -> str:
    """Returns the longest text in the linked data."""
    bodies = [item["articleBody"] for item in articles if isinstance(item.get("articleBody"), str)]
    body = max(bodies, key=len, default="")
    return read_markup(body).text if has_markup(body) else without_entities(body).strip()


def _is_prose(line: str) -> bool:
    """Menus and teasers come in short lines; an article has at least one long one with a full stop."""
    return (len(line.split()) >= 8 or len(line) >= 60) and bool(_STOP.search(line))


def _only_script_notice(text: str) -> bool:
    return bool(_SCRIPT_NOTICE.search(text)) and len(text.split()) < 60


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """Takes ``- Daily Ledger`` off the end of a title."""
    if not title or not publisher:
        return title
    match = re.fullmatch(r"(?P<name>.+?)\s+[-|\u2013\u2014:·»]\s+(?P<site>[^-|\u2013\u2014]+)", title[:500])
    if match and match["site"].strip().casefold() in {
        publisher.casefold(),
        publisher.casefold().split(".")[0],
    }:
        return match["name"]
    return title


def _flat(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
