"""Names of Word's elements whatever their namespace, and what the styles of a document say about text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    f"{_DRAWING}/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    f"{_DRAWING}/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "c",
    f"{_DRAWING}/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_OFF = ("0", "false", "off")
_WHITE = ("ffffff", "white")
_TITLES = ("title", "heading1")
_TINY_HALF_POINTS = 2
_MAX_CHAIN = 20


def name_of(element: Any) -> str:
    """Returns ``w:p`` for a paragraph of either edition of the format; elements of other vocabularies have no name."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else ""


def attribute(element: Any, name: str) -> str | None:
    """Returns an attribute by its name without a namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def inner(element: Any, *path: str) -> Any | None:
    """Follows the first children of such names (``pPr``, ``rPr``) and returns the last, None when one is missing."""
    for name in path:
        element = next((child for child in element if name_of(child) == f"w:{name}"), None)
        if element is None:
            return None
    return element


def is_on(element: Any | None) -> bool:
    """Whether a property is set; it is when its element is there and does not say otherwise."""
    return element is not None and (attribute(element, "val") or "").lower() not in _OFF


def _is_dark(ground: Any | None) -> bool:
    """Whether white can be read on a ground, which is of another colour."""
    if ground is None:
        return False
    return (attribute(ground, "fill") or attribute(ground, "val") or "").lower() not in (
        "auto",
        "clear",
        "none",
        *_WHITE,
    )


class Styles:
    """What the styles of a document hide, and which are those of its title."""

    def __init__(self, root: Any | None = None) -> None:
        found = [] if root is None else [item for item in root if name_of(item) == "w:style"]
        self._by_id = {attribute(item, "styleId"): item for item in found}

    def is_title(self, style_id: str | None) -> bool:
        """Whether a paragraph of this style is a title."""
        chain = self._chain(style_id)
        # Word's own "heading 2" and "TOC Heading" may be based on "heading 1" and are no titles.
        own = next((item for item in chain if attribute(item, "customStyle") is None), None)
        name = self._name(own) if own is not None else style_id if not chain else ""
        return (name or "").replace(" ", "").lower() in _TITLES

    def is_contents(self, style_id: str | None) -> bool:
        """Whether a paragraph of this style is a line of a table of contents, which repeats headings."""
        return any(self._name(item).lower().startswith("toc ") for item in self._chain(style_id))

    def hides(self, run: Any, paragraph: Any | None, paper: bool) -> bool:
        """Whether a run is hidden text, too small to be seen, or white on white.

        Args:
            run: the run.
            paragraph: the paragraph that it stands in.
            paper: whether the ground behind the paragraph is known to be white.
        """
        chosen = inner(paragraph, "pPr", "pStyle") if paragraph is not None else None
        named = attribute(chosen, "val") if chosen is not None else None
        if is_on(self._property(run, named, "vanish")):
            return True
        size = self._value(run, named, "sz")
        if size.isdecimal() and len(size) < 4 and int(size) <= _TINY_HALF_POINTS:
            return True
        if not paper or self._value(run, named, "color").lower() not in _WHITE:
            return False
        grounds = [inner(paragraph, "pPr", "shd")] if paragraph is not None else []
        grounds += [inner(style, "pPr", "shd") for style in self._chain(named)]
        grounds += [self._property(run, named, name) for name in ("shd", "highlight")]
        return not any(_is_dark(ground) for ground in grounds)

    def _value(self, run: Any, paragraph_style: str | None, name: str) -> str:
        found = self._property(run, paragraph_style, name)
        return (attribute(found, "val") or "") if found is not None else ""

    def _property(self, run: Any, paragraph_style: str | None, name: str) -> Any | None:
        """Returns a property of letters as the run, its style or that of its paragraph sets it."""
        own = inner(run, "rPr")
        chosen = inner(own, "rStyle") if own is not None else None
        styles = [*self._chain(attribute(chosen, "val") if chosen is not None else None), *self._chain(paragraph_style)]
        places = [own, *(inner(style, "rPr") for style in styles)]
        found = (inner(place, name) for place in places if place is not None)
        return next((item for item in found if item is not None), None)

    def _chain(self, style_id: str | None) -> list[Any]:
        """The style and those that it is based on."""
        chain: list[Any] = []
        while style_id in self._by_id and len(chain) < _MAX_CHAIN:
            chain.append(self._by_id[style_id])
            base = inner(chain[-1], "basedOn")
            style_id = attribute(base, "val") if base is not None else None
        return chain

    def _name(self, style: Any) -> str:
        name = inner(style, "name")
        return (attribute(name, "val") if name is not None else None) or ""
