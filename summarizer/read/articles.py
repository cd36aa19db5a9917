"""Tells the article that a page is about from the other ones that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summarizer.read.dates import only_time
from summarizer.read.page import Page, types_of
from summarizer.records import Flag

_UNIT = "//article | //*[@role='article'] | //*[contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')]"
_HEADINGS = ("h1", "h2", "h3")
_LIVE = re.compile(r"(?i)live-?(?:blog|ticker|entry|entries|update|updates|post|feed|text)|\bticker\b")
_LIVE_TITLE = re.compile(r"(?i)\blive\b|\bas it happened\b|\bliveticker\b|\ben direct\b|\ben vivo\b|\bin diretta\b")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m\b)", re.IGNORECASE)
_FIRST_WORDS = re.compile(r"\w+")
_MIN_WORDS, _ENTRY_WORDS, _SHOWN_TITLES = 25, 6, 5
_STAMP_CHARS = 48


def articles_of(linked: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Returns the objects of a page's linked data that are articles."""
    return [item for item in linked if re.search(r"Article|Posting|Report|Review\b", types_of(item))]


def leave_out_others(page: Page, linked: Sequence[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """Takes other articles out of the page, with a flag that names them.

    The main one has the page's own title (its linked data, ``og:title`` or ``title``), else it is the first. What has
    no heading of its own is a part of it, and so are the entries of a live blog.
    """
    units = _units(page)
    if len(units) < 2 or _is_live(page, linked, units):
        return ()
    titles = _page_titles(page, linked)
    headed = [(unit, heading) for unit in units if (heading := _heading(unit)) is not None]
    if len(headed) < 2:
        return ()
    main = next((unit for unit, heading in headed if _same_story(heading, titles)), None)
    if main is None and _titled_outside(page.tree, units, titles):
        return ()
    main = units[0] if main is None else main
    return _left_out([(unit, heading) for unit, heading in headed if unit is not main])


def _left_out(others: Sequence[tuple[Any, str]]) -> tuple[Flag, ...]:
    """Takes articles out of their page, and names them."""
    for unit, _ in others:
        unit.drop_tree()
    names = [f"“{heading}”" for _, heading in others]
    shown = ", ".join(names[:_SHOWN_TITLES]) + (", …" if len(names) > _SHOWN_TITLES else "")
    plural = "other articles on the page are" if len(names) > 1 else "other article on the page is"
    return (Flag("partly_read", f"{len(names)} {plural} left out: {shown}"),) if names else ()


def keep_times(page: Page) -> None:
    """Makes a paragraph of each hour that stands above an entry of a live blog; readers drop it otherwise."""
    stamps = [element for element in page.tree.iter("*") if _stamp(element)]
    inner = {child for stamp in stamps for child in stamp.iterdescendants()}
    stamps = [stamp for stamp in stamps if stamp not in inner]
    words = _words_between(page, stamps)
    entries = [stamp for stamp, count in zip(stamps, words, strict=True) if count >= _ENTRY_WORDS]
    if len(entries) < 2:
        return
    _join(page)
    days = {(element.get("datetime") or "")[:10] for element in entries}
    for element in entries:
        _show_time(element, with_day=len(days) > 1)


def _show_time(element: Any, with_day: bool) -> None:
    """Makes a paragraph of an hour, with its day where the entries are of several or it does not say the hour."""
    shown = " ".join(element.text_content().split())
    when = element.get("datetime") or ""
    if "T" in when and (with_day or not _CLOCK.search(shown)):
        shown = f"{when[:10]} {when[11:16]}"
    inline = element.getparent().tag == "p"
    for child in list(element):
        element.remove(child)
    element.text, element.tag = (shown, "span") if inline else (shown, "p")
    element.attrib.clear()


def _units(page: Page) -> list[Any]:
    """Returns the outermost articles with text of some length; else what stands below several main headings."""
    found = page.tree.xpath(_UNIT)
    beside = {child for item in page.tree.iter("aside", "nav", "footer") for child in item.iterdescendants()}
    found = [item for item in found if item not in beside]
    known = set(found)
    outer = [item for item in found if not any(parent in known for parent in item.iterancestors())]
    units = [item for item in outer if _words(item) >= _MIN_WORDS]
    if len(units) == 1:
        return _unwrapped(units[0], found)
    return units or _below_headings(page)


def _unwrapped(unit: Any, found: Sequence[Any]) -> list[Any]:
    """Returns the articles in an element that is only a wrapper around several of them, else that element."""
    inner = [item for item in found if item is not unit and _words(item) >= _MIN_WORDS]
    own = _words(unit) - sum(map(_words, inner))
    several = len(inner) > 1 and own < _MIN_WORDS and not _outside(unit, inner)
    return inner if several else [unit]


def _words(element: Any) -> int:
    return len(element.text_content().split())


def _outside(tree: Any, units: Sequence[Any]) -> list[str]:
    """Returns the main headings that stand in none of the units."""
    within = {heading for unit in units for heading in unit.iter("h1")}
    return [" ".join(item.text_content().split()) for item in tree.iter("h1") if item not in within]


def _titled_outside(tree: Any, units: Sequence[Any], titles: Sequence[str]) -> bool:
    return any(_same_story(heading, titles) for heading in _outside(tree, units) if heading)


def _join(page: Page) -> None:
    """Makes one article of the entries of a live blog; readers of several lose the headings of all but one."""
    body = page.tree.find("body")
    articles = list(page.tree.iter("article"))
    if body is None or len(articles) == 1:
        return
    for article in articles:
        article.tag = "div"
    whole = body.makeelement("article")
    whole.text, body.text = body.text, None
    for child in list(body):
        whole.append(child)
    body.append(whole)


def _below_headings(page: Page) -> list[Any]:
    headings = list(page.tree.iter("h1"))
    if not 2 <= len(headings) <= 50:
        return []
    units = []
    for heading in headings:
        unit = heading
        while (parent := unit.getparent()) is not None and sum(1 for _ in parent.iter("h1")) == 1:
            unit = parent
        if len(unit.text_content().split()) >= _MIN_WORDS and unit.tag not in ("body", "html"):
            units.append(unit)
    return units


def _is_live(page: Page, linked: Sequence[Mapping[str, Any]], units: Sequence[Any]) -> bool:
    if any("LiveBlog" in types_of(item) for item in linked):
        return True
    if sum(any(_stamp(element) for element in unit.iter("*")) for unit in units) * 2 < len(units):
        return False
    named = any(_LIVE.search(f"{unit.get('class')} {unit.get('id')}") for unit in units)
    return named or any(_LIVE_TITLE.search(title) for title in _page_titles(page, linked))


def _page_titles(page: Page, linked: Sequence[Mapping[str, Any]]) -> list[str]:
    titles = [item.get("headline") or item.get("name") for item in articles_of(linked)[:1]]
    titles += [page.meta("og:title", "twitter:title"), page.tree.findtext(".//title")]
    return [title for title in titles if isinstance(title, str) and title.strip()]


def _heading(unit: Any) -> str | None:
    for element in unit.iter(*_HEADINGS):
        text = " ".join(element.text_content().split())
        if text:
            return text[:120]
    return None


def _same_story(heading: str, titles: Iterable[str]) -> bool:
    """Whether a heading is the page's title, or most of its words."""
    own = _FIRST_WORDS.findall(heading.casefold())
    for title in titles:
        words = _FIRST_WORDS.findall(title.casefold())
        if own and len(set(own) & set(words)) * 10 >= 7 * len(set(own)):
            return True
    return False


def _stamp(element: Any) -> bool:
    """Whether an element is an hour and nothing else."""
    if element.tag in ("script", "style", "title", "meta") or len(element) > 2 or any(len(child) for child in element):
        return False
    text = " ".join(element.itertext()) if len(element) else element.text or ""
    if element.tag == "time" and "T" in (element.get("datetime") or ""):
        return len(text) <= _STAMP_CHARS
    if len(text) > _STAMP_CHARS or not _CLOCK.search(text) or not only_time(text):
        return False
    return not any(_CLOCK.search(child.text or "") for child in element)


def _words_between(page: Page, stamps: Sequence[Any]) -> list[int]:
    """Counts the words that follow each stamp before the next one."""
    counts = [0] * len(stamps)
    wanted = {stamp: place for place, stamp in enumerate(stamps)}
    current: int | None = None
    for element, text in _texts(page.tree):
        current = wanted.get(element, current)
        if current is not None and element not in wanted:
            counts[current] += len(text.split())
    return counts


def _texts(tree: Any) -> Iterator[tuple[Any, str]]:
    for element in tree.iter("*"):
        if element.tag not in ("script", "style"):
            yield element, element.text or ""
            if element.tail:
                yield tree, element.tail
