"""Recognises what kind of source a report is, as far as it says so itself or a list of outlets does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from summarizer.clean.blocks import Block
from summarizer.outlets import Outlets
from summarizer.records import Document, Flag
from summarizer.stage_settings import KindSettings
from summarizer.text.genres import GenreKind, label_kind, statement_kind, title_kind, without_remark, written_as
from summarizer.text.speech import outside_quotations

_FOLDERS_OF: dict[GenreKind, str] = {
    "opinion": "opinion opinions op-ed oped editorial editorials columnists commentisfree letters kommentar meinung",
    "advertisement": """sponsored sponsor-content sponsored-content advertorial advertorials paid-post paidpost
        partner-content brand-voice brandvoice branded-content publireportage advertisement-feature""",
    "satire": "satire parody satira",
    "party": "press-release press-releases pressrelease pressreleases medienmitteilung pressemitteilung",
    "correction": "corrections",
}
_FOLDERS = {name: kind for kind, names in _FOLDERS_OF.items() for name in names.split()}
_SECTION = re.compile(
    r"(?i)(?:home|menu|news|world|politics|business|sports?|culture|arts?|tech(?:nology)?|science|health|lifestyle"
    r"|life|style|travel|food|weather|videos?|podcasts?|u\.?[sk]\.?|local|national|international|latest|more|search"
    r"|obituaries|classifieds|jobs|subscribe|log ?in|sign ?in)"
)

_TOLD = re.compile(r"(?i)\b(?:said|says|told|ruled|claimed|admitted|argued|according)\b")


def kind_flags(document: Document, blocks: Sequence[Block], known: Outlets, settings: KindSettings) -> list[Flag]:
    """What a source says it is, one flag a kind, with the words that show it.

    Publisher, title, address and labels above the text count, and sentences about the text itself in its first and
    last paragraphs. What a source merely reports on (an opinion poll, a trial over a parody) does not.

    Args:
        document: the source; kinds that it is flagged with already are left out.
        blocks: all its paragraphs, in reading order.
        known: what publishers are known to be.
        settings: how many paragraphs are its first and its last.
    """
    flags: dict[str, Flag] = {}
    taken = {flag.kind for flag in document.flags}
    evidence = (
        *_named(document, known),
        *_labelled(blocks, settings),
        *_stated(blocks, settings),
        *_written(document, settings),
    )
    for kind, note in evidence:
        if kind not in taken:
            flags.setdefault(kind, Flag(kind, note))
    return list(flags.values())


def _named(document: Document, known: Outlets) -> Iterator[tuple[GenreKind, str]]:
    """By publisher, address and title."""
    publisher, title = document.publisher or "", document.title or ""
    name, remark = without_remark(publisher)
    if remark and (kind := label_kind(remark, named=True)):
        yield kind, _calls_itself(kind, remark, name)
    elif kind := label_kind(publisher):
        yield kind, _calls_itself(kind, publisher, "")
    elif found := title_kind(publisher):
        yield found[0], _calls_itself(*found, "")
    if listed := known.kind_of(name, document.url):
        kind, shown = listed
        yield kind, f"{shown} is listed as {_LISTED[kind]}"
    if kind := label_kind(title):
        yield kind, _calls_itself(kind, title, name)
    elif found := title_kind(title):
        yield found[0], _calls_itself(*found, name)
    yield from ((kind, f"its address has “/{folder}/”") for kind, folder in _folders(document.url))


_LISTED = {
    "satire": "satire",
    "party": "speaking for a party",
    "opinion": "opinion",
    "advertisement": "advertising",
}


def _calls_itself(kind: GenreKind, label: str, name: str) -> str:
    verb = "says" if re.search(r" (?:by|with|for) ", label) else "calls itself"
    shown = f"it {verb} “{' '.join(label.split())}”"
    if kind != "party":
        return shown
    return f"speaks for {name or 'a party to the event'}: {shown}"


def _folders(url: str | None) -> Iterator[tuple[GenreKind, str]]:
    try:
        folders = urlsplit(url or "").path.lower().split("/")[1:-1]
    except ValueError:
        return
    yield from ((_FOLDERS[folder], folder) for folder in folders if folder in _FOLDERS)


def _labelled(blocks: Sequence[Block], settings: KindSettings) -> Iterator[tuple[GenreKind, str]]:
    """By lines above the text that are labels and nothing else; one among other sections is part of a menu."""
    head = []
    for block in blocks[: settings.head]:
        if block.words > settings.label_words and block.terminated:
            break
        head.append(block.flat)
    if head and (found := title_kind(head[0])) and found[0] == "opinion":
        yield found[0], _calls_itself(*found, "")
    for at, line in enumerate(head):
        kind = label_kind(line)
        beside = [*head[max(at - 1, 0) : at], *head[at + 1 : at + 2]]
        if kind and not any(_SECTION.fullmatch(other.strip(" *_#>|-•")) for other in beside):
            yield kind, _calls_itself(kind, line.strip(" *_#>|-•[]()"), "")


def _stated(blocks: Sequence[Block], settings: KindSettings) -> Iterator[tuple[GenreKind, str]]:
    """By sentences of its first and last paragraphs, and of notices, that speak of the text itself."""
    most = settings.statement_chars
    edges = {*range(settings.edge), *range(len(blocks) - settings.edge, len(blocks))}
    for at, block in enumerate(blocks):
        if at not in edges and block.reason != "correction notice":
            continue
        told = outside_quotations(block.flat[:most])
        kind = statement_kind(told.strip(" *_[](){}"))
        if kind and (kind == "correction" or not _TOLD.search(told)):
            yield kind, f"it says: “{_short(block.flat.strip('[]()*_ '), most)}”"


def _written(document: Document, settings: KindSettings) -> Iterator[tuple[GenreKind, str]]:
    """By how it is written: a review, or what somebody tells of himself or herself."""
    found = written_as(document.text, settings.fewest_cast, settings.fewest_own, settings.own_share)
    if found:
        yield "opinion", f"it is written as a {found.form}: “{_short(found.shown, settings.statement_chars)}”"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
