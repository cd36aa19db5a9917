"""Which sources a text's own citations point to: by number, by name, by file or address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

from summarizer.checked import Mark
from summarizer.records import Document

_INTRODUCED = re.compile(r"^(?:sources?|via|from|per|see|credit|according to|(?:as )?reported by)\b[: ]*", re.I)
_APART = re.compile(r"\s*(?:[,;/&|]|\band\b)\s*")
_NO_LETTERS = re.compile(r"[\W_]+")
_SHORTEST = 3
"""Letters of a name from which on it is looked for in a line of a list of sources."""

_CREDIT_CHARS = 600
"""Characters at the top of a report within which its dateline credits an agency: "PORT ELLERY (MPA) -"."""


def sources_of(mark: Mark, listed: Mapping[int, str], documents: Sequence[Document]) -> tuple[int, ...]:
    """The documents that a citation points to, in order; none where it points to none of them.

    Args:
        mark: the citation.
        listed: the lines of the text's own list of sources, by number; where it has none, numbers count the documents.
        documents: the sources, in input order.
    """
    if mark.number is None:
        return _by_name(mark.name, documents)
    if mark.number in listed:
        return _in_line(listed[mark.number], documents)
    if mark.name:
        return _in_line(mark.name, documents)
    return (mark.number - 1,) if not listed and 1 <= mark.number <= len(documents) else ()


def _by_name(name: str, documents: Sequence[Document]) -> tuple[int, ...]:
    """The documents that are called so, whole: "(Reuters)", "(Reuters, AP)", "(Source: a.html)"."""
    bare = _INTRODUCED.sub("", name.strip())
    wanted = {_plain(part) for part in (bare, *_APART.split(bare))} - {""}
    found = [at for at, document in enumerate(documents) if wanted & _names(document)]
    if not found:
        found = [at for at, document in enumerate(documents) if _credits(document, bare)]
    return tuple(found)


def _in_line(line: str, documents: Sequence[Document]) -> tuple[int, ...]:
    """The documents that a line of a list of sources names: by address or file, else by title, else by publisher."""
    for name_of in (_addresses, _titles, _publishers):
        found = [at for at, document in enumerate(documents) if any(_holds(line, name) for name in name_of(document))]
        if found:
            return tuple(found)
    return ()


def _names(document: Document) -> set[str]:
    """What a document may be called, in plain letters: whole names, and the initials of its publisher."""
    names = {*_addresses(document), *_titles(document), *_publishers(document), document.id}
    host = urlsplit(document.url or "").hostname or ""
    words = re.findall(r"[A-Z]\w*", document.publisher or "")
    initials = "".join(word[0] for word in words) if len(words) > 1 else ""
    return {_plain(name) for name in (*names, host.removeprefix("www."), initials)} - {""}


def _addresses(document: Document) -> list[str]:
    path = PurePath(document.path) if document.path else None
    return [name for name in (document.url, document.path, path and path.name, path and path.stem) if name]


def _titles(document: Document) -> list[str]:
    return [document.title] if document.title else []


def _publishers(document: Document) -> list[str]:
    host = urlsplit(document.url or "").hostname or ""
    return [name for name in (document.publisher, host.removeprefix("www.")) if name]


def _holds(line: str, name: str) -> bool:
    """Whether a line has a name in it, as words of its own."""
    mine, wanted = f" {_plain(line)} ", _plain(name)
    return len(wanted) >= _SHORTEST and f" {wanted} " in mine


def _credits(document: Document, name: str) -> bool:
    """Whether a report credits in its dateline who is named."""
    return bool(name) and f"({name})".casefold() in document.text[:_CREDIT_CHARS].casefold()


def _plain(name: str) -> str:
    return _NO_LETTERS.sub(" ", name.casefold()).strip().removeprefix("the ")
