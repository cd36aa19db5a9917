"""Recognises what surrounds an article on a page in another language than English, by the table of that language."""

from __future__ import annotations

import re

from summarizer.clean.blocks import ends_sentence
from summarizer.clean.calls import is_post
from summarizer.clean.labels import names_people
from summarizer.languages import UNKNOWN_LANGUAGE
from summarizer.stage_settings import FurnitureSettings
from summarizer.text.dates import dates
from summarizer.text.locales import Locale, locale_of

_CREDIT = re.compile(
    r"(?:/|\bvia )\s?(?:Getty Images|AFP|EPA|AP|Reuters|dpa|imago|ANSA|EFE|Lusa|ANP|Keystone|APA|Shutterstock)\)?$"
    r"|Getty Images$|\bREUTERS/\w|©\s?[^.!?]{2,60}$"
)
"""Who made a picture, behind what it shows, in any language."""

_BRACKETED = re.compile(r"[\[【][^\[\]【】]{3,200}[\]】]$")
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,20}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,20}){0,3}"
_DAY = r"(?:, ?\d{1,2}\.? [^\W\d_]{3,9}\.?(?: \d{4})?)?"
_DATELINE = re.compile(
    rf"(?:[^\W\d_][^()!?.:“”„\"«»\n]{{1,40}}?)?\s?[(（][^()（）\n]{{2,30}}[)）]\s?\.?\s?[-–—]{{1,2}}\s?(?:{_PLACE}{_DAY}\s?[-–—]\s)?"
    rf"|{_PLACE}{_DAY}\s[-–—]{{1,2}}\s(?=[\"„«“A-ZÀ-Þ\d])"
)
"""Where a report comes from, and whose it is: "Grimmtal (NAG) - ", "(Dorsale) - MONTESALVO, 7 APR - "."""

_COPYRIGHT = re.compile(r"(?<=[.!?。！”»\"')])\s+(?:©|\(c\) ?\d{4}|Copyright\b)[^\n]{0,200}$")
_TRUNCATION = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?\d{1,7} chars\]$")
# The patterns match at a block's beginning; they need not see more.
_LOOK_CHARS = 400
_AROUND = " -–—*_#>•▪|:+/[]{}"
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"”’»)\]]*\s+")
_TIME = re.compile(r"\d{1,2}\s?[:.hH時时点]\s?\d{2}(?:\s?分)?|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def local_table(language: str) -> Locale | None:
    """The table to clean a text by; None where it is English, or nobody has looked.

    A text that is surely not English has at least the rules that ask no word.
    """
    return Locale(UNKNOWN_LANGUAGE, {}) if language == UNKNOWN_LANGUAGE else locale_of(language)


def local_reason(flat: str, words: int, settings: FurnitureSettings, locale: Locale) -> str | None:
    """Why a block is page furniture, or None; as `furniture.reason_of`.

    Args:
        flat: the block on one line.
        words: its number of words; long blocks are never taken for a notice.
        settings: how long.
        locale: the table of its language.
    """
    if not any(map(str.isalnum, flat)):
        return "separator"
    text = flat[:_LOOK_CHARS].strip(_AROUND)
    if words <= settings.date_line and _is_date_line(text, locale):
        return "date line"
    if reason := _phrase(text, flat, words, locale):
        return reason
    if is_post(flat, words, settings):
        return "social media post"
    if words <= settings.photo_credit and (_CREDIT.search(flat) or _is_credited(flat, locale)):
        return "caption"
    if words <= settings.brackets and _BRACKETED.match(flat):
        return "bracketed note"
    return "byline" if words <= settings.byline and _is_byline(text, locale) else None


def _is_byline(text: str, locale: Locale) -> bool:
    """Whether a block names who wrote it, and says nothing else."""
    byline, joining = locale.furniture("byline"), locale.furniture("joining")
    match = byline.match(text) if byline else None
    if match is None or ends_sentence(text):
        return False
    names = [word for word in text[match.end() :].split() if not (joining and joining.fullmatch(word))]
    return names_people(" ".join(names))


def _phrase(text: str, flat: str, words: int, locale: Locale) -> str | None:
    """The reason of the first phrase of its pages that a block is, or that its last words are where it has no end."""
    forms = [text, flat]
    if not ends_sentence(flat) and (cuts := list(_SENTENCE_END.finditer(flat))):
        forms.append(flat[cuts[-1].end() :])
    for section in locale.sections:
        if words <= section.max_words and any(section.pattern.match(form) for form in forms):
            return section.reason
    return None


def _is_credited(flat: str, locale: Locale) -> bool:
    """Whether a block ends with who made a picture: "Photo LMB/Yann Quéméner"."""
    credit = locale.furniture("credit")
    cuts = [match.end() for match in _SENTENCE_END.finditer(flat)]
    last = flat[cuts[-1] if cuts else 0 :].lstrip("( ")
    found = credit.match(last) if credit else None
    return found is not None and "/" in last and not ends_sentence(last.rstrip(")"))


def _is_date_line(text: str, locale: Locale) -> bool:
    """Whether a block says nothing but a date or a time."""
    if not any(map(str.isdigit, text)):
        return False
    rest = text
    for mention in reversed(dates(text, locale.code)):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    rest = _TIME.sub(" ", rest.lower())
    return all(word in locale.date_words for word in _LETTERS.findall(rest))


def local_prefix(flat: str, locale: Locale) -> tuple[int, str]:
    """Length of a dateline before a paragraph's own words, and the reason to drop it; (0, "") when there is none."""
    own = locale.furniture("dateline")
    match = (own.match(flat) if own else None) or _DATELINE.match(flat)
    return (match.end(), "dateline") if match and 0 < match.end() < len(flat) else (0, "")


def local_suffix(flat: str) -> tuple[int, str]:
    """Length of a notice that is stuck to a paragraph's end, and the reason to drop it; (0, "") when there is none."""
    tail = flat[-_LOOK_CHARS:]
    if match := _COPYRIGHT.search(tail):
        return len(tail) - match.start(), "copyright notice"
    match = _TRUNCATION.search(tail)
    return (len(tail) - match.start(), "truncation mark") if match and match.start() > 0 else (0, "")
