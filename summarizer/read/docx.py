"""Reads Word files: what a reader of the document sees, and what it says about itself.

`word_package` opens the archive, `word_text` walks the text in it, `word_styles` knows names and styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from summarizer.errors import InputError
from summarizer.instructions import instruction_in
from summarizer.read.dates import When, stated_when
from summarizer.read.found import Found
from summarizer.read.lines import ends_sentence
from summarizer.read.metadata import describe
from summarizer.read.raw import Raw
from summarizer.read.word_package import Package
from summarizer.read.word_styles import Styles, attribute, name_of
from summarizer.read.word_text import Story
from summarizer.records import Flag

_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
_SHOWN_CHARS, _LOOKED_AT_CHARS, _HEADS_CHARS = 120, 200_000, 1000


def is_docx(data: bytes) -> bool:
    """Whether bytes are a Word file: an archive with a main part of Word's, or what is left of one."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return Package(data).is_word()
    except InputError:
        return b"word/document.xml" in data


def read_docx(data: bytes) -> Raw:
    """Extracts what is seen of a document, one line a paragraph, and what its properties state.

    Raises:
        InputError: the file is damaged, too large, no Word file, or holds no text.
    """
    package = Package(data)
    main = package.main()
    root = package.xml(main) if main else None
    body = None if root is None else next((item for item in root if name_of(item) == "w:body"), None)
    if main is None or root is None or body is None:
        raise InputError("is no Word file", "save the report as .txt, .html, .pdf or .docx")
    related = package.related(main)
    styles = Styles(next(_parsed(package, related, "styles"), None))
    story = Story(body, styles, _notes(package, related))
    text = "\n".join(map(_unbroken, story.lines))
    if not text.strip():
        raise InputError("is a Word file without text", "check that it is the right file")
    properties, values = _properties(package)
    places = {
        "hidden text": "".join(story.hidden),
        "a comment": _told(package, related, "comments"),
        "a page header or footer": _told(package, related, "header", "footer"),
        "its properties": "\n\n".join(values),
        "an alternative text": "\n\n".join(_alternative_texts(root)),
    }
    flags = [*_instructions(places), *(Flag("partly_read", what) for what in story.unread)]
    return Raw(text, Found(title=story.title, flags=tuple(flags)), properties.or_else(_heads(package, related)))


def _parsed(package: Package, related: dict[str, list[str]], *kinds: str) -> Iterator[Any]:
    """Yields the parts of some kinds that can be parsed; the text can be told without the others."""
    for kind in kinds:
        for part in related.get(kind, ()):
            try:
                yield package.xml(part)
            except InputError:
                continue


def _notes(package: Package, related: dict[str, list[str]]) -> dict[tuple[str, str | None], Any]:
    """Returns footnotes and endnotes by kind and id."""
    return {
        (kind, attribute(note, "id")): note
        for kind in ("footnotes", "endnotes")
        for root in _parsed(package, related, kind)
        for note in root
        if name_of(note) in ("w:footnote", "w:endnote")
    }


def _told(package: Package, related: dict[str, list[str]], *kinds: str) -> str:
    """Returns what stands in parts of some kinds, hidden or not."""
    stories = [Story(root, Styles()) for root in _parsed(package, related, *kinds)]
    return "\n".join(line for story in stories for line in (*story.lines, *story.hidden))


def _unbroken(paragraph: str) -> str:
    """A paragraph whose sentences go on over the line breaks set by hand in it; lines of an address or a poem stay."""
    if "\n" not in paragraph or not ends_sentence(paragraph):
        return paragraph
    lines = paragraph.split("\n")
    return "".join(line + ("\n" if ends_sentence(line) or not line.strip() else " ") for line in lines[:-1]) + lines[-1]


def _heads(package: Package, related: dict[str, list[str]]) -> Found:
    """Returns the publisher that the running heads name, and a date that they give; they are no part of the text."""
    roots = list(_parsed(package, related, "header", "footer"))
    lines = dict.fromkeys(line for root in roots for line in Story(root, Styles()).lines)
    found = describe("\n".join(lines).replace("\t", "\n")[:_HEADS_CHARS])
    # A number is a page's; a field gives the day on which the file was last opened.
    publisher = None if re.search(r"\d|(?i:^page\b)", found.publisher or "") else found.publisher
    today = any("DATE" in (item.text or "") for root in roots for item in root.iter("{*}instrText"))
    today = today or any(
        "DATE" in (attribute(item, "instr") or "") for root in roots for item in root.iter("{*}fldSimple")
    )
    return Found(publisher=publisher, when=None if today or not found.when else When(found.when.day))


def _properties(package: Package) -> tuple[Found, list[str]]:
    """Returns title and date as the properties state them, and the values of all properties."""
    values: list[str] = []
    named: dict[str, str] = {}
    for root in _parsed(package, package.related(""), *_PROPERTIES):
        for element in root.iter("*"):
            if text := " ".join((element.text or "").split()):
                values.append(text)
                named.setdefault(element.tag.rpartition("}")[2], text)
    # The template of python-docx carries a date that says nothing about the report. The day on which a file was made
    # stands in for that of publication; the minute does not: reports saved one after another would get an order by it.
    made = None if "python-docx" in named.get("description", "") else stated_when(named.get("created"))
    return Found(title=named.get("title"), when=When(made.day) if made else None), values


def _alternative_texts(root: Any) -> Iterator[str]:
    for element in root.iter("*"):
        named = [element.get(name) for name in ("descr", "title", "alt")]
        if name_of(element) in ("w:tblCaption", "w:tblDescription"):
            named.append(attribute(element, "val"))
        yield from filter(None, named)


def _instructions(places: dict[str, str]) -> Iterator[Flag]:
    """Yields a flag for each place that holds words for a program."""
    for place, text in places.items():
        if words := instruction_in(text[:_LOOKED_AT_CHARS]):
            shown = " ".join(words.split())
            shown = shown if len(shown) <= _SHOWN_CHARS else f"{shown[:_SHOWN_CHARS].rstrip()}…"
            yield Flag("instructions", f"in {place}: “{shown}”")
