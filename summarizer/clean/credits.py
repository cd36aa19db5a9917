"""Whose report a text says it is: an agency in its dateline, byline or copyright line, or where it first appeared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from summarizer.clean.pictures import CAPTION
from summarizer.outlets import Outlets, publisher_key
from summarizer.records import CleanDocument, Document
from summarizer.stage_settings import FurnitureSettings

_UNNAMED = re.compile(
    r"(?:^|[\s(])(?:reporting|writing|editing|zus[aä]tzliche berichte) by [A-Z]", re.IGNORECASE | re.MULTILINE
)
_PICTURE = re.compile(r"(?i)\b(?:images?|photos?|pictures?|video|file|foto|getty|caption|enlarge)\b|/")
_CODE = re.compile(r"[A-Z]{2,6}")
_CALLED_AGENCY = re.compile(r"(?i)(?:[\w.&’'-]+ ){1,4}(?:news|press|agency|wire|service)")


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a report credits.

    ``key`` is the same for all names of one publisher, ``name`` is how it is called. ``whole`` says that all of the
    report is theirs and not only some of it. ``words`` are the report's own.
    """

    key: str
    name: str
    whole: bool
    words: str


def credit_of(cleaned: CleanDocument, known: Outlets, settings: FurnitureSettings) -> Credit | None:
    """Whom a report credits for its text; for all of it before a part of it.

    A credit stands within ``settings.credit_chars`` of the beginning or the end; a dateline may stand behind a list of
    captions. What is said of a picture is none.
    """
    text = _without_captions(cleaned)
    found = [*_of_publisher(cleaned.document, known), *_credits(text, known, settings)]
    found.sort(key=lambda credit: not credit.whole)
    return found[0] if found else None


def is_own(credit: Credit, document: Document, known: Outlets) -> bool:
    """Whether whom a report credits is its own publisher, by name or by the initials of a dateline's code."""
    coded = _CODE.fullmatch(credit.name) is not None and credit.name == initials_of(document.publisher)
    return coded or credit.key in known.keys_of(document.publisher, document.url)


def initials_of(name: str | None) -> str:
    """The capitals that the words of a name begin with: "KNA" of "Kestrel News Agency"."""
    return "".join(re.findall(r"\b[A-ZÀ-Þ]", name or ""))


def names_writers(text: str, settings: FurnitureSettings) -> bool:
    """Whether a report has the line of an agency's desk, "Reporting by …; editing by …", without the agency's name."""
    return any(_UNNAMED.search(part) for part in (text[: settings.credit_chars], text[-settings.credit_chars :]))


def _without_captions(cleaned: CleanDocument) -> str:
    text = cleaned.document.text
    for piece in cleaned.dropped:
        if piece.reason == CAPTION:
            text = f"{text[: piece.start]}{' ' * (piece.end - piece.start)}{text[piece.end :]}"
    return text


def _of_publisher(document: Document, known: Outlets) -> Iterator[Credit]:
    """An agency that is named beside the publisher: "Lorne Herald (Reuters)", "AP via Lorne Herald"."""
    own = document.publisher or ""
    if not known.named(own) and (match := _patterns(known.agencies).publisher.fullmatch(own.strip())):
        yield _credit(known, match["first"] or match["last"] or match["inside"], own)


def _credits(text: str, known: Outlets, settings: FurnitureSettings) -> Iterator[Credit]:
    head, tail = text[: settings.credit_chars], text[-settings.credit_chars :]
    patterns = _patterns(known.agencies)
    yield from _datelines(text, known, settings)
    for part in (head, tail):
        for pattern in patterns.whole:
            found = (match for match in pattern.finditer(part) if _of_text(part, match))
            yield from (_credit(known, match["name"], match.group()) for match in found)
    for pattern in patterns.last:
        last = pattern.search(tail)
        if last and _of_text(tail, last) and text.count(f"({last['name']})") <= 1:
            yield _credit(known, last["name"], last.group())
    if top := patterns.top.match(head):
        yield _credit(known, top["name"], top["line"])
    yield from (_credit(known, match["name"], match.group()) for match in patterns.first_published.finditer(tail))
    partly = chain.from_iterable(pattern.finditer(tail) for pattern in patterns.partly)
    yield from (_credit(known, match["name"], match.group(), whole=False) for match in partly)


