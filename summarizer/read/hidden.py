"""Takes out of a web page what nobody sees, and looks through it for words that speak to a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.instructions import instruction_in
from summarizer.read.page import Page
from summarizer.records import Flag

_MOVES = re.compile(r"animation|transition")
_NOWHERE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|(?<!-)opacity:0?(?:\.0\d*)?(?![\d.])"
    r"|font-size:(?:0(?:\.0+)?(?![\d.])|1px)|(?<!-)color:transparent"
    r"|(?<!-)(?:left|top|right|bottom|text-indent):-\d{3,}|margin-(?:left|top):-\d{4,}|translate[xy]?\(-\d{4,}"
    r"|clip:rect\((?:0|1px)|clip-path:(?:inset\((?:50|100)%|circle\(0|polygon\(0+,?0*\))|transform:scale\(0"
    r"|(?<![a-z-])(?:max-)?(?:height|width):[01](?:px)?(?=;.*overflow:hidden)"
    r"|overflow:hidden;(?:.*;)?(?:max-)?(?:height|width):[01](?:px)?(?=;)"
)
_COLOUR = re.compile(r"(?<![a-z-])(color|background(?:-color)?):([^;]+)")
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)", "rgba(255,255,255,1)"))
_READERS_ONLY = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none", "hidden"))
_SHEET_NAME = re.compile(r"[a-z][\w-]{0,50}|(?:[a-z]\w{0,10})?[.#][\w-]{1,80}")
_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "data-prompt", "label")
_PLACES = {
    "comment": "a comment",
    "part": "a hidden part",
    "attribute": "an alternative text or title",
    "meta": "its metadata",
    "data": "its linked data",
}
_SHOWN_CHARS = 120
_LOOKED_AT_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Classes (``.x``) and ids (``#x``) that the page's own style sheets hide."""

    names: frozenset[str]

    def hides(self, element: Any) -> bool:
        names = [f".{name}" for name in (element.get("class") or "").split()]
        names.append(f"#{element.get('id')}")
        return any(name in self.names or f"{element.tag}{name}" in self.names for name in names)


def strip_hidden(page: Page) -> tuple[Flag, ...]:
    """Removes comments, templates and all that is hidden by an attribute or by its style.

    Returns:
        A flag for each kind of hidden place that holds words for a program.
    """
    found: dict[str, str] = {}
    _look_at_attributes(page, found)
    sheet = _Sheet(frozenset(_sheet_names(page)))
    total = len(page.tree.text_content())
    gone: set[Any] = set()
    for element in list(page.tree.iter()):
        if element in gone:
            continue
        if not isinstance(element.tag, str):
            _look(found, "comment", element.text)
            _drop(element)
        elif element.tag in ("template", "noscript") or _is_hidden(element, sheet, total):
            _look(found, "part", " ".join(element.itertext()))
            gone.update(element.iterdescendants())
            _drop(element)
    for element in page.tree.iter("*"):
        # Readers that look for "hidden" anywhere in a style would leave out what is seen.
        for name in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(name, None)
    return tuple(Flag("instructions", f"in {_PLACES[place]}: “{words}”") for place, words in found.items())


def _is_hidden(element: Any, sheet: _Sheet, total: int) -> bool:
    if element.tag in ("html", "body", "head", "script", "style"):
        return False
    style = _style(element)
    if _NOWHERE.search(style) or (element.get("hidden") is not None and element.get("hidden") != "until-found"):
        return True
    if style and "color:" in style and _same_colours(element, style):
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    classes = (element.get("class") or "").lower().split()
    # "hidden md:block" is shown on a wide screen.
    named = not _READERS_ONLY.isdisjoint(classes) and not any(re.match(r"\w+:|d-\w+-", name) for name in classes)
    if not (named or element.get("aria-hidden") == "true" or sheet.hides(element)):
        return False
    # A script shows it later, or a window stands before it: what holds most of the page's words is its text.
    return len(element.text_content()) * 2 < total


def _same_colours(element: Any, style: str) -> bool:
    """Whether text is drawn in the colour behind it; a page says nothing of its colour is taken for white."""
    colours = dict(_COLOUR.findall(style))
    ink = colours.get("color", "").removesuffix("!important")
    behind = _behind(element)
    return bool(ink) and (ink == behind or (ink in _WHITE and (behind is None or behind in _WHITE)))


def _behind(element: Any) -> str | None:
    while element is not None:
        for name, value in _COLOUR.findall(_style(element)):
            if name != "color":
                return str(value).removesuffix("!important")
        if element.get("bgcolor"):
            return str(element.get("bgcolor")).lower()
        element = element.getparent()
    return None


def _style(element: Any) -> str:
    style = element.get("style")
    return re.sub(r"\s+", "", style[:2000].lower()) + ";" if style else ""


def _sheet_names(page: Page) -> Iterator[str]:
    """Reads the rules that hide a class or an id for good; what is animated or for print only is passed over."""
    for sheet in page.tree.iter("style"):
        if "print" in (sheet.get("media") or "") or sheet.get("amp-boilerplate") is not None:
            continue
        depth_media = False
        for block in re.sub(r"\s+", " ", sheet.text or "").split("}"):
            head, _, body = block.rpartition("{")
            depth_media = "@media" in head or (depth_media and bool(block.strip()))
            rule = body[:2000].replace(" ", "").lower() + ";"
            if depth_media or _MOVES.search(rule) or not _NOWHERE.search(rule):
                continue
            names = (name.strip() for name in head.rpartition("{")[2].split(","))
            yield from filter(_is_sheet_name, names)


def _is_sheet_name(name: str) -> bool:
    return _SHEET_NAME.fullmatch(name) is not None and ("." in name or "#" in name)


def _look_at_attributes(page: Page, found: dict[str, str]) -> None:
    for element in page.tree.iter("*"):
        for name in _SPOKEN:
            _look(found, "attribute", element.get(name))
        if element.tag == "meta":
            _look(found, "meta", element.get("content"))
        elif element.tag == "script" and "json" in (element.get("type") or ""):
            _look(found, "data", element.text)


def _look(found: dict[str, str], place: str, text: str | None) -> None:
    if text and place not in found and (words := instruction_in(text[:_LOOKED_AT_CHARS])):
        shown = " ".join(words.split())
        found[place] = shown if len(shown) <= _SHOWN_CHARS else f"{shown[:_SHOWN_CHARS].rstrip()}…"


def _drop(element: Any) -> None:
    """Takes an element out and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    previous = element.getprevious()
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
