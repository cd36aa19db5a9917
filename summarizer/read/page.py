"""A web page as a tree, however deep it is nested, and what its head says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.errors import InputError
from summarizer.read.surrogates import cleaned

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,30})(?P<rest>[^<>]{0,4000})>")
# They have no end tag, or one that may be left away and does not open another level.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option tbody thead tfoot"
    " a path circle rect use g html head body".split()
)
_KEPT = re.compile(r"(?i)\b(?:style|hidden|aria-hidden|class|id)\b")
# The parser stops at 2048 levels and loses what is below, without a word.
_MAX_DEPTH, _MAX_LEVELS = 100, 1800
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[^&<>/\"'\s{}:][^&<>/\"'\s{}]*")
_MAX_LINKED_CHARS = 2_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """``tree`` is the root element (lxml); readers of a page take out of it what they have dealt with."""

    tree: Any

    @classmethod
    def parse(cls, text: str) -> Page | None:
        """Reads HTML; None when there is no element in it.

        Raises:
            InputError: it is nested so deeply that some of it would be lost.
        """
        from lxml import etree, html  # type: ignore[import-untyped]

        text = _NOT_IN_XML.sub("\ufffd", _flattened(text))
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
        try:
            tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError):
            return None
        if not len(tree):
            return None
        _settle(tree)
        return cls(tree)

    def meta(self, *names: str) -> str | None:
        """Returns what the first of these meta tags holds."""
        for name in names:
            for element in self.tree.iter("meta"):
                if name in (element.get("property"), element.get("name"), element.get("itemprop")):
                    content = " ".join((element.get("content") or "").split())
                    if content:
                        return content
        return None

    def linked_data(self) -> list[Mapping[str, Any]]:
        """Returns all objects of the page's JSON-LD that have a type, the outer ones first."""
        objects: list[Mapping[str, Any]] = []
        for script in self.tree.iter("script"):
            if "ld+json" not in (script.get("type") or ""):
                continue
            try:
                value = cleaned(json.loads((script.text or "")[:_MAX_LINKED_CHARS], strict=False))
            except (ValueError, RecursionError):
                continue
            objects += _typed(value)
        return objects


def _settle(tree: Any) -> None:
    """Mends what the parser lets through and the tree takes from nobody else: broken names, control characters."""
    for element in tree.iter():
        if isinstance(element.tag, str) and not _NAME.fullmatch(element.tag):
            element.tag = "span"
        known = element.attrib.items()
        if not all(_NAME.fullmatch(name) and not _NOT_IN_XML.search(value) for name, value in known):
            element.attrib.clear()  # a broken name cannot be deleted by itself
            for name, value in known:
                if _NAME.fullmatch(name):
                    element.set(name, _NOT_IN_XML.sub("\ufffd", value))
        for place in ("text", "tail"):
            held = getattr(element, place)
            if held and _NOT_IN_XML.search(held):
                setattr(element, place, _NOT_IN_XML.sub("\ufffd", held))


def types_of(item: Mapping[str, Any]) -> str:
    """Returns the types of an object of linked data in one string."""
    stated = item.get("@type")
    return " ".join(map(str, stated)) if isinstance(stated, list) else str(stated or "")


def _typed(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    for _ in range(2000):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, Mapping):
            if item.get("@type"):
                yield item
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _flattened(text: str) -> str:
    """Leaves out tags below a depth that no reader needs; those that may hide their text stay."""
    if text.count("<") <= _MAX_DEPTH:
        return text
    depth = deepest = 0
    parts: list[str] = []
    start = 0
    open_kept: list[bool] = []
    for tag in _TAG.finditer(text):
        if tag["name"].lower() in _FLAT or tag["rest"].endswith("/"):
            continue
        if tag["end"]:
            kept = open_kept.pop() if open_kept else True
            depth -= kept and depth > 0
        else:
            kept = depth < _MAX_DEPTH or bool(_KEPT.search(tag["rest"]))
            open_kept.append(kept)
            depth += kept
            deepest = max(deepest, depth)
        if not kept:
            parts += (text[start : tag.start()], " ")
            start = tag.end()
    if deepest > _MAX_LEVELS:
        raise InputError("is nested too deeply to be read whole", "save its text as .txt")
    return "".join((*parts, text[start:]))