def _datelines(text: str, known: Outlets, settings: FurnitureSettings) -> Iterator[Credit]:
    """The first dateline that names an agency, if there is one."""
    reach = max(len(text) // 3, settings.credit_chars)
    dated = _patterns(known.agencies).dateline.finditer(text, 0, reach)
    own = (match for match in dated if _is_agency_s(match, known))
    yield from (_credit(known, match["name"], match.group()) for match in islice(own, 1))


def _is_agency_s(match: re.Match[str], known: Outlets) -> bool:
    """Whether a dateline names an agency.

    Somebody's age, party or nickname stands in brackets as well: a code needs a place in capitals before it.
    """
    if known.named(match["name"]) or _CALLED_AGENCY.fullmatch(match["name"]):
        return True
    place = (match["place"] or "").split(",")[0].split("(")[0]
    return bool(_CODE.fullmatch(match["name"])) and place.isupper()


def _of_text(text: str, match: re.Match[str]) -> bool:
    """Whether a credit is not one for a picture beside it."""
    line = text.rfind("\n", 0, match.start()) + 1
    return not _PICTURE.search(
        text[max(line, match.start() - 40) : match.start()] + text[match.end() : match.end() + 8]
    )


def _credit(known: Outlets, name: str, words: str, *, whole: bool = True) -> Credit:
    name = " ".join(name.split())
    found = known.named(name)
    shown = found.name if found else re.sub(r"^[Tt]he ", "", name)
    return Credit(publisher_key(shown), shown, whole, " ".join(words.split()).strip(" -–—:("))


@dataclass(frozen=True, slots=True)
class _Patterns:
    publisher: re.Pattern[str]
    top: re.Pattern[str]
    dateline: re.Pattern[str]
    whole: tuple[re.Pattern[str], ...]
    last: tuple[re.Pattern[str], ...]
    first_published: re.Pattern[str]
    partly: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=8)
def _patterns(agencies: str) -> _Patterns:
    """The forms of a credit; ``agencies`` is a pattern of the names that are known."""
    name = rf"(?:[Tt]he )?\b(?P<name>{agencies})\b"
    helped = r"(?i:contributed (?:to (?:this|the) (?:report|story|article)|reporting)|contributed\.)"
    # Above the text stand headlines, dates and names, none of which ends like a sentence; a caption does. White space
    # is not given back: a caption that was taken out leaves lines of it, which could be split in any number of ways.
    above = r"(?:[^\n.!?]{0,200}\n\s*+){0,5}"
    person = r"(?:[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3}(?:, | \())?"
    return _Patterns(
        publisher=re.compile(
            rf"(?P<first>{agencies})(?: via .+|\s*[/|].+)|.+(?:\s*[/|,]\s*|\s[–—-]\s)(?P<last>{agencies})"
            rf"|.+\((?:via |by )?(?P<inside>{agencies})\)"
        ),
        top=re.compile(
            rf"\s*+{above}(?P<line>(?:[Bb]y:? |BY:? )?{person}(?:[Tt]he )?(?P<name>{agencies})"
            r"(?: [Ss]taff| [Ww]riters?| [Rr]eporters?)?\)?)[ \t.]*$",
            re.MULTILINE,
        ),
        dateline=re.compile(
            r"(?:^|(?<=[\s.]))(?P<place>[A-ZÀ-Þ][^()!?“\"\n]{0,60}?|\[[^\]\n]{2,40}\])?\s?"
            r"\((?P<name>\w[\w&.’' -]{1,40})(?:/[\w./ -]{1,20})?\)\s*[-–—]{1,2}\s*",
            re.MULTILINE,
        ),
        whole=(
            re.compile(
                rf"^\W*[Bb][Yy]:? [^\n.]{{2,80}}?(?:[,|/(–—]\s*|\s(?:of|for)\s){name}"
                r"(?: [Ss]taff)?(?: [Ww]riters?)?\)?\s*$",
                re.MULTILINE,
            ),
            re.compile(rf"(?i:©|\(c\)|copyright)\s*(?i:by )?(?:\d{{4}}\s*)?(?i:by )?{name}"),
            re.compile(rf"^\W{{0,3}}(?i:sources?|quelle|via)\s*:\s*{name}\W*$", re.MULTILINE),
            re.compile(
                rf"{name} (?:[Ww]riters?|[Rr]eporters?|[Jj]ournalists?) [^\n]{{3,300}}?(?i:contributed|reported)\b"
            ),
            re.compile(rf"(?i:\((?:reporting|writing|editing) (?:by|for)) (?:[^()\n;]{{2,80}} for )?{name}"),
        ),
        last=(re.compile(rf"\({name}\)\W*\Z"), re.compile(rf"[.!?”\"]\s*[-–—]{{1,2}}\s*{name}\W*\Z")),
        first_published=re.compile(
            r"(?:(?i:originally|first) (?i:published|appeared|posted) (?i:by|in|on|at)|(?i:republished from))\s+"
            r"(?:[Tt]he )?(?P<name>(?:[A-ZÀ-Þ][\w.&’'-]*)(?: (?:of |the |and )?[A-ZÀ-Þ][\w.&’'-]*){0,4})"
        ),
        partly=(
            re.compile(rf"{name}[^.\n]{{0,80}}? {helped}"),
            re.compile(
                r"(?i:with (?:assistance|reports?|reporting|files|material|information)|additional reporting"
                rf"|(?:compiled|written) (?:with|from)) (?i:by|from|of)?[^.\n]{{0,60}}?{name}"
            ),
        ),
    )
