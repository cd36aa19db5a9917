"""Reads the article out of a web page (trafilatura)."""

from __future__ import annotations

import re
from typing import Any

from summarizer.errors import InputError
from summarizer.read.decode import decode_html
from summarizer.read.found import Found
from summarizer.read.publishers import host_of, is_url
from summarizer.read.quiet import quiet
from summarizer.read.raw import Raw

_STOP = re.compile(r"[.!?…。！？]")
_SCRIPT_NOTICE = re.compile(r"(?i)\b(?:enable|turn on|requires?)\s+javascript\b")
_MIN_CHARS = 120
_LAYOUT_CELL_CHARS = 400
_LARGE_CHARS = 1_000_000


def read_html(data: bytes) -> Raw:
    """Extracts the article and the page's metadata.

    Raises:
        InputError: the page holds no article.
    """
    page = decode_html(data)
    if "<" not in page:
        return Raw(page)
    with quiet():
        article = _extract(page)
    text = (article.text or "").strip() if article is not None else ""
    if len(text) < _MIN_CHARS or not any(map(_is_prose, text.splitlines())) or _only_script_notice(text):
        raise InputError(
            "holds no article that could be found in its HTML",
            "save the article's own page after it has loaded, or its text as .txt",
        )
    url = article.url if article.url and is_url(article.url) else None
    publisher = _flat(article.sitename) or (host_of(url) if url else None)
    title = _flat(article.title)
    return Raw(text, Found(title=_without_site(title, publisher), publisher=publisher, date=article.date, url=url))


def _extract(page: str) -> Any:
    """Returns trafilatura's document, or None; tables that lay out a page are opened first."""
    import trafilatura
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        return None
    for table in tree.iter("table"):
        if any(len(" ".join(cell.itertext())) > _LAYOUT_CELL_CHARS for cell in table.iter("td")):
            for element in table.iter("table", "tbody", "tr", "td", "th"):
                element.tag = "div"
                element.attrib.clear()
    return trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        fast=len(page) > _LARGE_CHARS,
        # The extensive search takes copyright years and dates of other stories for the article's.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _is_prose(line: str) -> bool:
    """Menus and teasers come in short lines; an article has at least one long one with a full stop."""
    return (len(line.split()) >= 8 or len(line) >= 60) and bool(_STOP.search(line))


def _only_script_notice(text: str) -> bool:
    return bool(_SCRIPT_NOTICE.search(text)) and len(text.split()) < 60


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """Takes ``- Daily Ledger`` off the end of a title."""
    if not title or not publisher:
        return title
    match = re.fullmatch(r"(?P<name>.+?)\s+[-|\u2013\u2014:·»]\s+(?P<site>[^-|\u2013\u2014]+)", title)
    if match and match["site"].strip().casefold() in {
        publisher.casefold(),
        publisher.casefold().split(".")[0],
    }:
        return match["name"]
    return title


def _flat(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
