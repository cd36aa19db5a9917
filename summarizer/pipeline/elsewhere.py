"""What sources in other languages than the briefing have in common with it, as far as nobody need translate.

A number says little, and what it counts is not read here. So nothing is said but what can be seen: which numbers of the
briefing such a source has, and the name that stands beside each in one sentence of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.records import BriefingSentence, Document, Dropped
from summarizer.stage_settings import LanguageSettings
from summarizer.text import names, numbers
from summarizer.verbatim import numbers_in

_YEAR = re.compile(r"(?:19|20)\d\d")


def with_echoes(
    sources: Sequence[Document],
    dropped: Sequence[Dropped],
    sentences: Sequence[BriefingSentence],
    settings: LanguageSettings,
) -> tuple[Document, ...]:
    """The sources, the flag of those in another language with the numbers that the briefing has beside the same name.

    Args:
        sources: all sources of the cluster.
        dropped: what is not told, the sentences in other languages among it.
        sentences: those of the briefing.
        settings: how long a name is that is surely one, and how many numbers are listed.
    """
    told = [_seen(one.text, settings) for one in sentences]
    return tuple(
        _with_echo(document, _echoes(document, [one for one in dropped if one.source == at], told, settings), settings)
        for at, document in enumerate(sources)
    )


Seen = tuple[frozenset[str], frozenset[str]]
"""The numbers and the names of a sentence."""


def _seen(text: str, settings: LanguageSettings) -> Seen:
    known = {name for name in names(text) if len(name) >= settings.name_letters}
    return frozenset(filter(_says_something, {*numbers_in(text), *numbers(text)})), frozenset(known)


def _says_something(number: str) -> bool:
    """Whether a number is no single digit and no year."""
    return len(number) > 1 and not _YEAR.fullmatch(number)


def _echoes(
    document: Document, dropped: Sequence[Dropped], told: Sequence[Seen], settings: LanguageSettings
) -> Iterator[str]:
    """``17 (Lodex)``: a number of the briefing, and the name beside it."""
    if not any(flag.kind == "language" for flag in document.flags):
        return
    for one in dropped:
        text = document.text[one.start : one.end]
        mine, known = frozenset(filter(_says_something, numbers_in(text))), frozenset(names(text))
        for its, called in told:
            if shared := sorted(known & called):
                yield from (f"{number} ({shared[0]})" for number in sorted(mine & its))


def _with_echo(document: Document, found: Iterator[str], settings: LanguageSettings) -> Document:
    listed = list(dict.fromkeys(found))[: settings.most_numbers]
    if not listed:
        return document
    more = f"; of the briefing's numbers it has {', '.join(listed)}"
    flags = tuple(replace(flag, note=flag.note + more) if flag.kind == "language" else flag for flag in document.flags)
    return replace(document, flags=flags)
